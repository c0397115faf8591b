using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Intervals;

/// <summary>Clopper-Pearson interval for a binomial proportion: it covers at least as often as it says, for every proportion and number of
/// trials.</summary>
/// <remarks>Clopper and Pearson (1934), Biometrika 26(4), 404-413. The limits are the rates at which the observed count or a more
/// extreme one has the chance (1 - level)/2, and are beta quantiles. Assumes independent trials with one success probability, their number fixed
/// in advance, and one look. Wider than <see cref="WilsonInterval"/>: for promises rather than for drawing.</remarks>
public static class ClopperPearsonInterval
{
    /// <summary>The two-sided interval for the success probability.</summary>
    /// <param name="successes">Passed trials, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Independent trials, at least 1.</param>
    /// <param name="level">Confidence level in (0, 1); at most half of 1 - level is missed on either side.</param>
    /// <returns>Bounds as proportions in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count or the level is outside its range.</exception>
    public static Interval From(long successes, long trials, double level = 0.95)
    {
        ThrowUnlessCounts(successes, trials);
        var tail = ConfidenceLevel.Alpha(level) / 2;
        return new Interval(Lower(successes, trials, tail), Upper(successes, trials, tail));
    }

    /// <summary>The one-sided lower limit: at most 1 - level of the time is the success probability below it.</summary>
    /// <param name="successes">Passed trials, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Independent trials, at least 1.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <returns>A proportion in [0, 1).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count or the level is outside its range.</exception>
    public static double LowerBound(long successes, long trials, double level = 0.95)
    {
        ThrowUnlessCounts(successes, trials);
        return Lower(successes, trials, ConfidenceLevel.Alpha(level));
    }

    /// <summary>The one-sided upper limit: at most 1 - level of the time is the success probability above it.</summary>
    /// <param name="successes">Passed trials, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Independent trials, at least 1.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <returns>A proportion in (0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count or the level is outside its range.</exception>
    public static double UpperBound(long successes, long trials, double level = 0.95)
    {
        ThrowUnlessCounts(successes, trials);
        return Upper(successes, trials, ConfidenceLevel.Alpha(level));
    }

    internal static void ThrowUnlessCounts(long successes, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
    }

    private static double Lower(long successes, long trials, double tail) =>
        successes == 0 ? 0 : BetaQuantile.Lower(successes, trials - successes + 1, tail);

    private static double Upper(long successes, long trials, double tail) =>
        successes == trials ? 1 : BetaQuantile.Upper(successes + 1, trials - successes, tail);
}
