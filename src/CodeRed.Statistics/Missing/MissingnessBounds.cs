using CodeRed.Statistics.Intervals;
using CodeRed.Statistics.Paired;

namespace CodeRed.Statistics.Missing;

/// <summary>What can be said of a pass rate or its change when answers are missing, whatever the missing ones would have been.</summary>
/// <remarks>
/// <para>Worst-case bounds: Manski (1989), "Anatomy of the selection problem", Journal of Human Resources 24(3), 343-360; (2003), Partial
/// Identification of Probability Distributions, chapter 1. Every missing answer is taken for wrong, then for right; nothing is assumed of why it
/// is missing.</para>
/// <para>The intervals are the union of the two extreme ones, at the full level each. They hold the parameter, not only its bounds, at least as
/// often as the interval of complete data does: the limits of either interval move the same way as the data, so that the interval of the true,
/// complete data lies inside whatever the missing answers were. Imbens and Manski (2004), Econometrica 72(6), 1845-1857, spend less on the side
/// that cannot fail when much is missing; theirs are shorter and asymptotic, these hold for any number of items.</para>
/// </remarks>
public static class MissingnessBounds
{
    /// <summary>The pass rates of these items that the missing answers leave open.</summary>
    /// <param name="passed">Answers that passed, at least 0.</param>
    /// <param name="failed">Answers that failed, at least 0.</param>
    /// <param name="missing">Answers that are missing, at least 0; at least one item in all.</param>
    /// <returns>Pass rate with all missing wrong, and with all missing right; no sampling error. In [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative or there are no items.</exception>
    public static Interval OfRate(long passed, long failed, long missing)
    {
        var items = Items(passed, failed, missing);
        return new Interval((double)passed / items, (double)(passed + missing) / items);
    }

    /// <summary>Interval for the pass rate that independent items would have with nothing missing.</summary>
    /// <param name="passed">Answers that passed, at least 0.</param>
    /// <param name="failed">Answers that failed, at least 0.</param>
    /// <param name="missing">Answers that are missing, at least 0; at least one item in all.</param>
    /// <param name="level">Confidence level in (0, 1), for example 0.95.</param>
    /// <returns>From the lower <see cref="ClopperPearsonInterval"/> limit with all missing wrong to the upper one with all missing right.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count or the level is outside its range.</exception>
    public static Interval RateInterval(long passed, long failed, long missing, double level = 0.95)
    {
        var items = Items(passed, failed, missing);
        return new Interval(
            ClopperPearsonInterval.From(passed, items, level).Lower, ClopperPearsonInterval.From(passed + missing, items, level).Upper);
    }

    /// <summary>The differences of the pass rates of these items, current minus baseline, that the missing answers leave open.</summary>
    /// <param name="pairs">At least one item, no count negative.</param>
    /// <returns>Difference at its worst (missing right before, wrong now) and at its best; no sampling error. In [-1, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative or there are no items.</exception>
    public static Interval OfDifference(IncompletePairs pairs)
    {
        pairs.ThrowUnlessCounts();
        return new Interval(
            (double)(pairs.Gained - MostLost(pairs)) / pairs.Items, (double)(MostGained(pairs) - pairs.Lost) / pairs.Items);
    }

    /// <summary>Interval for the difference of the pass rates, current minus baseline, that independent items would have with nothing
    /// missing.</summary>
    /// <param name="pairs">At least one item, no count negative.</param>
    /// <param name="level">Confidence level in (0, 1), for example 0.95.</param>
    /// <returns>From the lower <see cref="MatchedProportionsInterval"/> limit at the worst to the upper one at the best. Below zero as a whole, it
    /// shows a drop that no missing answer can explain.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count or the level is outside its range.</exception>
    /// <remarks>That these limits never fall when one item's outcome improves follows from their form. Take the lower one, the rest is symmetric. Below
    /// zero its distribution is that of G - L for (G, L, rest) Dirichlet(gained, lost + 1, unchanged), and one unit moved from L to the rest or
    /// from the rest to G increases it. Above zero, T (2B - 1): a pair more that gained makes both T and B larger; a loss less multiplies T by
    /// V ~ Beta(m - 1, 1) where it had multiplied B by W ~ Beta(m, 1), m discordant pairs, and for b above 1/2 V (2b - 1) exceeds any positive number
    /// at least as likely as 2bW - 1 does.</remarks>
    public static Interval DifferenceInterval(IncompletePairs pairs, double level = 0.95)
    {
        pairs.ThrowUnlessCounts();
        long mostLost = MostLost(pairs), mostGained = MostGained(pairs);
        return new Interval(
            MatchedProportionsInterval.From(mostLost, pairs.Gained, pairs.Items - mostLost - pairs.Gained, level).Lower,
            MatchedProportionsInterval.From(pairs.Lost, mostGained, pairs.Items - pairs.Lost - mostGained, level).Upper);
    }

    private static long MostLost(IncompletePairs pairs) => pairs.Lost + pairs.PassedThenMissing + pairs.MissingThenFailed + pairs.MissingBoth;

    private static long MostGained(IncompletePairs pairs) => pairs.Gained + pairs.FailedThenMissing + pairs.MissingThenPassed + pairs.MissingBoth;

    private static long Items(long passed, long failed, long missing)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(passed);
        ArgumentOutOfRangeException.ThrowIfNegative(failed);
        ArgumentOutOfRangeException.ThrowIfNegative(missing);
        var items = checked(passed + failed + missing);
        ArgumentOutOfRangeException.ThrowIfZero(items);
        return items;
    }
}
