using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Findings.Drift;
using CodeRed.Statistics;
using CodeRed.Statistics.Clustered;
using CodeRed.Statistics.MultipleTesting;

namespace CodeRed.Findings.LogDrift;

/// <summary>Folds the rows of a log into a <see cref="LogDriftFinding"/>; memory is strata times days, not rows.</summary>
public sealed class LogDriftFold
{
    // A column with a value of its own in every row is no stratum: what comes later is put together.
    private const int MostStrata = 200;

    // Where fewer rows lie in strata that both sides have, the comparison does not speak of the log any more.
    private const double LeastCompared = 0.5;
    private const string OtherStrata = "…";

    private readonly Suite suite;
    private readonly RunSummary log;
    private readonly DateTimeOffset split;
    private readonly DriftSettings settings;
    private readonly Slot[] slots;
    private readonly Dictionary<string, int> strata = new(StringComparer.Ordinal);
    private readonly HashSet<int>[] days = [[], []];
    private readonly long[] rows = new long[2];
    private long withoutTime;

    /// <summary>Prepares to compare the rows before an instant with those from it on.</summary>
    /// <param name="suite">How the log was graded; it may have no metric.</param>
    /// <param name="log">The run the rows come from.</param>
    /// <param name="split">The first instant of "after".</param>
    /// <param name="settings">Error rates.</param>
    public LogDriftFold(Suite suite, RunSummary log, DateTimeOffset split, DriftSettings settings)
    {
        this.suite = suite;
        this.log = log;
        this.split = split;
        this.settings = settings;
        var primary = suite.Metrics.FirstOrDefault(m => m.Primary && !IsFormat(m)) ?? suite.Metrics.FirstOrDefault(m => !IsFormat(m));
        slots =
        [
            .. suite.Metrics
                .Select((m, i) => new Slot(
                    IsFormat(m) ? LogMetricKind.FormatValidity : ReferenceEquals(m, primary) ? LogMetricKind.PrimaryScore : LogMetricKind.Score,
                    IsFormat(m) ? null : m.Name,
                    m.Better,
                    e => e.Grades[i]))
                .OrderBy(s => s.Kind),
            new Slot(LogMetricKind.NonAnswers, null, Better.Lower, e => !e.Measured ? null : e.NonAnswer || e.Refusal ? 1 : 0),
            new Slot(LogMetricKind.NotMeasured, null, Better.Lower, e => e.Measured ? 0 : 1),
            new Slot(LogMetricKind.Truncated, null, Better.Lower, e => e.Truncated is { } truncated ? (truncated ? 1 : 0) : null),
            new Slot(LogMetricKind.Length, null, Better.Neither, e => e.Length),
            new Slot(LogMetricKind.OutputTokens, null, Better.Neither, e => e.OutputTokens),
            new Slot(LogMetricKind.Latency, null, Better.Lower, e => e.LatencyMilliseconds),
        ];
    }

    private bool HasScore => slots.Any(s => s.Kind is LogMetricKind.PrimaryScore);

    /// <summary>Adds one row.</summary>
    public void Add(in LogEntry entry)
    {
        if (entry.At is not { } at)
        {
            withoutTime++;
            return;
        }

        var side = at < split ? Side.Before : Side.After;

        // Days are counted from the split, so that no day is cut in two when the split is not at midnight.
        int day = (int)Math.Floor((at - split).TotalDays);
        days[(int)side].Add(day);
        rows[(int)side]++;
        int stratum = entry.Stratum is null ? -1 : StratumNumber(entry.Stratum);
        foreach (var slot in slots)
        {
            if (slot.Read(entry) is { } value)
            {
                slot.Difference.Add(side, stratum, day, value);
                slot.Stratum(stratum).Add(side, value);
            }
        }
    }

    /// <summary>The finding.</summary>
    /// <param name="asOf">Now.</param>
    public LogDriftFinding Finish(DateTimeOffset asOf)
    {
        var spoken = slots.Where(s => s.SaysSomething).Select(s => (Slot: s, Test: Test(s))).ToArray();

        // The primary score has its own alpha; all other verdicts share one more (Holm 1979).
        var others = Enumerable.Range(0, spoken.Length).Where(i => spoken[i].Slot.Kind != LogMetricKind.PrimaryScore && spoken[i].Test is not null).ToArray();
        double[] adjusted = Holm.Adjust([.. others.Select(i => spoken[i].Test!.Value.P)]);
        var metrics = spoken.Select((s, i) => Describe(
            s.Slot, s.Test, Array.IndexOf(others, i) is >= 0 and var place ? adjusted[place] : s.Test?.P)).ToImmutableArray();

        var reason = Reason(metrics);
        return new LogDriftFinding
        {
            AsOf = asOf,
            Suite = suite.Name,
            Log = log,
            Split = split,
            Settings = settings,
            Reason = reason,
            HasScore = HasScore,
            Sides = new LogSides(rows[0], rows[1], days[0].Count, days[1].Count, withoutTime),
            Metrics = metrics,
            Verdict = reason is not null ? Verdict.CouldNotMeasure : Headline(metrics),
        };
    }

    private static bool IsFormat(Metric metric) => metric.Name == Metric.FormatValid;

    private LogDriftReason? Reason(ImmutableArray<LogMetricFinding> metrics) =>
        rows[0] + rows[1] == 0 ? LogDriftReason.NoTimes
        : rows[0] == 0 || rows[1] == 0 ? LogDriftReason.OneSideEmpty
        : days.Any(d => d.Count < StratifiedClusterDifference.FewestClusters) ? LogDriftReason.TooFewDays
        : metrics.FirstOrDefault(m => m.Kind == LogMetricKind.PrimaryScore) is { Verdict: Verdict.CouldNotMeasure } && !metrics.Any(IsChange) ? LogDriftReason.ScoreNotMeasured
        : null;

    private static bool IsChange(LogMetricFinding metric) => metric.Verdict is Verdict.Worse or Verdict.Better or Verdict.Changed;

    // Without a score nothing may be called worse, whatever else moved.
    private static Verdict Headline(ImmutableArray<LogMetricFinding> metrics) =>
        metrics.FirstOrDefault(m => m.Kind == LogMetricKind.PrimaryScore) is { } score && IsChange(score) ? score.Verdict
        : metrics.Any(IsChange) ? Verdict.Changed
        : metrics.All(m => m.Verdict == Verdict.CouldNotMeasure) ? Verdict.CouldNotMeasure
        : Verdict.NoChangeSeen;

    // Null where nothing can be said: too few days, or strata that hardly meet.
    private (double P, Interval? Interval)? Test(Slot slot)
    {
        if (slot.Difference.Infer() is not { } inference || Compared(slot) < LeastCompared)
        {
            return null;
        }

        if (inference.StandardError > 0 || inference.Estimate == 0)
        {
            return (inference.P, inference.ConfidenceInterval(1 - settings.Alpha));
        }

        // Days without any spread: only how many there are says how sure this is.
        double p = slot.Difference.SmallestPermutationP();
        return p < settings.Alpha ? (p, null) : null;
    }

    private static double Compared(Slot slot) =>
        slot.Difference.Count(Side.Before) == 0 || slot.Difference.Count(Side.After) == 0 ? 0
            : Math.Min(slot.Difference.CommonShare(Side.Before), slot.Difference.CommonShare(Side.After));

    private LogMetricFinding Describe(Slot slot, (double P, Interval? Interval)? test, double? verdictP)
    {
        double? before = slot.Difference.StandardisedMean(Side.Before);
        double? after = slot.Difference.StandardisedMean(Side.After);
        var verdict = verdictP is null ? Verdict.CouldNotMeasure
            : verdictP >= settings.Alpha ? Verdict.NoChangeSeen
            : slot.Kind is not (LogMetricKind.PrimaryScore or LogMetricKind.Score) || slot.Better == Better.Neither ? Verdict.Changed
            : after > before == (slot.Better == Better.Higher) ? Verdict.Better : Verdict.Worse;
        return new LogMetricFinding(
            slot.Kind, slot.Name, slot.Better, slot.Difference.Count(Side.Before), slot.Difference.Count(Side.After), Compared(slot),
            before, after, after - before, test?.Interval, test?.P, verdictP, verdict,
            [
                .. strata.OrderBy(s => s.Key, StringComparer.Ordinal)
                    .Select(s => (s.Key, Sums: slot.Stratum(s.Value)))
                    .Select(s => new LogStratum(s.Key, s.Sums.Count(Side.Before), s.Sums.Count(Side.After), s.Sums.Mean(Side.Before), s.Sums.Mean(Side.After))),
            ]);
    }

    private int StratumNumber(string stratum)
    {
        if (strata.TryGetValue(stratum, out int number))
        {
            return number;
        }

        if (strata.Count >= MostStrata)
        {
            stratum = OtherStrata;
            if (strata.TryGetValue(stratum, out number))
            {
                return number;
            }
        }

        strata.Add(stratum, number = strata.Count);
        return number;
    }

    private sealed class Slot(LogMetricKind kind, string? name, Better better, Func<LogEntry, double?> read)
    {
        private readonly Dictionary<int, SideSums> strata = [];

        public LogMetricKind Kind => kind;

        public string? Name => name;

        public Better Better => better;

        public Func<LogEntry, double?> Read => read;

        public StratifiedClusterDifference Difference { get; } = new();

        // A share that is zero on both sides, or a column no row has, says nothing. A score always speaks.
        public bool SaysSomething => kind is LogMetricKind.PrimaryScore or LogMetricKind.Score or LogMetricKind.FormatValidity
            || strata.Values.Any(s => s.IsNotZero);

        public SideSums Stratum(int stratum)
        {
            if (!strata.TryGetValue(stratum, out var sums))
            {
                strata.Add(stratum, sums = new SideSums());
            }

            return sums;
        }
    }

    private sealed class SideSums
    {
        private readonly long[] counts = new long[2];
        private readonly double[] sums = new double[2];

        public bool IsNotZero => sums[0] != 0 || sums[1] != 0;

        public void Add(Side side, double value)
        {
            counts[(int)side]++;
            sums[(int)side] += value;
        }

        public long Count(Side side) => counts[(int)side];

        public double? Mean(Side side) => counts[(int)side] > 0 ? sums[(int)side] / counts[(int)side] : null;
    }
}
