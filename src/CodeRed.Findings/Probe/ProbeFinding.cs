using System.Collections.Immutable;
using CodeRed.Findings.Compare;
using CodeRed.Statistics;

namespace CodeRed.Findings.Probe;

/// <summary>What one run came to.</summary>
/// <param name="Run">Quality by the primary metric, cost, latency, tokens and what has no answer; its places on a front mean nothing here.</param>
/// <param name="Metrics">Every metric of the suite, in its order.</param>
public sealed record ProbeFinding(ComparedRun Run, ImmutableArray<MetricMean> Metrics);

/// <summary>The mean of one metric.</summary>
/// <param name="Name">The metric's.</param>
/// <param name="Mean">In [0, 1], each answer with the same weight; null when nothing was measured.</param>
/// <param name="Interval">At level 1 - alpha, clustered by item; null with fewer than two items.</param>
/// <param name="Answers">Answers that were measured.</param>
public sealed record MetricMean(string Name, double? Mean, Interval? Interval, long Answers);
