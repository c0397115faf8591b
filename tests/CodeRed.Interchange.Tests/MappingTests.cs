using CodeRed.Evidence;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange.Tests;

public sealed class MappingTests
{
    private const string Small = """
        suite: s
        columns: { item: id, model: m, answer: a, expected: e }
        metrics:
          - name: correct
            grade: equals
        """;

    [Fact]
    public void Comments_and_the_order_of_keys_do_not_change_the_reading_and_a_changed_value_does()
    {
        var first = Mapping.Parse(Small, "a.yaml");
        var second = Mapping.Parse("""
            # the same
            metrics: [ { grade: equals, name: correct } ]
            columns:
              answer: a
              expected: e
              model: m
              item: id
            suite: s
            """, "b.yaml");
        Assert.Equal(first.Reading, second.Reading);
        Assert.NotEqual(first.Reading, Mapping.Parse(Small.Replace("item: id", "item: key", StringComparison.Ordinal), "a.yaml").Reading);
    }

    [Fact]
    public void The_names_of_item_and_answer_columns_are_no_part_of_the_suite_and_the_graded_column_is()
    {
        var suite = Mapping.Parse(Small, "a.yaml").Suite;
        Assert.Equal(suite.Id, Mapping.Parse(Small.Replace("item: id", "item: key", StringComparison.Ordinal), "a.yaml").Suite.Id);
        Assert.NotEqual(suite.Id, Mapping.Parse(Small.Replace("grade: equals", "grade: { type: equals, of: b }", StringComparison.Ordinal), "a.yaml").Suite.Id);
        Assert.NotEqual(suite.Id, Mapping.Parse(Small + "\n    normalised: none", "a.yaml").Suite.Id);
        Assert.NotEqual(suite.Id, Mapping.Parse(Small.Replace("grade: equals", "grade: { type: equals, value: x }", StringComparison.Ordinal), "a.yaml").Suite.Id);
    }

    [Fact]
    public void A_bare_grader_is_the_same_as_one_with_only_a_type()
    {
        Assert.Equal(
            Mapping.Parse(Small, "a.yaml").Suite.Id,
            Mapping.Parse(Small.Replace("grade: equals", "grade: { type: equals }", StringComparison.Ordinal), "a.yaml").Suite.Id);
    }

    [Fact]
    public void The_only_metric_is_primary_without_being_told()
    {
        Assert.True(Mapping.Parse(Small, "a.yaml").Suite.Primary!.Primary);
    }

    [Fact]
    public void A_format_check_adds_a_metric_that_is_not_primary()
    {
        var suite = Mapping.Parse(Small + "\nformat_check: json", "a.yaml").Suite;
        Assert.Equal(["correct", "format_valid"], suite.Metrics.Select(m => m.Name));
        Assert.Equal("correct", suite.Primary!.Name);
        var log = Mapping.Parse("suite: s\ntarget: t\ncolumns: { answer: a }\nformat_check: { pattern: '^.$' }", "a.yaml").Suite;
        Assert.Null(log.Primary);
        Assert.False(log.HasItems);
    }

    [Fact]
    public void Every_mistake_of_a_file_is_reported_at_once_with_its_line()
    {
        var problems = Assert.Throws<DocumentException>(() => Mapping.Parse("""
            siute: s
            format: xml
            delimiter: ";;"
            columns:
              item: id
              anwser: a
              expected: e
              latency: { column: l, unit: sec }
              time: { column: t, format: "q" }
            repeats: often
            metrics:
              - name: one
                primary: true
                grade: { type: lable, labels: [] }
              - name: one
                primary: true
                grade: { type: regex, pattern: "(" }
              - grade: { type: score, range: [1] }
                better: bigger
              - name: four
                grade: { type: label, labels: [yes, ""] }
            """, "m.yaml")).Problems;
        string[] expected =
        [
            "m.yaml:1: 'siute' is not a key that belongs here; did you mean suite?",
            "m.yaml:1: 'suite' is missing",
            "m.yaml:2: 'format' is 'xml'; write csv or jsonl.",
            "m.yaml:3: 'delimiter' is ';;'",
            "m.yaml:5: nothing says which model answered",
            "m.yaml:6: 'anwser' is not a key that belongs here; did you mean answer?",
            "m.yaml:8: 'unit' is 'sec'",
            "m.yaml:9: 'q' is not a date and time format",
            "m.yaml:10: 'repeats' is 'often'; write true or false.",
            "m.yaml:14: 'type' is 'lable'; did you mean label?",
            "m.yaml:15: two metrics are named 'one'",
            "m.yaml:16: a second metric is primary",
            "m.yaml:17: ( is not a regular expression",
            "m.yaml:18: 'name' is missing",
            "m.yaml:18: 'range' is a list of 1",
            "m.yaml:18: a score grader needs the column of the score",
            "m.yaml:19: 'better' is 'bigger'",
            "m.yaml:21: a label is ''",
        ];
        string all = string.Join('\n', problems);
        Assert.All(expected, e => Assert.Contains(e, all, StringComparison.Ordinal));
        Assert.Equal(problems.OrderBy(p => p.Line), problems);
    }

    [Theory]
    [InlineData("suite: s\ncolumns: { answer: a, model: m }\nmetrics: [ { name: x, grade: equals } ]", "compares with the expected answer, but no column holds it; write columns: expected:, or value: in the grade")]
    [InlineData("suite: s\ncolumns: { answer: a, model: m }\nmetrics: [ { name: x, grade: { type: label, labels: [a, b] } } ]", "or expect: any")]
    [InlineData("suite: s\ncolumns: { expected: a, model: m }\nmetrics: [ { name: x, grade: equals } ]", "grades the answer, but no column holds it")]
    [InlineData("suite: s\ncolumns: { answer: a, model: m }\ntarget: t", "both say which model answered; keep one of the two")]
    [InlineData("suite: s\ncolumns: { answer: a, model: m }\nmetrics: []", "'metrics' is an empty list")]
    [InlineData("suite: s\ncolumns: { answer: a, expected: e, model: m }\nmetrics: [ { name: x, grade: equals }, { name: y, grade: contains } ]", "no metric is primary")]
    [InlineData("suite: s\ncolumns: { answer: a, model: m }\nmetrics: { name: x }", "'metrics' is a mapping")]
    [InlineData("suite: s\ncolumns: { answer: a, model: m }\nmetrics: [ { name: x } ]", "'grade' is missing")]
    [InlineData("suite: s\ncolumns: { answer: a, model: m }\nmetrics: [ { name: x, grade: { type: regex, pattern: a, value: b } } ]", "'value' is never looked at")]
    [InlineData("suite: s\ncolumns: { answer: a, model: m }\nmetrics: [ { name: x, grade: { type: score, of: b }, normalised: unwrap } ]", "a score is not text")]
    [InlineData("suite: s\ncolumns: { answer: a, model: m }\nmetrics: [ { name: x, grade: { type: number, value: 3, absolute: -1 } } ]", "mapping.yaml:3: ")]
    [InlineData("suite: s\ncolumns: { answer: a, model: m }\nrepeats: true", "no column names the item that is repeated")]
    [InlineData("suite: s\ncolumns: { answer: a, model: m }\nrows: dataset", "'rows' is 'dataset'")]
    [InlineData("suite: s\ncolumns: { answer: [a], model: m }", "'answer' is a list; write one piece of text")]
    [InlineData("suite: s\nmetrics: [ { name: x, grade: equals } ]", "'columns' is missing")]
    [InlineData("suite: s\nformat: jsonl\ndelimiter: \";\"\ncolumns: { answer: a, model: m }", "'delimiter' means nothing in JSONL")]
    [InlineData("suite: s\ncolumns: { answer: a, model: m }\nformat_check: xml", "'format_check' is 'xml'")]
    [InlineData("- a list", "the mapping is a list")]
    public void A_mistake_is_named_with_what_to_do(string yaml, string complaint)
    {
        Assert.Contains(complaint, Assert.Throws<DocumentException>(() => Mapping.Parse(yaml, "mapping.yaml")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_may_have_other_spellings_in_a_list_or_a_mapping()
    {
        string with(string labels) => $"suite: s\ncolumns: {{ answer: a, expected: e, model: m }}\nmetrics: [ {{ name: x, grade: {{ type: label, labels: {labels}, non_answers: [unsure] }} }} ]";
        var list = Mapping.Parse(with("[ { yes: [y, yep] }, no ]"), "m.yaml").Suite;
        var map = Mapping.Parse(with("{ yes: [y, yep], no: }"), "m.yaml").Suite;
        Assert.Equal(list.Id, map.Id);
        Assert.Contains("yep", list.Metrics[0].Grading.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_survives_being_written_as_json()
    {
        var suite = Mapping.Parse(Small, "a.yaml").Suite;
        Assert.Equal(suite.Id, Suite.FromJson(suite.ToJson()).Id);
    }
}
