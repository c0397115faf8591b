using CodeRed.Statistics.Unlabelled;
using CsCheck;

namespace CodeRed.Statistics.Tests.Unlabelled;

public class AverageLogProbabilityTestTests
{
    private static readonly LogProbabilityBatch[] One = [Of(-.5, -2.1), Of(-.52, -2.0), Of(-.49, -2.2), Of(-.51, -2.15), Of(-.5, -2.05)];
    private static readonly LogProbabilityBatch[] Other = [Of(-.55, -1.9), Of(-.53, -2.0), Of(-.56, -1.8), Of(-.51, -1.95)];

    [Fact] // numpy 1.24.2: mean(abs(mean(x, 0) - mean(y, 0))) over all 126 splits of itertools.combinations(range(9), 5)
    public void Its_statistic_and_exact_p_agree_with_brute_force_in_Python()
    {
        var result = AverageLogProbabilityTest.Run(One, Other, .05, seed: 1);
        Tolerance.Near(0.1105, result.Statistic, 1e-14);
        Tolerance.Near(0.015873015873015872, result.P, 1e-14);
        Tolerance.Near(0.04088492063492063, result.NullMean, 1e-14);
        Assert.Equal(126, result.Arrangements);
    }

    [Fact] // scipy 1.10.1: permutation_test((x, y), lambda x, y: abs(mean(x) - mean(y)), n_resamples=inf, alternative="greater")
    public void With_one_token_it_is_the_two_sided_permutation_test_of_scipy()
    {
        var result = AverageLogProbabilityTest.Run(
            [.. One.Select(batch => Of(batch.Values[0]))], [.. Other.Select(batch => Of(batch.Values[0]))], .05, seed: 1);
        Tolerance.Near(0.0335, result.Statistic, 1e-14);
        Tolerance.Near(0.03968253968253968, result.P, 1e-14);
    }

    [Fact]
    public void Exchanging_the_sets_changes_nothing_and_p_is_never_zero() =>
        Gen.Double[-20, 0].Array[2].Array[6, 9].Sample(
            rows =>
            {
                LogProbabilityBatch[] all = [.. rows.Select(row => new LogProbabilityBatch(row))];
                var result = AverageLogProbabilityTest.Run(all[..3], all[3..], .2, seed: 1);
                var swapped = AverageLogProbabilityTest.Run(all[3..], all[..3], .2, seed: 1);
                Tolerance.Near(result.Statistic, swapped.Statistic, 1e-12);
                Tolerance.Near(result.P, swapped.P, 1e-12);
                Assert.InRange(result.P, result.SmallestP, 1);
            },
            iter: 100);

    [Fact]
    public void It_keeps_its_level_with_batches_as_the_unit_where_single_values_as_the_unit_would_lose_it()
    {
        // Seeded; 6 against 6 batches of 10 values with a shift shared by the batch, as large as the spread of values.
        const int runs = 500;
        var random = new Random(20250821);
        int batches = 0, values = 0;
        for (var run = 0; run < runs; run++)
        {
            var rows = Enumerable.Range(0, 12).Select(_ =>
            {
                var shift = random.NextDouble();
                return Enumerable.Range(0, 10).Select(_ => -1 - shift - random.NextDouble()).ToArray();
            }).ToArray();
            batches += P([.. rows[..6].Select(row => row.Average())], [.. rows[6..].Select(row => row.Average())], run) <= .05 ? 1 : 0;
            values += P([.. rows[..6].SelectMany(row => row)], [.. rows[6..].SelectMany(row => row)], run) <= .05 ? 1 : 0;
        }

        Assert.True((double)batches / runs <= .05 + Tolerance.OfRate(.05, runs), $"batches: rejected {batches} of {runs}");
        Assert.True((double)values / runs > .25, $"values: rejected {values} of {runs}");
    }

    [Fact]
    public void Values_that_are_no_log_probabilities_and_sets_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Of());
        Assert.Throws<ArgumentOutOfRangeException>(() => Of(.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of(double.NegativeInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of(double.NaN));
        Assert.Throws<ArgumentException>(() => AverageLogProbabilityTest.Run(One, [], .05, 1));
        Assert.Throws<ArgumentException>(() => AverageLogProbabilityTest.Run(One, [Of(-1)], .05, 1));
        Assert.Throws<ArgumentException>(() => AverageLogProbabilityTest.Run(One[..2], Other[..2], .05, 1));
        Assert.Equal(-1.3, One[0].Average);
    }

    private static double P(double[] one, double[] other, int seed) => AverageLogProbabilityTest.Run(
        [.. one.Select(value => Of(value))], [.. other.Select(value => Of(value))], .05, (ulong)seed, draws: 99).P;

    private static LogProbabilityBatch Of(params double[] values) => new(values);
}
