using CodeRed.Statistics.Distributions;
using CodeRed.Statistics.Intervals;

namespace CodeRed.Statistics.Quantiles;

/// <summary>Which order statistics bound a quantile, whatever the distribution.</summary>
/// <param name="Lower">Rank of the lower bound, from 1; null where there are too few values for one.</param>
/// <param name="Upper">Rank of the upper bound, at most the number of values; null where there are too few values for one.</param>
public readonly record struct QuantileRanks(long? Lower, long? Upper);

/// <summary>Distribution-free confidence intervals of quantiles, from order statistics.</summary>
/// <remarks>
/// <para>David and Nagaraja (2003), Order Statistics, 3rd edition, section 7.1. The number of values below the quantile of order p is binomial with
/// chance p, so that the values of the ranks given here bracket it with at least the level, each tail taking at most half the error. Values need to be
/// independent and alike; of the distribution nothing is assumed.</para>
/// <para>With few values a high quantile has no upper bound: 95 % for the 99th percentile need 368 of them.</para>
/// </remarks>
public static class QuantileInterval
{
    /// <summary>The ranks that bound a quantile.</summary>
    /// <param name="count">Independent values, at least 0.</param>
    /// <param name="probability">Order of the quantile, in (0, 1); 0.5 is the median.</param>
    /// <param name="level">Confidence level in (0, 1), for example 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static QuantileRanks Ranks(long count, double probability, double level)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!(probability is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A quantile's order lies strictly between 0 and 1.");
        }

        double tail = ConfidenceLevel.Alpha(level) / 2;

        // The chance of at least r below the quantile falls as r rises.
        long lower = Last(r => 1 - AtLeast(r) <= tail);
        long upper = Last(r => AtLeast(r) > tail) + 1;
        return new(lower == 0 ? null : lower, upper > count ? null : upper);

        double AtLeast(long rank) => BinomialTail.AtLeast(rank, count, probability, 1 - probability);

        long Last(Func<long, bool> holds)
        {
            long low = 0, high = count;
            while (low < high)
            {
                long middle = low + ((high - low + 1) / 2);
                (low, high) = holds(middle) ? (middle, high) : (low, middle - 1);
            }

            return low;
        }
    }

    /// <summary>The interval of a quantile of values that were kept as a histogram.</summary>
    /// <param name="values">The values.</param>
    /// <param name="independent">How many of them count as independent, at most their number: where an item has several values, the number of items.</param>
    /// <param name="probability">Order of the quantile, in (0, 1).</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <returns>Bounds, widened by the histogram's <see cref="LogHistogram.RelativeError"/>; infinite above and 0 below where there are too few values.</returns>
    /// <remarks>
    /// With one value an item this is the interval of the order statistics. With several, ranks are stretched to the values as if each item counted
    /// once, which is conservative where the values of an item are alike and costs width where they are not.
    /// </remarks>
    public static Interval From(LogHistogram values, long independent, double probability, double level)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(independent, values.Count);
        var ranks = Ranks(independent, probability, level);
        double perUnit = independent == 0 ? 0 : (double)values.Count / independent;
        double? lower = ranks.Lower is { } l ? values.AtRank((long)Math.Floor((l - 1) * perUnit) + 1) : null;
        double? upper = ranks.Upper is { } u ? values.AtRank((long)Math.Ceiling(u * perUnit)) : null;
        return new(
            (lower ?? 0) / (1 + LogHistogram.RelativeError),
            upper is { } bound ? bound / (1 - LogHistogram.RelativeError) : double.PositiveInfinity);
    }
}
