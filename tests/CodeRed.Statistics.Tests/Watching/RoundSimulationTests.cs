using CodeRed.Statistics.Watching;

namespace CodeRed.Statistics.Tests.Watching;

public class RoundSimulationTests
{
    private static readonly FalseAlarmPromise Year = FalseAlarmPromise.MeanTime(365);

    [Theory]
    [InlineData(20, 3.0, 60)]
    [InlineData(50, 1.5, 150)]
    public void The_announced_delay_is_within_a_factor_of_1_5_of_the_true_one(int rounds, double size, int horizon)
    {
        // Seeded. The truth: the same rounds go on, lower by the size, for another baseline each time. Announced: the median over such baselines.
        const int runs = 151;
        var random = new Random(20260106);
        var (truth, announced) = (new List<double>(), new List<double>());
        for (var run = 0; truth.Count < runs; run++)
        {
            var baseline = RoundBaseline.From(RoundSamples.Of(random, rounds, .7, .03));
            if (RoundDetector.Start(baseline, new(0, .03 * size), Year, out _) is not { } detector)
            {
                continue;
            }

            if (run % 8 == 0)
            {
                announced.Add(RoundSimulation.Delay(detector, .03 * size, horizon, (ulong)run, 100).Median ?? horizon);
            }

            while (detector.Steps < horizon && !detector.Step(.7 - (.03 * size) + (.03 * RoundSamples.Normal(random))))
            {
            }

            truth.Add(detector.AlarmedAt ?? horizon);
        }

        truth.Sort();
        announced.Sort();
        Assert.InRange(announced[announced.Count / 2] / truth[runs / 2], 1 / 1.5, 1.5);
        Assert.True(truth[runs / 2] < horizon / 2.0, "the horizon decides nothing");
    }

    // numpy 1.24.2, 400,000 runs with seed 1 of the same watch written out: variance S / sqrt(chisquare(9) / 9), mean normal around the baseline's, margins by
    // scipy 1.10.1 as in RoundMarginTests, capped factors exp(g ((M - y - tolerance) / S - h)).
    [Theory]
    [InlineData(.06, 9, .54984)]
    [InlineData(.05, 6, .056945)]
    [InlineData(.03, 30, .162625)]
    public void The_share_found_is_that_of_an_independent_simulation(double size, int horizon, double expected) =>
        Tolerance.Near(expected, RoundSimulation.Delay(Started(), size, horizon, 5, 4_000).Found, Tolerance.OfRate(expected, 4_000));

    [Fact]
    public void Delays_are_repeatable_and_leave_the_watch_as_it_is()
    {
        var detector = Started();
        detector.Step(.79);
        var statistic = detector.Statistic;
        var delay = RoundSimulation.Delay(detector, .06, 9, 7);
        Assert.Equal(delay, RoundSimulation.Delay(detector, .06, 9, 7));
        Assert.Contains(new ulong[] { 8, 9, 7UL << 32 }, seed => RoundSimulation.Delay(detector, .06, 9, seed) != delay);
        Assert.Equal((statistic, 1L), (detector.Statistic, detector.Steps));
        Assert.Equal((9, 400), (delay.Horizon, delay.Runs));
        Assert.InRange(delay.Found, .05, .95);
    }

    [Fact]
    public void Larger_changes_are_found_sooner_and_those_of_the_other_side_not_at_all()
    {
        var detector = Started();
        var small = RoundSimulation.Delay(detector, .04, 60, 3);
        var large = RoundSimulation.Delay(detector, .12, 60, 3);
        Assert.True(large.Median < small.Median && large.Found >= small.Found);
        Assert.InRange(large.Median!.Value, 2, 10);
        var against = RoundSimulation.Delay(detector, -.12, 60, 3);
        Assert.Equal((null, 0.0), (against.Median, against.Found));
        var rise = RoundDetector.Start(RoundSamples.Calm(), new(.01, .04, Direction.Rise), Year, out _)!;
        Assert.InRange(RoundSimulation.Delay(rise, .12, 60, 3).Median!.Value, 2, 10);
    }

    [Fact]
    public void The_floor_is_found_with_the_wanted_chance_and_a_hundredth_less_is_not()
    {
        var detector = Started();
        var floor = RoundSimulation.Floor(detector, 15, 11)!.Value;
        Assert.True(RoundSimulation.Delay(detector, floor, 15, 11, 200).Found >= .8);
        Assert.True(RoundSimulation.Delay(detector, floor - .01, 15, 11, 200).Found < .8);
        Assert.True(RoundSimulation.Floor(detector, 60, 11) < floor, "more time finds less");
        Assert.Null(RoundSimulation.Floor(detector, 1, 11)); // an alarm takes two rounds
    }

    [Fact]
    public void A_change_without_a_size_no_horizon_and_no_runs_are_refused()
    {
        var detector = Started();
        Assert.Throws<ArgumentOutOfRangeException>(() => RoundSimulation.Delay(detector, double.NaN, 10, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RoundSimulation.Delay(detector, .1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RoundSimulation.Delay(detector, .1, 10, 1, 0));
    }

    private static RoundDetector Started() => RoundDetector.Start(RoundSamples.Calm(), new(.01, .04), Year, out _)!;
}
