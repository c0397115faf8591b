using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Intervals;

/// <summary>Jeffreys interval for a binomial proportion: equal-tailed credible interval under the prior Beta(1/2, 1/2).</summary>
public static class JeffreysInterval
{
    /// <summary>The interval for the success probability.</summary>
    /// <param name="successes">Passed trials, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Independent trials, at least 1.</param>
    /// <param name="level">Credibility in (0, 1), for example 0.95.</param>
    /// <returns>Bounds as proportions in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count or the level is outside its range.</exception>
    /// <remarks>Brown, Cai and DasGupta (2001), "Interval estimation for a binomial proportion", Statistical Science 16(2), 101-133,
    /// section 3.1.3, with their change at the ends: no success puts the lower bound at 0 and no failure the upper bound at 1, since
    /// otherwise the coverage falls to zero as the proportion nears 0 or 1. Coverage is close to the level on average over proportions, not at
    /// every one. Assumes independent trials, their number fixed in advance, and one look.</remarks>
    public static Interval From(long successes, long trials, double level = 0.95)
    {
        ClopperPearsonInterval.ThrowUnlessCounts(successes, trials);
        var tail = ConfidenceLevel.Alpha(level) / 2;
        double a = successes + 0.5, b = trials - successes + 0.5;
        return new Interval(
            successes == 0 ? 0 : BetaQuantile.Lower(a, b, tail),
            successes == trials ? 1 : BetaQuantile.Upper(a, b, tail));
    }
}
