using System.Collections.Immutable;
using CodeRed.Findings.Compare;
using CodeRed.Statistics;

namespace CodeRed.Findings.Probe;

/// <summary>What one run came to.</summary>
/// <param name="Run">Quality by the primary metric, cost, latency, tokens and what has no answer; its places on a front mean nothing here.</param>
/// <param name="Metrics">Every metric of the suite, in its order.</param>
public sealed record ProbeFinding(ComparedRun Run, ImmutableArray<MetricMean> Metrics)
{
    /// <summary>The mean of a metric; null where there is no such metric or nothing was measured.</summary>
    public double? MeanOf(string metric) => Metrics.FirstOrDefault(m => m.Name == metric)?.Mean;

    /// <summary>Wrong answers among those that claim something, in [0, 1]; null where the suite does not tell abstentions apart, or nothing was claimed.</summary>
    /// <param name="wrong">The metric of answers that claim something wrong.</param>
    /// <param name="abstained">The metric of answers that claim nothing.</param>
    public double? RateAmongAttempted(string wrong, string abstained) =>
        MeanOf(wrong) is { } claimed && MeanOf(abstained) is { } silent and < 1 ? claimed / (1 - silent) : null;
}

/// <summary>The mean of one metric.</summary>
/// <param name="Name">The metric's.</param>
/// <param name="Mean">In [0, 1], each answer with the same weight; null when nothing was measured.</param>
/// <param name="Interval">At level 1 - alpha, items as the unit; null with too few items.</param>
/// <param name="Answers">Answers that were measured.</param>
public sealed record MetricMean(string Name, double? Mean, Interval? Interval, long Answers);
