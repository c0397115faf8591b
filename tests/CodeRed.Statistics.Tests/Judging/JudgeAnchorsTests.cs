using CodeRed.Statistics.Distributions;
using CodeRed.Statistics.Judging;
using CsCheck;

namespace CodeRed.Statistics.Tests.Judging;

public class JudgeAnchorsTests
{
    private static readonly Gen<JudgeAnchors> Anchors =
        from passes in Gen.Int[1, 80] from fails in Gen.Int[1, 80] from down in Gen.Int[0, passes] from up in Gen.Int[0, fails]
        select new JudgeAnchors(passes, down, fails, up);

    [Fact]
    public void The_bounds_agree_with_R()
    {
        var anchors = new JudgeAnchors(60, 6, 40, 1);

        // R 4.2.2: binom.test(6, 60)$conf.int, binom.test(1, 40)$conf.int, binom.test(6, 7)$p.value
        Near(0.037591269108566, 0.2050577367080639, anchors.FlipDown());
        Near(0.0006327449320494193, 0.1315858584827657, anchors.FlipUp());
        Tolerance.Near(.125, anchors.McNemarP, 1e-13);

        // R 4.2.2: l = sqrt(.95); .7 * qbeta(l, 7, 54) - .3 * qbeta(1 - l, 1, 40); qbeta(.95, 7, 54); .3 * qbeta(l, 2, 39) - .7 * qbeta(1 - l, 6, 55)
        Tolerance.Near(0.1431355166388267, anchors.AdverseShiftBound(.7), 1e-13);
        Tolerance.Near(0.1878573819889822, anchors.WorstAdverseShiftBound(), 1e-13);
        Tolerance.Near(0.01298422066980699, anchors.FavourableShiftBound(.7), 1e-13);
    }

    [Fact]
    public void A_judge_that_stands_still_leaves_a_bound_that_shrinks_with_the_anchors()
    {
        // 1 - .05^(1/n), of which 3/n is the rule of three.
        Tolerance.Near(1 - Math.Pow(.05, .01), new JudgeAnchors(100, 0, 100, 0).WorstAdverseShiftBound(), 1e-14);
        Tolerance.Near(.8 * (1 - Math.Pow(1 - Math.Sqrt(.95), .001)), new JudgeAnchors(1_000, 0, 50, 0).AdverseShiftBound(.8), 1e-14);
        Assert.Equal(1, new JudgeAnchors(100, 0, 100, 0).McNemarP);
    }

    [Fact]
    public void Without_anchors_of_a_kind_nothing_is_known_of_their_flips()
    {
        Assert.Equal(new Interval(0, 1), new JudgeAnchors(0, 0, 5, 1).FlipDown());
        Assert.Equal(new Interval(0, 1), new JudgeAnchors(5, 1, 0, 0).FlipUp());
        Tolerance.Near(.9, new JudgeAnchors(0, 0, 5, 0).AdverseShiftBound(.9), 1e-15);
    }

    [Fact]
    public void The_adverse_bound_grows_with_the_pass_rate_and_more_so_with_the_level_and_the_observed_shift_lies_below_it() =>
        Gen.Select(Anchors, Gen.Double[0, .99], Gen.Double[.5, .98]).Sample((anchors, passRate, level) =>
        {
            var bound = anchors.AdverseShiftBound(passRate, level);
            var observed = (passRate * anchors.PassToFail / anchors.Passes) - ((1 - passRate) * anchors.FailToPass / anchors.Fails);
            return bound >= observed && bound <= 1
                && bound <= anchors.AdverseShiftBound(passRate + .005, level) + 1e-12
                && bound <= anchors.AdverseShiftBound(passRate, level + .01)
                && -observed <= anchors.FavourableShiftBound(passRate, level);
        });

    [Fact]
    public void The_favourable_bound_is_the_adverse_one_with_passes_and_fails_exchanged() =>
        Gen.Select(Anchors, Gen.Double[0, 1]).Sample((anchors, passRate) =>
            Math.Abs(anchors.FavourableShiftBound(passRate)
                - new JudgeAnchors(anchors.Fails, anchors.FailToPass, anchors.Passes, anchors.PassToFail).AdverseShiftBound(1 - passRate)) < 1e-12);

    [Theory]
    [InlineData(.9, 0, 0)]
    [InlineData(.9, .02, .02)]
    [InlineData(.7, .1, .02)]
    [InlineData(.7, .02, .3)]
    [InlineData(.2, .3, .05)]
    [InlineData(1, .05, .5)]
    [InlineData(0, .5, .05)]
    public void The_bounds_hold_the_true_shift_at_least_as_often_as_promised_by_exact_enumeration(double passRate, double down, double up)
    {
        const int passes = 30, fails = 15;
        const double level = .9;
        double shift = (passRate * down) - ((1 - passRate) * up), adverse = 0, favourable = 0, worst = 0;
        for (var x = 0; x <= passes; x++)
        {
            for (var y = 0; y <= fails; y++)
            {
                var chance = Binomial(x, passes, down) * Binomial(y, fails, up);
                var anchors = new JudgeAnchors(passes, x, fails, y);
                adverse += anchors.AdverseShiftBound(passRate, level) >= shift - 1e-12 ? chance : 0;
                favourable += anchors.FavourableShiftBound(passRate, level) >= -shift - 1e-12 ? chance : 0;
                worst += anchors.WorstAdverseShiftBound(level) >= shift - 1e-12 ? chance : 0;
            }
        }

        Assert.True(Math.Min(worst, Math.Min(adverse, favourable)) >= level - 1e-9, $"adverse {adverse}, favourable {favourable}, worst {worst}");
    }

    [Fact]
    public void Added_to_the_tolerated_drop_the_bound_holds_the_reported_drop_in_a_simulation()
    {
        // Seeded; reference pass rate .8 falls by the tolerated 2 points, the judge flips 8 % down and 5 % up, 80 + 40 anchors.
        const int runs = 5_000;
        const double before = .8, tolerated = .02, down = .08, up = .05;
        var now = before - tolerated;
        var reported = before - ((now * (1 - down)) + ((1 - now) * up));
        var random = new Random(20260306);
        var held = 0;
        for (var run = 0; run < runs; run++)
        {
            int passToFail = 0, failToPass = 0;
            for (var i = 0; i < 80; i++)
            {
                passToFail += random.NextDouble() < down ? 1 : 0;
                failToPass += i < 40 && random.NextDouble() < up ? 1 : 0;
            }

            held += reported <= tolerated + new JudgeAnchors(80, passToFail, 40, failToPass).AdverseShiftBound(before, .9) ? 1 : 0;
        }

        Assert.True((double)held / runs >= .9 - Tolerance.OfRate(.9, runs), $"held {held} of {runs}");
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(5, 6, 5, 1)]
    [InlineData(5, 1, 5, -1)]
    [InlineData(-1, 0, 5, 1)]
    public void Counts_outside_their_range_are_refused(long passes, long passToFail, long fails, long failToPass) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new JudgeAnchors(passes, passToFail, fails, failToPass));

    [Fact]
    public void Rates_and_levels_outside_their_range_are_refused()
    {
        var anchors = new JudgeAnchors(5, 1, 0, 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => anchors.AdverseShiftBound(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => anchors.FavourableShiftBound(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => anchors.AdverseShiftBound(.5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => anchors.FlipUp(1));
    }

    private static void Near(double lower, double upper, Interval interval)
    {
        Tolerance.Near(lower, interval.Lower, 1e-13);
        Tolerance.Near(upper, interval.Upper, 1e-13);
    }

    private static double Binomial(int k, int n, double p) => p == 0 ? (k == 0 ? 1 : 0) : RegularizedBeta.BinomialProbability(k, n, p, 1 - p);
}
