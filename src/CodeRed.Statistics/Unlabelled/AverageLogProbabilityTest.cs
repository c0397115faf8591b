namespace CodeRed.Statistics.Unlabelled;

/// <summary>Log-probability tracking: whether the average log-probabilities of first tokens differ between two sets of batches.</summary>
/// <remarks>
/// <para>Chauvin, Le Merrer, Taiani and Tredan (2025), "Log probability tracking of LLM APIs", arXiv 2512.03816: a permutation test of the
/// average log-probability of each token, here with batches as the unit. The statistic is the mean over the tracked tokens of
/// |mean of one set - mean of the other|, in nats: with a single value a batch, the two-sided test of a difference of means.</para>
/// <para>Assumption: without a change, batches are exchangeable. The p-value is then valid at any sample size. For one look; for repeated
/// looks use <see cref="ConformalRankDetector"/>. It says that something changed, not that anything became worse.</para>
/// </remarks>
public static class AverageLogProbabilityTest
{
    /// <summary>Tests whether two sets of batches differ.</summary>
    /// <param name="one">Batches of one set, at least 1; all of the same tokens in the same order.</param>
    /// <param name="other">Batches of the other set, at least 1.</param>
    /// <param name="alpha">The level that the test has to be able to reach, in (0, 1).</param>
    /// <param name="seed">Seed of the random arrangements; the same seed gives the same answer.</param>
    /// <param name="draws">Random arrangements besides the observed one, at least 1.</param>
    /// <exception cref="ArgumentException">A set is empty, the batches differ in their number of values, or there are so few batches that no
    /// p-value could be as small as <paramref name="alpha"/>.</exception>
    public static PermutationTestResult Run(
        IReadOnlyList<LogProbabilityBatch> one, IReadOnlyList<LogProbabilityBatch> other, double alpha, ulong seed, int draws = 9_999)
    {
        LogProbabilityBatch[] batches = [.. one, .. other];
        if (one.Count == 0 || other.Count == 0 || batches.Any(batch => batch.Values.Length != batches[0].Values.Length))
        {
            throw new ArgumentException("The batches differ in their number of values, or a set has none; give batches of the same tokens.");
        }

        var tokens = batches[0].Values.Length;
        var (totals, sums, largest) = (new double[tokens], new double[tokens], 0.0);
        foreach (var batch in batches)
        {
            for (var token = 0; token < tokens; token++)
            {
                totals[token] += batch.Values[token];
                largest = Math.Max(largest, -batch.Values[token]);
            }
        }

        return TwoSamplePermutation.Run(
            [(one.Count, other.Count)],
            (_, smaller) =>
            {
                Array.Clear(sums);
                foreach (var batch in smaller)
                {
                    var values = batches[batch].Values;
                    for (var token = 0; token < sums.Length; token++)
                    {
                        sums[token] += values[token];
                    }
                }

                double differences = 0;
                var rest = batches.Length - smaller.Length;
                for (var token = 0; token < sums.Length; token++)
                {
                    differences += Math.Abs((sums[token] / smaller.Length) - ((totals[token] - sums[token]) / rest));
                }

                return differences / tokens;
            },
            1e-12 * largest,
            alpha,
            seed,
            draws);
    }
}
