using CodeRed.Statistics.Distributions;
using CodeRed.Statistics.Intervals;
using MathNet.Numerics;

namespace CodeRed.Statistics.Survival;

/// <summary>The smallest changes of a rate that an exact comparison of two counts detects with the wanted power.</summary>
/// <param name="Increase">The ratio, above 1, from which on an increase is detected; null where none up to about <see cref="Largest"/> is.</param>
/// <param name="Decrease">The ratio, below 1, up to which a decrease is detected; null where not even an end of all events would be.</param>
/// <param name="Power">The wanted chance to see it.</param>
public sealed record DetectableRateRatio(double? Increase, double? Decrease, double Power)
{
    /// <summary>Ratios above it are not looked for.</summary>
    public const double Largest = 1e4;

    // Sums of both counts are thinned out beyond this many, which changes the power by less than it jumps from one sum to the next.
    private const int FewestSums = 400;

    /// <summary>Finds them.</summary>
    /// <param name="rate">Events before the date per unit of exposure, positive.</param>
    /// <param name="exposureBefore">Exposure before the date, positive.</param>
    /// <param name="exposureAfter">Exposure after it, in the same unit, positive.</param>
    /// <param name="level">Confidence level of the comparison, in (0, 1).</param>
    /// <param name="power">Wanted chance that it rejects, in the direction of the change, in [0.5, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    /// <remarks>Both counts are Poisson, so that their sum varies too: the power is a sum over all of its values with a chance above 1e-12, and over evenly spaced
    /// ones where these are more than 400.</remarks>
    public static DetectableRateRatio From(double rate, double exposureBefore, double exposureAfter, double level = 0.95, double power = 0.8)
    {
        RateRatio.ThrowUnlessPositive(rate, nameof(rate));
        RateRatio.ThrowUnlessPositive(exposureBefore, nameof(exposureBefore));
        RateRatio.ThrowUnlessPositive(exposureAfter, nameof(exposureAfter));
        var tail = ConfidenceLevel.Alpha(level) / 2;
        ThrowUnlessPower(power);

        // A decrease after the date is an increase before it: the same search with the sides exchanged, at the rate that was.
        double before = rate * exposureBefore, after = rate * exposureAfter;
        return new DetectableRateRatio(
            Search(ratio => PowerOfMore(after * ratio, before, after / (before + after), tail), power),
            PowerOfMore(before, 0, before / (before + after), tail) < power
                ? null
                : 1 / Search(ratio => PowerOfMore(before, after / ratio, before / (before + after), tail), power),
            power);
    }

    internal static void ThrowUnlessPower(double power)
    {
        if (!(power is >= .5 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(power), power, "Power lies in [0.5, 1), for example 0.8.");
        }
    }

    /// <summary>Chance that the first of two Poisson counts is found to be too large a share of their sum.</summary>
    /// <param name="first">Its mean.</param>
    /// <param name="second">The mean of the other.</param>
    /// <param name="share">The share of the first under equal rates.</param>
    /// <param name="tail">One-sided level.</param>
    internal static double PowerOfMore(double first, double second, double share, double tail)
    {
        double mean = first + second, expected = first / mean, spread = (8 * Math.Sqrt(mean)) + 20, sum = 0;
        var begin = (long)Math.Max(0, mean - spread);
        var step = (long)(2 * spread / FewestSums) | 1; // odd, so as not to keep time with the jumps of the test at equal exposures
        long critical = 0;
        for (var n = begin; n <= mean + spread; n += step)
        {
            critical = Critical(critical, n, share, tail);
            if (critical <= n)
            {
                sum += step * Poisson(n, mean) * BinomialTail.AtLeast(critical, n, expected, second / mean);
            }
        }

        return Math.Min(1, sum);
    }

    // The smallest count that rejects, n + 1 if none does; it does not fall with n, so the search begins at the one before.
    private static long Critical(long low, long n, double share, double tail)
    {
        for (var high = n + 1; low < high;)
        {
            var middle = (low + high) / 2;
            (low, high) = BinomialTail.AtLeast(middle, n, share, 1 - share) > tail ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static double Poisson(long n, double mean) => Math.Exp((n * Math.Log(mean)) - mean - SpecialFunctions.GammaLn(n + 1.0));

    private static double? Search(Func<double, double> powerOf, double wanted)
    {
        double low = 0, high = Math.Log(2);
        for (; powerOf(Math.Exp(high)) < wanted; high += Math.Log(2))
        {
            if (high > Math.Log(Largest))
            {
                return null;
            }

            low = high;
        }

        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = powerOf(Math.Exp(middle)) < wanted ? (middle, high) : (low, middle);
        }

        return Math.Exp(high);
    }
}
