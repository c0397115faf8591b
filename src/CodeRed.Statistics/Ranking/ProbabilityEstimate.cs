namespace CodeRed.Statistics.Ranking;

/// <summary>An estimated probability with its confidence interval.</summary>
/// <param name="Estimate">The estimate, in [0, 1].</param>
/// <param name="Interval">The interval, within [0, 1].</param>
public readonly record struct ProbabilityEstimate(double Estimate, Interval Interval);
