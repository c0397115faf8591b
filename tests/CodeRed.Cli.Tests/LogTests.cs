using System.Text.Json.Nodes;

namespace CodeRed.Cli.Tests;

/// <summary>Logs whose prompts never repeat, across a date.</summary>
public sealed class LogTests : IDisposable
{
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    private string Log(int before, int after, (double Before, double After)? right, (double Before, double After) silent) =>
        bench.Write("log.csv", string.Join('\n', Answers.Log(before, after, right, silent)) + "\n");

    [Fact]
    public void A_drop_of_the_score_is_worse_and_shown_by_stratum()
    {
        string log = Log(10, 10, (0.9, 0.6), (0.02, 0.02));
        string text = bench.Run("drift", log, "--split", "2026-11-01").Ends(1).Out;
        Assert.Contains("Scores are worse from 2026-11-01 on: score", text, StringComparison.Ordinal);
        Assert.Contains("400 rows, 10 days", text, StringComparison.Ordinal);
        Assert.Contains("By stratum: score", text, StringComparison.Ordinal);
        Assert.Contains("billing", text, StringComparison.Ordinal);
        var finding = JsonNode.Parse(bench.Run("drift", log, "--split", "2026-11-01T00:00Z", "--json", "--html", "log.html").Ends(1).Out)!;
        Assert.Equal(["billing", "support"], finding["metrics"]![0]!["strata"]!.AsArray().Select(s => (string)s!["stratum"]!).Order(StringComparer.Ordinal));
        Assert.True((double)finding["metrics"]![0]!["interval"]!["upper"]! < 0);
        Assert.Contains("2026-11-01", File.ReadAllText(bench.PathOf("log.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_that_stays_is_no_change()
    {
        string text = bench.Run("drift", Log(10, 10, (0.8, 0.8), (0.02, 0.02)), "--split", "2026-11-01").Ends(0).Out;
        Assert.Contains("NO CHANGE SEEN", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_score_nothing_is_called_worse_even_when_non_answers_jump()
    {
        string log = Log(10, 10, null, (0.02, 0.5));
        string text = bench.Run("drift", log, "--split", "2026-11-01").Ends(0).Out;
        Assert.Contains("The log looks different from 2026-11-01 on: non-answers and refusals", text, StringComparison.Ordinal);
        Assert.Contains("Without a score column nothing says whether that is worse.", text, StringComparison.Ordinal);
        var finding = JsonNode.Parse(bench.Run("drift", log, "--split", "2026-11-01", "--json").Ends(0).Out)!;
        Assert.False((bool)finding["has_score"]!);
        Assert.All(finding["metrics"]!.AsArray(), m => Assert.Contains((string)m!["verdict"]!, new[] { "changed", "no_change_seen" }));
    }

    [Theory]
    [InlineData(2, 10, "too_few_days")]
    [InlineData(10, 0, "one_side_empty")]
    public void Too_few_days_on_a_side_could_not_be_measured(int before, int after, string reason)
    {
        string log = Log(before, after, (0.9, 0.1), (0, 0));
        var finding = JsonNode.Parse(bench.Run("drift", log, "--split", "2026-11-01", "--json").Ends(3).Out)!;
        Assert.Equal((reason, "could_not_measure"), ((string?)finding["reason"], (string?)finding["verdict"]));
        bench.Run("drift", log, "--split", "2026-11-01").Ends(3);
    }

    [Fact]
    public void A_log_is_not_compared_item_by_item()
    {
        string log = Log(3, 3, (0.9, 0.9), (0, 0));
        File.Copy(bench.PathOf(log), bench.PathOf("other.csv"));
        File.AppendAllText(bench.PathOf("other.csv"), "2026-11-09T00:00:00Z,billing,q,a,120,1\n");
        bench.Run("drift", log, log).Refuses("has no item ids, so its rows cannot be paired.", "--split DATE");
        bench.Run("drift", log, "other.csv").Refuses("has no item ids, so its rows cannot be paired.", "--split DATE");
    }
}
