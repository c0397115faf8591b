using CodeRed.Evidence;
using CodeRed.Findings.Compare;

namespace CodeRed.Findings.Wording;

internal sealed partial class English
{
    public override string BadgeOfPair(Verdict verdict) => verdict switch
    {
        Verdict.Worse => "WORSE",
        Verdict.Better => "BETTER",
        Verdict.Changed => "DIFFERENT",
        Verdict.ChangedNotWorse => "DIFFERENT, NOT WORSE",
        Verdict.NoChangeSeen => "NOT TOLD APART",
        _ => "COULD NOT MEASURE",
    };

    public override string Badge(CompareVerdict verdict) => verdict switch
    {
        CompareVerdict.OneBest => "ONE IS BEST",
        CompareVerdict.SeveralMayBeBest => "SEVERAL MAY BE BEST",
        CompareVerdict.NoneSeparated => "NOT TOLD APART",
        CompareVerdict.SomeWorse => "WORSE THAN THE BASELINE",
        CompareVerdict.NoneSeenWorse => "NONE SEEN WORSE",
        _ => "COULD NOT COMPARE",
    };

    public override string Text(CompareLabel label) => label switch
    {
        CompareLabel.Title => "Which one should I use?",
        CompareLabel.Quality => "Quality",
        CompareLabel.MayBeBest => "may be best",
        CompareLabel.Yes => "yes",
        CompareLabel.No => "no",
        CompareLabel.Front => "Quality, cost and latency together",
        CompareLabel.CostPerThousand => "Cost of 1,000",
        CompareLabel.Latency => "Latency",
        CompareLabel.Unknown => "unknown",
        CompareLabel.Pairs => "Pair by pair",
        CompareLabel.Judged => "Target",
        CompareLabel.Against => "against",
        CompareLabel.Difference => "difference",
        CompareLabel.CostDifference => "cost of 1,000, difference",
        CompareLabel.CostAndLatency => "Cost and latency",
        CompareLabel.CostSources => "Where costs come from",
        CompareLabel.InputTokens => "tokens in",
        CompareLabel.OutputTokens => "tokens out",
        CompareLabel.Missing => "missing",
        CompareLabel.Refused => "refused",
        CompareLabel.NonAnswers => "non-answers",
        CompareLabel.AnswersGiven => "Tokens, and answers that are none",
        CompareLabel.QualityAgainstCost => "Quality against cost",
        _ => "Across: US dollars for 1,000 answers. Up: quality. Bars are the intervals of each target alone. Filled: nothing dominates it, as far as known.",
    };

    protected override string LatencyUnit(bool seconds) => seconds ? "s" : "ms";

    public override string Headline(CompareFinding finding)
    {
        var names = Names(finding.BestSet.Select(r => r.Run.Id), finding);
        var worse = Names(finding.Pairs.Where(p => p.Comparison.Verdict == Verdict.Worse).Select(p => p.Second), finding);
        string metric = $"“{Name(finding.Metric)}”";
        return finding.Verdict switch
        {
            CompareVerdict.OneBest => $"{names[0]} does best: by {metric}, each other one is shown not to be the best.",
            CompareVerdict.SeveralMayBeBest => $"{Both(names)} may each be the best by {metric}; the others are shown not to be.",
            CompareVerdict.NoneSeparated => $"By {metric}, nothing tells these {Count(finding.Runs.Length)} apart on {Many(finding.Items, "item")}.",
            CompareVerdict.SomeWorse => $"{Both(worse)} {(worse.Count == 1 ? "does" : "do")} worse than {Names([finding.Baseline!], finding)[0]} by {metric}.",
            CompareVerdict.NoneSeenWorse => $"None is seen to do worse than {Names([finding.Baseline!], finding)[0]} by {metric}.",
            _ => finding.Items == 0
                ? "No item has a measured answer by every one of them, so that nothing can be compared."
                : "Missing answers differ so much that they decide who is better; nothing can be said.",
        };
    }

    public override string Sentence(CompareFinding finding)
    {
        string answers = finding.Answers == finding.Items ? "" : $" ({Count(finding.Answers)} answers each)";
        string left = finding.LeftOut == 0 ? "" : $"; {Many(finding.LeftOut, "item")} left out";
        return $"{Many(finding.Items, "item")} that all {Count(finding.Runs.Length)} answered{answers}{left}.";
    }

    public override string Name(FrontPlace place) => place switch
    {
        FrontPlace.OnFront => "on the front",
        FrontPlace.MayBeDominated => "may be dominated",
        FrontPlace.Dominated => "dominated",
        _ => "on the front, as far as known",
    };

    public override string FrontRule(CompareFinding finding) =>
        $"Dominated: another target is better, cheaper and faster (median), each beyond error; the chance that any is called so wrongly is at most {Share(finding.Settings.Alpha)}. May be dominated: so by the estimates only. With an unknown cost or latency nothing can be shown to dominate.";

    public override string? Dominated(ComparedRun run, CompareFinding finding) => run.Front switch
    {
        FrontPlace.Dominated => $"{Name(run.Run.Target)}: {Both(Names(run.DominatedBy, finding))} {(run.DominatedBy.Length == 1 ? "is" : "are")} better, cheaper and faster.",
        FrontPlace.MayBeDominated => $"{Name(run.Run.Target)}: {Both(Names(run.DominatedBy, finding))} {(run.DominatedBy.Length == 1 ? "is" : "are")} as good, as cheap and as fast by the estimates, but not beyond error.",
        _ => null,
    };

    public override string CostRule => "A cost is what the target's own answers cost. What a judge costs is in none of them.";

    public override string CostSource(ComparedRun run, CompareFinding finding)
    {
        var cost = run.Cost;
        var parts = new List<string>();
        if (cost.Recorded > 0)
        {
            parts.Add($"the log states the cost of {Many(cost.Recorded, "answer")}");
        }

        if (cost.Priced > 0)
        {
            var price = cost.Prices[^1];
            string more = cost.Prices.Length == 1 ? "" : $" and {Many(cost.Prices.Length - 1, "earlier price")}";
            string cached = price.CachedInputPerMillion is { } less ? $" (${Dollars(less)} from a cache)" : "";
            string undated = cost.Undated == 0 ? "" : $"; {Count(cost.Undated)} have no date and cost what they would on {Day(finding.AsOf)}";
            string note = price.Note is { } n ? $" ({Name(n)})" : "";
            parts.Add($"{Many(cost.Priced, "answer")} priced by tokens: ${Dollars(price.InputPerMillion)} in{cached} and ${Dollars(price.OutputPerMillion)} out for a million, from {price.AsOf} on{more}{note}{undated}");
        }

        if (cost.Unknown > 0)
        {
            parts.Add($"unknown for {Many(cost.Unknown, "answer")}: {(cost.Unknown == cost.Uncounted ? "the log does not count tokens" : Why(run, cost))}");
        }

        return parts.Count == 0 ? $"{Name(run.Run.Target)}: no answers." : $"{Name(run.Run.Target)}: {string.Join("; ", parts)}.";
    }

    private static string Why(ComparedRun run, RunCost cost) => cost.Gap switch
    {
        PriceGap.NoSuchModel => $"the ledger knows no model “{Name(run.Run.Target)}”",
        PriceGap.NoPrice => "the ledger has no price of this model",
        PriceGap.OtherSeller => "the ledger has no price of this model by this seller",
        PriceGap.NotYet => $"the ledger's first price is of {cost.GapDate}",
        PriceGap.Contradicted => $"the ledger's prices of {cost.GapDate} contradict each other",
        _ => "the log does not count tokens",
    };

    public override string ErrorRate(CompareFinding finding)
    {
        string level = Share(1 - finding.Settings.Alpha);
        string pairs = Many(finding.Pairs.Length, "pair");
        return $"Verdicts: with at most {Share(finding.Settings.Alpha)} chance of any false one among {pairs} (Holm). Intervals of differences hold all together with {level} (Bonferroni); they are wider than Holm's verdicts need and may reach zero beside one. “May be best” is a set that holds the best with {level}. Intervals in the table of targets are {level} for each alone.";
    }

    public override string Sentence(CompareUnknown unknown, CompareFinding finding) => unknown.Kind switch
    {
        CompareUnknownKind.OtherItems => "Whether it holds beyond these items: it does as far as they stand for your work.",
        CompareUnknownKind.LeftOutItems => $"What {Many(unknown.Count!.Value, "item")} would show that not all answered, or were asked otherwise.",
        CompareUnknownKind.MissingAnswers => $"How {Many(unknown.Count!.Value, "missing answer")} (errors or none) would have been graded.",
        CompareUnknownKind.Costs => $"What {Many(unknown.Count!.Value, "target")} of {Count(finding.Runs.Length)} {(unknown.Count == 1 ? "costs" : "cost")}: unknown is not free.",
        CompareUnknownKind.Latencies => $"How fast {Many(unknown.Count!.Value, "target")} of {Count(finding.Runs.Length)} {(unknown.Count == 1 ? "answers" : "answer")}.",
        CompareUnknownKind.CacheDiscounts => "What a batch discount saved, or a cache of which the log or the list says nothing: tokens are then priced in full.",
        _ => "Whether latencies compare: nothing says that all were asked from the same place at the same time.",
    };

    private static string Both(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "none",
        1 => names[0],
        _ => string.Join(", ", names.Take(names.Count - 1)) + " and " + names[^1],
    };
}
