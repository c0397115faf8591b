using CodeRed.Probing.Running;
using Microsoft.Extensions.Time.Testing;

namespace CodeRed.Probing.Tests.Running;

/// <summary>Simulated providers and runs, in simulated time by the millisecond.</summary>
public sealed class PacerTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    public static TheoryData<Counting, bool, double> Limits()
    {
        var data = new TheoryData<Counting, bool, double>();
        foreach (var counting in Enum.GetValues<Counting>())
        {
            foreach (bool says in (bool[])[false, true])
            {
                foreach (double limit in (double[])[10, 100])
                {
                    data.Add(counting, says, limit);
                }
            }
        }

        return data;
    }

    [Theory, MemberData(nameof(Limits))]
    public void A_run_settles_within_a_tenth_of_the_providers_limit(Counting counting, bool saysRetryAfter, double limit)
    {
        var world = new World(new RateLimit(counting, limit), saysRetryAfter, seed: 1);
        var run = world.Start();
        world.Until(30);
        int before = run.Answered;
        long refusedBefore = run.Pacer.Refusals;
        world.Until(90);

        double rate = (run.Answered - before) / 60.0;
        double refused = (run.Pacer.Refusals - refusedBefore) / 60.0;
        Assert.InRange(rate, 0.9 * limit, 1.01 * limit);
        Assert.True(refused < 0.12 * limit, $"{refused} refusals a second of {limit}");
    }

    [Theory, MemberData(nameof(Limits))]
    public void A_second_run_on_the_same_key_comes_to_its_share_within_a_minute(Counting counting, bool saysRetryAfter, double limit)
    {
        for (int seed = 1; seed <= 3; seed++)
        {
            var world = new World(new RateLimit(counting, limit), saysRetryAfter, seed);
            var first = world.Start();
            world.Until(40);
            var second = world.Start();
            world.Until(100);
            var (a, b) = (first.Answered, second.Answered);
            world.Until(160);

            double own = second.Answered - b;
            double both = own + first.Answered - a;
            // At ten a second this is the promise; at a hundred a minute is short for runs that never heard of each other.
            double least = limit > 10 ? 0.25 : 0.35;
            Assert.InRange(own / both, least, 1 - least);
            Assert.InRange(both / 60, 0.89 * limit, 1.01 * limit);
        }
    }

    [Fact]
    public void Nothing_is_held_back_while_nothing_is_refused()
    {
        var clock = new FakeTimeProvider();
        using var pacer = new Pacer(clock, new Random(1));
        for (int i = 0; i < 10_000; i++)
        {
            Assert.Equal(TimeSpan.Zero, pacer.MayGo(out _));
            pacer.Answered();
        }

        Assert.Equal(double.PositiveInfinity, pacer.Rate);
    }

    [Fact]
    public void The_first_refusal_stops_everything_for_as_long_as_the_provider_says()
    {
        var clock = new FakeTimeProvider();
        using var pacer = new Pacer(clock, new Random(1));
        pacer.MayGo(out var mark);
        pacer.Refused(mark, TimeSpan.FromSeconds(7));

        Assert.Equal(TimeSpan.FromSeconds(7), pacer.MayGo(out _));
        clock.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(TimeSpan.Zero, pacer.MayGo(out _));
    }

    [Fact]
    public void Whoever_is_told_to_wait_two_seconds_or_more_holds_everybody()
    {
        var clock = new FakeTimeProvider();
        using var pacer = new Pacer(clock, new Random(1));
        pacer.MayGo(out var mark);
        pacer.Refused(mark, TimeSpan.FromSeconds(1));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, pacer.MayGo(out mark));
        pacer.Answered();
        clock.Advance(TimeSpan.FromSeconds(5));
        pacer.MayGo(out mark);
        pacer.Refused(mark, TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(20), pacer.MayGo(out _));

        pacer.Hold(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.FromSeconds(30), pacer.MayGo(out _));
    }

    [Fact]
    public void A_burst_of_refusals_of_requests_sent_together_is_one_refusal()
    {
        var clock = new FakeTimeProvider();
        using var pacer = new Pacer(clock, new Random(1));
        var marks = Enumerable.Range(0, 64).Select(_ =>
        {
            pacer.MayGo(out var mark);
            return mark;
        }).ToList();
        for (int i = 0; i < 10; i++)
        {
            pacer.Answered();
        }

        foreach (var mark in marks.Skip(10))
        {
            pacer.Refused(mark, null);
        }

        clock.Advance(TimeSpan.FromSeconds(1));
        pacer.MayGo(out _);
        Assert.InRange(pacer.Rate, 9.9, 10.1);
    }

    [Fact]
    public void Refusals_in_a_row_stop_everything_longer_each_time_up_to_a_minute()
    {
        var clock = new FakeTimeProvider();
        using var pacer = new Pacer(clock, new Random(1));
        pacer.MayGo(out var mark);
        pacer.Refused(mark, null);
        var longest = TimeSpan.Zero;
        int sent = 0;
        for (var now = TimeSpan.Zero; now < TimeSpan.FromMinutes(30);)
        {
            var wait = pacer.MayGo(out mark);
            longest = wait > longest ? wait : longest;
            sent += wait == TimeSpan.Zero ? 1 : 0;
            now += wait + Tick;
            clock.Advance(wait + Tick);
            if (wait == TimeSpan.Zero)
            {
                pacer.Refused(mark, null);
            }
        }

        Assert.InRange(longest.TotalSeconds, 59, 61);
        Assert.InRange(sent, 20, 60);
        Assert.InRange(pacer.RefusedFor!.Value.TotalMinutes, 29, 31);
    }

    /// <summary>Runs with 64 requests at once against one limit, each answered, or refused, after 20 ms and a little.</summary>
    private sealed class World(RateLimit limit, bool saysRetryAfter, int seed)
    {
        private const int AtOnce = 64;
        private readonly FakeTimeProvider clock = new();
        private readonly Random random = new(seed);
        private readonly List<SimulatedRun> runs = [];
        private TimeSpan now;

        public SimulatedRun Start()
        {
            var run = new SimulatedRun(new Pacer(clock, random));
            runs.Add(run);
            return run;
        }

        public void Until(double second)
        {
            for (; now < TimeSpan.FromSeconds(second); now += Tick, clock.Advance(Tick))
            {
                foreach (var run in runs)
                {
                    Step(run);
                }
            }
        }

        private void Step(SimulatedRun run)
        {
            for (int i = run.UnderWay.Count - 1; i >= 0; i--)
            {
                var (mark, at, allowed) = run.UnderWay[i];
                if (at > now)
                {
                    continue;
                }

                run.UnderWay.RemoveAt(i);
                if (allowed)
                {
                    run.Answered++;
                    run.Pacer.Answered();
                }
                else
                {
                    var wait = TimeSpan.FromSeconds(saysRetryAfter ? 1 : 0.25 + (random.NextDouble() / 4));
                    run.Waiting.Add(now + wait);
                    run.Pacer.Refused(mark, saysRetryAfter ? TimeSpan.FromSeconds(1) : null);
                }
            }

            run.Waiting.RemoveAll(until => until <= now);
            while (run.UnderWay.Count + run.Waiting.Count < AtOnce && run.Pacer.MayGo(out var mark) == TimeSpan.Zero)
            {
                run.UnderWay.Add((mark, now + TimeSpan.FromMilliseconds(20 + random.Next(5)), limit.Allows(now)));
            }
        }
    }

    private sealed class SimulatedRun(Pacer pacer)
    {
        public Pacer Pacer => pacer;

        public List<(TimeSpan Mark, TimeSpan At, bool Allowed)> UnderWay { get; } = [];

        public List<TimeSpan> Waiting { get; } = [];

        public int Answered { get; set; }
    }
}
