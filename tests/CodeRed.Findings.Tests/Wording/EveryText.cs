using CodeRed.Evidence;
using CodeRed.Findings.Drift;
using CodeRed.Findings.LogDrift;
using CodeRed.Findings.Wording;
using CodeRed.Statistics;

namespace CodeRed.Findings.Tests.Wording;

/// <summary>Every text a language can give, each beside the code it was made from.</summary>
/// <remarks>The figures are arbitrary: they only have to reach every branch, and differ from one another.</remarks>
internal static partial class EveryText
{
    private static readonly DateTimeOffset March = new(2023, 3, 5, 23, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset July = new(2023, 7, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>All texts of <paramref name="language"/>, with <paramref name="name"/> wherever a name comes from outside.</summary>
    public static List<(string Origin, string Text)> Of(Language language, string name)
    {
        var texts = new List<(string, string)>();
        void Add(string origin, string text) => texts.Add((origin, text));

        foreach (var verdict in Enum.GetValues<Verdict>())
        {
            Add($"Badge {verdict}", language.Badge(verdict));
            foreach (var framing in Enum.GetValues<Framing>())
            {
                Add($"Headline {framing} {verdict}", language.Headline(Drift(name, framing, verdict)));
            }

            foreach (bool score in new[] { true, false })
            {
                Add($"Headline log {verdict}, score {score}", language.Headline(Log(name, verdict, null, score)));
            }
        }

        foreach (var label in Enum.GetValues<Label>())
        {
            Add($"Label {label}", language.Text(label));
        }

        foreach (var kind in Enum.GetValues<MeasureKind>())
        {
            Add($"Name of measure {kind}", language.Name(kind));
            Add($"Value of measure {kind}, small", language.Value(kind, 0.25));
            Add($"Value of measure {kind}, large", language.Value(kind, 1234));
        }

        foreach (var kind in Enum.GetValues<LogMetricKind>())
        {
            Add($"Name of log metric {kind}", language.Name(LogMetric(kind, null, Verdict.Changed)));
            Add($"Name of log metric {kind}, named", language.Name(LogMetric(kind, name, Verdict.Changed)));
            Add($"Value of log metric {kind}", language.Value(kind, 0.5));
        }

        foreach (var method in Enum.GetValues<TestMethod>())
        {
            Add($"Name of test {method}", language.Name(method));
        }

        foreach (var reason in Enum.GetValues<VerdictReason>())
        {
            Add($"Headline without a verdict, {reason}", language.Headline(Drift(name, Framing.Drift, Verdict.CouldNotMeasure) with { Reason = reason }));
        }

        foreach (var reason in Enum.GetValues<LogDriftReason>())
        {
            Add($"Headline log without a verdict, {reason}", language.Headline(Log(name, Verdict.CouldNotMeasure, reason, true)));
        }

        foreach (var kind in Enum.GetValues<DiagnosisKind>())
        {
            var figures = Enum.GetValues<FigureKind>().Select((f, i) => new DiagnosisFigure(f, name, 12 + i, 480 + i, f == FigureKind.MeanLength ? null : 1000 + i));
            var diagnosis = new Diagnosis(kind, name, 150, 330, [.. figures]);
            Add($"Title of {kind}", language.Title(diagnosis));
            Add($"Sentence of {kind}", language.Sentence(diagnosis));
            Add($"Sentence of {kind}, gained", language.Sentence(diagnosis with { OfGained = true, Figures = [] }));
            Add($"Sentence of {kind}, a sign only", language.Sentence(diagnosis with { Explains = null }));
        }

        var drift = Drift(name, Framing.Drift, Verdict.Worse);
        foreach (var kind in Enum.GetValues<OnsetKind>())
        {
            Add($"Onset {kind}", language.Sentence(new Onset(kind, March, July), drift));
            Add($"Onset {kind} without dates", language.Sentence(new Onset(kind, March, July), Undated(drift)));
            Add($"Onset {kind} in one day", language.Sentence(new Onset(kind, March, July), OnOneDay(drift)));
        }

        foreach (var kind in Enum.GetValues<UnknownKind>())
        {
            Add($"Unknown {kind}", language.Sentence(new Unknown(kind, 17), drift));
        }

        var plain = Compared(Verdict.NoChangeSeen, 0.84, 0.835);
        Add("Normalised", language.Normalised(drift.Primary)!);
        Add("Error rate", language.ErrorRate(drift));
        Add("Error rate of a scored log", language.ErrorRate(Log(name, Verdict.Worse, null, true)));
        Add("Error rate of an unscored log", language.ErrorRate(Log(name, Verdict.Changed, null, false)));
        Add("Assumption", language.Assumption(Log(name, Verdict.Worse, null, true)));
        Add("Assumption within strata", language.Assumption(Stratified(Log(name, Verdict.Worse, null, true))));
        Add("Smallest drop", language.SmallestDrop(plain, drift.Settings));
        Add("Smallest drop, approximate", language.SmallestDrop(plain with { SmallestDetectableDropIsApproximate = true }, drift.Settings));
        Add("Smallest drop, none", language.SmallestDrop(plain with { SmallestDetectableDrop = null }, drift.Settings));
        Add("Betting", language.Betting(new BettingTrace(4.5, [new(0.05, 120), new(0.001, null)], []), 1000));
        Add("Pairing", language.Sentence(drift.Pairing));
        Add("Pairing, all alike", language.Sentence(new Pairing(1000, 1000, 0, 0, 0, 0, 0)));
        Add("Counts", language.Counts(plain));
        Add("Direction lost", language.Direction(Flip(true)));
        Add("Direction gained", language.Direction(Flip(false)));
        Add("Percent", language.Percent(0.84));
        Add("Percent without decimals", language.Percent(0.84, 0));
        Add("Points", language.Points(-0.328));
        Add("Interval", language.PointsInterval(new Interval(-0.365, -0.292)));
        Add("Interval level", language.IntervalLevel(0.05));
        Add("Day", language.Day(July));
        Add("Count", language.Count(12345));
        Add("p-value", language.PValue(0.034));
        Add("Small p-value", language.PValue(0.00034));
        Add("Tiny p-value", language.PValue(0));
        AddRanking(language, name, Add);
        AddClaims(language, name, Add);
        AddStandings(language, name, Add);
        AddBrief(language, name, Add);
        AddUsage(language, name, Add);
        AddCompare(language, name, Add);
        AddTalent(language, name, Add);
        return texts;
    }

    public static DriftFinding Drift(string name, Framing framing, Verdict verdict, double before = 0.84, double after = 0.512) => new()
    {
        Framing = framing,
        AsOf = July,
        Suite = name,
        Baseline = new RunSummary("a", name, name, 1000, March, March.AddHours(12)),
        Current = new RunSummary("b", name, name, 1000, July, July.AddHours(1)),
        Settings = new DriftSettings(),
        Verdict = verdict,
        Pairing = new Pairing(1000, 3000, 12, 5, 3, 1, 2),
        Metrics = [new MetricFinding(name, Better.Higher, true, Compared(verdict, before, after), Compared(Verdict.NoChangeSeen, 0.84, 0.835))],
        Measures = [],
        Diagnoses = [],
        Strata = [],
        Flips = [],
        Onset = new Onset(OnsetKind.NoDates, null, null),
        NotKnown = [],
    };

    public static LogDriftFinding Log(string name, Verdict verdict, LogDriftReason? reason, bool score) => new()
    {
        AsOf = July,
        Suite = name,
        Log = new RunSummary("c", name, name, 1000, March, July),
        Split = July,
        Settings = new DriftSettings(),
        Verdict = verdict,
        Reason = reason,
        HasScore = score,
        Sides = new LogSides(600, 400, 30, 20, 0),
        Metrics =
        [
            LogMetric(LogMetricKind.PrimaryScore, name, Verdict.NoChangeSeen),
            LogMetric(LogMetricKind.FormatValidity, name, Verdict.Changed),
            LogMetric(LogMetricKind.Length, null, Verdict.Changed),
            LogMetric(LogMetricKind.Latency, null, Verdict.NoChangeSeen),
        ],
    };

    private static Comparison Compared(Verdict verdict, double before, double after) => new()
    {
        Verdict = verdict,
        Items = 1000,
        Pairs = 1000,
        BaselineRate = before,
        CurrentRate = after,
        Effect = after - before,
        Interval = new Interval(-0.365, -0.292),
        Method = TestMethod.ExactMcNemar,
        PValue = 0.543,
        AdjustedPValue = 0.543,
        Lost = 330,
        Gained = 2,
        Unchanged = 668,
        SmallestDetectableDrop = 0.031,
        SmallestDetectableDropIsApproximate = false,
        Betting = null,
    };

    private static LogMetricFinding LogMetric(LogMetricKind kind, string? name, Verdict verdict) =>
        new(kind, name, Better.Higher, 600, 400, 1, 0.84, 0.512, -0.328, new Interval(-0.365, -0.292), 0.001, 0.002, verdict, []);

    private static LogDriftFinding Stratified(LogDriftFinding log) => log with
    {
        Metrics = [log.Metrics[0] with { Strata = [new LogStratum("a", 300, 200, 0.5, 0.5)] }],
    };

    private static DriftFinding Undated(DriftFinding drift) => drift with
    {
        Baseline = drift.Baseline with { FirstAt = null, LastAt = null },
        Current = drift.Current with { FirstAt = null, LastAt = null },
    };

    private static DriftFinding OnOneDay(DriftFinding drift) => drift with
    {
        Baseline = drift.Baseline with { FirstAt = July, LastAt = July },
        Current = drift.Current with { FirstAt = July, LastAt = July },
    };

    private static Flip Flip(bool lost) => new("item", 1, lost, null, null, null, null, 1, 2);
}
