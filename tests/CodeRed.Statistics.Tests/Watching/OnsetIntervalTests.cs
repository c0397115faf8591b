using CodeRed.Statistics.Watching;
using CsCheck;

namespace CodeRed.Statistics.Tests.Watching;

public class OnsetIntervalTests
{
    [Fact]
    public void It_leaves_out_the_steps_that_some_stretch_before_or_after_speaks_against() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 3], Gen.Int[0, 3], Gen.Double[-3, 3].Array[36], Gen.Double[.1, .95]).Sample((steps, rows, extra, logs, level) =>
        {
            var against = Enumerable.Range(0, rows).Select(row => logs[(row * 9)..((row * 9) + steps)]).ToArray();
            var change = logs[27..(27 + steps)];
            Assert.Equal(Brute(against, change, level), OnsetInterval.From(against, change, level));
        }, iter: 3_000);

    [Fact]
    public void A_higher_level_never_shortens_it_and_it_holds_its_estimate() =>
        Gen.Select(Gen.Int[1, 30], Gen.Double[-2, 2].Array[90], Gen.Double[.05, .9]).Sample((steps, logs, level) =>
        {
            var narrow = OnsetInterval.From([logs[..steps], logs[30..(30 + steps)]], logs[60..(60 + steps)], level);
            var wide = OnsetInterval.From([logs[..steps], logs[30..(30 + steps)]], logs[60..(60 + steps)], (1 + level) / 2);
            if (narrow is not null)
            {
                Assert.InRange(narrow.Estimate, narrow.First, narrow.Last);
                Assert.True(wide!.First <= narrow.First && wide.Last >= narrow.Last);
                Assert.InRange(narrow.First, 0, narrow.Last);
                Assert.InRange(narrow.Last, 0, steps - 1);
            }
        });

    [Fact]
    public void No_step_is_the_onset_when_all_are_spoken_against_and_none_without_steps()
    {
        Assert.Null(OnsetInterval.From([[0, 0, 0]], [9, 9, 9], .95));
        Assert.Null(OnsetInterval.From([[]], [], .95));
        Assert.Throws<ArgumentOutOfRangeException>(() => OnsetInterval.From([[0.0]], [0.0], 1));
    }

    [Theory]
    [InlineData(.5, 1)]
    [InlineData(.7, 1)]
    [InlineData(.5, 2)]
    public void Over_all_paths_of_a_coin_it_misses_no_onset_more_often_than_its_level_allows(double level, int rows)
    {
        // A coin that shows tails in half of the tosses before the onset and in nine of ten from it on: the factors are the likelihood ratio and its inverse, and
        // as a second row a weaker bet of mean one. Every path of 11 tosses, every onset; all steps are seen, whatever the alarm would do.
        const int steps = 11;
        var (against, change) = (new[] { new double[steps], new double[steps] }[..rows], new double[steps]);
        var missed = new double[steps];
        for (var path = 0; path < 1 << steps; path++)
        {
            for (var step = 0; step < steps; step++)
            {
                var tails = (path >> step & 1) == 1;
                against[0][step] = Math.Log(tails ? 1.8 : .2);
                if (rows > 1)
                {
                    against[1][step] = Math.Log(tails ? 1.3 : .7);
                }

                change[step] = -Math.Log(tails ? 1.8 : .2);
            }

            var interval = OnsetInterval.From(against, change, level);
            for (var onset = 0; onset < steps; onset++)
            {
                if (interval is null || onset < interval.First || onset > interval.Last)
                {
                    var likelihood = 1.0;
                    for (var step = 0; step < steps; step++)
                    {
                        likelihood *= step < onset ? .5 : (path >> step & 1) == 1 ? .9 : .1;
                    }

                    missed[onset] += likelihood;
                }
            }
        }

        Assert.All(missed, chance => Assert.True(chance <= 1 - level, $"{chance}"));
        Assert.True(missed.Max() > .05, "the bound is no idle one");
    }

    [Fact]
    public void With_known_normal_steps_it_misses_nearly_as_often_as_it_may_and_no_more()
    {
        // Seeded: likelihood ratios of means 0 and .3 with 250 steps on either side, where Ville's inequality loses only the overshoot.
        const int runs = 2_500;
        var random = new Random(20260108);
        var (row, change) = (new double[500], new double[500]);
        var missed = 0;
        for (var run = 0; run < runs; run++)
        {
            for (var step = 0; step < 500; step++)
            {
                var value = RoundSamples.Normal(random) + (step >= 250 ? .3 : 0);
                row[step] = (.3 * value) - .045;
                change[step] = -row[step];
            }

            var interval = OnsetInterval.From([row], change, .9);
            missed += interval is { First: <= 250, Last: >= 250 } ? 0 : 1;
        }

        Assert.InRange((double)missed / runs, .05, .1 + Tolerance.OfRate(.1, runs));
    }

    [Fact]
    public void Of_rounds_it_takes_the_bets_of_the_margins_on_the_side_that_alarmed() =>
        Gen.Select(Gen.Double[-3, 6].Array[1, 9], Gen.Bool).Sample((z, drop) =>
        {
            var baseline = RoundSamples.Calm(.8, .02);
            var margins = RoundMargin.Of(10, .05);
            var g = RoundMargin.Strengths;
            var change = new WatchedChange(.01, .05, drop ? Direction.Drop : Direction.Rise);
            var rounds = Array.ConvertAll(z, value => .8 + (.02 * (drop ? -value : value)));
            var against = g.Select((strength, k) => z.Select(fall => strength * (fall - margins[k] - .5)).ToArray()).ToArray();
            var still = g.Select((strength, k) => z.Select(fall => strength * (2.5 - fall - margins[k])).ToArray()).ToArray();
            var best = Enumerable.Range(0, g.Length).MaxBy(k => g[k] * (2.5 - margins[k]));
            Assert.Equal(Brute(against, still[best], .9), OnsetInterval.OfRounds(baseline, change, rounds, .9));
        }, iter: 300);

    // The onset, the tolerance and the smallest change at their edges, the alarm's own false alarms included; the sum of both limits' luck is 2 eta = 2 %.
    [Theory]
    [InlineData(10, Direction.Drop)]
    [InlineData(30, Direction.Rise)]
    public void An_alarm_at_or_after_the_onset_with_an_interval_of_rounds_that_misses_it_is_as_rare_as_stated(int rounds, Direction direction)
    {
        // Seeded; another baseline for each watch.
        const int runs = 400;
        const int onset = 15;
        var random = new Random(20260109);
        var sign = direction == Direction.Drop ? -1 : 1;
        var change = new WatchedChange(.01, .1, direction);
        var (missed, alarms, widths) = (0, 0, new List<int>());
        for (var run = 0; run < runs; run++)
        {
            var baseline = RoundBaseline.From(RoundSamples.Of(random, rounds, .5, .03), .01);
            if (RoundDetector.Start(baseline, change, FalseAlarmPromise.MeanTime(100), out _) is not { } detector)
            {
                continue;
            }

            var seen = new List<double>();
            do
            {
                seen.Add(.5 + (sign * (seen.Count < onset ? .01 : .1)) + (.03 * RoundSamples.Normal(random)));
            }
            while (!detector.Step(seen[^1]) && seen.Count < 200);
            if (detector.AlarmedAt > onset)
            {
                var interval = OnsetInterval.OfRounds(baseline, change, seen.ToArray(), .9);
                alarms++;
                missed += interval is null || interval.First > onset || interval.Last < onset ? 1 : 0;
                widths.Add(interval is null ? 0 : interval.Last - interval.First + 1);
            }
        }

        Assert.True((double)missed / runs <= .12 + Tolerance.OfRate(.12, runs), $"{missed} of {runs}");
        Assert.True((double)missed / alarms <= (.12 * runs / alarms) + Tolerance.OfRate(.12, alarms), $"{missed} of {alarms}");
        Assert.True(alarms > runs / 2);
        Assert.True(widths.Order().ElementAt(widths.Count / 2) < onset, "the median interval tells something");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void An_alarm_at_or_after_the_onset_with_an_interval_of_draws_that_misses_it_is_as_rare_as_stated(int answers)
    {
        // Seeded: 30 items, rates known or estimated from so many answers; the tolerance and the smallest change at their edges.
        const int runs = 250;
        const int onset = 150;
        var random = new Random(20260110);
        var change = new WatchedChange(.01, .2);
        var (missed, alarms) = (0, 0);
        var rates = Enumerable.Range(0, 30).Select(static item => .45 + (.5 * item / 29)).ToArray();
        for (var run = 0; run < runs; run++)
        {
            var baseline = answers == 0 ? DrawBaseline.Known(rates) : DrawBaseline.From(new BaselineGrades(Asked(random, rates, answers), 30), .01);
            if (DrawDetector.Start(baseline, change, FalseAlarmPromise.MeanTime(3_000), out _) is not { } detector)
            {
                continue;
            }

            var (items, grades) = (new List<int>(), new List<double>());
            do
            {
                items.Add(random.Next(30));
                grades.Add(random.NextDouble() < rates[items[^1]] - (grades.Count < onset ? .01 : .2) ? 1 : 0);
            }
            while (!detector.Step(items[^1], grades[^1]) && items.Count < 2_000);
            if (detector.AlarmedAt > onset)
            {
                var interval = OnsetInterval.OfDraws(baseline, change, items.ToArray(), grades.ToArray(), .9);
                alarms++;
                missed += interval is null || interval.First > onset || interval.Last < onset ? 1 : 0;
            }
        }

        var allowed = answers == 0 ? .1 : .12;
        Assert.True((double)missed / runs <= allowed + Tolerance.OfRate(allowed, runs), $"{missed} of {runs}");
        Assert.True(alarms > runs * .8, $"{alarms} alarms");
    }

    [Fact]
    public void Either_side_unequal_lists_and_rounds_that_cannot_be_compared_are_refused()
    {
        var known = DrawBaseline.Known([.5, .6]);
        Assert.Throws<ArgumentException>(() => OnsetInterval.OfDraws(known, new(.01, .05, Direction.Either), [0], [1]));
        Assert.Throws<ArgumentException>(() => OnsetInterval.OfDraws(known, new(.01, .05), [0, 1], [1]));
        Assert.Throws<ArgumentException>(() => OnsetInterval.OfRounds(RoundSamples.Calm(), new(.01, .05, Direction.Either), [.5]));
        Assert.Throws<ArgumentException>(() => OnsetInterval.OfRounds(RoundSamples.Calm(), new(.01, .05), [.5, double.NaN]));
        Assert.Throws<ArgumentException>(() => OnsetInterval.OfRounds(RoundBaseline.From(Enumerable.Repeat(.5, 12).ToArray()), new(.01, .05), [.5]));
        Assert.Null(OnsetInterval.OfRounds(RoundSamples.Calm(), new(.01, .05), []));
    }

    private static double[] Asked(Random random, double[] rates, int rounds) =>
        [.. Enumerable.Range(0, rounds * rates.Length).Select(i => random.NextDouble() < rates[i % rates.Length] ? 1.0 : 0)];

    // Every stretch, one by one.
    private static OnsetInterval? Brute(double[][] against, double[] change, double level)
    {
        var bound = Math.Log(2 / (1 - level));
        var steps = change.Length;
        bool Stays(int step)
        {
            foreach (var row in against)
            {
                for (var from = 0; from < step; from++)
                {
                    if (row[from..step].Reverse().Sum() >= bound + Math.Log(against.Length))
                    {
                        return false;
                    }
                }
            }

            return Enumerable.Range(step + 1, steps - step).All(to => change[step..to].Sum() < bound);
        }

        var set = Enumerable.Range(0, steps).Where(Stays).ToArray();
        if (set.Length == 0)
        {
            return null;
        }

        var (_, estimate) = against
            .SelectMany(row => Enumerable.Range(0, steps).Reverse().Select(step => (row[step..].Reverse().Sum(), step)))
            .MaxBy(static pair => pair.Item1);
        return new OnsetInterval(Math.Clamp(estimate, set[0], set[^1]), set[0], set[^1]);
    }
}
