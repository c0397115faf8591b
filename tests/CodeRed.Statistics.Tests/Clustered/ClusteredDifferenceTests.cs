using CodeRed.Statistics.Clustered;
using CsCheck;

namespace CodeRed.Statistics.Tests.Clustered;

public class ClusteredDifferenceTests
{
    [Fact]
    public void It_agrees_with_the_formula_in_R()
    {
        // R 4.2.2: mu <- sum(y) / sum(w); r <- y - mu * w; se <- sqrt(G / (G - 1) * sum(r^2)) / sum(w); qt() and pt() with G - 1
        double[] weights = [3, 5, 2, 4, 6, 3, 1, 5], sums = [-1, .5, -2, -1.25, 0, -.75, .2, -2.5];
        var difference = new ClusteredDifference();
        for (var i = 0; i < weights.Length; i++)
        {
            difference.Add(weights[i], sums[i]);
        }

        var inference = difference.Infer()!;
        Tolerance.Near(-0.23448275862069, inference.Estimate, 1e-13);
        Tolerance.Near(0.112171759278366, inference.StandardError, 1e-13);
        Tolerance.Near(0.0749268343480531, inference.P, 1e-12);
        var interval = inference.ConfidenceInterval(.95);
        Tolerance.Near(-0.499726820954142, interval.Lower, 1e-12);
        Tolerance.Near(0.0307613037127631, interval.Upper, 1e-12);
    }

    [Fact]
    public void Scaling_all_weights_changes_nothing_and_the_order_does_not_matter() =>
        Gen.Select(Gen.Double[-1, 1], Gen.Double[.1, 5]).Array[2, 50].Sample(pairs =>
        {
            var (one, other) = (new ClusteredDifference(), new ClusteredDifference());
            foreach (var (d, w) in pairs)
            {
                one.Add(w, w * d);
            }

            foreach (var (d, w) in pairs.Reverse())
            {
                other.Add(1000 * w, 1000 * w * d);
            }

            var (a, b) = (one.Infer()!, other.Infer()!);
            Tolerance.Near(a.Estimate, b.Estimate, 1e-12);
            Tolerance.Near(a.StandardError, b.StandardError, 1e-9);
        });

    [Fact]
    public void The_interval_excludes_zero_exactly_when_p_is_below_alpha() =>
        Gen.Select(Gen.Double[-1, 1], Gen.Double[.01, 1], Gen.Double[1, 1e6], Gen.Double[.0001, .9]).Sample((estimate, error, degrees, alpha) =>
        {
            var inference = new TInference(estimate, error, degrees);
            return inference.P < alpha != inference.ConfidenceInterval(1 - alpha).Contains(0);
        });

    [Fact]
    public void A_small_spread_on_a_large_mean_keeps_its_digits()
    {
        // Differences 0.9 +- 1e-6 with weight 1: the standard error is 1e-6 / sqrt(G - 1). Plain sums of squares would lose it.
        var difference = new ClusteredDifference();
        for (var i = 0; i < 1_000_000; i++)
        {
            difference.Add(1, .9 + (i % 2 == 0 ? 1e-6 : -1e-6));
        }

        Tolerance.Relative(1e-6 / Math.Sqrt(999_999), difference.Infer()!.StandardError, 1e-8);
    }

    [Fact]
    public void Constant_differences_have_no_error_whatever_their_weights()
    {
        var difference = new ClusteredDifference();
        difference.Add(.7, .7 * -.25);
        difference.Add(3, 3 * -.25);
        difference.Add(11, 11 * -.25);
        var inference = difference.Infer()!;
        Tolerance.Near(-.25, inference.Estimate, 1e-15);
        Tolerance.Near(0, inference.StandardError, 1e-15);
        Assert.False(inference.ConfidenceInterval(.95).Contains(0));
        Tolerance.Near(0, inference.P, 1e-15);
    }

    [Fact]
    public void One_cluster_shows_no_spread_and_gives_no_interval()
    {
        var difference = new ClusteredDifference();
        Assert.Null(difference.Infer());
        Assert.True(double.IsNaN(difference.Mean));
        difference.Add(2, -1);
        Assert.Null(difference.Infer());
        Assert.Equal(-.5, difference.Mean);
    }

    [Fact]
    public void It_covers_as_often_as_promised_when_repeats_of_an_item_share_its_difference()
    {
        // Seeded; 300 items with 1 to 5 repeats, item effects far larger than the noise of repeats, true mean -0.05.
        const int runs = 1_500;
        var random = new Random(20250603);
        var covered = 0;
        for (var run = 0; run < runs; run++)
        {
            var difference = new ClusteredDifference();
            for (var item = 0; item < 300; item++)
            {
                var repeats = random.Next(1, 6);
                var effect = -.05 + (random.NextDouble() - .5);
                double sum = 0;
                for (var repeat = 0; repeat < repeats; repeat++)
                {
                    sum += effect + (.2 * (random.NextDouble() - .5));
                }

                difference.Add(repeats, sum);
            }

            covered += difference.Infer()!.ConfidenceInterval(.95).Contains(-.05) ? 1 : 0;
        }

        // Approximate inference: the cost of estimating the variance is at most half a point at 300 items.
        Tolerance.Near(.95, (double)covered / runs, .005 + Tolerance.OfRate(.95, runs));
    }

    [Fact]
    public void A_weight_or_sum_that_is_no_number_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClusteredDifference().Add(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClusteredDifference().Add(1, double.NaN));
    }
}
