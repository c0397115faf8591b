using CodeRed.Statistics.Paired;
using CsCheck;

namespace CodeRed.Statistics.Tests.Paired;

public class SignFlipTestTests
{
    private static readonly double[] Differences = [-.5, .25, -1, -.75, .1, -.3, .2, -.6];
    private static readonly double[] Weights = [1, 2, 1, 1, 3, 1, 1, 2];

    [Fact]
    public void The_p_value_agrees_with_R_and_scipy()
    {
        // R 4.2.2: mean(abs(S %*% z) >= abs(sum(z)) - 1e-12) over all sign matrices S, z = W * d;
        // scipy 1.10.1: permutation_test(permutation_type = "samples", n_resamples = inf), with one more item of difference 0.
        var result = SignFlipTest.Run([.. Differences, 0], [.. Weights, 1], .95, seed: 1);
        Assert.True(result.Exact);
        Tolerance.Near(0.1875, result.P, 1e-15);
        Tolerance.Near(-0.211538461538462, result.Mean, 1e-14);
    }

    [Theory] // R 4.2.2: the same p-value at shifted differences, bisected in the shift.
    [InlineData(.95, -0.737500000000, 0.125000000000)]
    [InlineData(.8, -0.550000000000, -0.012500000000)]
    public void The_interval_agrees_with_inversion_in_R(double level, double lower, double upper)
    {
        var interval = SignFlipTest.Run(Differences, Weights, level, seed: 1).Interval;
        Tolerance.Near(lower, interval.Lower, 1e-9);
        Tolerance.Near(upper, interval.Upper, 1e-9);
    }

    [Fact]
    public void The_p_value_is_the_share_of_sign_patterns_at_least_as_extreme() =>
        Gen.Select(Gen.Int[-4, 4].Array[1, 9], Gen.Int[1, 3].Array[9]).Sample(
            (quarters, weights) =>
            {
                // Quarters add without rounding, so ties are exact.
                var totals = quarters.Select((q, i) => q * weights[i]).ToArray();
                int extreme = 0, observed = Math.Abs(totals.Sum());
                for (var pattern = 0; pattern < 1 << totals.Length; pattern++)
                {
                    extreme += Math.Abs(totals.Select((t, i) => (pattern >> i & 1) == 0 ? t : -t).Sum()) >= observed ? 1 : 0;
                }

                var result = SignFlipTest.Run([.. quarters.Select(q => q / 4.0)], [.. weights.Take(totals.Length).Select(w => (double)w)], .9, seed: 7);
                Tolerance.Near((double)extreme / (1 << totals.Length), result.P, 1e-12);
            },
            iter: 300);

    [Fact]
    public void The_interval_excludes_zero_exactly_when_the_test_rejects() =>
        Gen.Select(Gen.Double[-1, 1].Array[1, 40], Gen.Double[.1, 5].Array[40], Gen.Int[0, 12], Gen.Int[1, 60], Gen.ULong).Sample(
            (differences, weights, zeros, percent, seed) =>
            {
                differences = [.. differences.Select((d, i) => i < zeros ? 0 : Math.Round((d * .6) - .2, 1))];
                var alpha = percent / 100.0;
                var result = SignFlipTest.Run(differences, weights.AsSpan(0, differences.Length), 1 - alpha, seed, draws: 199);
                return result.P < Math.Round(alpha, 15) != result.Interval.Contains(0)
                    && result.Interval.Lower <= result.Mean + 1e-9 && result.Interval.Upper >= result.Mean - 1e-9;
            },
            iter: 250);

    [Fact]
    public void It_mirrors_when_every_difference_changes_its_sign()
    {
        var result = SignFlipTest.Run(Differences, Weights, .9, seed: 3);
        var mirror = SignFlipTest.Run([.. Differences.Select(d => -d)], Weights, .9, seed: 3);
        Assert.Equal(result.P, mirror.P);
        Tolerance.Near(result.Interval.Lower, -mirror.Interval.Upper, 1e-12);
        Tolerance.Near(result.Interval.Upper, -mirror.Interval.Lower, 1e-12);
    }

    [Fact]
    public void Drawn_patterns_agree_with_the_enumeration_and_depend_on_the_seed_only()
    {
        // 18 differences, then two more that are too small to matter but force drawing.
        var differences = Enumerable.Range(0, 18).Select(i => (((i * 7) % 18) - 12) / 18.0).ToArray();
        var weights = Enumerable.Repeat(1.0, 20).ToArray();
        var exact = SignFlipTest.Run(differences, weights.AsSpan(0, 18), .95, seed: 1);
        var drawn = SignFlipTest.Run([.. differences, 1e-9, -1e-9], weights, .95, seed: 1);
        Assert.True(exact.Exact && !drawn.Exact && drawn.Patterns == 10_000);
        Tolerance.Near(exact.P, drawn.P, Tolerance.OfRate(exact.P, 10_000) + 1e-4);
        Assert.Equal(drawn, SignFlipTest.Run([.. differences, 1e-9, -1e-9], weights, .95, seed: 1));
        Assert.NotEqual(drawn.P, SignFlipTest.Run([.. differences, 1e-9, -1e-9], weights, .95, seed: 2).P);
    }

    [Fact]
    public void It_keeps_its_level_and_its_coverage_in_a_simulation_of_graded_items()
    {
        // Seeded; 30 items graded in quarters whose true mean difference is -0.1, distributed symmetrically about it.
        const int runs = 1_000, items = 30;
        var random = new Random(20250602);
        int covered = 0, rejected = 0;
        var differences = new double[items];
        var weights = Enumerable.Range(0, items).Select(i => 1.0 + (i % 3)).ToArray();
        for (var run = 0; run < runs; run++)
        {
            for (var i = 0; i < items; i++)
            {
                differences[i] = random.Next(-2, 3) / 4.0;
            }

            rejected += SignFlipTest.Run(differences, weights, .95, (ulong)run, draws: 399).P < .05 ? 1 : 0;
            for (var i = 0; i < items; i++)
            {
                differences[i] = (differences[i] * .8) - .1;
            }

            covered += SignFlipTest.Run(differences, weights, .95, (ulong)run, draws: 399).Interval.Contains(-.1) ? 1 : 0;
        }

        Assert.True((double)rejected / runs <= .05 + Tolerance.OfRate(.05, runs), $"rejected {rejected} of {runs}");
        Assert.True((double)covered / runs >= .95 - Tolerance.OfRate(.95, runs), $"covered {covered} of {runs}");
    }

    [Fact]
    public void A_difference_or_weight_outside_its_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SignFlipTest.Run([1.5], [1], .95, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SignFlipTest.Run([double.NaN], [1], .95, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SignFlipTest.Run([.5], [0], .95, 1));
        Assert.Throws<ArgumentException>(() => SignFlipTest.Run([.5], [1, 2], .95, 1));
        Assert.Throws<ArgumentException>(() => SignFlipTest.Run([], [], .95, 1));
    }
}
