using CodeRed.Statistics.Survival;
using CsCheck;

namespace CodeRed.Statistics.Tests.Survival;

public class RateRatioTests
{
    [Fact]
    public void The_interval_agrees_with_R()
    {
        // R 4.2.2: poisson.test(c(14, 5), c(18, 30))$conf.int, and 2 * min(pbinom(14, 19, 18/48), 1 - pbinom(13, 19, 18/48))
        var ratio = new RateRatio(5, 30, 14, 18);
        Tolerance.Near(4.66666666666667, ratio.Estimate ?? double.NaN, 1e-13);
        Tolerance.Relative(1.58835510467506, ratio.Interval.Lower, 1e-12);
        Tolerance.Relative(16.55508333907749, ratio.Interval.Upper, 1e-12);
        Tolerance.Relative(0.0029749180720362, ratio.P, 1e-11);

        // R 4.2.2: poisson.test(c(0, 7), c(10, 12), conf.level = .9)$conf.int
        var none = new RateRatio(7, 12, 0, 10, .9);
        Assert.Equal((0.0, 0.0), (none.Estimate, none.Interval.Lower));
        Tolerance.Relative(0.640952885561269, none.Interval.Upper, 1e-12);
        Tolerance.Relative(0.0287302861970062, none.P, 1e-12);
    }

    [Fact]
    public void Without_events_on_a_side_the_interval_has_no_bound_there()
    {
        var first = new RateRatio(0, 12, 7, 10);
        Assert.Equal(double.PositiveInfinity, first.Estimate);
        Assert.True(first.Interval is { Lower: > 1, Upper: double.PositiveInfinity });
        var none = new RateRatio(0, 12, 0, 10);
        Assert.Null(none.Estimate);
        Assert.Equal((new Interval(0, double.PositiveInfinity), 1), (none.Interval, none.P));
        Assert.Null(none.Detectable());
    }

    [Fact]
    public void The_interval_excludes_1_exactly_when_the_test_rejects_and_mirrors_when_sides_are_exchanged() =>
        Gen.Select(Gen.Int[0, 60], Gen.Double[.1, 50], Gen.Int[0, 60], Gen.Double[.1, 50]).Sample(
            (before, exposureBefore, after, exposureAfter) =>
            {
                RateRatio ratio = new(before, exposureBefore, after, exposureAfter), mirror = new(after, exposureAfter, before, exposureBefore);
                Tolerance.Relative(ratio.P, mirror.P, 1e-10);
                Tolerance.Near(ratio.Interval.Lower, 1 / mirror.Interval.Upper, 1e-9 * ratio.Interval.Lower);
                Assert.Equal(ratio.P < .05, !ratio.Interval.Contains(1));
                Assert.True(ratio.Estimate is null || ratio.Interval.Contains(ratio.Estimate.Value));
                var months = new RateRatio(before, exposureBefore / 30, after, exposureAfter / 30);
                Tolerance.Relative(ratio.P, months.P, 1e-10);
            },
            iter: 500);

    [Theory] // Means of both counts
    [InlineData(2, 2)]
    [InlineData(1, 6)]
    [InlineData(20, 8)]
    public void The_interval_covers_at_least_as_often_as_it_says(double meanBefore, double meanAfter)
    {
        // Exact, by summing over both Poisson counts.
        double missed = 0, seen = 0;
        for (var before = 0; before < 60; before++)
        {
            for (var after = 0; after < 60; after++)
            {
                var chance = Poisson(before, meanBefore) * Poisson(after, meanAfter);
                seen += chance;
                missed += chance > 1e-12 && !new RateRatio(before, 12, after, 20).Interval.Contains(meanAfter / 20 / (meanBefore / 12)) ? chance : 0;
            }
        }

        Assert.True(seen > 1 - 1e-6);
        Assert.InRange(missed, 1e-6, .05);
    }

    [Fact]
    public void Power_and_smallest_ratios_agree_with_brute_force_in_R()
    {
        // R 4.2.2: sums over dpois(x1, m1) * dpois(x2, m2) of the pairs with a one-sided pbinom(..., x1 + x2, t2 / (t1 + t2)) of at most alpha / 2
        Tolerance.Near(0.274414539847737, DetectableRateRatio.PowerOfMore(24, 6, 24 / 36.0, .025), 1e-10);
        Tolerance.Near(0.355043022844337, DetectableRateRatio.PowerOfMore(6, 3.6, 12 / 36.0, .025), 1e-10);
        Tolerance.Near(0.0343541753508941, DetectableRateRatio.PowerOfMore(4.5, 1, 30 / 50.0, .025), 1e-10);

        // The same, uniroot(tol = 1e-11) in the logarithm of the ratio.
        Detects(DetectableRateRatio.From(.5, 12, 24), 3.0974418177710463, 0.0294588267993004);
        Detects(DetectableRateRatio.From(.05, 20, 30), 9.57135243965419, null);
        Detects(DetectableRateRatio.From(2, 10, 10, .9, .9), 2.198329977650653, 0.255295080790008);

        // Sums thinned out: the R sums above have all of them.
        Tolerance.Near(0.866842074621751, DetectableRateRatio.PowerOfMore(2_200, 2_000, .5, .025), 1e-4);
        Tolerance.Near(0.576853175230986, DetectableRateRatio.PowerOfMore(3, 300, 1 / 1_001.0, .025), 1e-4);
        Detects(DetectableRateRatio.From(1_000, 1, 1), 1.13023130648743, 0.877666309660477, 1e-4);
        Detects(DetectableRateRatio.From(3, 1, 1_000), 3.46014942619429, 0.0672009573419332, 1e-4);

        static void Detects(DetectableRateRatio detectable, double increase, double? decrease, double tolerance = 1e-8)
        {
            Tolerance.Relative(increase, detectable.Increase ?? double.NaN, tolerance);
            Assert.Equal(decrease is null, detectable.Decrease is null);
            Tolerance.Relative(decrease ?? 1, detectable.Decrease ?? 1, tolerance);
        }
    }

    [Fact]
    public void Two_departures_in_a_year_could_show_only_a_flood_and_no_end()
    {
        var detectable = new RateRatio(1, 12, 1, 12).Detectable();
        Assert.NotNull(detectable);
        Assert.True(detectable.Increase > 8);
        Assert.Null(detectable.Decrease);
    }

    [Fact]
    public void Next_to_no_events_detect_nothing() =>
        Assert.Equal(new DetectableRateRatio(null, null, .8), DetectableRateRatio.From(1e-6, 12, 12));

    [Fact]
    public void Many_events_detect_small_changes()
    {
        var detectable = DetectableRateRatio.From(10_000, 10, 10);
        Assert.InRange(detectable.Increase ?? 0, 1.01, 1.02); // (1.96 + .84) * sqrt(2 / 100,000) = .0125
        Assert.InRange(detectable.Decrease ?? 0, .98, .99);
    }

    [Fact]
    public void Values_outside_their_range_are_errors()
    {
        Assert.Throws<ArgumentOutOfRangeException>("eventsBefore", () => new RateRatio(-1, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("eventsAfter", () => new RateRatio(1, 1, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("exposureBefore", () => new RateRatio(1, 0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("exposureAfter", () => new RateRatio(1, 1, 1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("level", () => new RateRatio(1, 1, 1, 1, 95));
        Assert.Throws<ArgumentOutOfRangeException>("rate", () => DetectableRateRatio.From(0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("exposureAfter", () => DetectableRateRatio.From(1, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>("power", () => DetectableRateRatio.From(1, 1, 1, power: .3));
        Assert.Throws<ArgumentOutOfRangeException>("power", () => new RateRatio(1, 1, 1, 1).Detectable(1));
    }

    private static double Poisson(int count, double mean) => Math.Exp(MathNet.Numerics.Distributions.Poisson.PMFLn(mean, count));
}
