using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Unlabelled;

/// <summary>Permutation of units between two samples, within strata, for statistics that treat both samples alike.</summary>
/// <remarks>
/// <para>The arrangements are all ways to share out the units of each stratum in two samples of the observed sizes. They are enumerated
/// when there are no more of them than would be drawn; otherwise they are drawn at random and the observed one is counted, so that
/// p = (1 + hits) / (1 + draws). Both are valid p-values and never 0: Phipson and Smyth (2010), "Permutation p-values should never be
/// zero", Statistical Applications in Genetics and Molecular Biology 9(1), 39.</para>
/// <para>Assumption: without a difference, the units of a stratum are exchangeable, whichever sample they are in.</para>
/// </remarks>
public static class TwoSamplePermutation
{
    /// <summary>The mean of the statistic over the strata is permuted; it gets the units of the smaller sample of a stratum.</summary>
    internal delegate double StratumStatistic(int stratum, ReadOnlySpan<int> smaller);

    /// <summary>Smallest p-value of a two-sided comparison of two samples of units, however different they are.</summary>
    /// <param name="one">Units of one sample, at least 1.</param>
    /// <param name="other">Units of the other sample, at least 1.</param>
    /// <param name="draws">Random arrangements besides the observed one, at least 1.</param>
    /// <returns>1 over the number of arrangements, twice that for samples of equal size, where exchanging the samples changes nothing; or
    /// 1 / (1 + <paramref name="draws"/>) if that is larger and the arrangements are drawn.</returns>
    public static double SmallestP(int one, int other, int draws = 9_999)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(one, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(other, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        return SmallestP([(one, other)], draws);
    }

    /// <summary>Tests a statistic.</summary>
    /// <param name="sizes">Units of each stratum in the first and the second sample; the units of the first are numbered first.</param>
    /// <param name="statistic">A statistic that does not change when the samples are exchanged.</param>
    /// <param name="rounding">Differences of the statistic up to this are ties, and ties count as at least as extreme.</param>
    /// <param name="alpha">The level that the test is to reach.</param>
    /// <param name="seed">Seed of drawn arrangements.</param>
    /// <param name="draws">Random arrangements besides the observed one.</param>
    /// <exception cref="ArgumentException">No data of this size can reach the level.</exception>
    internal static PermutationTestResult Run(
        IReadOnlyList<(int One, int Other)> sizes, StratumStatistic statistic, double rounding, double alpha, ulong seed, int draws)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        if (!(alpha > 0 && alpha < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "A level of significance lies between 0 and 1, for example 0.01.");
        }

        var smallest = SmallestP(sizes, draws);
        if (smallest > alpha)
        {
            throw new ArgumentException(
                $"{string.Join(", ", sizes.Take(3).Select(s => $"{s.One} against {s.Other}"))}{(sizes.Count > 3 ? " and so on" : string.Empty)}: "
                + $"no data of this size can give a p-value below {smallest:g3}, and {alpha:g3} is asked for; "
                + (1.0 / (1 + (double)draws) > alpha ? "draw more arrangements." : "ask more batches."));
        }

        double observed = 0;
        for (var s = 0; s < sizes.Count; s++)
        {
            observed += statistic(s, [.. Enumerable.Range(sizes[s].One <= sizes[s].Other ? 0 : sizes[s].One, Math.Min(sizes[s].One, sizes[s].Other))]);
        }

        var exact = Arrangements(sizes) <= draws + 1.0;
        var all = exact ? Enumerated(sizes, statistic) : Drawn(sizes, statistic, observed, seed, draws);
        double sum = 0;
        var extreme = 0;
        foreach (var value in all)
        {
            sum += value;
            extreme += value >= observed - (rounding * sizes.Count) ? 1 : 0;
        }

        return new PermutationTestResult(
            observed / sizes.Count, (double)extreme / all.Length, sum / all.Length / sizes.Count, smallest, exact, all.Length);
    }

    private static double[] Drawn(IReadOnlyList<(int One, int Other)> sizes, StratumStatistic statistic, double observed, ulong seed, int draws)
    {
        var random = new SplitMix64(seed);
        var values = new double[draws + 1];
        values[0] = observed;
        var units = sizes.Select(size => Enumerable.Range(0, size.One + size.Other).ToArray()).ToArray();
        for (var draw = 1; draw <= draws; draw++)
        {
            for (var s = 0; s < units.Length; s++)
            {
                var smaller = Math.Min(sizes[s].One, sizes[s].Other);
                for (var i = 0; i < smaller; i++)
                {
                    var other = i + random.Below(units[s].Length - i);
                    (units[s][i], units[s][other]) = (units[s][other], units[s][i]);
                }

                values[draw] += statistic(s, units[s].AsSpan(0, smaller));
            }
        }

        return values;
    }

    // Each stratum's values once, then all sums of one value from each.
    private static double[] Enumerated(IReadOnlyList<(int One, int Other)> sizes, StratumStatistic statistic)
    {
        double[] sums = [0];
        for (var s = 0; s < sizes.Count; s++)
        {
            var values = Enumerated(s, sizes[s], statistic);
            sums = [.. sums.SelectMany(sum => values.Select(value => sum + value))];
        }

        return sums;
    }

    private static List<double> Enumerated(int stratum, (int One, int Other) size, StratumStatistic statistic)
    {
        var (units, smaller) = (size.One + size.Other, Math.Min(size.One, size.Other));
        var chosen = Enumerable.Range(0, smaller).ToArray();
        var values = new List<double>();
        while (true)
        {
            values.Add(statistic(stratum, chosen));
            var last = smaller - 1;
            while (last >= 0 && chosen[last] == units - smaller + last)
            {
                last--;
            }

            if (last < 0)
            {
                return values;
            }

            chosen[last]++;
            for (var i = last + 1; i < smaller; i++)
            {
                chosen[i] = chosen[i - 1] + 1;
            }
        }
    }

    private static double SmallestP(IReadOnlyList<(int One, int Other)> sizes, int draws)
    {
        var mirrors = Math.Pow(2, sizes.Count(size => size.One == size.Other));
        var arrangements = Arrangements(sizes);
        return arrangements <= draws + 1.0 ? mirrors / arrangements : 1 / (draws + 1.0);
    }

    // Infinite where there are too many to count, which is enough to know.
    private static double Arrangements(IReadOnlyList<(int One, int Other)> sizes)
    {
        double all = 1;
        foreach (var (one, other) in sizes)
        {
            double choices = 1;
            for (var i = 1; i <= Math.Min(one, other) && choices < 1e300; i++)
            {
                choices = Math.Round(choices * (Math.Max(one, other) + i) / i);
            }

            all *= choices;
        }

        return all;
    }
}
