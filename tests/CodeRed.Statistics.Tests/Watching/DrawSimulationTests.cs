using CodeRed.Statistics.Watching;

namespace CodeRed.Statistics.Tests.Watching;

public class DrawSimulationTests
{
    [Theory]
    [InlineData("ramp", Direction.Drop)]
    [InlineData("easy and hard", Direction.Drop)]
    [InlineData("ramp", Direction.Rise)]
    public void The_announced_delay_is_the_true_one_within_a_factor_of_1_5(string kind, Direction direction)
    {
        // Seeded; 12 baselines of 40 items and 20 rounds; true delays from the true rates.
        var random = new Random(20250951);
        var rates = DrawnAnswers.Rates(kind, 40);
        var rise = direction == Direction.Rise;
        double[] now = [.. EvenLogitShift.Down([.. rates.Select(p => rise ? 1 - p : p)], .15).Select(p => rise ? 1 - p : p)];
        List<double> announced = [];
        List<double> seen = [];
        for (var run = 0; run < 12; run++)
        {
            var watch = DrawDetector.Start(DrawBaseline.From(DrawnAnswers.Drawn(random, rates, 20)), new(.01, .15, direction), FalseAlarmPromise.MeanTime(2_000), out _);
            if (watch is null)
            {
                continue;
            }

            announced.Add(DrawSimulation.Delay(watch, .15, 2_000, (ulong)run, 30).Median!.Value);
            for (var repeat = 0; repeat < 10; repeat++)
            {
                watch.Restart();
                var item = random.Next(40);
                while (!watch.Step(item, DrawnAnswers.Answer(random, now[item])) && watch.Steps < 2_000)
                {
                    item = random.Next(40);
                }

                seen.Add(watch.Steps);
            }
        }

        announced.Sort();
        seen.Sort();
        Assert.True(announced.Count > 8);
        Assert.InRange(announced[announced.Count / 2] / seen[seen.Count / 2], 1 / 1.5, 1.5);
    }

    [Fact]
    public void The_announced_delay_of_ranks_is_the_true_one_within_a_factor_of_1_5()
    {
        // Seeded; squares of uniform values exceed uniform ones with chance 1/3: a drop of the mean rank by 1/6.
        var random = new Random(20250952);
        List<double> announced = [];
        List<double> seen = [];
        for (var run = 0; run < 12; run++)
        {
            RankBaseline ranks = new([.. Enumerable.Range(0, 30 * 20).Select(_ => random.NextDouble())], 30);
            if (DrawDetector.Start(ranks.Draws, new(.02, 1 / 6.0), FalseAlarmPromise.MeanTime(1_000), out _) is not { } watch)
            {
                continue;
            }

            announced.Add(DrawSimulation.Delay(watch, 1 / 6.0, 2_000, (ulong)run, 30).Median!.Value);
            for (var repeat = 0; repeat < 10; repeat++)
            {
                watch.Restart();
                var item = random.Next(30);
                while (!watch.Step(item, ranks.Grade(item, Math.Pow(random.NextDouble(), 2))) && watch.Steps < 2_000)
                {
                    item = random.Next(30);
                }

                seen.Add(watch.Steps);
            }
        }

        announced.Sort();
        seen.Sort();
        Assert.InRange(announced[announced.Count / 2] / seen[seen.Count / 2], 1 / 1.5, 1.5);
    }

    [Fact]
    public void The_same_seed_gives_the_same_figures_and_the_watch_is_left_as_it_is()
    {
        var watch = Watch();
        watch.Step(0, 0);
        var before = (watch.Statistic, watch.Steps);
        Assert.Equal(DrawSimulation.Delay(watch, .1, 300, 7, 50), DrawSimulation.Delay(watch, .1, 300, 7, 50));
        Assert.Equal(before, (watch.Statistic, watch.Steps));
    }

    [Fact]
    public void Larger_changes_are_found_sooner_and_none_hardly_ever()
    {
        var watch = Watch();
        var (small, large) = (DrawSimulation.Delay(watch, .1, 1_000, 8, 100), DrawSimulation.Delay(watch, .3, 1_000, 8, 100));
        Assert.True(large.Median < small.Median);
        Assert.Equal(1, large.Found);
        var none = DrawSimulation.Delay(watch, 0, 200, 9, 100); // at most a tenth of A
        Assert.True(none.Median is null && none.Found <= .1 + Tolerance.OfRate(.1, 100), $"{none.Found}");
        Assert.Equal(1, DrawSimulation.Delay(watch, .99, 200, 9, 20).Found); // further than the rates can fall: all answers fail
    }

    [Fact]
    public void The_floor_is_the_smallest_change_found_often_enough()
    {
        var watch = Watch();
        var floor = DrawSimulation.Floor(watch, 300, 10)!.Value;
        Assert.InRange(floor, .05, .3);
        Assert.True(DrawSimulation.Delay(watch, floor + .02, 300, 11, 200).Found > .8 - Tolerance.OfRate(.8, 200));
        Assert.True(DrawSimulation.Delay(watch, floor - .02, 300, 11, 200).Found < .8 + Tolerance.OfRate(.8, 200));
        Assert.True(DrawSimulation.Floor(watch, 1_000, 10) < floor);
        Assert.Null(DrawSimulation.Floor(watch, 2, 10));
    }

    [Theory]
    [InlineData(new[] { 5, 1, 3, 0, 2 }, 3.0, .8)]
    [InlineData(new[] { 5, 0, 1, 3, 0 }, 5.0, .6)]
    [InlineData(new[] { 0, 5, 0, 1, 0 }, null, .4)]
    public void The_median_counts_the_runs_that_found_nothing(int[] alarms, double? median, double found)
    {
        var (delay, started) = Scripted(alarms, null);
        Assert.Equal(new WatchDelay(median, found, 100, 5), delay);
        Assert.Equal(5, started);
    }

    [Theory]
    [InlineData(1, 80)] // eighty of a hundred have found it
    [InlineData(0, 21)] // twenty-one have not
    public void A_simulation_for_a_power_ends_as_soon_as_it_is_decided(int alarm, int runs) =>
        Assert.Equal(runs, Scripted([.. Enumerable.Repeat(alarm, 100)], .8).Started);

    // Runs that alarm at the steps given, 0 for never.
    private static (WatchDelay Delay, int Started) Scripted(int[] alarms, double? power)
    {
        var started = 0;
        var delay = WatchDelay.Simulate(.1, 100, 1, alarms.Length, power, _ =>
        {
            var (alarm, step) = (alarms[started++], 0);
            return () => ++step == alarm;
        });
        return (delay, started);
    }

    [Fact]
    public void Sizes_of_simulations_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DrawSimulation.Delay(Watch(), .1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DrawSimulation.Delay(Watch(), .1, 10, 1, 0));
    }

    private static DrawDetector Watch() => DrawDetector.Start(
        DrawBaseline.From(DrawnAnswers.Drawn(new Random(20250953), DrawnAnswers.Rates("ramp", 40), 20)), new(.01, .1), FalseAlarmPromise.MeanTime(2_000), out _)!;
}
