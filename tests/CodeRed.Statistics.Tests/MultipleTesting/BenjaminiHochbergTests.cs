using CodeRed.Statistics.MultipleTesting;
using CsCheck;

namespace CodeRed.Statistics.Tests.MultipleTesting;

public class BenjaminiHochbergTests
{
    [Fact] // R 4.2.2: p.adjust(p, "BH")
    public void It_agrees_with_R()
    {
        AssertNear([.025, .05, .05, .025, .5], BenjaminiHochberg.Adjust([.01, .04, .03, .005, .5]));
        AssertNear([1, .04, .04, .004, .4, .064, 1, 0], BenjaminiHochberg.Adjust([.9, .02, .02, .001, .3, .04, 1, 0]));
        Assert.Empty(BenjaminiHochberg.Adjust([]));
    }

    [Fact]
    public void It_keeps_the_order_of_p_values_and_lies_between_the_raw_and_Holms() =>
        Gen.Double[0, 1].Array[0, 30].Sample(p =>
        {
            var adjusted = BenjaminiHochberg.Adjust(p);
            var holm = Holm.Adjust(p);
            return Enumerable.Range(0, p.Length).All(i => adjusted[i] >= p[i] && adjusted[i] <= holm[i] + 1e-15
                && Enumerable.Range(0, p.Length).All(j => p[i] > p[j] || adjusted[i] <= adjusted[j]));
        });

    [Fact]
    public void Under_independence_the_false_discovery_rate_is_the_share_of_true_hypotheses_times_alpha()
    {
        // Seeded; 6 of 10 hypotheses true, p-values of the others u^4. Equality: Benjamini and Yekutieli (2001), theorem 5.1.
        const int runs = 20_000;
        var random = new Random(20260301);
        var proportions = new double[runs];
        for (var run = 0; run < runs; run++)
        {
            double[] p = [.. Enumerable.Range(0, 10).Select(i => i < 6 ? random.NextDouble() : Math.Pow(random.NextDouble(), 4))];
            var adjusted = BenjaminiHochberg.Adjust(p);
            int all = adjusted.Count(value => value <= .2), wrong = adjusted.Take(6).Count(value => value <= .2);
            proportions[run] = (double)wrong / Math.Max(1, all);
        }

        // A proportion in [0, 1] with mean .12 has a variance of at most .12 (1 - .12).
        Tolerance.Near(.12, proportions.Average(), Tolerance.OfRate(.12, runs));
    }

    [Theory]
    [InlineData(1.1)]
    [InlineData(-.1)]
    [InlineData(double.NaN)]
    public void A_p_value_outside_0_to_1_is_refused(double p) => Assert.Throws<ArgumentOutOfRangeException>(() => BenjaminiHochberg.Adjust([.5, p]));

    private static void AssertNear(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Tolerance.Near(expected[i], actual[i], 1e-15);
        }
    }
}
