using System.Globalization;
using CodeRed.Findings.Drift;
using CodeRed.Findings.LogDrift;

namespace CodeRed.Findings.Wording;

internal sealed partial class English : Language
{
    public override string Tag => "en";

    public override string Badge(Verdict verdict) => verdict switch
    {
        Verdict.Worse => "WORSE",
        Verdict.Better => "BETTER",
        Verdict.Changed => "CHANGED",
        Verdict.ChangedNotWorse => "CHANGED, NOT WORSE",
        Verdict.NoChangeSeen => "NO CHANGE SEEN",
        _ => "COULD NOT MEASURE",
    };

    public override string Text(Label label) => label switch
    {
        Label.DriftTitle => "Did it get worse?",
        Label.CompareTitle => "Which one does better?",
        Label.LogDriftTitle => "Did the log change?",
        Label.Effect => "Effect",
        Label.Baseline => "Baseline",
        Label.Current => "Current",
        Label.Before => "Before",
        Label.After => "After",
        Label.Items => "Items",
        Label.Rows => "Rows",
        Label.Days => "Days",
        Label.Why => "In what manner, most telling first",
        Label.AlsoMeasured => "Also measured",
        Label.ByStratum => "By stratum",
        Label.Flips => "Answers that changed grade",
        Label.FlipsDrawn => "Drawn in a seeded order, not picked.",
        Label.NotKnown => "What is not known",
        Label.Next => "What to type next",
        Label.Evidence => "Evidence",
        Label.Betting => "The evidence as items come in",
        Label.WithoutWrapping => "Without fences and wrapping",
        Label.HowSure => "How sure",
        Label.Question => "Question",
        Label.Expected => "Expected",
        Label.Answer => "Answer",
        Label.AnswerNotKept => "(the data does not hold the text of this answer)",
        Label.NoLabel => "(none)",
        Label.Metric => "Metric",
        Label.Verdict => "Verdict",
        Label.ItemsSeen => "items seen",
        Label.EValue => "e-value",
        Label.Threshold => "threshold",
        Label.Mean => "mean",
        Label.Median => "median",
        Label.MadeBy => "Made by Code Red",
        Label.Assumption => "Assumption",
        Label.NewlyWrong => "newly wrong",
        Label.NewlyRight => "newly right",
        Label.NoChange => "no change",
        Label.Stratum => "Stratum",
        Label.Unchanged => "unchanged",
        Label.All => "all",
        Label.SinceWhen => "Since when",
        Label.AdjustedPValue => "adjusted p",
        Label.ErrorRate => "error rate",
        Label.Suite => "Suite",
        Label.Run => "Run",
        Label.Target => "Target",
        Label.Source => "Source",
        Label.Answers => "Answers",
        Label.Dates => "Dates",
        Label.Settings => "Settings",
        Label.RowsWithoutTime => "Rows without a time, left out",
        Label.RankingTitle => "Which model is preferred?",
        Label.Ranks => "Ranks",
        Label.Model => "Model",
        Label.Rating => "Rating",
        Label.ChanceBest => "Best",
        Label.Votes => "Votes",
        Label.WinsAgainstBaseline => "Wins",
        Label.Bootstrap => "Bootstrap",
        Label.Method => "Method",
        Label.Unranked => "On no scale",
        Label.WinMatrix => "Model against model",
        Label.Covariates => "What else moves votes",
        Label.Cautions => "Bear in mind",
        Label.OtherGroups => "Models that votes do not link to these",
        Label.Throne => "Who holds the throne",
        Label.Lab => "lab",
        Label.Capability => "capability",
        Label.Boards => "boards",
        Label.Board => "board",
        Label.Models => "models",
        Label.Latest => "latest",
        Label.OwnResults => "What labs add to their own results, in capability",
        Label.Sensitivity => "Under other choices",
        Label.RestsOn => "What it rests on",
        Label.Handovers => "Changes of leader",
        Label.HandoverRule => "From the first day on which the new leader was better with a probability of 5 % and has been since, to the first with 95 %; what has not come to that is unresolved. By what is known on the day asked of.",
        Label.None => "none",
        Label.OnTheDay => "On its day",
        Label.TrackRecords => "How often they were right",
        Label.NobodyDecided => "Nobody has decided it yet.",
        Label.Compared => "Side by side",
        Label.PublishedFigure => "Figure",
        Label.InAndOut => "In and out",
        Label.Left => "left",
        Label.Came => "came",
        Label.Net => "net",
        Label.Flows => "From where to where",
        Label.From => "from",
        Label.To => "to",
        Label.People => "people",
        Label.Destinations => "Where leavers went",
        Label.Founders => "Founders",
        Label.OtherPeople => "Other named people",
        Label.AcrossEvent => "Before and after the event",
        Label.Moves => "Moves",
        Label.Date => "Date",
        _ => throw new ArgumentOutOfRangeException(nameof(label), label, "A label without a text."),
    };

    public override string Name(MeasureKind kind) => kind switch
    {
        MeasureKind.NonAnswers => "non-answers",
        MeasureKind.Refusals => "refusals (by phrase)",
        MeasureKind.NotMeasured => "errors and absent answers",
        MeasureKind.Truncated => "answers cut off",
        MeasureKind.Length => "length",
        MeasureKind.OutputTokens => "output tokens",
        _ => "latency",
    };

    public override string Name(LogMetricFinding metric) => metric.Name is { } name ? Name(name) : metric.Kind switch
    {
        LogMetricKind.NonAnswers => "non-answers and refusals",
        LogMetricKind.NotMeasured => "errors and absent answers",
        LogMetricKind.Truncated => "answers cut off",
        LogMetricKind.Length => "length",
        LogMetricKind.OutputTokens => "output tokens",
        LogMetricKind.Latency => "latency",
        LogMetricKind.FormatValidity => "format validity",
        _ => "score",
    };

    public override string Name(TestMethod method) => method switch
    {
        TestMethod.ExactMcNemar => "exact McNemar test",
        TestMethod.SignFlip => "sign-flip test by item",
        TestMethod.ClusteredT => "t test, errors clustered by item",
        _ => "no test",
    };

    public override string Headline(DriftFinding finding)
    {
        string suite = Name(finding.Suite);
        if (finding.Verdict == Verdict.CouldNotMeasure)
        {
            return finding.Reason == VerdictReason.MissingnessMoved
                ? $"{suite} could not be judged: errors or absent answers moved so much that their grades would decide the verdict."
                : $"{suite} could not be judged: no item has a measured answer on both sides.";
        }

        string baseline = Name(finding.Baseline.Target);
        string current = Name(finding.Current.Target);
        string rates = $"{Name(finding.Primary.Name)} {Rates(finding.Primary.Raw)}";
        bool compare = finding.Framing == Framing.Compare;
        return finding.Verdict switch
        {
            Verdict.Worse => compare ? $"{current} does worse than {baseline} on {suite}: {rates}." : $"It got worse on {suite}: {rates}.",
            Verdict.Better => compare ? $"{current} does better than {baseline} on {suite}: {rates}." : $"It got better on {suite}: {rates}.",
            Verdict.ChangedNotWorse => $"The form of its answers changed on {suite}, not their worth: {rates} as they stand, {Rates(finding.Primary.Normalised!)} without wrapping.",
            Verdict.Changed => $"It changed on {suite}: {rates}.",
            _ => compare ? $"No difference seen on {suite}: {rates}." : $"No change seen on {suite}: {rates}.",
        };
    }

    public override string Headline(LogDriftFinding finding)
    {
        string day = Day(finding.Split);
        if (finding.Verdict == Verdict.CouldNotMeasure)
        {
            return finding.Reason switch
            {
                LogDriftReason.NoTimes => "The log could not be judged: no row has a time.",
                LogDriftReason.OneSideEmpty => $"The log could not be judged: all its rows lie on one side of {day}.",
                LogDriftReason.TooFewDays => $"The log could not be judged: days differ by themselves, so it takes at least three on each side of {day}.",
                LogDriftReason.ScoreNotMeasured => "The log could not be judged: the score is there on too few days, or only for kinds of questions that one side lacks.",
                _ => "The log could not be judged.",
            };
        }

        var primary = finding.Metrics.FirstOrDefault(m => m.Kind == LogMetricKind.PrimaryScore);
        var changed = finding.Metrics.Where(m => m.Verdict is not (Verdict.NoChangeSeen or Verdict.CouldNotMeasure)).Select(Name);
        return finding.Verdict switch
        {
            Verdict.Worse => $"Scores are worse from {day} on: {Rates(primary!)}.",
            Verdict.Better => $"Scores are better from {day} on: {Rates(primary!)}.",
            Verdict.Changed when primary is { Verdict: Verdict.CouldNotMeasure } => $"The log looks different from {day} on ({string.Join(", ", changed)}); the score could not be measured.",
            Verdict.Changed when finding.HasScore => $"The log looks different from {day} on ({string.Join(", ", changed)}); no change of the score was seen.",
            Verdict.Changed => $"The log looks different from {day} on: {string.Join(", ", changed)}. Without a score column nothing says whether that is worse.",
            _ => $"No change seen across {day}.",
        };
    }

    public override string? Normalised(MetricFinding metric) => metric.Normalised is { BaselineRate: not null } n
        ? $"Without fences and wrapping: {Rates(n)}; {Count(n.Lost)} lost, {Count(n.Gained)} gained, {PValue(n.PValue ?? 1)} ({PValue(n.AdjustedPValue ?? 1)} adjusted): {Lower(Badge(n.Verdict))}."
        : null;

    public override string ErrorRate(DriftFinding finding) =>
        $"Where nothing changed, {(finding.Primary.Raw.Method == TestMethod.ClusteredT ? "about" : "at most")} {Share(finding.Settings.Alpha)} of such comparisons say worse or better. The other verdicts share one further {Share(finding.Settings.Alpha)} (Holm).";

    public override string ErrorRate(LogDriftFinding finding) =>
        (finding.HasScore
            ? $"Where nothing changed, about {Share(finding.Settings.Alpha)} of such comparisons call the primary score worse or better; the other verdicts share one further {Share(finding.Settings.Alpha)} (Holm)."
            : $"Where nothing changed, about {Share(finding.Settings.Alpha)} of such comparisons see any change at all (Holm).")
        + " Errors are clustered by day; with few days the rate is approximate.";

    public override string Assumption(LogDriftFinding finding) =>
        "The same mix of questions was asked before and after"
        + (finding.Metrics.Any(m => m.Strata.Length > 0) ? " within each stratum" : "")
        + ". No question is asked twice here, so a change of the questions would look like a change of the answers."
        + (LeastCompared(finding) is { } compared ? $" Only {Percent(compared, 0)} of a side's rows lie in strata that both sides have; the rest is not compared." : "");

    public override string SmallestDrop(Comparison comparison, DriftSettings settings) => comparison.SmallestDetectableDrop is { } drop
        ? $"Getting worse by {(comparison.SmallestDetectableDropIsApproximate ? "about " : "")}{Magnitude(drop)} points or more would have been seen with a chance of {Share(settings.Power)}; less may have been missed."
        : $"With {Count(comparison.Items)} items not even the largest worsening would have been seen with a chance of {Share(settings.Power)}: ask more items.";

    public override string Betting(BettingTrace betting, long items) =>
        "Asked one by one in a seeded order: "
        + string.Join("; ", betting.Stops.Select(s => s.Items is { } n
            ? $"at an error rate of {Share(s.Alpha)} this would have stopped after {Count(n)} of {Count(items)} items"
            : $"at an error rate of {Share(s.Alpha)} this would not have stopped within {Count(items)} items"))
        + ".";

    public override string Title(Diagnosis diagnosis) => diagnosis.Kind switch
    {
        DiagnosisKind.NonAnswers when diagnosis.OfGained => "Fewer non-answers",
        DiagnosisKind.Truncation when diagnosis.OfGained => "Fewer answers cut off",
        DiagnosisKind.AnswerBias when diagnosis.OfGained => $"Less answer bias towards “{Name(diagnosis.Subject ?? "")}”",
        DiagnosisKind.FormatOnly => "Format only",
        DiagnosisKind.NonAnswers => "Non-answers",
        DiagnosisKind.Truncation => "Answers cut off",
        DiagnosisKind.AnswerBias => $"Answer bias towards “{Name(diagnosis.Subject ?? "")}”",
        DiagnosisKind.Concentrated => $"Concentrated in “{Name(diagnosis.Subject ?? "")}”",
        DiagnosisKind.SpreadEvenly => "Spread over the items, of no particular kind",
        DiagnosisKind.Shortened => "Answers shortened",
        _ => "Answers lengthened",
    };

    public override string Sentence(Diagnosis diagnosis)
    {
        string figures = string.Join("; ", diagnosis.Figures.Select(Sentence));
        return diagnosis.Explains is { } n
            ? $"{Count(n)} of the {Count(diagnosis.Of)} {(diagnosis.OfGained ? "newly right" : "newly wrong")} answers ({Percent(diagnosis.Share ?? 0, 0)}){(figures.Length > 0 ? "; " + figures : "")}."
            : figures + ".";
    }

    public override string Sentence(Onset onset, DriftFinding finding) => onset.Kind switch
    {
        OnsetKind.NoChange => "Nothing changed that could be dated.",
        OnsetKind.NoDates => "The answers carry no dates, so nothing says since when.",
        OnsetKind.TwoTargets when finding.AskedBetween is { } asked =>
            $"These are two targets side by side, all asked {(Day(asked.First) == Day(asked.Last) ? $"on {Day(asked.First)}" : $"between {Day(asked.First)} and {Day(asked.Last)}")}: no date of change can be told.",
        OnsetKind.TwoTargets => "These are two targets side by side: no date of change can be told.",
        OnsetKind.Overlapping => "Baseline and current answers overlap in time, so nothing says since when.",
        _ => $"Between {Day(onset.After!.Value)} (the last answer of the baseline) and {Day(onset.Before!.Value)} (the first of the current run).",
    };

    public override string Sentence(Unknown unknown, DriftFinding finding) => unknown.Kind switch
    {
        UnknownKind.Cause => "Why it changed. Answers show the manner, not what the provider did.",
        UnknownKind.Onset => "Since when. " + Sentence(finding.Onset, finding),
        UnknownKind.OtherItems => "Whether it holds beyond these items and questions like them.",
        UnknownKind.Wavering => "How much answers waver by themselves. Each item was answered once; repeats would tell.",
        UnknownKind.UnpairedItems => $"What the {Count(unknown.Count ?? 0)} items would show that only one of the runs has.",
        UnknownKind.EditedItems => $"What the {Count(unknown.Count ?? 0)} answers would show whose question or expected answer was edited in between; they are left out.",
        UnknownKind.MissingAnswers => $"How the {Count(unknown.Count ?? 0)} errors and absent answers would have been graded; they are left out, not counted as wrong.",
        _ => "Whether it got worse by less. " + SmallestDrop(finding.Primary.Raw, finding.Settings),
    };

    public override string Sentence(Pairing pairing) =>
        $"{Count(pairing.Items)} items, each compared with itself"
        + (pairing.Pairs > pairing.Items ? $" ({Count(pairing.Pairs)} answers on each side)" : "")
        + (pairing.OnlyBaseline > 0 ? $"; {Count(pairing.OnlyBaseline)} more only in the baseline" : "")
        + (pairing.OnlyCurrent > 0 ? $"; {Count(pairing.OnlyCurrent)} more only in the current run" : "")
        + (pairing.Edited > 0 ? $"; {Count(pairing.Edited)} edited and left out" : "")
        + ".";

    public override string Counts(Comparison comparison) =>
        $"{Count(comparison.Lost)} newly wrong · {Count(comparison.Gained)} newly right · {Count(comparison.Unchanged)} unchanged";

    public override string Direction(Flip flip) => flip.Lost ? "newly wrong" : "newly right";

    public override string Percent(double share, int decimals = 1) =>
        (share * 100).ToString(decimals == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + " %";

    public override string Points(double difference) => Signed(difference * 100, "0.0") + " points";

    public override string RowsAndDays(long rows, int days) => $"{Count(rows)} {(rows == 1 ? "row" : "rows")} on {Count(days)} {(days == 1 ? "day" : "days")}";

    protected override string? UnitOf(LogMetricKind kind) => kind switch
    {
        LogMetricKind.Length => " characters",
        LogMetricKind.OutputTokens => " tokens",
        LogMetricKind.Latency => " ms",
        _ => null,
    };

    protected override string FromTo(string lower, string upper) => $"{lower} to {upper}";

    public override string IntervalLevel(double alpha) => $"{Share(1 - alpha)} interval";

    public override string Value(MeasureKind kind, double value) => kind switch
    {
        MeasureKind.Length => Rounded(value) + " characters",
        MeasureKind.OutputTokens => Rounded(value) + " tokens",
        MeasureKind.Latency => Milliseconds(value),
        _ => Percent(value),
    };

    private string Sentence(DiagnosisFigure figure)
    {
        string of = figure.Of is { } n ? $" of {Count(n)}" : "";
        string change = $"{Count((long)figure.Before)} → {Count((long)figure.After)}{of}";
        string label = Name(figure.Subject ?? "");
        return figure.Kind switch
        {
            FigureKind.LabelGiven => $"“{label}” given {change} times",
            FigureKind.RightWhereLabelIsRight => $"right where “{label}” is right {change}",
            FigureKind.RightWhereLabelIsWrong => $"right where it is wrong {change}",
            FigureKind.NonAnswers => $"non-answers {change}",
            FigureKind.Refusals => $"refusals by phrase {change}",
            FigureKind.RightOnlyUnwrapped => $"right only without their wrapping {change}",
            FigureKind.Truncated => $"cut off {change}",
            FigureKind.RightInStratum => $"right there {change}",
            _ => $"{Rounded(figure.Before)} → {Rounded(figure.After)} characters on average",
        };
    }

    private string Rates(Comparison comparison) => $"{Percent(comparison.BaselineRate!.Value)} → {Percent(comparison.CurrentRate!.Value)}";

    private string Rates(LogMetricFinding metric) => $"{Name(metric)} {Percent(metric.Before!.Value)} → {Percent(metric.After!.Value)}";

    private static string Name(string hostile) => InertText.OnOneLine(hostile, 60);

    private static string Lower(string text) => text.ToLowerInvariant();
}
