using CodeRed.Statistics.MultipleTesting;
using CsCheck;

namespace CodeRed.Statistics.Tests.MultipleTesting;

public class EBenjaminiHochbergTests
{
    [Fact]
    public void The_largest_number_whose_least_e_value_reaches_its_threshold_is_rejected()
    {
        // K / (alpha k) at alpha = .1 and K = 4: 40, 20, 13.3, 10.
        Assert.Equal([true, true, false, true], EBenjaminiHochberg.Rejected([14, 15, 9.9, 13.5], .1)); // none reaches 20, three reach 13.3
        Assert.Equal([true, false, false, false], EBenjaminiHochberg.Rejected([40, 19, 13, 9], .1));
        Assert.Equal([false, false, false, false], EBenjaminiHochberg.Rejected([39, 19, 13, 9], .1));
        Assert.Equal([true, false], EBenjaminiHochberg.Rejected([double.PositiveInfinity, 0], .05));
        Assert.Empty(EBenjaminiHochberg.Rejected([], .05));
    }

    [Fact]
    public void It_is_Benjamini_Hochberg_on_the_reciprocals() => // Wang and Ramdas (2022): e-BH on 1/p is BH on p
        Gen.Double[.0001, 1].Array[0, 30].Sample(p =>
        {
            var adjusted = BenjaminiHochberg.Adjust(p);
            var rejected = EBenjaminiHochberg.Rejected([.. p.Select(value => 1 / value)], .1);
            return adjusted.Zip(rejected).All(pair => Math.Abs(pair.First - .1) < 1e-12 || pair.First < .1 == pair.Second);
        });

    [Fact]
    public void A_dependence_made_to_break_it_reaches_alpha_and_no_more()
    {
        // Seeded; all 8 hypotheses true. With chance alpha / 8 for each k a random k of them get 8 / (alpha k), the rest nothing: each mean is 1, and
        // the false discovery rate exactly alpha. A threshold one step lower, 8 / (alpha (k + 1)), would leave no slack.
        const int runs = 40_000, family = 8;
        const double alpha = .1;
        var random = new Random(20260302);
        var falsely = 0;
        var e = new double[family];
        for (var run = 0; run < runs; run++)
        {
            Array.Clear(e);
            if (random.NextDouble() < alpha)
            {
                var k = random.Next(1, family + 1);
                e.AsSpan(0, k).Fill(Math.BitIncrement(family / (alpha * k)));
                random.Shuffle(e);
            }

            falsely += EBenjaminiHochberg.Rejected(e, alpha).Contains(true) ? 1 : 0;
        }

        Tolerance.Near(alpha, (double)falsely / runs, Tolerance.OfRate(alpha, runs));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(.5)]
    [InlineData(.95)]
    public void With_a_shared_disturbance_the_false_discovery_rate_stays_below_the_share_of_true_hypotheses_times_alpha(double correlation)
    {
        // Seeded; 7 of 10 hypotheses true, likelihood ratios of N(2, 1) to N(0, 1), normals with a common part; the bound is .7 alpha.
        const int runs = 10_000;
        const double alpha = .2;
        var random = new Random(20260303);
        double sum = 0;
        var e = new double[10];
        for (var run = 0; run < runs; run++)
        {
            var common = Normal(random);
            for (var i = 0; i < e.Length; i++)
            {
                var z = (Math.Sqrt(correlation) * common) + (Math.Sqrt(1 - correlation) * Normal(random)) + (i < 7 ? 0 : 2);
                e[i] = Math.Exp((2 * z) - 2);
            }

            var rejected = EBenjaminiHochberg.Rejected(e, alpha);
            sum += (double)rejected.Take(7).Count(r => r) / Math.Max(1, rejected.Count(r => r));
        }

        Assert.True(sum / runs <= (.7 * alpha) + Tolerance.OfRate(.7 * alpha, runs), $"false discovery rate {sum / runs}");
        Assert.True(sum > 0);
    }

    [Fact]
    public void Values_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EBenjaminiHochberg.Rejected([-1], .05));
        Assert.Throws<ArgumentOutOfRangeException>(() => EBenjaminiHochberg.Rejected([double.NaN], .05));
        Assert.Throws<ArgumentOutOfRangeException>(() => EBenjaminiHochberg.Rejected([1], 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => EBenjaminiHochberg.Rejected([1], double.NaN));
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
