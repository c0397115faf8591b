using CodeRed.Statistics.Paired;
using CsCheck;

namespace CodeRed.Statistics.Tests.Paired;

public class BayesianPairedDifferenceTests
{
    [Theory] // scipy 1.10.1, integrated over the winner share instead: quad(epsrel = 1e-12) of B's density times S's tail,
             // in pieces between quantiles of B, the square root substituted; brentq(xtol = 1e-13). The last column is the chance of a drop, beta(g + c, l + c).cdf(.5).
    [InlineData(7, 1, 13, .95, .5, -0.489282452466691, -0.03287489755907358, 0.9866265290744936)]
    [InlineData(0, 0, 20, .95, .5, -0.09765665550769304, 0.09765665550769308, .5)]
    [InlineData(1, 0, 0, .95, .5, -0.9233090297852136, 0.4972648221810394, 0.8183098861837911)]
    [InlineData(5, 0, 0, .95, .5, -0.9764999071953689, -0.19554421241316935, 0.9931276966910793)]
    [InlineData(10, 2, 0, .95, .5, -0.8847445138182162, -0.11732892391759486, 0.991605536110612)]
    [InlineData(3, 3, 94, .95, .5, -0.05199273487956433, 0.05199273487956431, .5)]
    [InlineData(0, 12, 88, .9, .5, 0.06721232952283633, 0.17580752760696614, 3.727107481445396e-05)]
    [InlineData(2, 0, 28, .95, .5, -0.1811116487093897, 0.02760823657595844, 0.9244131815783876)]
    [InlineData(7, 1, 13, .99, 1, -0.5338250413450787, 0.06673831405974405, 0.98046875)]
    [InlineData(476, 147, 377, .95, .5, -0.3723570170121401, -0.2835443461459126, 1)]
    [InlineData(1, 4, 45, .8, .25, 0.0062512448120495235, 0.11664451465345674, 0.07559264441052957)]
    public void It_agrees_with_scipy(
        long lost, long gained, long unchanged, double level, double concentration, double lower, double upper, double chanceOfDrop)
    {
        var posterior = new BayesianPairedDifference(lost, gained, unchanged, concentration);
        var interval = posterior.CredibleInterval(level);
        Tolerance.Near(lower, interval.Lower, 1e-9);
        Tolerance.Near(upper, interval.Upper, 1e-9);
        Tolerance.Near(chanceOfDrop, posterior.ChanceBelow(0), 1e-9);
    }

    [Theory] // scipy 1.10.1, as above
    [InlineData(7, 1, 13, 0.9658349351317067)]
    [InlineData(0, 0, 20, 0.09336069519073845)]
    [InlineData(1, 0, 0, 0.7831590099348676)]
    [InlineData(3, 3, 94, 0.02895410974935446)]
    [InlineData(0, 12, 88, 1.5590178400748735e-07)]
    [InlineData(2, 0, 28, 0.5534805754040493)]
    public void The_chance_of_a_drop_beyond_5_points_agrees_with_scipy(long lost, long gained, long unchanged, double chance) =>
        Tolerance.Near(chance, new BayesianPairedDifference(lost, gained, unchanged).ChanceBelow(-.05), 1e-10);

    [Fact]
    public void It_mirrors_when_losses_and_gains_are_exchanged_and_its_cdf_rises() =>
        Gen.Select(Gen.Long[0, 200], Gen.Long[0, 200], Gen.Long[0, 100_000], Gen.Double[-1, 1], Gen.Double[-1, 1]).Sample(
            (lost, gained, unchanged, one, other) =>
            {
                BayesianPairedDifference posterior = new(lost, gained, unchanged), mirror = new(gained, lost, unchanged);
                double low = Math.Min(one, other), high = Math.Max(one, other);
                Tolerance.Near(1 - mirror.ChanceBelow(-low), posterior.ChanceBelow(low), 1e-9);
                Assert.True(posterior.ChanceBelow(low) <= posterior.ChanceBelow(high) + 1e-9);
                Tolerance.Near(-mirror.Mean, posterior.Mean, 1e-15);
            },
            iter: 200);

    [Fact]
    public void For_many_items_it_is_close_to_the_normal_interval()
    {
        // 100,000 items, so that the prior and the skewness move the limits by less than 2 % of the half width:
        // (g - l)/n -+ 1.959964 sqrt((g + l)/n - ((g - l)/n)^2) / sqrt(n).
        var interval = new BayesianPairedDifference(5_500, 5_000, 89_500).CredibleInterval(.95);
        var half = 1.959963984540054 * Math.Sqrt((.105 - .000025) / 100_000);
        Tolerance.Near(-.005 - half, interval.Lower, .02 * half);
        Tolerance.Near(-.005 + half, interval.Upper, .02 * half);
    }

    [Fact]
    public void On_average_over_the_prior_it_covers_exactly_as_often_as_it_says()
    {
        // Seeded; chances from the prior, then 9 items. The share that changes is uniform, that of gains among them sin^2 of a uniform angle.
        const int runs = 20_000, items = 9;
        var random = new Random(20260304);
        var known = new Dictionary<(int, int), Interval>();
        var covered = 0;
        for (var run = 0; run < runs; run++)
        {
            double changed = random.NextDouble(), gainShare = Math.Pow(Math.Sin(Math.PI / 2 * random.NextDouble()), 2);
            int lost = 0, gained = 0;
            for (var i = 0; i < items; i++)
            {
                if (random.NextDouble() < changed)
                {
                    _ = random.NextDouble() < gainShare ? gained++ : lost++;
                }
            }

            if (!known.TryGetValue((lost, gained), out var interval))
            {
                known[(lost, gained)] = interval = new BayesianPairedDifference(lost, gained, items - lost - gained).CredibleInterval(.9);
            }

            covered += interval.Contains(changed * ((2 * gainShare) - 1)) ? 1 : 0;
        }

        Tolerance.Near(.9, (double)covered / runs, Tolerance.OfRate(.9, runs));
    }

    [Fact]
    public void Without_items_it_is_the_prior()
    {
        var prior = new BayesianPairedDifference(0, 0, 0);
        Assert.Equal(0, prior.Mean);
        Tolerance.Near(.5, prior.ChanceBelow(0), 1e-12);

        // S is uniform and |2B - 1| the |cos| of a uniform angle, so that the chance of a difference within d is the mean of min(1, d / |cos|).
        // At d = 1/2: 1/3 for the angles from 60 degrees on, and (2/pi) (1/2) ln(sec 60 + tan 60) = ln(2 + sqrt 3) / pi for those below.
        var within = (1 / 3.0) + (Math.Log(2 + Math.Sqrt(3)) / Math.PI);
        Tolerance.Near(within, prior.ChanceBelow(.5) - prior.ChanceBelow(-.5), 1e-9);
    }

    [Fact]
    public void Values_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BayesianPairedDifference(-1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BayesianPairedDifference(0, 0, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BayesianPairedDifference(1, 0, 0).ChanceBelow(-1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BayesianPairedDifference(1, 0, 0).CredibleInterval(1));
    }
}
