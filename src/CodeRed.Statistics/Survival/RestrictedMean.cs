using CodeRed.Statistics.Distributions;
using CodeRed.Statistics.Intervals;

namespace CodeRed.Statistics.Survival;

/// <summary>Mean time spent before the event, counted up to a horizon.</summary>
/// <param name="From">Where the counting begins.</param>
/// <param name="Until">The horizon, in the unit of the follow-ups.</param>
/// <param name="Mean">Area under the curve from its start to the horizon.</param>
/// <param name="StandardError">Its standard error; null where all that was seen happened at one time or nothing happened.</param>
/// <param name="DegreesOfFreedom">Most subjects at risk at once, less one.</param>
/// <param name="Interval">Confidence interval, from 0 to the length of the curve up to the horizon.</param>
public sealed record RestrictedMean(double From, double Until, double Mean, double? StandardError, int DegreesOfFreedom, Interval Interval)
{
    /// <summary>Confidence interval for this mean minus that of other, independent subjects.</summary>
    /// <param name="other">Counted over the same time.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <returns>Null where one of them has no standard error. Approximate, by Student's t with Welch's degrees of freedom.</returns>
    /// <exception cref="ArgumentException">The other is counted over another time.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside its range.</exception>
    /// <remarks>Royston and Parmar (2013), "Restricted mean survival time: an alternative to the hazard ratio", BMC Medical Research Methodology 13, 152. Unlike the log-rank test
    /// it does not lose sight of curves that cross.</remarks>
    public Interval? MinusInterval(RestrictedMean other, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(other);
        var alpha = ConfidenceLevel.Alpha(level);
        if ((From, Until) != (other.From, other.Until))
        {
            throw new ArgumentException($"One mean is counted from {From} to {Until}, the other from {other.From} to {other.Until}: only the same time compares.", nameof(other));
        }

        if (StandardError is not { } one || other.StandardError is not { } two)
        {
            return null;
        }

        var variance = (one * one) + (two * two);
        double share = one * one / variance, rest = two * two / variance;
        var half = StudentT.Critical(alpha, 1 / ((share * share / DegreesOfFreedom) + (rest * rest / other.DegreesOfFreedom))) * Math.Sqrt(variance);
        return new Interval(Mean - other.Mean - half, Mean - other.Mean + half);
    }
}
