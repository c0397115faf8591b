namespace CodeRed.Statistics.Unlabelled;

/// <summary>Model equality test: whether two sources complete the same prompts in the same way, by the maximum mean discrepancy with the
/// Hamming kernel and a permutation test.</summary>
/// <remarks>
/// <para>Gao, Liang and Guestrin (2025), "Model equality testing: which model is this API serving?", ICLR, arXiv 2410.20247; the unbiased
/// MMD^2 is that of Gretton et al. (2012), JMLR 13, 723-773, lemma 6. Per prompt, MMD^2 = mean k(x, x') + mean k(y, y') - 2 mean k(x, y)
/// with k the share of the first L positions that carry the same symbol; the statistic is its mean over the prompts, each weighing the
/// same. It is 0 on average without a difference, so it may be negative, and at most 2.</para>
/// <para>The means within a source run over pairs of completions from <em>different units</em>. With <see cref="IndependentUnit.Answer"/> these
/// are all pairs of different completions, as in the paper, permuted within each prompt. With <see cref="IndependentUnit.Batch"/>
/// pairs of one batch are left out, because completions that resemble each other for having been asked together would pass for
/// a difference between the sources; and whole batches are permuted, with all their prompts.</para>
/// <para>Assumption: without a difference, the units of both sources are exchangeable. The p-value is then valid at any sample size. The test
/// is for one look; for repeated looks use <see cref="SequentialTwoSampleBetting"/>. The kernel sees only what stands at each position, on its
/// own: a change that leaves every position's distribution as it was is invisible to it.</para>
/// </remarks>
public static class HammingKernelMmd
{
    // Values of the kernel are multiples of 1/L; anything below this is the rounding of sums.
    private const double Rounding = 1e-12;

    /// <summary>Tests whether two sources answer alike.</summary>
    /// <param name="one">Batches of one source, at least 2; all of the same prompts in the same order.</param>
    /// <param name="other">Batches of the other source, at least 2.</param>
    /// <param name="length">L, the symbols of each completion that are compared, at least 1; shorter completions are padded.</param>
    /// <param name="unit">What is independent.</param>
    /// <param name="alpha">The level that the test has to be able to reach, in (0, 1).</param>
    /// <param name="seed">Seed of the random arrangements; the same seed gives the same answer.</param>
    /// <param name="draws">Random arrangements besides the observed one, at least 1.</param>
    /// <exception cref="ArgumentException">The batches differ in their prompts, a source has fewer than 2 units of a prompt, or so few that
    /// no p-value could be as small as <paramref name="alpha"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static PermutationTestResult Run(
        IReadOnlyList<CompletionBatch> one,
        IReadOnlyList<CompletionBatch> other,
        int length,
        IndependentUnit unit,
        double alpha,
        ulong seed,
        int draws = 9_999)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        CompletionBatch[] batches = [.. one, .. other];
        if (one.Count == 0 || other.Count == 0 || batches.Any(batch => batch.Prompts != batches[0].Prompts))
        {
            throw new ArgumentException("The batches differ in their number of prompts, or a source has none; give batches of the same prompts.");
        }

        var prompts = Enumerable.Range(0, batches[0].Prompts);
        IReadOnlyList<(int One, int Other)> sizes = unit == IndependentUnit.Batch
            ? [(one.Count, other.Count)]
            : [.. prompts.Select(prompt => (one.Sum(batch => batch.Of(prompt).Length), other.Sum(batch => batch.Of(prompt).Length)))];
        if (sizes.FirstOrDefault(size => size.One < 2 || size.Other < 2) is { One: > 0 } few)
        {
            throw new ArgumentException(
                $"One source has {few.One} and the other {few.Other} independent units; the spread within a source needs at least 2 of each.");
        }

        Gram[][] strata;
        if (unit == IndependentUnit.Batch)
        {
            var grams = prompts.Select(prompt => Gram.Of([.. batches.Select(batch => batch.Of(prompt).ToArray())], length)).ToArray();
            strata = [Gram.Merged(grams)];
        }
        else
        {
            strata = [.. prompts.Select(prompt => new[]
            {
                Gram.Of([.. batches.SelectMany(batch => batch.Of(prompt).ToArray()).Select(completion => new[] { completion })], length),
            })];
        }

        return TwoSamplePermutation.Run(
            sizes,
            (stratum, smaller) =>
            {
                double sum = 0;
                var weight = 0;
                foreach (var gram in strata[stratum])
                {
                    sum += gram.Discrepancy(smaller);
                    weight += gram.Prompts;
                }

                return sum / weight;
            },
            Rounding,
            alpha,
            seed,
            draws);
    }

    // Kernel sums between units, zero on the diagonal, over one or more prompts that share the units' numbers of completions.
    private sealed class Gram
    {
        private readonly double[] _sums; // row by row
        private readonly int[] _counts;
        private readonly double[] _rows;
        private readonly double _total;
        private readonly double _count, _squares;

        private Gram(double[] sums, int[] counts, int prompts)
        {
            (_sums, _counts, Prompts) = (sums, counts, prompts);
            _rows = new double[counts.Length];
            for (var i = 0; i < sums.Length; i++)
            {
                _rows[i / counts.Length] += sums[i];
            }

            _total = _rows.Sum();
            _count = counts.Sum();
            _squares = counts.Sum(count => (double)count * count);
        }

        public int Prompts { get; }

        public static Gram Of(int[][][] units, int length)
        {
            var sums = new double[units.Length * units.Length];
            for (var a = 0; a < units.Length; a++)
            {
                for (var b = 0; b < a; b++)
                {
                    sums[(a * units.Length) + b] = sums[(b * units.Length) + a] = HammingKernel.Sum(units[a], units[b], length);
                }
            }

            return new Gram(sums, [.. units.Select(unit => unit.Length)], 1);
        }

        // Prompts with equal numbers of completions share their denominators: their sums add up, and a permutation costs the same
        // for a thousand prompts as for one.
        public static Gram[] Merged(IEnumerable<Gram> grams) =>
            [.. grams.GroupBy(gram => string.Join(' ', gram._counts)).Select(group =>
            {
                var sums = new double[group.First()._sums.Length];
                foreach (var gram in group)
                {
                    for (var i = 0; i < sums.Length; i++)
                    {
                        sums[i] += gram._sums[i];
                    }
                }

                return new Gram(sums, group.First()._counts, group.Count());
            })];

        // Sum over the prompts of the MMD^2 between some units and the others.
        public double Discrepancy(ReadOnlySpan<int> some)
        {
            double within = 0, rows = 0, count = 0, squares = 0;
            for (var i = 0; i < some.Length; i++)
            {
                var row = _sums.AsSpan(some[i] * _counts.Length, _counts.Length);
                for (var j = 0; j < i; j++)
                {
                    within += row[some[j]];
                }

                rows += _rows[some[i]];
                double size = _counts[some[i]];
                count += size;
                squares += size * size;
            }

            within *= 2;
            var across = rows - within;
            var others = _total - within - (2 * across);
            var rest = _count - count;
            return (within / ((count * count) - squares)) + (others / ((rest * rest) - (_squares - squares))) - (2 * across / (count * rest));
        }
    }
}
