using CodeRed.Evidence.Documents;
using CodeRed.Probing.Procedural;
using CodeRed.Probing.Suites;

namespace CodeRed.Probing.Tests.Suites;

public sealed class BuiltInSuitesTests
{
    public static TheoryData<string> Names => [.. BuiltInSuites.Names];

    [Fact]
    public void There_are_three_of_the_sizes_they_say()
    {
        Assert.Equal(["hallucination", "quick", "standard"], BuiltInSuites.Names);
        Assert.Equal([80, 40, 150], BuiltInSuites.Names.Select(n => BuiltInSuites.Read(n).ItemCount));
        Assert.All(BuiltInSuites.Names, n => Assert.Equal(n, BuiltInSuites.Read(n).Name));
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_item_passes_its_right_answer_and_fails_a_plausible_wrong_one(string name)
    {
        var suite = BuiltInSuites.Read(name);
        var answers = Answers(name);
        Assert.All(suite.Items(), item =>
        {
            var (right, wrong) = answers[item.Id];
            Assert.True(suite.Metrics.Grade(item, right)[0].Raw.Value == 1, $"{item.Id}: {right}");
            Assert.True(suite.Metrics.Grade(item, wrong)[0].Raw.Value == 0, $"{item.Id}: {wrong}");
        });
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_item_has_an_id_and_a_stratum_and_needs_no_judge(string name)
    {
        var suite = BuiltInSuites.Read(name);
        Assert.Equal(0, suite.Judgements);
        Assert.All(suite.Items(), i => Assert.True(i.HasGivenId && i.Stratum is not null));
    }

    // An edit is a new suite, for which every watch needs a new baseline: make it on purpose.
    [Fact]
    public void Their_content_is_as_approved() =>
        Approval.Check("suites.txt", string.Concat(BuiltInSuites.Names.Select(n => $"{n} {BuiltInSuites.Read(n).ContentHash.Hex}\n")));

    [Fact]
    public void Hallucination_tells_the_three_kinds_of_answers_apart_for_every_item()
    {
        var suite = BuiltInSuites.Read("hallucination");
        Assert.Equal(["pass", "hallucinated", "abstained"], suite.Metrics.All.Select(m => m.Name));
        var answers = Answers("hallucination");
        foreach (var item in suite.Items())
        {
            double?[] wrong = [.. suite.Metrics.Grade(item, answers[item.Id].Wrong).Select(g => g.Raw.Value)];
            Assert.Equal([0, 1, 0], wrong);
            double?[] unknown = [.. suite.Metrics.Grade(item, "I don't know.").Select(g => g.Raw.Value)];
            Assert.Equal([item.Assertions.DemandsAbstention ? 1 : 0, 0, 1], unknown);
        }

        // Neither who answers everything nor who answers nothing looks good.
        Assert.InRange(suite.Items().Count(i => i.Assertions.DemandsAbstention), 35, 50);
    }

    [Fact]
    public void A_file_of_the_same_name_goes_before()
    {
        Assert.Contains("there is no such file", Assert.Throws<DocumentException>(() => BuiltInSuites.Read("quik")).Message);
        Assert.Equal("quick.yaml", BuiltInSuites.Read("quick").Path);
    }

    private static Dictionary<string, (string Right, string Wrong)> Answers(string name)
    {
        var answers = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        var root = YamlFile.Parse(BuiltInSuites.Text(name), name);
        foreach (var test in root.Members.Single(m => m.Key == "tests").Value.Items)
        {
            var fields = new YamlFields(test, "a test", []);
            if (fields.Text("procedural") is { } family)
            {
                int[] difficulties = [.. fields.Texts("difficulty")!.Select(d => int.Parse(d, System.Globalization.CultureInfo.InvariantCulture))];
                var language = fields.Text("language") == "zh-Hant" ? ProceduralLanguage.TraditionalChinese : ProceduralLanguage.English;
                foreach (var (id, item) in new ProceduralSet(ProceduralFamily.Named(family)!, 20260101, fields.Whole("items")!.Value, [.. difficulties], language).Generate())
                {
                    answers.Add(id, (item.Answer, item.Wrong));
                }
            }
            else
            {
                var metadata = new YamlFields(fields.Any("metadata")!, "metadata", []);
                answers.Add(fields.Text("id")!, (metadata.Text("right")!, metadata.Text("wrong")!));
            }
        }

        return answers;
    }
}
