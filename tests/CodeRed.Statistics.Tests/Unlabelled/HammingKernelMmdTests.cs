using CodeRed.Statistics.Unlabelled;
using CsCheck;

namespace CodeRed.Statistics.Tests.Unlabelled;

public class HammingKernelMmdTests
{
    private static readonly string[] Greek = ["alpha", "alpine", "beta", "gamma"], Mixed = ["alpha", "delta", "alto", "be"];
    private static readonly string[] A = ["aaa", "aab", "aaa", "aac"], B = ["bbb", "aab", "bbc", "bbb"];

    private static readonly CompletionBatch[] One =
    [
        Batches.Text(["aa", "ab"], ["xy"]), Batches.Text(["aa"], ["xx"]), Batches.Text(["ac", "aa"], ["xy"]), Batches.Text(["aa", "aa"], ["xy"]),
    ];

    private static readonly CompletionBatch[] Other =
    [
        Batches.Text(["bb", "ab"], ["yy"]), Batches.Text(["ba"], ["xy"]), Batches.Text(["bb", "bb"], ["yy"]), Batches.Text(["bc", "bb"], ["yy"]),
    ];

    // Python 3.11 and numpy 1.24.2, brute force: k = mean of equal characters of a[:L].ljust(L, "\0"), the means over ordered pairs in plain
    // loops, and all 70 splits of itertools.combinations(range(8), 4).
    [Fact]
    public void Its_value_and_exact_p_agree_with_brute_force_in_Python()
    {
        var result = Run(Greek, Mixed, 5);
        Tolerance.Near(-0.225, result.Statistic, 1e-14);
        Assert.Equal(1, result.P);
        Assert.True(result.Exact && result.Arrangements == 70);
        Tolerance.Near(0, result.NullMean, 1e-14);

        result = Run(A, B, 4);
        Tolerance.Near(0.5416666666666665, result.Statistic, 1e-14);
        Tolerance.Near(0.08571428571428572, result.P, 1e-14);
    }

    [Fact] // The same loops for each prompt, and all 70 x 70 pairs of splits.
    public void With_two_prompts_it_is_their_mean_and_permutes_within_each()
    {
        var result = HammingKernelMmd.Run([Batches.Text(Greek, A)], [Batches.Text(Mixed, B)], 4, IndependentUnit.Answer, .2, seed: 1);
        Tolerance.Near(0.16145833333333326, result.Statistic, 1e-14);
        Tolerance.Near(0.17061224489795918, result.P, 1e-14);
        Assert.True(result.Exact && result.Arrangements == 4_900);
        Tolerance.Near(4.0 / 4_900, result.SmallestP, 1e-15);
    }

    [Fact] // The same loops over pairs of different batches only, and all 70 splits of the batches.
    public void With_batches_it_leaves_out_pairs_of_one_batch_and_permutes_whole_batches()
    {
        var result = HammingKernelMmd.Run(One, Other, 3, IndependentUnit.Batch, .05, seed: 1);
        Tolerance.Near(0.4886621315192744, result.Statistic, 1e-14);
        Tolerance.Near(0.02857142857142857, result.P, 1e-14);
        Tolerance.Near(0.001500294867641746, result.NullMean, 1e-14);
        Assert.Equal(result.SmallestP, result.P);
    }

    [Fact]
    public void Exchanging_the_sources_or_renaming_the_tokens_changes_nothing() =>
        Gen.Select(Gen.Int[0, 2].Array[0, 5].Array[1, 3].Array[2].Array[5, 7], Gen.Int[-9, 9], Gen.Int[1, 6], Gen.Enum<IndependentUnit>()).Sample(
            (batches, shift, length, unit) =>
            {
                CompletionBatch[] all = [.. batches.Select(batch => Batches.Tokens(batch))];
                int[] Rename(int[] tokens) => [.. tokens.Select(token => (5 * token) + shift)];
                CompletionBatch[] renamed =
                    [.. batches.Select(batch => Batches.Tokens([.. batch.Select(prompt => prompt.Select(Rename).ToArray())]))];
                var result = HammingKernelMmd.Run(all[..3], all[3..], length, unit, .2, seed: 5, draws: 199);
                var swapped = HammingKernelMmd.Run(all[3..], all[..3], length, unit, .2, seed: 5, draws: 199);
                Tolerance.Near(result.Statistic, swapped.Statistic, 1e-12);
                Assert.Equal(result, HammingKernelMmd.Run(renamed[..3], renamed[3..], length, unit, .2, seed: 5, draws: 199));
                Assert.InRange(result.P, result.SmallestP, 1);
                Assert.InRange(result.Statistic, -2, 2);
                if (result.Exact)
                {
                    Tolerance.Near(result.P, swapped.P, 1e-12);
                }
            },
            iter: 100);

    [Fact]
    public void Padding_counts_as_agreement_and_what_lies_beyond_the_length_as_nothing()
    {
        Assert.Equal(.75, HammingKernel.Between([1, 2, 3], [1, 2], 4));
        Assert.Equal(1, HammingKernel.Between([1, 2, 3], [1, 2, 9], 2));
        Assert.Equal(1, HammingKernel.Between([], [], 3));
        Gen.Select(Gen.Int[0, 1].Array[0, 40], Gen.Int[0, 1].Array[0, 40], Gen.Int[1, 50]).Sample((a, b, length) =>
        {
            // Whole vectors and their rests must agree with one symbol at a time.
            var expected = Enumerable.Range(0, length).Count(i => (i < a.Length ? a[i] : -1) == (i < b.Length ? b[i] : -1));
            return HammingKernel.Between(a, b, length) == (double)expected / length;
        });
    }

    [Fact]
    public void Drawn_arrangements_agree_with_all_of_them_and_depend_on_the_seed_only()
    {
        var random = new Random(20250801);
        CompletionBatch[] batches = [.. Enumerable.Range(0, 16).Select(i => Batches.Symbols([random.Next(i < 8 ? 3 : 4), random.Next(3)]))];
        var exact = HammingKernelMmd.Run(batches[..8], batches[8..], 1, IndependentUnit.Batch, .05, seed: 1, draws: 12_869);
        var drawn = HammingKernelMmd.Run(batches[..8], batches[8..], 1, IndependentUnit.Batch, .05, seed: 1);
        Assert.True(exact.Exact && !drawn.Exact && drawn.Arrangements == 10_000 && drawn.SmallestP == 1e-4);
        Tolerance.Near(exact.P, drawn.P, Tolerance.OfRate(exact.P, 10_000) + 1e-4);
        Assert.Equal(drawn, HammingKernelMmd.Run(batches[..8], batches[8..], 1, IndependentUnit.Batch, .05, seed: 1));
        Assert.NotEqual(drawn.P, HammingKernelMmd.Run(batches[..8], batches[8..], 1, IndependentUnit.Batch, .05, seed: 2).P);
    }

    [Fact]
    public void It_keeps_its_level_with_batches_as_the_unit_where_answers_as_the_unit_lose_it()
    {
        // Seeded; 5 against 5 batches of 6 answers that are all alike within a batch, both sources the same.
        const int runs = 500;
        var random = new Random(20250802);
        int batch = 0, answer = 0;
        for (var run = 0; run < runs; run++)
        {
            CompletionBatch[] batches = [.. Enumerable.Range(0, 10).Select(_ => Batches.Symbols(Enumerable.Repeat(random.Next(4), 6)))];
            batch += HammingKernelMmd.Run(batches[..5], batches[5..], 1, IndependentUnit.Batch, .05, (ulong)run).P <= .05 ? 1 : 0;
            answer += HammingKernelMmd.Run(batches[..5], batches[5..], 1, IndependentUnit.Answer, .05, (ulong)run, draws: 99).P <= .05 ? 1 : 0;
        }

        Assert.True((double)batch / runs <= .05 + Tolerance.OfRate(.05, runs), $"batches: rejected {batch} of {runs}");
        Assert.True((double)answer / runs > .5, $"answers: rejected {answer} of {runs}");
    }

    [Fact]
    public void It_keeps_its_level_with_independent_answers_and_finds_a_changed_share()
    {
        // Seeded; 20 prompts, 10 answers each, two equally likely symbols; then one of them with 0.8.
        const int runs = 200;
        var random = new Random(20250803);
        int[][][] Source(double share) =>
            [.. Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, 10).Select(_ => new[] { random.NextDouble() < share ? 1 : 0 }).ToArray())];
        int same = 0, changed = 0;
        for (var run = 0; run < runs; run++)
        {
            var reference = Batches.Tokens(Source(.5));
            double Against(double share) =>
                HammingKernelMmd.Run([reference], [Batches.Tokens(Source(share))], 1, IndependentUnit.Answer, .05, (ulong)run, draws: 99).P;
            same += Against(.5) <= .05 ? 1 : 0;
            changed += Against(.8) <= .05 ? 1 : 0;
        }

        Assert.True((double)same / runs <= .05 + Tolerance.OfRate(.05, runs), $"rejected {same} of {runs}");
        Assert.True((double)changed / runs > .9, $"found {changed} of {runs}");
    }

    [Fact]
    public void A_level_that_no_data_of_this_size_can_reach_is_refused()
    {
        Tolerance.Near(.1, TwoSamplePermutation.SmallestP(3, 3), 1e-15);
        Tolerance.Near(1.0 / 35, TwoSamplePermutation.SmallestP(3, 4), 1e-15);
        Tolerance.Near(1e-4, TwoSamplePermutation.SmallestP(500, 2_000), 1e-15);
        var refusal = Assert.Throws<ArgumentException>(() => HammingKernelMmd.Run(One[..3], Other[..3], 3, IndependentUnit.Batch, .05, seed: 1));
        Assert.Contains("3 against 3", refusal.Message);
        Assert.Contains("ask more batches", refusal.Message);
        Assert.Contains(
            "draw more arrangements",
            Assert.Throws<ArgumentException>(() => HammingKernelMmd.Run(One, Other, 3, IndependentUnit.Batch, .05, seed: 1, draws: 9)).Message);
    }

    [Fact]
    public void Batches_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Batches.Text());
        Assert.Throws<ArgumentException>(() => Batches.Text(["a"], []));
        Assert.Throws<ArgumentException>(() => HammingKernelMmd.Run(One, [], 3, IndependentUnit.Batch, .05, 1));
        Assert.Throws<ArgumentException>(() => HammingKernelMmd.Run(One, [Batches.Text(["a"])], 3, IndependentUnit.Batch, .05, 1));
        Assert.Throws<ArgumentException>(() => HammingKernelMmd.Run(One[..1], Other, 3, IndependentUnit.Batch, .5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => HammingKernelMmd.Run(One, Other, 0, IndependentUnit.Batch, .05, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => HammingKernelMmd.Run(One, Other, 3, IndependentUnit.Batch, 0, 1));
    }

    private static PermutationTestResult Run(string[] one, string[] other, int length) =>
        HammingKernelMmd.Run([Batches.Text(one)], [Batches.Text(other)], length, IndependentUnit.Answer, .05, seed: 1);
}
