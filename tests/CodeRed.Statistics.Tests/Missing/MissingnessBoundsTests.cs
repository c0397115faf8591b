using CodeRed.Statistics.Intervals;
using CodeRed.Statistics.Missing;
using CodeRed.Statistics.Paired;
using CsCheck;

namespace CodeRed.Statistics.Tests.Missing;

public class MissingnessBoundsTests
{
    private static readonly Gen<IncompletePairs> Pairs =
        Gen.Long[0, 6].Array[8].Where(n => n.Sum() > 0).Select(n => new IncompletePairs(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]));

    [Fact]
    public void Eight_of_ten_with_five_missing_leave_8_to_13_of_15_open()
    {
        Assert.Equal(new Interval(8 / 15.0, 13 / 15.0), MissingnessBounds.OfRate(8, 2, 5));

        // R 4.2.2: binom.test(8, 15)$conf.int[1], binom.test(13, 15)$conf.int[2]
        var interval = MissingnessBounds.RateInterval(8, 2, 5);
        Tolerance.Near(0.2658613472773966, interval.Lower, 1e-13);
        Tolerance.Near(0.9834240865599163, interval.Upper, 1e-13);
    }

    [Fact]
    public void Nothing_missing_leaves_the_ordinary_intervals()
    {
        Assert.Equal(ClopperPearsonInterval.From(8, 10), MissingnessBounds.RateInterval(8, 2, 0));
        var complete = new IncompletePairs(7, 1, 13, 0, 0, 0, 0, 0);
        Assert.Equal(MatchedProportionsInterval.From(7, 1, 13, .95), MissingnessBounds.DifferenceInterval(complete));
        Assert.Equal(new Interval(-6 / 21.0, -6 / 21.0), MissingnessBounds.OfDifference(complete));
    }

    [Fact]
    public void However_the_missing_answers_are_filled_in_the_difference_and_its_interval_lie_within_the_bounds() =>
        Gen.Select(Pairs, Gen.Int).Sample(
            (pairs, seed) =>
            {
                var random = new Random(seed);
                long lost = pairs.Lost, gained = pairs.Gained;
                Fill(pairs.PassedThenMissing, () => lost += random.Next(2));
                Fill(pairs.FailedThenMissing, () => gained += random.Next(2));
                Fill(pairs.MissingThenPassed, () => gained += random.Next(2));
                Fill(pairs.MissingThenFailed, () => lost += random.Next(2));
                Fill(pairs.MissingBoth, () => _ = random.Next(4) switch { 0 => lost++, 1 => gained++, _ => 0 });

                var complete = MatchedProportionsInterval.From(lost, gained, pairs.Items - lost - gained, .9);
                Interval bounds = MissingnessBounds.DifferenceInterval(pairs, .9), open = MissingnessBounds.OfDifference(pairs);
                var difference = (double)(gained - lost) / pairs.Items;
                return bounds.Lower <= complete.Lower + 1e-9 && complete.Upper <= bounds.Upper + 1e-9
                    && open.Lower <= difference && difference <= open.Upper && bounds.Lower <= open.Lower && open.Upper <= bounds.Upper;
            },
            iter: 80);

    [Fact]
    public void An_item_that_improves_never_lowers_either_limit_for_every_table_up_to_9_pairs()
    {
        // What the promise of the difference interval rests on; proved in its remarks, enumerated here.
        foreach (var pairs in new[] { 1, 2, 5, 9 })
        {
            foreach (var level in new[] { .5, .95 })
            {
                for (var lost = 0; lost <= pairs; lost++)
                {
                    for (var gained = 0; gained < pairs - lost; gained++)
                    {
                        var unchanged = pairs - lost - gained;
                        var from = MatchedProportionsInterval.From(lost, gained, unchanged, level);
                        AssertNotBelow(from, MatchedProportionsInterval.From(lost, gained + 1, unchanged - 1, level));
                        AssertNotBelow(MatchedProportionsInterval.From(lost + 1, gained, unchanged - 1, level), from);
                    }
                }
            }
        }
    }

    [Fact]
    public void When_wrong_answers_go_missing_the_rate_interval_still_covers_the_true_rate()
    {
        // Seeded; 40 items at a pass rate of .7, wrong answers missing with chance .5 and right ones .05: the observed ones pass at .82.
        const int runs = 4_000, items = 40;
        var random = new Random(20260305);
        int covered = 0, naive = 0;
        for (var run = 0; run < runs; run++)
        {
            int passed = 0, failed = 0;
            for (var i = 0; i < items; i++)
            {
                var right = random.NextDouble() < .7;
                var missing = random.NextDouble() < (right ? .05 : .5);
                passed += right && !missing ? 1 : 0;
                failed += !right && !missing ? 1 : 0;
            }

            covered += MissingnessBounds.RateInterval(passed, failed, items - passed - failed).Contains(.7) ? 1 : 0;
            naive += ClopperPearsonInterval.From(passed, passed + failed).Contains(.7) ? 1 : 0;
        }

        Assert.True((double)covered / runs >= .95 - Tolerance.OfRate(.95, runs), $"covered {covered} of {runs}");
        Assert.True((double)naive / runs < .95 - Tolerance.OfRate(.95, runs), "leaving the missing answers out should have failed here");
    }

    [Fact]
    public void Counts_and_levels_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MissingnessBounds.OfRate(0, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MissingnessBounds.RateInterval(-1, 0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => MissingnessBounds.RateInterval(1, 0, 3, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MissingnessBounds.OfDifference(default));
        Assert.Throws<ArgumentOutOfRangeException>(() => MissingnessBounds.DifferenceInterval(new(1, 1, 1, 1, 1, 1, -1, 1)));
    }

    private static void Fill(long count, Action one)
    {
        for (var i = 0; i < count; i++)
        {
            one();
        }
    }

    private static void AssertNotBelow(Interval worse, Interval better) =>
        Assert.True(better.Lower >= worse.Lower - 1e-8 && better.Upper >= worse.Upper - 1e-8, $"{worse} then {better}");
}
