using System.Text.Json.Nodes;
using CodeRed.Evidence;
using CsCheck;

namespace CodeRed.Grading.Tests;

public sealed class GraderTests
{
    private static readonly (Grader Grader, string? Expected)[] Graders =
    [
        (new EqualsGrader(), "yes"),
        (new EqualsGrader("42", false, false), null),
        (new ContainsGrader(), "Ｂ"),
        (new RegexGrader(@"\[(\w+)\]", "1"), "Yes"),
        (new RegexGrader("[0-9]+"), null),
        (new NumberGrader(Take.First), "42"),
        (new NumberGrader(Take.Last, 0.5m, 0.01m), "-7"),
        (new LabelGrader([new("yes", "y"), new("no"), new("是"), new("不是")]), "no"),
        (new LabelGrader([new("A"), new("B"), new("(C)")], Take.Last, false, ["know"]), "B"),
        (new LabelGrader([new("A"), new("B")], Take.Listed), null),
        (FormatCheck.Json, null),
        (FormatCheck.Pattern("^[A-D]$"), null),
        (new ChoiceGrader(4), "B"),
        (new ChoiceGrader(["yes", "no", "是"]), "A"),
        (new ListGrader(), "1, 2"),
        (new ListGrader(ordered: false), "yes, no"),
        (new JsonGrader(null, contained: true), null),
        (new JsonGrader(JsonNode.Parse("""{"type": ["object", "array"], "items": {"type": "string"}, "uniqueItems": true}"""), contained: true), null),
        (new JsonGrader(JsonNode.Parse("""{"const": 42}"""), contained: false), null),
        (new GroundedGrader(), "Yes, 42 of 1,234.5"),
        (new AbstentionGrader(), null),
        (new RefusalGrader(), null),
        (new StartsWithGrader(), "yes"),
        (new ContainsSeveralGrader(["yes", "42"], all: true, ignoreCase: true), null),
        (new LevenshteinGrader(3), "Answer: yes"),
        (new WordCountGrader(1, 3), null),
    ];

    [Fact]
    public void No_answer_makes_a_grader_fail_and_every_grade_is_in_range() =>
        AnswerTexts.Any.Sample(answer =>
        {
            foreach (var (grader, expected) in Graders)
            {
                foreach (string text in (string[])[answer, Unwrapping.Unwrap(answer)])
                {
                    var grade = grader.Grade(text, expected);
                    Assert.True(grade.Value is >= 0 and <= 1);
                    Assert.True(!grade.IsNonAnswer || grade is { Value: 0, Label: null });
                    Assert.True(grader.Labels is null || grade.IsNonAnswer || grader.Labels.Contains(grade.Label));
                }
            }
        });

    [Fact]
    public void A_blank_answer_is_a_non_answer_to_every_grader() =>
        Assert.All(Graders, g => Assert.Equal(Grade.NonAnswer, g.Grader.Grade(" \n", g.Expected)));

    [Fact]
    public void An_answer_of_ten_million_characters_is_graded()
    {
        string[] answers = [new('7', 10_000_000), new(' ', 10_000_000), string.Concat(Enumerable.Repeat("[1 ", 3_333_333))];

        // A pattern has a limit in time, which a slow machine could reach on such an answer.
        foreach (var (grader, expected) in Graders.Where(g => g.Grader is not RegexGrader))
        {
            Assert.All(answers, answer => Assert.True(grader.Grade(answer, expected).Value is 0 or 1));
        }
    }

    [Fact]
    public void Equal_options_have_equal_descriptions_and_any_other_option_another()
    {
        Grader[] different =
        [
            .. Graders.Select(g => g.Grader), new EqualsGrader("yes"), new EqualsGrader(ignoreCase: false), new EqualsGrader(collapseWhiteSpace: false),
            new ContainsGrader("x"), new ContainsGrader(ignoreCase: false), new RegexGrader("a"), new RegexGrader("a", ignoreCase: true),
            new RegexGrader("a", "0"), new RegexGrader("a", "0", expect: Expect.Any), new NumberGrader(), new NumberGrader(absolute: 0.1m),
            new NumberGrader(relative: 0.1m), new LabelGrader([new("A"), new("B")]), new LabelGrader([new("B"), new("A")]),
            new LabelGrader([new("A"), new("B")], ignoreCase: false), new LabelGrader([new("A"), new("B")], expect: Expect.Any),
            new LabelGrader([new("A"), new("B")], nonAnswers: ["B"]), new LabelGrader([new("A", "x"), new("B")]),
            new ChoiceGrader(5), new ChoiceGrader(["a", "b"]), new ChoiceGrader(["b", "a"]), new JsonGrader(null, contained: false), new JsonGrader(JsonNode.Parse("{}"), contained: false),
            new StartsWithGrader(true), new ContainsSeveralGrader(["yes"], all: false, ignoreCase: true), new LevenshteinGrader(), new WordCountGrader(1), new JudgeVerdict(),
            new ScoreGrader(), new ScoreGrader(0, 100), new ScoreGrader(-1), FormatCheck.Pattern("a"), FormatCheck.Pattern("a", true),
        ];
        Assert.Equal(different.Length, different.Select(g => CanonicalJson.Hash(g.ToJson())).Distinct().Count());
        Assert.Equal(CanonicalJson.Write(new NumberGrader(absolute: 0.10m).ToJson()), CanonicalJson.Write(new NumberGrader(absolute: 0.1m).ToJson()));
        Assert.Equal(new NumberGrader(absolute: 0.10m), new NumberGrader(absolute: 0.1m));
    }

    [Fact]
    public void A_description_is_canonical_JSON()
    {
        Assert.Equal(
            """{"absolute":0.1,"grader":"number","reading":"numerals-2","relative":0,"take":"last"}""",
            CanonicalJson.Write(new NumberGrader(absolute: 0.1m).ToJson()));
        Assert.Equal(
            """{"boundaries":"words-1","expect":"item","grader":"label","ignore_case":true,"labels":[{"aliases":["y"],"name":"yes"},{"aliases":[],"name":"no"}],"non_answers":["unsure"],"normalisation":"same-text-1","take":"last"}""",
            CanonicalJson.Write(new LabelGrader([new("yes", "y"), new("no")], Take.Last, nonAnswers: ["unsure"]).ToJson()));
    }

    [Fact]
    public void A_description_can_be_a_metrics_grading()
    {
        var metric = new Metric("correct", Better.Higher, true, new EqualsGrader().ToJson());
        Assert.Equal(
            CanonicalJson.Write(metric.ToJson()),
            CanonicalJson.Write(Metric.FromJson(JsonNode.Parse(CanonicalJson.Write(metric.ToJson()))!).ToJson()));
    }
}
