using MathNet.Numerics.Distributions;

namespace CodeRed.Statistics.Intervals;

/// <summary>Wilson score interval for a binomial proportion.</summary>
public static class WilsonInterval
{
    /// <summary>The interval for the success probability.</summary>
    /// <param name="successes">Passed trials, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Independent trials, at least 1.</param>
    /// <param name="level">Confidence level in (0, 1), for example 0.95.</param>
    /// <returns>Bounds as proportions in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count or the level is outside its range.</exception>
    /// <remarks>Wilson (1927), JASA 22(158), 209-212. Coverage is approximate, and for one look at a fixed number of trials.
    /// For the bars of single rates; two rates on the same items are compared with the paired methods.</remarks>
    public static Interval From(long successes, long trials, double level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        var z = -Normal.InvCDF(0, 1, ConfidenceLevel.Alpha(level) / 2);

        double n = trials, rate = successes / n, failureRate = (trials - successes) / n;
        var shrink = 1 / (1 + (z * z / n));
        var centre = shrink * (rate + (z * z / (2 * n)));
        var half = shrink * z * Math.Sqrt((rate * failureRate / n) + (z * z / (4 * n * n)));

        // At 0 and n the formula gives exactly 0 and 1; rounding must not spoil that.
        return new Interval(
            successes == 0 ? 0 : Math.Max(0, centre - half),
            successes == trials ? 1 : Math.Min(1, centre + half));
    }
}
