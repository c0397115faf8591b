using CodeRed.Statistics.Unlabelled;
using CsCheck;

namespace CodeRed.Statistics.Tests.Unlabelled;

public class TotalVariationTests
{
    [Fact]
    public void By_hand_it_is_half_the_sum_of_the_differences_averaged_over_the_prompts()
    {
        // Prompt 1: (3, 1, 0)/4 against (1, 1, 2)/4 gives (2 + 0 + 2)/8 = 1/2. Prompt 2: all alike gives 0.
        var result = Run([Of([7, 7, 7, 8], [1, 1, 1, 1])], [Of([7, 8, 9, 9], [1, 1, 1, 1])], IndependentUnit.Answer);
        Assert.Equal(.25, result.Statistic);

        // Prompt 1 has 7, 8 and 9 four, twice and twice. A split with a, b and c of them has distance (|4 - 2a| + |2 - 2b| + |2 - 2c|) / 8: 0 for
        // (2, 1, 1), which arises in 6 x 2 x 2 = 24 of the 70 ways, and at least 1/2 for every other.
        Assert.Equal(46.0 / 70, result.P, 1e-12);
    }

    [Fact]
    public void Its_mean_without_a_change_is_not_zero()
    {
        // By hand: all 6 splits of 0 0 1 1 in twos; 2 of them 00|11 with distance 1, 4 with distance 0.
        var result = TotalVariation.Run([Of([0]), Of([1])], [Of([0]), Of([1])], IndependentUnit.Batch, .5, seed: 1);
        Tolerance.Near(1.0 / 3, result.NullMean, 1e-15);
        Assert.Equal(0, result.Statistic);
        Assert.Equal(1, result.P);
    }

    [Fact]
    public void Exchanging_the_samples_or_renaming_the_categories_changes_nothing() =>
        Gen.Select(Gen.Int[0, 3].Array[1, 4].Array[2].Array[5, 8], Gen.Int[-9, 9], Gen.Enum<IndependentUnit>()).Sample(
            (rows, shift, unit) =>
            {
                CategoricalBatch[] all = [.. rows.Select(row => Of(row))];
                CategoricalBatch[] renamed = [.. rows.Select(row => Of([.. row.Select(answers => answers.Select(a => shift - (3 * a)).ToArray())]))];
                var result = TotalVariation.Run(all[..2], all[2..], unit, .2, seed: 1, draws: 199);
                Assert.Equal(result, TotalVariation.Run(renamed[..2], renamed[2..], unit, .2, seed: 1, draws: 199));
                Tolerance.Near(result.Statistic, TotalVariation.Run(all[2..], all[..2], unit, .2, seed: 1, draws: 199).Statistic, 1e-12);
                Assert.InRange(result.P, result.SmallestP, 1);
                Assert.InRange(result.Statistic, 0, 1);
                Assert.InRange(result.NullMean, 0, 1);
            },
            iter: 100);

    [Fact]
    public void It_keeps_its_level_with_batches_as_the_unit_where_answers_as_the_unit_lose_it()
    {
        // Seeded; 6 against 6 batches of 8 answers that are all alike within a batch.
        const int runs = 500;
        var random = new Random(20250841);
        int batch = 0, answer = 0;
        for (var run = 0; run < runs; run++)
        {
            CategoricalBatch[] batches = [.. Enumerable.Range(0, 12).Select(_ => Of([.. Enumerable.Repeat(random.Next(3), 8)]))];
            batch += TotalVariation.Run(batches[..6], batches[6..], IndependentUnit.Batch, .05, (ulong)run, draws: 199).P <= .05 ? 1 : 0;
            answer += TotalVariation.Run(batches[..6], batches[6..], IndependentUnit.Answer, .05, (ulong)run, draws: 99).P <= .05 ? 1 : 0;
        }

        Assert.True((double)batch / runs <= .05 + Tolerance.OfRate(.05, runs), $"batches: rejected {batch} of {runs}");
        Assert.True((double)answer / runs > .4, $"answers: rejected {answer} of {runs}");
    }

    [Fact]
    public void Samples_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Of());
        Assert.Throws<ArgumentException>(() => Of([1], []));
        Assert.Throws<ArgumentException>(() => Run([], [Of([1])], IndependentUnit.Answer));
        Assert.Throws<ArgumentException>(() => Run([Of([1])], [Of([1], [2])], IndependentUnit.Answer));
        Assert.Throws<ArgumentException>(() => Run([Of([1, 2, 3])], [Of([1, 2, 3])], IndependentUnit.Batch));
    }

    private static PermutationTestResult Run(CategoricalBatch[] one, CategoricalBatch[] other, IndependentUnit unit) =>
        TotalVariation.Run(one, other, unit, .1, seed: 1);

    private static CategoricalBatch Of(params int[][] byPrompt) => new(byPrompt);
}
