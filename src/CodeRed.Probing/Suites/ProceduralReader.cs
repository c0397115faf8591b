using System.Collections.Immutable;
using System.Globalization;
using CodeRed.Evidence.Documents;
using CodeRed.Probing.Procedural;

namespace CodeRed.Probing.Suites;

/// <summary>Reads an entry of a suite's tests that stands for questions made by a rule.</summary>
internal sealed class ProceduralReader(ICollection<DocumentProblem> problems)
{
    /// <summary>Whether an entry is one.</summary>
    public static bool IsOne(YamlNode entry) => entry.Members.Any(m => m.Key == "procedural");

    public TestSource? Read(YamlNode entry)
    {
        int before = problems.Count;
        var fields = new YamlFields(entry, "a test", problems);
        var family = fields.OneOf("procedural", [.. ProceduralFamily.All.Select(f => f.Name)]) is { } name ? ProceduralFamily.Named(name) : null;
        int count = fields.Whole("items", 1) ?? 0;
        if (fields.Any("items") is null)
        {
            fields.Note(entry.Line, "'items' is missing", "write how many questions, as in items: 20");
        }
        else if (count > ProceduralSet.Most)
        {
            fields.Note(fields.Any("items")!.Line, $"'items' is {fields.Any("items")!.Description}", $"write a whole number from 1 to {ProceduralSet.Most.ToString("N0", CultureInfo.InvariantCulture)}");
        }

        var seed = Seed(fields, entry);
        var difficulties = Difficulties(fields);
        var language = fields.OneOf("language", "en", "zh-Hant") == "zh-Hant" ? ProceduralLanguage.TraditionalChinese : ProceduralLanguage.English;
        if (family is not null && !family.Languages.Contains(language))
        {
            fields.Note(fields.Any("language")!.Line, $"{family.Name} has no questions in Traditional Chinese", "leave language out; those that have are " + string.Join(", ", ProceduralFamily.All.Where(f => f.Languages.Contains(ProceduralLanguage.TraditionalChinese)).Select(f => f.Name)));
        }

        string? stratum = fields.Text("stratum");
        fields.RefuseOthers();
        if (problems.Count > before || family is null)
        {
            return null;
        }

        var set = new ProceduralSet(family, seed, count, difficulties, language);
        return new TestSource(_ => Tests(set, entry, stratum ?? family.Name));
    }

    private static IEnumerable<TestCase> Tests(ProceduralSet set, YamlNode entry, string stratum)
    {
        var asked = new SuitePrompt("{{question}}", [(Evidence.PromptRole.User, Template.Of(YamlNode.OfText(entry.Path, entry.Line, "{{question}}"), []))]);
        using var items = set.Generate().GetEnumerator();
        while (true)
        {
            try
            {
                if (!items.MoveNext())
                {
                    yield break;
                }
            }
            catch (InvalidOperationException e)
            {
                var (problem, remedy) = Grading.Complaint.Split(e);
                throw new DocumentException(entry.Path, entry.Line, problem, remedy);
            }

            var (id, item) = items.Current;
            yield return new TestCase(entry.Path, entry.Line)
            {
                Id = id,
                Stratum = stratum,
                Variables = [new("question", YamlNode.OfText(entry.Path, entry.Line, item.Question))],
                Prompt = asked,
                Assertions = [.. item.Assertions.Select(a => new AssertionDraft(a.Type, _ => (a.Grader, a.Expected), entry.Path, entry.Line))],
                IsAbstentionAware = set.Family.IsAbstentionAware,
            };
        }
    }

    private static ulong Seed(YamlFields fields, YamlNode entry)
    {
        if (fields.Any("seed") is not { } node)
        {
            fields.Note(entry.Line, "'seed' is missing", "write any whole number, as in seed: 7; the same seed gives the same questions for ever");
            return 0;
        }

        if (node.Kind == YamlKind.Scalar && ulong.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed))
        {
            return seed;
        }

        fields.Note(node.Line, $"'seed' is {node.Description}", "write a whole number of at least 0");
        return 0;
    }

    private static ImmutableArray<int> Difficulties(YamlFields fields)
    {
        var node = fields.Any("difficulty");
        if (node is null)
        {
            fields.Note(fields.Line, "'difficulty' is missing", "write a whole number from 1 to 10, or several that take turns, as in [2, 4, 6]");
            return [];
        }

        var difficulties = ImmutableArray.CreateBuilder<int>();
        foreach (var entry in node.Kind == YamlKind.Sequence ? node.Items : [node])
        {
            if (entry.Kind == YamlKind.Scalar && int.TryParse(entry.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int difficulty) && difficulty is >= 1 and <= ProceduralFamily.HighestDifficulty)
            {
                difficulties.Add(difficulty);
            }
            else
            {
                fields.Note(entry.Line, $"'difficulty' is {entry.Description}", "write a whole number from 1 to 10, or several that take turns, as in [2, 4, 6]");
            }
        }

        if (difficulties.Count == 0 && node is { Kind: YamlKind.Sequence, Items.IsEmpty: true })
        {
            fields.Note(node.Line, "'difficulty' is an empty list", "write a whole number from 1 to 10");
        }

        return difficulties.ToImmutable();
    }
}
