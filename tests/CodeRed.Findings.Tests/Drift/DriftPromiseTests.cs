using CodeRed.Evidence;
using CodeRed.Findings.Drift;
using static CodeRed.Findings.Tests.Drift.Answers;

namespace CodeRed.Findings.Tests.Drift;

/// <summary>Simulations of what the output promises, with tolerances of four standard errors of the number of runs.</summary>
public class DriftPromiseTests
{
    private const int Runs = 600;

    public static TheoryData<int, int, double> Designs => new()
    {
        // items, repeats, sharpness of the items' rates (small: most items are nearly always right or nearly always wrong)
        { 20, 1, .3 },
        { 200, 1, .3 },
        { 200, 1, 5 },
        { 40, 3, 1 },
        { 400, 3, 1 },
    };

    [Theory]
    [MemberData(nameof(Designs))]
    public void Without_a_change_at_most_five_percent_say_worse_or_better(int items, int repeats, double sharpness)
    {
        int alarms = 0;
        for (int run = 0; run < Runs; run++)
        {
            alarms += Simulated(run, items, repeats, sharpness, drop: 0).Verdict is Verdict.Worse or Verdict.Better ? 1 : 0;
        }

        Assert.True(alarms <= Runs * .05 + 4 * Math.Sqrt(Runs * .05 * .95), $"{alarms} of {Runs} alarms without a change");
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void The_interval_covers_the_drop_of_these_items_in_95_percent(int items, int repeats, double sharpness)
    {
        int covered = 0;
        for (int run = 0; run < Runs; run++)
        {
            covered += Simulated(run, items, repeats, sharpness, drop: .1, out double truth).Primary.Raw.Interval!.Value.Contains(truth) ? 1 : 0;
        }

        Assert.True(covered >= Runs * .95 - 4 * Math.Sqrt(Runs * .05 * .95), $"{covered} of {Runs} intervals cover");
    }

    [Fact]
    public void The_smallest_detectable_drop_is_seen_in_four_of_five_comparisons()
    {
        // Items that waver: right with chance .9 each time. The figure comes from runs without a drop, by its median.
        const int Items = 300;
        double[] announced = [.. Enumerable.Range(0, 101)
            .Select(run => Wavering(run, Items, 0).Primary.Raw.SmallestDetectableDrop!.Value).Order()];
        double drop = announced[50];
        int seen = Enumerable.Range(1000, Runs).Count(run => Wavering(run, Items, drop).Verdict == Verdict.Worse);

        Assert.InRange((double)seen / Runs, .8 - 4 * Math.Sqrt(.16 / Runs) - .03, .8 + 4 * Math.Sqrt(.16 / Runs) + .06);
    }

    [Fact]
    public void The_e_process_ever_reaches_20_in_at_most_five_percent_without_a_change()
    {
        int stopped = Enumerable.Range(0, Runs).Count(run => Simulated(run, 300, 1, 1, 0).Primary.Raw.Betting!.Stops[0].Items is not null);

        Assert.True(stopped <= Runs * .05 + 4 * Math.Sqrt(Runs * .05 * .95), $"{stopped} of {Runs} stopped without a change");
    }

    // Repeats differ where answers are missing or budgets changed; a mean of many against a single answer would alarm far too often.
    [Theory]
    [InlineData(1, 5, .95)]
    [InlineData(10, 1, .98)]
    public void Unequal_repeats_keep_the_promise(int before, int after, double rate)
    {
        int alarms = Enumerable.Range(0, Runs).Count(run =>
        {
            var random = new Random(run);
            double?[] Asked(int times) => [.. Enumerable.Range(0, times).Select(_ => (double?)(random.NextDouble() < rate ? 1 : 0))];
            return Find(Enumerable.Range(0, 40).Select(i => Repeated($"{run} {i}", Asked(before), Asked(after))).ToArray()).Verdict is Verdict.Worse or Verdict.Better;
        });

        Assert.True(alarms <= Runs * .05 + 4 * Math.Sqrt(Runs * .05 * .95), $"{alarms} of {Runs} alarms without a change");
    }

    private static DriftFinding Wavering(int seed, int items, double drop)
    {
        var random = new Random(seed);
        return Find(Enumerable.Range(0, items).Select(i =>
            Pair($"{seed} {i}", random.NextDouble() < .9 ? 1 : 0, random.NextDouble() < .9 - drop ? 1 : 0)).ToArray());
    }

    private static DriftFinding Simulated(int seed, int items, int repeats, double sharpness, double drop) =>
        Simulated(seed, items, repeats, sharpness, drop, out _);

    private static DriftFinding Simulated(int seed, int items, int repeats, double sharpness, double drop, out double truth)
    {
        var random = new Random(seed);
        double expected = 0;
        var pairs = Enumerable.Range(0, items).Select(i =>
        {
            double rate = Beta(random, sharpness);
            double after = rate * (1 - drop);
            expected += (after - rate) / items;
            return new ItemPair($"{seed} {i}", Asked(rate), Asked(after));
        }).ToArray();
        truth = expected;
        return Find(pairs, settings: new DriftSettings(Seed: (ulong)seed));

        Outcome[] Asked(double rate) => [.. Enumerable.Range(0, repeats).Select(e => Graded(random.NextDouble() < rate ? 1 : 0, epoch: e))];
    }

    // Beta(a, a) as a ratio of gamma variates (Johnk 1964 for a < 1; a sum of exponentials for whole a).
    private static double Beta(Random random, double a)
    {
        if (a >= 1)
        {
            double x = Gamma(), y = Gamma();
            return x / (x + y);
        }

        while (true)
        {
            double u = Math.Pow(random.NextDouble(), 1 / a), v = Math.Pow(random.NextDouble(), 1 / a);
            if (u + v is > 0 and <= 1)
            {
                return u / (u + v);
            }
        }

        double Gamma() => Enumerable.Range(0, (int)a).Sum(_ => -Math.Log(1 - random.NextDouble()));
    }
}
