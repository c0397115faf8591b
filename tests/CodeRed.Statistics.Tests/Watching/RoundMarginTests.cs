using CodeRed.Statistics.Watching;

namespace CodeRed.Statistics.Tests.Watching;

public class RoundMarginTests
{
    // scipy 1.10.1: each margin by optimize.brentq of stats.chi and stats.norm.sf on 2,000 Gauss-Legendre nodes, at one common level, and that level by
    // optimize.brentq such that the chance that any fails, on 100,000 nodes, is eta.
    [Theory]
    [InlineData(10, .05, new[] { 0.82650761, 0.92740417, 1.0919397, 1.3962562, 1.8678518, 2.5943111, 3.6598092, 5.2210946 })]
    [InlineData(10, .025, new[] { 0.98806669, 1.1081241, 1.3067983, 1.6795848, 2.2619077, 3.1596062, 4.4735134, 6.3949145 })]
    [InlineData(10, .0125, new[] { 1.1532335, 1.2963496, 1.5363135, 1.9915823, 2.705424, 3.8035845, 5.4057284, 7.7432138 })]
    [InlineData(20, .05, new[] { 0.55787996, 0.62893417, 0.74158826, 0.94402692, 1.2518213, 1.7232677, 2.415822, 3.4336519 })]
    [InlineData(50, .05, new[] { 0.36474504, 0.42311968, 0.51365249, 0.67186877, 0.9060837, 1.258362, 1.7710313, 2.5215182 })]
    [InlineData(200, .01, new[] { 0.26468229, 0.3186328, 0.40135277, 0.54367565, 0.75078563, 1.0578773, 1.5005267, 2.1450016 })]
    public void Margins_are_the_quantiles_at_the_level_at_which_all_hold_together(int rounds, double eta, double[] expected)
    {
        var margins = RoundMargin.Of(rounds, eta);
        for (var k = 0; k < expected.Length; k++)
        {
            Tolerance.Relative(expected[k], margins[k], 1e-4);
            Assert.True(margins[k] >= expected[k] * (1 - 1e-6), "rounded to the safe side");
        }

        Assert.InRange(1 - RoundMargin.Joint(rounds, margins), eta * .999, eta);
    }

    // scipy 1.10.1, as above.
    [Theory]
    [InlineData(10, 1e-4, new[] { 2.649292, 3.1497926, 4.0338409, 5.7221913, 8.2866605, 12.095608, 17.524641, 25.345005 })]
    [InlineData(10, 1e-6, new[] { 5.4122821, 7.0765228, 9.9542578, 15.169278, 22.759823, 33.779539, 49.314977, 71.578069 })]
    public void A_tiny_chance_of_bad_luck_costs_margins_that_still_hold_together(int rounds, double eta, double[] expected)
    {
        var margins = RoundMargin.Of(rounds, eta);
        for (var k = 0; k < expected.Length; k++)
        {
            Tolerance.Relative(expected[k], margins[k], .005); // the eight are not quite at one level
        }

        Assert.InRange(1 - RoundMargin.Joint(rounds, margins), eta * .99, eta);
    }

    // scipy 1.10.1: integrate.quad over stats.chi.pdf(u sqrt(R-1), R-1) sqrt(R-1) stats.norm.cdf(sqrt(R) min_k(u h_k - g_k/(2u))) in steps of .02; numpy 1.24.2,
    // 4,000,000 draws of Z and U with seed 1, has .91636, .91229 and .93790.
    [Theory]
    [InlineData(10, .9, .9, 0.9164574690873423)]
    [InlineData(25, .4, .7, 0.9123353012089379)]
    [InlineData(120, .25, .55, 0.9378824940364924)]
    public void The_joint_chance_is_the_double_integral(int rounds, double constant, double slope, double expected) =>
        Tolerance.Near(expected, RoundMargin.Joint(rounds, Array.ConvertAll(RoundMargin.Strengths, g => constant + (slope * g))), 1e-8);

    [Theory]
    [InlineData(10, .05, 3.0, .002)]
    [InlineData(20, .2, -40, 7)]
    [InlineData(50, .05, .8, .03)]
    public void The_share_of_normal_baselines_with_any_unsound_bet_is_eta(int rounds, double eta, double mean, double deviation)
    {
        // Seeded. A bet is unsound when its factor has a mean above 1 over further rounds, known exactly from the normal moment generating function.
        const int runs = 12_000;
        var random = new Random(20260101);
        var margins = RoundMargin.Of(rounds, eta);
        var unsound = 0;
        for (var run = 0; run < runs; run++)
        {
            var values = RoundSamples.Of(random, rounds, mean, deviation);
            var average = values.Average();
            var spread = Math.Sqrt(values.Sum(value => (value - average) * (value - average)) / (rounds - 1));
            var any = false;
            for (var k = 0; k < margins.Length; k++)
            {
                var strength = RoundMargin.Strengths[k] / spread;
                any |= (strength * (average - (margins[k] * spread) - mean)) + (strength * strength * deviation * deviation / 2) > 0;
            }

            unsound += any ? 1 : 0;
        }

        Tolerance.Near(eta, (double)unsound / runs, Tolerance.OfRate(eta, runs));
    }

    [Fact]
    public void More_rounds_and_more_bad_luck_allowed_never_widen_a_margin()
    {
        foreach (var eta in new[] { .05, .2 })
        {
            var wider = RoundMargin.Of(10, eta);
            foreach (var rounds in new[] { 11, 20, 60 })
            {
                var margins = RoundMargin.Of(rounds, eta);
                Assert.True(margins.Zip(wider).All(pair => pair.First < pair.Second), $"{rounds} rounds at {eta}");
                Assert.True(margins.Zip(RoundMargin.Strengths).All(pair => pair.First > pair.Second / 2), "what even a known variance costs");
                wider = margins;
            }
        }

        foreach (var rounds in new[] { 10, 20 })
        {
            Assert.True(RoundMargin.Of(rounds, .2).Zip(RoundMargin.Of(rounds, .05)).All(pair => pair.First < pair.Second));
        }
    }

    [Fact]
    public void Nine_rounds_have_no_margins() => Assert.Throws<ArgumentOutOfRangeException>(() => RoundMargin.Of(9, .05));
}
