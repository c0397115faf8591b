using CodeRed.Statistics;

namespace CodeRed.Findings;

/// <summary>An interval that may have no end: JSON has no infinity.</summary>
/// <param name="Lower">Lower bound; null where there is none.</param>
/// <param name="Upper">Upper bound; null where there is none.</param>
public sealed record OpenInterval(double? Lower, double? Upper)
{
    /// <summary>An interval whose infinite ends are none.</summary>
    internal static OpenInterval Of(Interval interval) => new(Finite(interval.Lower), Finite(interval.Upper));

    private static double? Finite(double bound) => double.IsFinite(bound) ? bound : null;
}
