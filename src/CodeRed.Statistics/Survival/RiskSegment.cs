namespace CodeRed.Statistics.Survival;

/// <summary>A stretch of time, without its begin and with its end, in which the same subjects are at risk; events happen at its end.</summary>
internal readonly record struct RiskSegment(double Begin, double End, int AtRisk, int Events);
