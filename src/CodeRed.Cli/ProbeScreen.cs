using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodeRed.Evidence;
using CodeRed.Findings.Wording;
using CodeRed.Probing.Running;
using CodeRed.Probing.Suites;
using CodeRed.Store;
using Spectre.Console;

namespace CodeRed.Cli;

/// <summary>How a probe looks: what is going to be asked, and what came of it.</summary>
internal static class ProbeScreen
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>What is going to be asked, in one sentence.</summary>
    public static string Plan(SuiteFile suite, string target, TokenPrice? price, string? judge, decimal? budget)
    {
        string judged = suite.Judgements > 0 ? $" and {Language.English.Count(suite.Judgements * suite.Epochs)} to the judge {judge}" : "";
        string cost = price is null ? "what it costs is not known" : price is { InputPerMillion: 0, OutputPerMillion: 0 } ? "it costs nothing" : string.Create(CultureInfo.InvariantCulture, $"${price.InputPerMillion}/${price.OutputPerMillion} a million tokens");
        string most = budget is { } limit ? $", at most ${CanonicalJson.Number(limit)}" : "";
        return $"{suite.Name}: {Language.English.Count(suite.Requests)} requests to {target}{judged}; {cost}{most}.";
    }

    public static void Write(IAnsiConsole console, EvidenceStore store, ProbeResult result)
    {
        var screen = new Screen(console, Language.English);
        var totals = result.Last.Totals;
        screen.Headline(
            new Style(Color.Black, result.Run is null ? Color.Yellow : Color.Green, Decoration.Bold),
            result.Run is null ? "STOPPED" : "ASKED",
            InertText.OnOneLine($"{result.Name}: {Language.English.Count(totals.Samples)} of {Language.English.Count(result.Plan.Places)} samples of {result.Plan.Suite.Name}", 300));
        if (Why(result.End) is { } why)
        {
            screen.Paragraph(InertText.OnOneLine(why, 600), 2);
        }

        if (result.Run is { } run)
        {
            screen.Line("Run", run.Id.Short);
        }
        else
        {
            screen.Paragraph("What was answered is kept. Type the same again to go on.", 2);
        }
    }

    public static string Json(EvidenceStore store, IReadOnlyList<ProbeResult> results) => new JsonObject
    {
        ["schema"] = "codered.probe/1",
        ["runs"] = new JsonArray([.. results.Select(r => (JsonNode)new JsonObject
        {
            ["target"] = r.Name,
            ["suite"] = r.Plan.Suite.Name,
            ["end"] = r.End.Reason.ToString().ToLowerInvariant(),
            ["message"] = r.End.Message,
            ["run"] = r.Run?.Id.Hex,
            ["samples"] = r.Last.Totals.Samples,
            ["places"] = r.Plan.Places,
            ["answered"] = r.Last.Totals.Answered,
            ["failed"] = r.Last.Totals.Failed,
            ["cost"] = r.Last.Totals.Cost,
            ["unpriced"] = r.Last.Totals.Unpriced,
        })]),
    }.ToJsonString(Indented);

    private static string? Why(RunEnd end) => end.Reason switch
    {
        EndReason.Whole => null,
        EndReason.Budget => "The next request might have gone over the budget. A larger --budget goes on.",
        EndReason.Time => "The time that the suite allows is up.",
        EndReason.Stopped => "Interrupted.",
        EndReason.Refused => end.Message,
        EndReason.Outage => $"The provider does not answer for now: {end.Message}",
        _ => throw new ArgumentOutOfRangeException(nameof(end)),
    };
}
