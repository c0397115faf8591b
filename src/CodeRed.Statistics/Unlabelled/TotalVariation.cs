namespace CodeRed.Statistics.Unlabelled;

/// <summary>Total variation distance between two samples of categorical answers to the same prompts, with the distance expected without any
/// change and a permutation test.</summary>
/// <remarks>
/// <para>Plug-in: per prompt half the sum over the categories of |share in one sample - share in the other|, averaged over the prompts; in
/// [0, 1]. It is biased upwards, the more so the smaller the samples: two samples of one source are never quite alike. The mean of the distance over
/// the permutations (<see cref="PermutationTestResult.NullMean"/>) is what it shows without a change; a distance that does not stand
/// out from it shows nothing. Subtracting it does not give an unbiased estimate of a true distance, only a better one when that is small.</para>
/// <para>Assumption: without a change, the units of both samples are exchangeable. The p-value is then valid at any sample size, for one look.
/// There is no interval: the plug-in distance has no limit distribution that would serve near 0.</para>
/// </remarks>
public static class TotalVariation
{
    // Distances are sums of a few shares; anything below this is their rounding.
    private const double Rounding = 1e-12;

    /// <summary>Measures the distance and tests whether it is zero.</summary>
    /// <param name="one">Batches of one sample, at least 1; all of the same prompts in the same order.</param>
    /// <param name="other">Batches of the other sample, at least 1.</param>
    /// <param name="unit">What is independent: whole batches are permuted, or answers within each prompt.</param>
    /// <param name="alpha">The level that the test has to be able to reach, in (0, 1).</param>
    /// <param name="seed">Seed of the random arrangements; the same seed gives the same answer.</param>
    /// <param name="draws">Random arrangements besides the observed one, at least 1.</param>
    /// <exception cref="ArgumentException">A sample is empty, the batches differ in their prompts, or there are so few units that no p-value
    /// could be as small as <paramref name="alpha"/>.</exception>
    public static PermutationTestResult Run(
        IReadOnlyList<CategoricalBatch> one,
        IReadOnlyList<CategoricalBatch> other,
        IndependentUnit unit,
        double alpha,
        ulong seed,
        int draws = 9_999)
    {
        CategoricalBatch[] batches = [.. one, .. other];
        if (one.Count == 0 || other.Count == 0 || batches.Any(batch => batch.Prompts != batches[0].Prompts))
        {
            throw new ArgumentException("The batches differ in their number of prompts, or a sample has none; give batches of the same prompts.");
        }

        var prompts = Enumerable.Range(0, batches[0].Prompts);
        if (unit == IndependentUnit.Batch)
        {
            var counts = prompts.Select(prompt => new Counts([.. batches.Select(batch => batch.Of(prompt).ToArray())])).ToArray();
            return TwoSamplePermutation.Run(
                [(one.Count, other.Count)],
                (_, smaller) =>
                {
                    double sum = 0;
                    foreach (var prompt in counts)
                    {
                        sum += prompt.Distance(smaller);
                    }

                    return sum / counts.Length;
                },
                Rounding,
                alpha,
                seed,
                draws);
        }

        var answers = prompts.Select(prompt =>
            new Counts([.. batches.SelectMany(batch => batch.Of(prompt).ToArray()).Select(answer => new[] { answer })])).ToArray();
        return TwoSamplePermutation.Run(
            [.. prompts.Select(prompt => (one.Sum(batch => batch.Of(prompt).Length), other.Sum(batch => batch.Of(prompt).Length)))],
            (prompt, smaller) => answers[prompt].Distance(smaller),
            Rounding,
            alpha,
            seed,
            draws);
    }

    // The answers to one prompt by unit, their categories numbered from 0.
    private sealed class Counts
    {
        private readonly int[][] _units;
        private readonly int[] _totals, _some;
        private readonly int _all;

        public Counts(int[][] units)
        {
            var numbers = new Dictionary<int, int>();
            foreach (var answer in units.SelectMany(unit => unit))
            {
                numbers.TryAdd(answer, numbers.Count);
            }

            _units = [.. units.Select(unit => unit.Select(answer => numbers[answer]).ToArray())];
            (_totals, _some) = (new int[numbers.Count], new int[numbers.Count]);
            foreach (var category in _units.SelectMany(unit => unit))
            {
                _totals[category]++;
                _all++;
            }
        }

        public double Distance(ReadOnlySpan<int> units)
        {
            Array.Clear(_some);
            double size = 0;
            foreach (var unit in units)
            {
                foreach (var category in _units[unit])
                {
                    _some[category]++;
                }

                size += _units[unit].Length;
            }

            double sum = 0;
            for (var category = 0; category < _some.Length; category++)
            {
                sum += Math.Abs((_some[category] / size) - ((_totals[category] - _some[category]) / (_all - size)));
            }

            return sum / 2;
        }
    }
}
