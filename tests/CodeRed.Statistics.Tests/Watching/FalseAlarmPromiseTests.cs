using CodeRed.Statistics.Watching;
using CsCheck;

namespace CodeRed.Statistics.Tests.Watching;

public class FalseAlarmPromiseTests
{
    [Fact]
    public void Thresholds_are_the_time_over_the_chance_over_the_weight()
    {
        Assert.Equal(365, FalseAlarmPromise.MeanTime(365).Threshold);
        Assert.Equal(1_460, FalseAlarmPromise.MeanTime(365).Share(.5).Share(.5).Threshold);
        Tolerance.Relative(7_300, FalseAlarmPromise.Chance(.05, 365).Threshold, 1e-15);
        Tolerance.Relative(29_200, FalseAlarmPromise.Chance(.05, 365).Share(.25).Threshold, 1e-15);
    }

    [Fact]
    public void The_chance_within_the_promised_time_is_the_promised_one_and_never_above_one() =>
        Gen.Select(Gen.Double[.001, .999], Gen.Double[1.01, 1e6], Gen.Double[.01, 1]).Sample((chance, steps, weight) =>
        {
            var promise = FalseAlarmPromise.Chance(chance, steps);
            Tolerance.Relative(chance, promise.ChanceUpTo(steps), 1e-12);
            Tolerance.Relative(chance * weight, promise.Share(weight).ChanceUpTo(steps), 1e-12);
            Assert.Equal(0, promise.ChanceUpTo(0));
            Assert.Equal(1, promise.ChanceUpTo(steps / chance * 2));
            Tolerance.Relative(1 / promise.Threshold, promise.ChanceUpTo(1), 1e-12);
        });

    [Fact]
    public void Detectors_that_share_a_budget_keep_it_for_the_first_alarm_of_any_of_them_whatever_they_have_in_common()
    {
        // Every path of 12 tosses of a fair coin; three detectors bet on the same coin, one of them on the other side, and one on the parity of the last two.
        const int steps = 12;
        double[] weights = [.5, .3, .2];
        foreach (var steps0 in new[] { 2.0, 6, 30 })
        {
            var budget = FalseAlarmPromise.MeanTime(steps0);
            double[] thresholds = [.. weights.Select(weight => budget.Share(weight).Threshold)];
            var alarmed = new double[steps + 1];
            for (var path = 0; path < 1 << steps; path++)
            {
                var detectors = new ShiryaevRoberts[3];
                var alarm = false;
                for (var t = 1; t <= steps; t++)
                {
                    var heads = (path >> (t - 1) & 1) == 1;
                    var same = heads == (t > 1 && (path >> (t - 2) & 1) == 1);
                    alarm |= detectors[0].Step(heads ? 1.9 : .1) >= thresholds[0];
                    alarm |= detectors[1].Step(heads ? .4 : 1.6) >= thresholds[1];
                    alarm |= detectors[2].Step(same ? 1.95 : .05) >= thresholds[2];
                    alarmed[t] += alarm ? Math.Pow(.5, steps) : 0;
                }
            }

            for (var t = 1; t <= steps; t++)
            {
                Assert.True(alarmed[t] <= budget.ChanceUpTo(t) + 1e-12, $"{alarmed[t]} within {t} at {steps0}");
            }

            Assert.True(alarmed[steps] > 0);
        }
    }

    [Fact]
    public void Promises_outside_their_range_are_refused_and_one_never_made_has_no_threshold()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FalseAlarmPromise.MeanTime(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => FalseAlarmPromise.MeanTime(double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => FalseAlarmPromise.MeanTime(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => FalseAlarmPromise.Chance(0, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => FalseAlarmPromise.Chance(1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => FalseAlarmPromise.Chance(.05, .5));
        Assert.Throws<ArgumentOutOfRangeException>(() => FalseAlarmPromise.MeanTime(10).Share(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => FalseAlarmPromise.MeanTime(10).Share(1.1));
        Assert.Throws<InvalidOperationException>(() => default(FalseAlarmPromise).Threshold);
    }
}
