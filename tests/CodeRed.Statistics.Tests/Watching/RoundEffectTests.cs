using CodeRed.Statistics.Watching;
using CsCheck;

namespace CodeRed.Statistics.Tests.Watching;

public class RoundEffectTests
{
    [Fact]
    public void Its_limits_are_where_the_mixture_of_bets_reaches_80_at_any_look() =>
        Gen.Double[-4, 4].Array[1, 12].Sample(z =>
        {
            var baseline = RoundSamples.Calm(.8, .02);
            var margins = RoundMargin.Of(10, .0125);
            var effect = new RoundEffect(baseline);
            var (lower, upper) = (double.NegativeInfinity, double.PositiveInfinity);
            for (var n = 1; n <= z.Length; n++)
            {
                effect.Add(.8 - (.02 * z[n - 1]));
                var fall = z[..n].Sum();

                // Newton's method on the logarithm of the mixture, convex and falling in the drop d: it comes from the left and never passes the root.
                double Limit(double sum)
                {
                    var d = (sum / n) - 50;
                    for (var step = 0; step < 200; step++)
                    {
                        var logs = margins.Select((h, k) => RoundMargin.Strengths[k] * (sum - (n * (h + d)))).ToArray();
                        var most = logs.Max();
                        var total = logs.Sum(log => Math.Exp(log - most));
                        var value = most + Math.Log(total / 8);
                        var slope = -n * logs.Select((log, k) => RoundMargin.Strengths[k] * Math.Exp(log - most)).Sum() / total;
                        d -= (value - Math.Log(80)) / slope;
                    }

                    return d;
                }

                lower = Math.Max(lower, Limit(fall));
                upper = Math.Min(upper, -Limit(-fall));
                Assert.Equal(lower > upper, effect.Moved);
                Tolerance.Near(.02 * Math.Min(lower, upper), effect.Drop.Lower, 1e-9);
                Tolerance.Near(.02 * Math.Max(lower, upper), effect.Drop.Upper, 1e-9);
                Assert.Equal(n, effect.Steps);
            }
        }, iter: 30);

    [Fact]
    public void A_rise_is_a_negative_drop() =>
        Gen.Double[-4, 4].Array[1, 8].Sample(z =>
        {
            RoundEffect falls = new(RoundSamples.Calm()), rises = new(RoundSamples.Calm());
            foreach (var value in z)
            {
                falls.Add(.8 - (.02 * value));
                rises.Add(.8 + (.02 * value));
            }

            Tolerance.Near(-rises.Drop.Upper, falls.Drop.Lower, 1e-9);
            Tolerance.Near(-rises.Drop.Lower, falls.Drop.Upper, 1e-9);
        }, iter: 30);

    [Theory]
    [InlineData(10, 2.0)]
    [InlineData(30, -1.0)]
    public void At_all_looks_together_it_holds_the_true_drop_in_at_least_95_of_100_watches(int rounds, double drop)
    {
        // Seeded; another baseline for each watch, thirty looks.
        const int runs = 200;
        var random = new Random(20260107);
        var missed = 0;
        for (var run = 0; run < runs; run++)
        {
            var effect = new RoundEffect(RoundBaseline.From(RoundSamples.Of(random, rounds, 5, .2)));
            var ever = false;
            for (var round = 0; round < 30; round++)
            {
                effect.Add(5 + (.2 * (RoundSamples.Normal(random) - drop)));
                ever |= effect.Moved || !effect.Drop.Contains(.2 * drop);
            }

            missed += ever ? 1 : 0;
        }

        Assert.True((double)missed / runs <= .05 + Tolerance.OfRate(.05, runs), $"{missed} of {runs}");
    }

    [Fact]
    public void A_mean_that_moves_on_is_told_with_the_range_that_it_has_crossed_at_least()
    {
        var effect = new RoundEffect(RoundSamples.Calm(.8, .02));
        for (var round = 0; round < 60; round++)
        {
            effect.Add(.5);
        }

        Assert.False(effect.Moved);
        Assert.True(effect.Drop.Contains(.3));
        Assert.InRange(effect.Drop.Width, 0, .1);
        for (var round = 0; round < 2_000; round++)
        {
            effect.Add(.8);
        }

        Assert.True(effect.Moved);
        Assert.InRange(effect.Drop.Lower, 0, .1);
        Assert.InRange(effect.Drop.Upper, .2, .3);
    }

    [Fact]
    public void Nothing_is_known_before_the_first_round_and_a_round_without_a_value_is_no_round()
    {
        var effect = new RoundEffect(RoundSamples.Calm());
        Assert.Equal(new Interval(double.NegativeInfinity, double.PositiveInfinity), effect.Drop);
        Assert.Throws<ArgumentOutOfRangeException>(() => effect.Add(double.NaN));
        Assert.Throws<ArgumentException>(() => new RoundEffect(RoundBaseline.From(Enumerable.Repeat(.5, 12).ToArray())));
    }
}
