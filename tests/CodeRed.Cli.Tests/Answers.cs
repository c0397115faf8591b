using System.Globalization;
using System.Text.Json.Nodes;

namespace CodeRed.Cli.Tests;

/// <summary>Small files of answers with a known outcome.</summary>
internal static class Answers
{
    public const string Header = "id,answer,expected";

    /// <summary>A mapping for <see cref="Rows"/> with a label grader.</summary>
    public const string Mapping = """
        suite: yes or no
        target: some-model
        columns: { item: id, answer: answer, expected: expected }
        metrics:
          - name: correct
            grade: { type: label, labels: [yes, no] }
        """;

    /// <summary>Thirty questions that alternate between no and yes; wrong where <paramref name="wrong"/> says so.</summary>
    public static IEnumerable<string> Rows(Func<int, bool> wrong) =>
        Enumerable.Range(0, 30).Select(i => $"q{i},{(wrong(i) ? "perhaps" : Right(i))},{Right(i)}");

    /// <summary>Two files, the second with a third of its answers wrong.</summary>
    public static (string Before, string After) Worse(Workbench bench) =>
        (bench.Write("before.csv", Header, Rows(_ => false)), bench.Write("after.csv", Header, Rows(i => i % 3 == 0)));

    /// <summary>
    /// Votes of 60 prompts by 12 voters: a before b before c, each pair 60 times of which some are ties and some lost, and one
    /// vote for d. Columns: two models, winner, prompt, voter, and how much longer the first answer is.
    /// </summary>
    public static IEnumerable<string> Votes() =>
        from i in Enumerable.Range(0, 60)
        from pair in (string[])["a,b", "b,c", "a,c"]
        let n = (i * (pair[0] == 'b' ? 7 : pair[2] == 'c' ? 3 : 1)) + (i / 9 * pair[0])
        let winner = n % 5 == 0 ? "tie" : n % 4 == 1 ? "model_b" : "model_a"
        from row in (string[])[$"{pair},{winner},p{i},v{i * 7 % 12},{(i * 37 % 11) - 5}", .. i == 0 && pair == "a,c" ? ["d,a,model_a,p0,v0,3"] : (string[])[]]
        select row;

    /// <summary>Results of promptfoo for two providers, of which the second fails a third.</summary>
    public static string Promptfoo(string first, string second)
    {
        JsonNode Row(string provider, int i, int place, bool passed) => new JsonObject
        {
            ["promptIdx"] = place,
            ["provider"] = new JsonObject { ["id"] = provider, ["label"] = "" },
            ["prompt"] = new JsonObject { ["raw"] = $"Capital of {i}?", ["label"] = "Capital of {{c}}?" },
            ["vars"] = new JsonObject { ["c"] = i },
            ["testCase"] = new JsonObject { ["vars"] = new JsonObject { ["c"] = i }, ["assert"] = new JsonArray(new JsonObject { ["type"] = "contains", ["value"] = "x" }) },
            ["response"] = new JsonObject { ["output"] = passed ? "x" : "y", ["tokenUsage"] = new JsonObject { ["prompt"] = 5, ["completion"] = 2 } },
            ["success"] = passed,
            ["score"] = passed ? 1 : 0,
            ["latencyMs"] = 120,
            ["cost"] = 0.00002,
            ["failureReason"] = passed ? 0 : 1,
        };
        return new JsonObject
        {
            ["evalId"] = "eval-1",
            ["results"] = new JsonObject
            {
                ["version"] = 3,
                ["prompts"] = new JsonArray(new JsonObject { ["label"] = "Capital of {{c}}?" }),
                ["results"] = new JsonArray(
                [
                    .. Enumerable.Range(0, 30).Select(i => Row(first, i, 0, true)),
                    .. Enumerable.Range(0, 30).Select(i => Row(second, i, 1, i % 3 != 0)),
                ]),
                ["stats"] = new JsonObject(),
            },
            ["config"] = new JsonObject { ["description"] = "Capitals" },
        }.ToJsonString();
    }

    /// <summary>A log of 40 rows a day around 2026-11-01, drawn from a seed.</summary>
    /// <param name="daysBefore">Days before that date.</param>
    /// <param name="daysAfter">Days from it on.</param>
    /// <param name="right">The chance of a right answer before and after; null for a log without a score.</param>
    /// <param name="silent">The chance of an empty answer before and after.</param>
    public static IEnumerable<string> Log(int daysBefore, int daysAfter, (double Before, double After)? right, (double Before, double After) silent)
    {
        var random = new Random(20261101);
        var split = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        yield return "timestamp,category,prompt,answer,latency_ms" + (right is null ? "" : ",score");
        for (int day = -daysBefore; day < daysAfter; day++)
        {
            for (int i = 0; i < 40; i++)
            {
                bool after = day >= 0;
                string answer = random.NextDouble() < (after ? silent.After : silent.Before) ? "" : "an answer" + new string('.', random.Next(20));
                string latency = random.Next(100, 300).ToString(CultureInfo.InvariantCulture);
                string score = right is { } r ? random.NextDouble() < (after ? r.After : r.Before) ? ",1" : ",0" : "";
                yield return $"{split.AddDays(day).AddMinutes(30 * i):yyyy-MM-ddTHH:mm:ssZ},{(i % 2 == 0 ? "billing" : "support")},question {day} {i},{answer},{latency}{score}";
            }
        }
    }

    private static string Right(int i) => i % 2 == 0 ? "no" : "yes";

    /// <summary>A file of three models: b is far worse than a, c nearly as good; with latencies, and costs of the first two.</summary>
    public static string Several(Workbench bench) => bench.Write("answers.csv", "id,model,expected,answer,latency_ms,cost_usd", Enumerable.Range(0, 60).SelectMany(i => new[]
    {
        $"q{i},a,{(i % 2 == 0 ? "yes" : "no")},{(i % 2 == 0 ? "yes" : "no")},{300 + i},0.001",
        $"q{i},b,{(i % 2 == 0 ? "yes" : "no")},{(i % 2 == 0 && i % 3 > 0 ? "yes" : "no")},{900 + i},0.002",
        $"q{i},c,{(i % 2 == 0 ? "yes" : "no")},{(i % 2 == 0 && i > 0 ? "yes" : "no")},{310 + i},",
    }));
}
