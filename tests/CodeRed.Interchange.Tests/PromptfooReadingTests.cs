using System.Text;
using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Interchange.Tests;

public sealed class PromptfooReadingTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private static JsonObject Row(string provider, string city, int promptIdx = 0, string label = "Capital of {{c}}?") => JsonNode.Parse($$$"""
        {
          "promptIdx": {{{promptIdx}}}, "promptId": "abc", "provider": {"id": "{{{provider}}}", "label": ""},
          "prompt": {"raw": "Capital of {{{city}}}?", "label": "{{{label}}}"}, "vars": {"c": "{{{city}}}"},
          "testCase": {"vars": {"c": "{{{city}}}"}, "assert": [{"type": "contains", "value": "Paris"}]},
          "response": {"output": "Paris.", "tokenUsage": {"prompt": 5, "completion": 2, "total": 7}, "finishReason": "stop"},
          "success": true, "score": 1, "latencyMs": 120, "cost": 0.00002, "failureReason": 0
        }
        """)!.AsObject();

    private static JsonObject File(params JsonObject[] rows) => new()
    {
        ["evalId"] = "eval-1",
        ["results"] = new JsonObject
        {
            ["version"] = 3,
            ["prompts"] = new JsonArray(rows.Select(r => (string)r["prompt"]!["label"]!).Distinct().Select(l => (JsonNode)new JsonObject { ["label"] = l, ["id"] = l }).ToArray()),
            ["results"] = new JsonArray([.. rows]),
            ["stats"] = new JsonObject { ["successes"] = 1 },
        },
        ["config"] = new JsonObject { ["description"] = "Capitals", ["apiKey"] = "[REDACTED]" },
    };

    private string Write(JsonObject file, bool indented = false) =>
        scratch.File("results.json", file.ToJsonString(new() { WriteIndented = indented }));

    [Fact]
    public void A_result_becomes_a_sample_without_a_mapping()
    {
        using var reader = Scratch.Open(Write(File(Row("openai:gpt-4", "France"))));
        var read = Assert.Single(reader.Read(TestContext.Current.CancellationToken));
        Assert.Equal("Capitals", reader.Suite.Name);
        Assert.True(reader.Repeats);
        Assert.True(reader.Suite.HasItems);
        Assert.Equal(new Target("openai:gpt-4"), read.Target);
        Assert.Equal(("Capital of France?", "Paris", "Paris."), (read.Sample.Item.Question, read.Sample.Item.Expected, read.Sample.Answer));
        Assert.Equal((5, 2, 0.00002m, false), (read.Sample.InputTokens!.Value, read.Sample.OutputTokens!.Value, read.Sample.Cost!.Value, read.Sample.Truncated!.Value));
        Assert.Equal(TimeSpan.FromMilliseconds(120), read.Sample.Latency);
        Assert.Equal([1, 1], read.Grades.Select(g => g.Raw.Value!.Value));
        Assert.Equal(reader.BytesTotal, reader.Source.Bytes);
    }

    [Fact]
    public void A_failed_assertion_is_a_zero_and_only_failure_reason_2_is_an_error()
    {
        var failed = Row("p", "France");
        failed["success"] = false;
        failed["score"] = 0;
        failed["error"] = "Expected output to contain Paris";
        failed["failureReason"] = 1;
        var broken = Row("p", "Spain");
        broken["success"] = false;
        broken["score"] = 0;
        broken["error"] = "429";
        broken["failureReason"] = 2;
        broken.Remove("response");
        var samples = Scratch.ReadAll(Write(File(failed, broken)));
        Assert.Null(samples[0].Sample.Error);
        Assert.Equal(0, samples[0].Grades[0].Raw.Value);
        Assert.Equal("429", samples[1].Sample.Error);
        Assert.All(samples[1].Grades, g => Assert.Null(g.Raw.Value));
    }

    [Fact]
    public void Two_providers_share_an_item_and_two_prompts_do_not()
    {
        var same = Scratch.ReadAll(Write(File(Row("p", "France", 0), Row("q", "France", 1))));
        Assert.Equal(same[0].Sample.Item.Key, same[1].Sample.Item.Key);
        var two = Scratch.ReadAll(Write(File(Row("p", "France", 0), Row("p", "France", 1, "Name the capital of {{c}}."))));
        Assert.NotEqual(two[0].Sample.Item.Key, two[1].Sample.Item.Key);
        var cities = Scratch.ReadAll(Write(File(Row("p", "France"), Row("p", "Spain"))));
        Assert.NotEqual(cities[0].Sample.Item.Key, cities[1].Sample.Item.Key);
    }

    [Fact]
    public void The_order_of_keys_does_not_change_the_item()
    {
        var first = Row("p", "France");
        first["testCase"]!["vars"]!["d"] = 1.0m;
        var second = Row("p", "France");
        second["testCase"]!["vars"] = new JsonObject { ["d"] = 1, ["c"] = "France" };
        var samples = Scratch.ReadAll(Write(File(first, second)));
        Assert.Equal(samples[0].Sample.Item.Key, samples[1].Sample.Item.Key);
    }

    [Fact]
    public void Odd_values_neither_crash_nor_invent_anything()
    {
        var row = Row("p", "France");
        row["score"] = 7;
        row["testCase"]!["vars"]!["huge"] = JsonNode.Parse("1e400");
        row["response"]!["output"] = JsonNode.Parse("""{"b": 1e400, "a": 1.0}""");
        row["response"]!["cached"] = true;
        row["provider"]!["label"] = "strict";
        var absent = Row("p", "Spain");
        absent["response"]!["output"] = null;
        var samples = Scratch.ReadAll(Write(File(row, absent)));
        Assert.Equal("""{"a":1,"b":"1e400"}""", samples[0].Sample.Answer);
        Assert.Null(samples[0].Grades[1].Raw.Value);
        Assert.Null(samples[0].Sample.Latency);
        Assert.Equal("p (strict)", samples[0].Target.Name);
        Assert.Null(samples[1].Sample.Answer);
        Assert.Null(samples[1].Grades[0].Raw.Value);
    }

    [Fact]
    public void A_file_cut_in_half_is_named_as_such_with_the_line()
    {
        byte[] whole = Encoding.UTF8.GetBytes(File(Row("p", "France"), Row("p", "Spain")).ToJsonString(new() { WriteIndented = true }));
        string message = Scratch.Refusal(scratch.File("results.json", whole[..(whole.Length / 2)]));
        Assert.Matches(@"^results\.json:\d+: the file ends in the middle of its JSON: it is cut off; export or copy it again\.$", message);
    }

    [Theory]
    [InlineData("""{"results": {"version": 2, "results": [], "table": {}}}""", "holds promptfoo results of version 2; only version 3 is read")]
    [InlineData("""{"results": {"version": 3, "results": []}}""", "holds no results")]
    [InlineData("""{"a": 1}""", "is JSON, but not the results of promptfoo")]
    [InlineData("""[1, 2]""", "is JSON, but not the results of promptfoo")]
    [InlineData("""{"results": {"version": 3, "results": [1]}}""", "results.json:1: a result is a number, not an object")]
    [InlineData("""{"results": {"version": 3, "results": [{}]}}""", "a result names no provider")]
    [InlineData("""{"results": {"version": 3, "results": [],}}""", "this is not JSON")]
    public void Another_document_is_refused(string content, string complaint)
    {
        Assert.Contains(complaint, Scratch.Refusal(scratch.File("results.json", content)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_file_on_one_line_is_streamed_and_a_result_over_16_MiB_refused()
    {
        var rows = Enumerable.Range(0, 20).Select(i =>
        {
            var row = Row("p", $"City{i}");
            row["response"]!["output"] = new string('x', 1 << 20);
            return row;
        }).ToArray();
        Assert.Equal(20, Scratch.ReadAll(Write(File(rows))).Count);
        var big = Row("p", "France");
        big["response"]!["output"] = new string('x', 40 << 20);
        Assert.Contains("longer than 16 MiB", Scratch.Refusal(Write(File(big))), StringComparison.Ordinal);
    }
}
