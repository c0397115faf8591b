using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodeRed.Evidence;
using CodeRed.Findings.Probe;
using CodeRed.Findings.Wording;
using CodeRed.Probing.Running;
using CodeRed.Probing.Suites;
using CodeRed.Statistics;
using Spectre.Console;

namespace CodeRed.Cli;

/// <summary>How a probe looks: what is going to be asked, and what came of it.</summary>
internal static class ProbeScreen
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>What is going to be asked, in one sentence.</summary>
    public static string Plan(SuiteFile suite, string target, TokenPrice? price, string? judge, decimal? budget)
    {
        long anchors = suite.Judge.Anchors.Length;
        string judged = suite.Judgements > 0
            ? $" and {Language.English.Count(suite.Judgements * suite.Epochs)} to the judge {judge}{(anchors > 0 ? $", who is first asked about {Plural.Of(anchors, "anchor")} once" : "")}"
            : "";
        string cost = price is null ? "what it costs is not known" : price is { InputPerMillion: 0, OutputPerMillion: 0 } ? "it costs nothing" : string.Create(CultureInfo.InvariantCulture, $"${price.InputPerMillion}/${price.OutputPerMillion} a million tokens");
        string most = budget is { } limit ? $", at most ${CanonicalJson.Number(limit)}" : "";
        return $"{suite.Name}: {Language.English.Count(suite.Requests)} requests to {target}{judged}; {cost}{most}.";
    }

    /// <summary>How many answers wait for their judge, in words.</summary>
    public static string Waiting(long answers) => $"{Plural.Of(answers, "answer")} {(answers == 1 ? "waits" : "wait")} for the judge";

    public static void Write(IAnsiConsole console, ProbeResult result)
    {
        var screen = new Screen(console, Language.English);
        var totals = result.Last.Totals;
        screen.Headline(
            new Style(Color.Black, result.IsMeasured ? Color.Green : Color.Yellow, Decoration.Bold),
            result.Run is null ? "STOPPED" : result.IsMeasured ? "ASKED" : "NOTHING MEASURED",
            InertText.OnOneLine($"{result.Name}: {Language.English.Count(totals.Samples)} of {Language.English.Count(result.Plan.Places)} samples of {result.Plan.Suite.Name}", 300));
        if (Why(result.End) is { } why)
        {
            screen.Paragraph(InertText.OnOneLine(why, 600), 2);
        }

        if (result is not { Run: { } run, Finding: { } finding, Wire: { } wire })
        {
            screen.Line("Cost", Cost(totals, result.Plan.Asking["judge"] is not null));
            if (result.End.Reason == EndReason.Outage && result.IsOwnServer)
            {
                screen.Paragraph("Is the server running? Another address is written ?base_url=http://HOST:PORT/v1 after the model.", 2);
            }

            if (totals.Waiting > 0)
            {
                screen.Paragraph($"{Waiting(totals.Waiting)}, not graded yet. The run goes on with them, and asks for none of them again.", 2);
            }

            screen.Paragraph(totals.Samples + totals.Waiting > 0 ? "What was answered is kept. Type the same again to go on." : "Nothing was answered yet. Type the same again to try.", 2);
            return;
        }

        screen.Blank();
        screen.Table(["", "mean", "95 % interval", "answers"], finding.Metrics.Select(Row), [false, true, true, true]);
        if (finding.RateAmongAttempted(SuiteMetrics.Hallucinated, SuiteMetrics.Abstained) is { } rate)
        {
            screen.Paragraph($"Of the answers that claim something, {Language.English.Percent(rate)} claim something wrong: the hallucination rate.", 2);
        }

        screen.Blank();
        if (totals.Failed + finding.Run.NonAnswers + finding.Run.Refused > 0)
        {
            screen.Line("Without", string.Join(", ", new[]
            {
                totals.Failed > 0 ? $"{Language.English.Count(totals.Failed)} without an answer, which are not measured" : null,
                finding.Run.NonAnswers > 0 ? $"{Language.English.Count(finding.Run.NonAnswers)} with nothing gradable, which grade 0" : null,
                finding.Run.Refused > 0 ? $"{Language.English.Count(finding.Run.Refused)} that look like refusals" : null,
            }.OfType<string>()));
        }

        if (!finding.Run.Latency.Percentiles.IsDefaultOrEmpty)
        {
            string first = wire.FirstToken is { } token ? $"; first token after {Milliseconds(token.TotalMilliseconds)}, the median" : "";
            screen.Line("Latency", string.Join(", ", finding.Run.Latency.Percentiles.Select(p => $"p{p.Order * 100:0} {Milliseconds(p.Milliseconds)}")) + first);
        }

        screen.Line("Cost", Cost(totals, result.Plan.Asking["judge"] is not null));
        string served = string.Join(", ", wire.Served.Select(s => $"{s.Model ?? "no name"}{(s.Fingerprint is { } f ? $" [{f}]" : "")}{(wire.Served.Length > 1 ? $" {Language.English.Count(s.Answers)} times" : "")}"));
        screen.Line("Served as", InertText.OnOneLine(served.Length > 0 ? served : "nobody", 300));
        if (wire.Served.Length > 1)
        {
            screen.Line("", "The name or the fingerprint changed during the run: it may be two models' answers.");
        }

        foreach (string warning in wire.Warnings)
        {
            screen.Line("Note", InertText.OnOneLine(warning, 300));
        }

        screen.Line("Run", run.Id.Short);
        screen.Quietly(InertText.OnOneLine("Shares with 95 % intervals, items as the unit. Latency is the wire's, from the request to the last byte."));
    }

    /// <summary>How far the judge agrees with people.</summary>
    public static void Write(IAnsiConsole console, string judge, JudgeFinding finding, decimal? cost)
    {
        var screen = new Screen(console, Language.English);
        screen.Blank();
        screen.Line("Judge", InertText.OnOneLine(judge, 200));
        screen.Line("", $"agrees with people on {Language.English.Count(finding.Agreed)} of {Plural.Of(finding.Read, "anchor")}"
            + (finding.Agreement is { } i ? $" ({Language.English.Percent(i.Lower)} to {Language.English.Percent(i.Upper)})" : "")
            + (finding.Unread > 0 ? $"; gives no verdict on {Language.English.Count(finding.Unread)}" : ""));
        screen.Line("", cost is { } money ? $"which cost ${money.ToString("0.00####", CultureInfo.InvariantCulture)}" : "what that cost is not known");
        if (finding is { FailsWhatPasses: { } down, PassesWhatFails: { } up })
        {
            screen.Line("", $"fails {Language.English.Percent(down.Lower)} to {Language.English.Percent(down.Upper)} of what people pass, passes {Language.English.Percent(up.Lower)} to {Language.English.Percent(up.Upper)} of what they fail");
        }
    }

    public static string Json(IReadOnlyList<ProbeResult> results, string? judge, JudgeFinding? anchored, decimal? anchorCost) => new JsonObject
    {
        ["schema"] = "codered.probe/1",
        ["judge"] = anchored is null ? null : new JsonObject
        {
            ["target"] = judge,
            ["agreed"] = anchored.Agreed,
            ["read"] = anchored.Read,
            ["unread"] = anchored.Unread,
            ["agreement"] = Json(anchored.Agreement),
            ["fails_what_passes"] = Json(anchored.FailsWhatPasses),
            ["passes_what_fails"] = Json(anchored.PassesWhatFails),
            ["cost"] = anchorCost,
        },
        ["runs"] = new JsonArray([.. results.Select(r => (JsonNode)Json(r))]),
    }.ToJsonString(Indented);

    private static JsonObject Json(ProbeResult result) => new()
    {
        ["target"] = result.Name,
        ["suite"] = result.Plan.Suite.Name,
        ["suite_sha256"] = result.Plan.SuiteContent.Hex,
        ["end"] = result.End.Reason.ToString().ToLowerInvariant(),
        ["message"] = result.End.Message,
        ["run"] = result.Run?.Id.Hex,
        ["samples"] = result.Last.Totals.Samples,
        ["of"] = result.Plan.Places,
        ["asked_now"] = result.Last.AskedNow,
        ["answered"] = result.Last.Totals.Answered,
        ["failed"] = result.Last.Totals.Failed,
        ["waiting"] = result.Last.Totals.Waiting,
        ["cost"] = result.Last.Totals.Spent,
        ["unpriced"] = result.Last.Totals.Unpriced,
        ["refused_for_pace"] = result.Last.Refusals,
        ["metrics"] = result.Finding is null ? null : new JsonArray([.. result.Finding.Metrics.Select(m => (JsonNode)new JsonObject
        {
            ["name"] = m.Name,
            ["mean"] = m.Mean,
            ["interval"] = Json(m.Interval),
            ["answers"] = m.Answers,
        })]),
        ["hallucination_rate"] = result.Finding?.RateAmongAttempted(SuiteMetrics.Hallucinated, SuiteMetrics.Abstained),
        ["non_answers"] = result.Finding?.Run.NonAnswers,
        ["refused"] = result.Finding?.Run.Refused,
        ["latency_ms"] = result.Finding is null ? null : new JsonObject { ["p50"] = Percentile(result, 0.5), ["p95"] = Percentile(result, 0.95), ["p99"] = Percentile(result, 0.99) },
        ["first_token_ms"] = result.Wire?.FirstToken?.TotalMilliseconds,
        ["input_tokens"] = result.Finding?.Run.InputTokens,
        ["output_tokens"] = result.Finding?.Run.OutputTokens,
        ["served"] = result.Wire is null ? null : new JsonArray([.. result.Wire.Served.Select(s => (JsonNode)new JsonObject
        {
            ["model"] = s.Model,
            ["fingerprint"] = s.Fingerprint,
            ["answers"] = s.Answers,
        })]),
        ["warnings"] = result.Wire is null ? null : new JsonArray([.. result.Wire.Warnings.Select(w => (JsonNode)w)]),
        ["asked_again"] = result.Wire?.Repeated,
    };

    private static string[] Row(MetricMean metric) =>
    [
        InertText.OnOneLine(metric.Name, 30),
        metric.Mean is { } mean ? Language.English.Percent(mean) : "not measured",
        metric.Interval is { } i ? $"{Language.English.Percent(i.Lower)} to {Language.English.Percent(i.Upper)}" : "",
        Language.English.Count(metric.Answers),
    ];

    private static double? Percentile(ProbeResult result, double order) => result.Finding!.Run.Latency.Percentiles.FirstOrDefault(p => p.Order == order)?.Milliseconds;

    private static JsonObject? Json(Interval? interval) => interval is { } i ? new JsonObject { ["lower"] = i.Lower, ["upper"] = i.Upper } : null;

    private static string Milliseconds(double time) => time < 10_000 ? string.Create(CultureInfo.InvariantCulture, $"{time:0} ms") : string.Create(CultureInfo.InvariantCulture, $"{time / 1000:0.0} s");

    private static string Cost(RunTotals totals, bool isJudged)
    {
        string[] unpriced = [.. new[]
        {
            totals.Unpriced > 0 ? Plural.Of(totals.Unpriced, "answer") : null,
            totals.UnpricedAnchors > 0 ? $"{Language.English.Count(totals.UnpricedAnchors)} of the judge about its anchors" : null,
        }.OfType<string>()];
        return totals is { Answered: 0, Waiting: 0, Spent: 0, UnpricedAnchors: 0 } ? "nothing"
            : totals.Spent == 0 && unpriced.Length > 0 && totals.Unpriced == totals.Answered + totals.Waiting ? "not known"
            : $"${totals.Spent.ToString("0.00####", CultureInfo.InvariantCulture)}"
                + (isJudged ? ", the judge included" : "")
                + (unpriced.Length > 0 ? $", without {string.Join(" and ", unpriced)} whose cost is not known" : "");
    }

    private static string? Why(RunEnd end) => end.Reason switch
    {
        EndReason.Whole => null,
        EndReason.Budget when end.Message is { } unknown => $"The budget cannot be kept: {unknown}. Without a budget the run goes on.",
        EndReason.Budget => "The next request might have gone over the budget. A larger --budget goes on.",
        EndReason.Time => "The time that the suite allows is up.",
        EndReason.Stopped => "Interrupted.",
        EndReason.Refused => end.Message,
        EndReason.Outage => $"The provider does not answer for now: {end.Message}",
        _ => throw new ArgumentOutOfRangeException(nameof(end)),
    };
}
