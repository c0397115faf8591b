using CodeRed.Statistics.Unlabelled;

namespace CodeRed.Statistics.Tests.Unlabelled;

public class SequentialTwoSampleBettingTests
{
    private static readonly CompletionBatch[] References =
    [
        Batches.Text(["aa", "ab"], ["xy"]), Batches.Text(["aa"], ["xx"]), Batches.Text(["ac", "aa"], ["xy"]), Batches.Text(["aa", "aa"], ["xy"]),
    ];

    private static readonly CompletionBatch[] Watched =
    [
        Batches.Text(["bb", "ab"], ["yy"]), Batches.Text(["bb", "bb"], ["yy"]), Batches.Text(["bc", "bb"], ["yy"]), Batches.Text(["ba"], ["xy"]),
    ];

    [Fact] // numpy 1.24.2: the witness, its norm and the payoff from all kernel values afresh at each step, then A += z * z and the clipped step
    public void Its_capital_agrees_with_a_direct_computation_in_Python()
    {
        var process = new SequentialTwoSampleBetting(3);
        Assert.Equal(1, process.Add(References[0], Watched[0]));
        process.Add(References[1], Watched[1]);
        Assert.Equal(.5, process.Bet);
        for (var i = 2; i < 4; i++)
        {
            process.Add(References[i], Watched[i]);
        }

        Tolerance.Near(0.5392665777665339, process.LogE, 1e-12);
        Tolerance.Near(Math.Exp(-process.MaxLogE), process.P, 1e-15);
    }

    [Fact]
    public void The_average_capital_over_all_exchanges_within_the_pairs_is_exactly_one()
    {
        // 2^7 exchanges of seven pairs: the law that the promise rests on, whatever the batches are.
        var random = new Random(20250811);
        var pairs = Enumerable.Range(0, 7).Select(_ => (Random(random, 3, 2), Random(random, 4, 2))).ToArray();
        double sum = 0;
        for (var pattern = 0; pattern < 1 << pairs.Length; pattern++)
        {
            var process = new SequentialTwoSampleBetting(2);
            for (var i = 0; i < pairs.Length; i++)
            {
                var (one, other) = pairs[i];
                process.Add((pattern >> i & 1) == 0 ? one : other, (pattern >> i & 1) == 0 ? other : one);
            }

            sum += Math.Exp(process.LogE);
        }

        Tolerance.Near(1, sum / (1 << pairs.Length), 1e-12);
    }

    [Fact]
    public void Identical_batches_move_nothing()
    {
        var process = new SequentialTwoSampleBetting(5);
        for (var i = 0; i < 20; i++)
        {
            process.Add(Batches.Text(["same", "other"]), Batches.Text(["other", "same"]));
        }

        Assert.Equal(0, process.LogE);
        Assert.Equal(20, process.Pairs);
    }

    [Fact]
    public void Without_a_difference_at_most_alpha_of_the_watches_ever_alarm_though_answers_of_a_batch_are_alike()
    {
        // Seeded; 40 pairs, batches of 3 answers that agree within a batch, looked at after every pair. Fresh references, then a used one.
        const int runs = 400;
        const double alpha = .05;
        var random = new Random(20250812);
        int fresh = 0, reused = 0;
        for (var run = 0; run < runs; run++)
        {
            fresh += Alarm(() => Alike(random), () => Alike(random), 40, alpha) < 40 ? 1 : 0;

            // Copies pass the check for a batch given again, as a careless caller's would.
            var few = Enumerable.Range(0, 3).Select(_ => random.Next(4)).ToArray();
            var next = 0;
            reused += Alarm(() => Batches.Symbols(Enumerable.Repeat(few[next++ % 3], 3)), () => Alike(random), 40, alpha) < 40 ? 1 : 0;
        }

        Assert.True((double)fresh / runs <= alpha + Tolerance.OfRate(alpha, runs), $"fresh references: {fresh} of {runs}");
        Assert.True((double)reused / runs > .3, $"used references: {reused} of {runs}");
    }

    [Fact]
    public void A_change_of_half_the_answers_shows_within_some_20_pairs()
    {
        // Seeded; 10 answers a batch, symbol 1 with .3 against .8. Median over 101 watches, threshold 1/0.01.
        var random = new Random(20250813);
        var stops = Enumerable.Range(0, 101).Select(_ => Alarm(() => Coins(random, .3), () => Coins(random, .8), 100, .01)).Order().ToArray();
        Assert.InRange(stops[50], 8, 25);
    }

    [Fact]
    public void A_finite_reference_hands_out_each_batch_once_and_ends()
    {
        var reference = new FiniteReference(References);
        Assert.Equal(4, reference.Remaining);
        var process = new SequentialTwoSampleBetting(3);
        foreach (var batch in Watched)
        {
            process.Add(reference.Take(), batch);
        }

        Assert.Equal(0, reference.Remaining);
        Assert.Contains("Gather more", Assert.Throws<InvalidOperationException>(() => reference.Take()).Message);
    }

    [Fact]
    public void A_batch_used_twice_and_other_prompts_are_refused()
    {
        var process = new SequentialTwoSampleBetting(3);
        process.Add(References[0], Watched[0]);
        Assert.Throws<ArgumentException>(() => process.Add(References[0], Watched[1]));
        Assert.Throws<ArgumentException>(() => process.Add(References[1], Watched[0]));
        Assert.Throws<ArgumentException>(() => process.Add(References[1], Batches.Text(["a"])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SequentialTwoSampleBetting(0));
        Assert.Equal(1, process.Pairs);
    }

    private static int Alarm(Func<CompletionBatch> reference, Func<CompletionBatch> watched, int pairs, double alpha)
    {
        var process = new SequentialTwoSampleBetting(1);
        for (var pair = 0; pair < pairs; pair++)
        {
            process.Add(reference(), watched());
            if (process.LogE >= -Math.Log(alpha))
            {
                return pair;
            }
        }

        return pairs;
    }

    private static CompletionBatch Alike(Random random) => Batches.Symbols(Enumerable.Repeat(random.Next(4), 3));

    private static CompletionBatch Coins(Random random, double share) =>
        Batches.Symbols(Enumerable.Range(0, 10).Select(_ => random.NextDouble() < share ? 1 : 0));

    private static CompletionBatch Random(Random random, int symbols, int length) =>
        Batches.Tokens([[.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, length).Select(_ => random.Next(symbols)).ToArray())]]);
}
