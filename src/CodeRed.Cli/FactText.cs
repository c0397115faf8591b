using System.Globalization;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Wording;
using CodeRed.Interchange;

namespace CodeRed.Cli;

/// <summary>A fact of the ledger on one line, in English: what it says, not whether it is so.</summary>
internal static class FactText
{
    private const int LongestNote = 300;

    public static string Of(Ledger ledger, Fact fact) => InertText.OnOneLine(
        fact switch
        {
            Release release => $"{Lab(ledger, release.Lab)}: {release.Subject} ({Word(release.Kind)}{(release.Flagship == true ? ", flagship" : "")})",
            Score score => $"{ledger.Models[score.Model].Name}: {Value(ledger, score)} on {Series(ledger, score.Series)} ({Word(score.RunnerKind)}){With(score.Conditions)}",
            VoteTally votes => string.Create(
                CultureInfo.InvariantCulture,
                $"{ledger.Models[votes.First].Name} against {ledger.Models[votes.Second].Name}: {votes.Wins:N0} won, {votes.Losses:N0} lost, {votes.Ties:N0} tied, on {Series(ledger, votes.Series)}"),
            Move move => $"{ledger.People[move.Person].Name} {Moved(ledger, move)}{With(move.Role)}",
            Usage usage => $"{ledger.Products[usage.Product].Name}: {Words(usage.Precision)}{Figure(usage.Value)} {ledger.Measures[usage.Measure].Unit} ({ledger.Measures[usage.Measure].Name}), by {Who(ledger, usage.By)}",
            Price price => string.Create(
                CultureInfo.InvariantCulture,
                $"{ledger.Models[price.Model].Name} at {Who(ledger, price.Vendor)}: {price.Input} in, {price.Output} out{(price.CachedInput is { } cached ? $", {cached} cached" : "")} (US dollars per million tokens)"),
            Claim claim => $"{Who(ledger, claim.Claimant)}: {claim.Statement}",
            _ => fact.Id,
        },
        LongestNote);

    /// <summary>Who counted, sold or said it: a person, a lab or a runner.</summary>
    public static string Who(Ledger ledger, string id) =>
        ledger.Runners.TryGetValue(id, out var runner) ? runner.Name
        : ledger.Labs.TryGetValue(id, out var lab) ? lab.Name
        : ledger.People.TryGetValue(id, out var person) ? person.Name
        : id;

    public static string Series(Ledger ledger, ScoreSeries series)
    {
        var benchmark = ledger.Benchmarks[series.Benchmark];
        string metric = benchmark.Metrics.Length > 1 ? $", {benchmark.Metrics.First(metric => metric.Id == series.Metric).Name}" : "";
        return $"{benchmark.Name}{(series.Edition is { } edition ? $" {edition}" : "")}{metric} by {ledger.Runners[series.Runner].Name}";
    }

    private static string Lab(Ledger ledger, string id) => ledger.Labs[id].Name;

    private static string Word<T>(T value)
        where T : struct, Enum => LedgerWords<T>.Of(value);

    private static string Value(Ledger ledger, Score score)
    {
        string unit = ledger.Benchmarks[score.Series.Benchmark].Metrics.First(metric => metric.Id == score.Series.Metric).Unit;
        string interval = score is { Lower: { } lower, Upper: { } upper } ? $" [{Figure(lower)}, {Figure(upper)}]" : "";
        return $"{Figure(score.Value)} {unit}".TrimEnd() + interval;
    }

    private static string Moved(Ledger ledger, Move move)
    {
        string from = move.From is { } left ? Lab(ledger, left) : "";
        string to = move.To is { } joined ? Lab(ledger, joined) : "";
        return move.Kind switch
        {
            MoveKind.Left => $"left {from}{(to.Length > 0 ? $" for {to}" : "")}",
            MoveKind.Dismissed => $"was dismissed by {from}{(to.Length > 0 ? $", went to {to}" : "")}",
            MoveKind.Joined => $"joined {to}{(from.Length > 0 ? $" from {from}" : "")}",
            MoveKind.Returned => $"came back to {to}{(from.Length > 0 ? $" from {from}" : "")}",
            _ => $"got another role at {(to.Length > 0 ? to : from)}",
        };
    }

    private static string Words(Precision precision) => precision switch
    {
        Precision.AtLeast => "at least ",
        Precision.About => "about ",
        _ => "",
    };

    private static string With(string? words) => words is null ? "" : $"; {words}";

    private static string Figure(double value) => value.ToString("#,0.#########", CultureInfo.InvariantCulture);
}
