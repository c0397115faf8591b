namespace CodeRed.Statistics.Paired;

/// <summary>How many items, or repeats of each, a paired comparison needs to detect a given drop: the inverse of <see cref="PairedPower"/>.</summary>
/// <remarks>Assumes independent items and one look. Only a significant result in the direction of a drop counts as power.</remarks>
public static class PairedSampleSize
{
    /// <summary>More items than this are answered with null.</summary>
    public const long Largest = 1_000_000_000;

    /// <summary>Items from which on McNemar's exact test has the wanted power.</summary>
    /// <param name="drop">Drop to detect, as a share of items, in (0, 1 - churn].</param>
    /// <param name="churn">Share of items that change without any drop, half of them lost, in [0, 1); losses are churn/2 + drop, gains churn/2.</param>
    /// <param name="alpha">Two-sided significance level in (0, 1).</param>
    /// <param name="power">Wanted power, in [0.5, 1).</param>
    /// <returns>A number n with the power, while n - 1 has not; null beyond <see cref="Largest"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    /// <remarks>The exact power is not monotone: another item can raise the number of losses that the test demands, above all when nearly
    /// every item changes. Hence the scan: all sizes from n to n + <see cref="Scan"/>(n) were found to have the power. Beyond it no size is
    /// checked; there the trend, about 0.4/n an item near a power of 0.8, has outgrown the teeth, about 0.6 / sqrt(discordant pairs) high. A
    /// smaller size with the power by luck of its whole numbers may exist. Where
    /// <see cref="PairedPower.OfMcNemarExact(long, double, double, double)"/> approximates, so does this.</remarks>
    public static long? ForMcNemarExact(double drop, double churn, double alpha, double power = 0.8)
    {
        PairedPower.ThrowUnlessBetween(churn, 0, 1, nameof(churn), "Churn is a share of items in [0, 1).");
        if (!(drop > 0 && drop + churn <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(drop), drop, "The drop to detect is a share of items in (0, 1 - churn].");
        }

        var wanted = PairedPower.Wanted(power);
        var powerOf = PairedPower.OfMcNemarExact((churn / 2) + drop, churn / 2, PairedPower.Level(alpha));
        if (Smallest(items => powerOf(items) >= wanted, 1) is not { } size)
        {
            return null;
        }

        for (var checkedUpTo = size; checkedUpTo < size + Scan(size, churn + drop);)
        {
            size = powerOf(++checkedUpTo) >= wanted ? size : checkedUpTo + 1;
        }

        return size;
    }

    /// <summary>How many sizes above <paramref name="items"/> <see cref="ForMcNemarExact"/> checks.</summary>
    /// <param name="items">At least 1.</param>
    /// <param name="discordance">Share of items that change, churn + drop, in (0, 1].</param>
    /// <returns>20 + 6 sqrt(items / discordance), rounded up.</returns>
    public static long Scan(long items, double discordance) => 20 + (long)Math.Ceiling(6 * Math.Sqrt(items / discordance));

    /// <summary>Items with which the paired t-test has the wanted power.</summary>
    /// <param name="drop">Drop of the mean grade to detect, above 0, in grades.</param>
    /// <param name="standardDeviation">Standard deviation of the differences between items, at least 0, in grades; with repeats
    /// <see cref="DifferenceStandardDeviation"/>.</param>
    /// <param name="alpha">Two-sided significance level in (0, 1).</param>
    /// <param name="power">Wanted power, in [0.5, 1).</param>
    /// <returns>The smallest number with the power, at least 2; null beyond <see cref="Largest"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    /// <remarks>By the noncentral t distribution, exact for normal differences. Where Miller (2024), "Adding error bars to evals", arXiv
    /// 2411.00640, equation 9, has normal quantiles, this has the test's own, and asks for about two items more.</remarks>
    public static long? ForTTest(double drop, double standardDeviation, double alpha, double power = 0.8)
    {
        PairedPower.ThrowUnlessBetween(drop, double.Epsilon, double.MaxValue, nameof(drop), "The drop to detect is above 0.");
        var wanted = PairedPower.Wanted(power);
        return Smallest(items => PairedPower.OfTTest(items, drop, standardDeviation, alpha) >= wanted, 2);
    }

    /// <summary>Standard deviation over items of the difference of two item means, each over several answers.</summary>
    /// <param name="betweenItems">Standard deviation over items of the difference of their true means, at least 0, in grades.</param>
    /// <param name="withinBaseline">Standard deviation of one baseline answer about its item's mean, at least 0, in grades.</param>
    /// <param name="baselineRepeats">Baseline answers per item, at least 1.</param>
    /// <param name="withinCurrent">Standard deviation of one current answer about its item's mean, at least 0, in grades.</param>
    /// <param name="currentRepeats">Current answers per item, at least 1.</param>
    /// <returns>In grades.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    /// <remarks>Miller (2024), arXiv 2411.00640, the variance in equation 9: omega^2 + sigma_A^2 / K_A + sigma_B^2 / K_B. Assumes that the repeats
    /// of an item are independent: cached or frozen answers are one answer, however often they are counted.</remarks>
    public static double DifferenceStandardDeviation(
        double betweenItems, double withinBaseline, long baselineRepeats, double withinCurrent, long currentRepeats)
    {
        const string problem = "A standard deviation is at least 0.";
        PairedPower.ThrowUnlessBetween(betweenItems, 0, double.MaxValue, nameof(betweenItems), problem);
        PairedPower.ThrowUnlessBetween(withinBaseline, 0, double.MaxValue, nameof(withinBaseline), problem);
        PairedPower.ThrowUnlessBetween(withinCurrent, 0, double.MaxValue, nameof(withinCurrent), problem);
        ArgumentOutOfRangeException.ThrowIfLessThan(baselineRepeats, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(currentRepeats, 1);
        return Math.Sqrt(
            (betweenItems * betweenItems) + (withinBaseline * withinBaseline / baselineRepeats) + (withinCurrent * withinCurrent / currentRepeats));
    }

    /// <summary>Answers per item, as many for baseline as now, with which the paired t-test has the wanted power.</summary>
    /// <param name="items">Paired items, at least 2.</param>
    /// <param name="drop">Drop of the mean grade to detect, above 0, in grades.</param>
    /// <param name="betweenItems">Standard deviation over items of the difference of their true means, at least 0, in grades.</param>
    /// <param name="withinItem">Standard deviation of one answer about its item's mean, at least 0, in grades.</param>
    /// <param name="alpha">Two-sided significance level in (0, 1).</param>
    /// <param name="power">Wanted power, in [0.5, 1).</param>
    /// <returns>The smallest number of repeats, or null when no number up to <see cref="Largest"/> suffices: more repeats never make up for too
    /// few items.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static long? RepeatsForTTest(long items, double drop, double betweenItems, double withinItem, double alpha, double power = 0.8)
    {
        PairedPower.ThrowUnlessBetween(drop, double.Epsilon, double.MaxValue, nameof(drop), "The drop to detect is above 0.");
        var wanted = PairedPower.Wanted(power);
        return Smallest(
            repeats => PairedPower.OfTTest(
                items, drop, DifferenceStandardDeviation(betweenItems, withinItem, repeats, withinItem, repeats), alpha) >= wanted,
            1);
    }

    // A number from `from` on that suffices while its predecessor does not; for what is monotone, the smallest.
    private static long? Smallest(Func<long, bool> suffices, long from)
    {
        long fails = from - 1, enough = from;
        while (!suffices(enough))
        {
            if (enough > Largest / 2)
            {
                return null;
            }

            (fails, enough) = (enough, enough * 2);
        }

        while (enough - fails > 1)
        {
            var middle = fails + ((enough - fails) / 2);
            (fails, enough) = suffices(middle) ? (fails, middle) : (middle, enough);
        }

        return enough;
    }
}
