using CodeRed.Statistics.MultipleTesting;
using CsCheck;

namespace CodeRed.Statistics.Tests.MultipleTesting;

public class HolmTests
{
    [Fact] // R 4.2.2: p.adjust(c(.01, .04, .03, .005, .5), "holm")
    public void It_agrees_with_R()
    {
        double[] expected = [.04, .09, .09, .025, .5];
        var adjusted = Holm.Adjust([.01, .04, .03, .005, .5]);
        for (var i = 0; i < expected.Length; i++)
        {
            Tolerance.Near(expected[i], adjusted[i], 1e-15);
        }
    }

    [Fact]
    public void It_keeps_the_order_of_p_values_and_lies_between_the_raw_and_Bonferronis() =>
        Gen.Double[0, 1].Array[0, 30].Sample(p =>
        {
            var adjusted = Holm.Adjust(p);
            return Enumerable.Range(0, p.Length).All(i => adjusted[i] >= p[i] && adjusted[i] <= Math.Min(1, p.Length * p[i])
                && Enumerable.Range(0, p.Length).All(j => p[i] > p[j] || adjusted[i] <= adjusted[j]));
        });

    [Fact]
    public void With_all_hypotheses_true_at_most_alpha_of_the_families_see_a_rejection()
    {
        // Seeded; families of 8 independent uniform p-values, where the chance is 1 - (1 - .05/8)^8 = .0489.
        const int runs = 10_000;
        var random = new Random(20250607);
        var rejected = 0;
        for (var run = 0; run < runs; run++)
        {
            double[] p = [.. Enumerable.Range(0, 8).Select(_ => random.NextDouble())];
            rejected += Holm.Adjust(p).Min() < .05 ? 1 : 0;
        }

        Tolerance.Near(.0489, (double)rejected / runs, Tolerance.OfRate(.0489, runs));
    }

    [Theory]
    [InlineData(1.1)]
    [InlineData(-.1)]
    [InlineData(double.NaN)]
    public void A_p_value_outside_0_to_1_is_refused(double p) => Assert.Throws<ArgumentOutOfRangeException>(() => Holm.Adjust([.5, p]));
}
