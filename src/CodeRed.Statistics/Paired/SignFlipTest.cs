using System.Runtime.CompilerServices;
using CodeRed.Statistics.Distributions;
using CodeRed.Statistics.Intervals;

namespace CodeRed.Statistics.Paired;

/// <summary>What the sign-flip test says of a set of paired differences.</summary>
/// <param name="Mean">Weighted mean difference.</param>
/// <param name="P">Two-sided p-value of a mean of zero.</param>
/// <param name="Interval">Interval for the weighted mean, within [-1, 1]; it excludes zero exactly when <paramref name="P"/> is below 1 - level.</param>
/// <param name="Exact">Whether every sign pattern was enumerated for the p-value; otherwise patterns were drawn.</param>
/// <param name="Patterns">Number of sign patterns used, the observed one included.</param>
public sealed record SignFlipResult(double Mean, double P, Interval Interval, bool Exact, int Patterns);

/// <summary>Fisher-Pitman sign-flip permutation test of a weighted mean of paired differences, with the interval that
/// inverts it.</summary>
/// <remarks>
/// <para>Fisher (1935), The Design of Experiments, section 21; Pitman (1937). Hypothesis D: each difference is symmetric
/// about D, independently of the others. The statistic is |sum of w (d - D)|, and the p-value the share of sign patterns
/// that make it at least as large as observed.</para>
/// <para>A pattern splits the items in two sets, kept and flipped, with sums P and M; it is at least as extreme as observed when
/// |P - M| is at least |P + M|, that is when P M is at most 0, that is when D lies between the weighted means of the two
/// sets (the typical values of Hartigan 1969, JASA 64, 1303-1317). So each pattern accepts exactly one interval of D, that
/// interval contains the observed mean, and the set of D with p at least alpha is cut off by order statistics of the
/// interval ends. Test and interval are read off the same list and cannot contradict each other; nothing is iterated.</para>
/// <para>With at most 18 non-zero differences their signs are enumerated and p is exact; items with difference zero matter only
/// to the interval and get random signs. With more, patterns are drawn and the observed one is counted, so that
/// p = (1 + hits) / (patterns), a valid p-value (Phipson and Smyth 2010). Meant for fewer than 300 items; time grows as items times patterns.</para>
/// <para>The interval rests on the symmetry: where all differences are equal, above all where all are zero, it is a single point,
/// which says nothing of rare changes. For right and wrong answers use <see cref="MatchedProportionsInterval"/>, which does.</para>
/// </remarks>
public static class SignFlipTest
{
    /// <summary>Up to this many non-zero differences all their sign patterns are enumerated.</summary>
    public const int EnumerationLimit = 18;

    // Below this a set's mean is a rounding error of zero; a tie must count as at least as extreme.
    private const double Rounding = 1e-12;

    /// <summary>Tests whether the weighted mean difference is zero.</summary>
    /// <param name="differences">One difference per item, in [-1, 1]; at least one.</param>
    /// <param name="weights">One weight per item, positive and finite; only ratios matter.</param>
    /// <param name="level">Confidence level in (0, 1), for example 0.95.</param>
    /// <param name="seed">Seed of the random sign patterns; the same seed gives the same answer.</param>
    /// <param name="draws">Random patterns besides the observed one, at least 1.</param>
    /// <exception cref="ArgumentException">The spans differ in length or are empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A difference, weight, level or <paramref name="draws"/> is outside its range.</exception>
    public static SignFlipResult Run(
        ReadOnlySpan<double> differences, ReadOnlySpan<double> weights, double level, ulong seed, int draws = 9_999)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        var alpha = ConfidenceLevel.Alpha(level);
        var items = WeightedItem.Order(differences, weights, out var nonZero);

        var exact = nonZero <= EnumerationLimit;
        var (lowers, uppers) = exact
            ? Enumerated(items, nonZero, seed, draws)
            : Drawn(items, seed, draws);

        double weight = 0, total = 0;
        var accepting = 0;
        foreach (var item in items)
        {
            weight += item.Weight;
            total += item.Total;
        }

        for (var i = 0; i < lowers.Length; i++)
        {
            accepting += lowers[i] <= 0 && uppers[i] >= 0 ? 1 : 0;
        }

        return new SignFlipResult(
            total / weight, (double)accepting / lowers.Length, Accepted(lowers, uppers, alpha), exact, lowers.Length);
    }

    // The D accepted by at least alpha of the patterns: all contain the mean, so counting from either end suffices.
    private static Interval Accepted(double[] lowers, double[] uppers, double alpha)
    {
        Array.Sort(lowers);
        Array.Sort(uppers);
        var needed = 1;
        while ((double)needed / lowers.Length < alpha)
        {
            needed++;
        }

        return new Interval(Math.Max(-1, lowers[needed - 1]), Math.Min(1, uppers[^needed]));
    }

    // Pattern and its mirror image accept the same D, so the first item is always kept.
    private static (double[] Lowers, double[] Uppers) Enumerated(WeightedItem[] items, int nonZero, ulong seed, int draws)
    {
        var patterns = 1 << Math.Max(0, nonZero - 1);
        var copies = nonZero == items.Length ? 1 : (int)Math.Ceiling((draws + 1.0) / patterns);
        var random = new SplitMix64(seed);
        var (lowers, uppers) = (new double[patterns * copies], new double[patterns * copies]);
        var kept = new double[items.Length];
        for (var i = 0; i < lowers.Length; i++)
        {
            var signs = (ulong)(i / copies) << 1;
            for (var k = 0; k < nonZero; k++)
            {
                kept[k] = 1 - (double)((signs >> k) & 1);
            }

            Scatter(kept.AsSpan(nonZero), ref random, observed: i == 0);
            (lowers[i], uppers[i]) = AcceptedBy(items, kept);
        }

        return (lowers, uppers);
    }

    private static (double[] Lowers, double[] Uppers) Drawn(WeightedItem[] items, ulong seed, int draws)
    {
        var random = new SplitMix64(seed);
        var (lowers, uppers) = (new double[draws + 1], new double[draws + 1]);
        var kept = new double[items.Length];
        for (var i = 0; i <= draws; i++)
        {
            Scatter(kept, ref random, observed: i == 0);
            (lowers[i], uppers[i]) = AcceptedBy(items, kept);
        }

        return (lowers, uppers);
    }

    // Sign bits become 1 for kept and 0 for flipped, so that the sums below need no branch.
    private static void Scatter(Span<double> kept, ref SplitMix64 random, bool observed)
    {
        ulong bits = 0;
        for (var k = 0; k < kept.Length; k++)
        {
            bits = k % 64 == 0 && !observed ? random.Next() : bits >> 1;
            kept[k] = 1 - (double)(bits & 1);
        }
    }

    // Optimised at once: it is called a few times in a process, each with a long loop.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Lower, double Upper) AcceptedBy(WeightedItem[] items, double[] kept)
    {
        double keptWeight = 0, keptTotal = 0, flippedWeight = 0, flippedTotal = 0;
        for (var k = 0; k < items.Length; k++)
        {
            var (keep, item) = (kept[k], items[k]);
            keptWeight += keep * item.Weight;
            keptTotal += keep * item.Total;
            flippedWeight += (1 - keep) * item.Weight;
            flippedTotal += (1 - keep) * item.Total;
        }

        // One set empty: the observed pattern or its mirror, as extreme as observed under every hypothesis.
        if (keptWeight == 0 || flippedWeight == 0)
        {
            return (double.NegativeInfinity, double.PositiveInfinity);
        }

        double one = Snap(keptTotal / keptWeight), other = Snap(flippedTotal / flippedWeight);
        return (Math.Min(one, other), Math.Max(one, other));
    }

    private static double Snap(double mean) => Math.Abs(mean) < Rounding ? 0 : mean;

    private readonly record struct WeightedItem(double Weight, double Total)
    {
        // Non-zero differences first, otherwise as given.
        public static WeightedItem[] Order(ReadOnlySpan<double> differences, ReadOnlySpan<double> weights, out int nonZero)
        {
            if (differences.IsEmpty || differences.Length != weights.Length)
            {
                throw new ArgumentException(
                    $"There are {differences.Length} differences and {weights.Length} weights; give one of each per item, and at least one item.");
            }

            var items = new WeightedItem[differences.Length];
            int front = 0, back = items.Length;
            for (var i = 0; i < differences.Length; i++)
            {
                if (!(Math.Abs(differences[i]) <= 1))
                {
                    throw new ArgumentOutOfRangeException(nameof(differences), differences[i], $"Difference {i} is outside [-1, 1].");
                }

                if (!(weights[i] > 0 && double.IsFinite(weights[i])))
                {
                    throw new ArgumentOutOfRangeException(nameof(weights), weights[i], $"Weight {i} is not positive and finite.");
                }

                items[differences[i] != 0 ? front++ : --back] = new WeightedItem(weights[i], weights[i] * differences[i]);
            }

            nonZero = front;
            return items;
        }
    }
}
