using CodeRed.Statistics.Watching;
using CsCheck;

namespace CodeRed.Statistics.Tests.Watching;

public class RankBaselineTests
{
    [Theory]
    [InlineData(0, 0.5, 0)]
    [InlineData(0, 1, .125)] // of 1, 2, 2, 5: none below, one equal
    [InlineData(0, 2, .5)]
    [InlineData(0, 3, .75)]
    [InlineData(0, 5, .875)]
    [InlineData(0, double.PositiveInfinity, 1)]
    [InlineData(1, 15, .25)] // of 10, 20, 30, 40
    [InlineData(1, double.NegativeInfinity, 0)]
    public void The_grade_is_the_share_of_the_items_answers_below_and_half_of_the_equal(int item, double value, double grade) =>
        Assert.Equal(grade, new RankBaseline([2, 30, 1, 10, 5, 40, 2, 20], 2).Grade(item, value));

    [Fact]
    public void Grades_are_those_of_counting_and_mirror_with_the_values() =>
        Gen.Select(Gen.Int[0, 9].Array[1, 30], Gen.Int[-1, 10]).Sample((values, value) =>
        {
            var baseline = new RankBaseline([.. values.Select(v => (double)v)], 1);
            var expected = values.Average(v => v < value ? 1 : v == value ? .5 : 0);
            Tolerance.Near(expected, baseline.Grade(0, value), 1e-12);
            Tolerance.Near(1 - expected, new RankBaseline([.. values.Select(v => -(double)v)], 1).Grade(0, -value), 1e-12);
        });

    [Fact]
    public void The_limits_of_the_mean_rank_are_those_of_Hoeffding()
    {
        // By hand: sqrt(log(20) / (2 * 8)).
        var limits = new RankBaseline([1, 2, 3, 4, 5, 6, 7, 8], 2, .05).Draws.Mean;
        Tolerance.Near(.5 - 0.4327044, limits.Lower, 1e-6);
        Tolerance.Near(.5 + 0.4327044, limits.Upper, 1e-6);
    }

    [Theory]
    [InlineData("same")]
    [InlineData("ties")]
    [InlineData("median")] // every new answer is the old median: it exceeds an old one with chance 1/2, but the mean rank varies most
    public void The_mean_rank_lies_beyond_a_limit_in_at_most_eta_of_the_baselines(string now)
    {
        // Seeded; uniform values, so that 1 - x is the exact chance of a new answer to exceed x. With ties, of 0, 1/2 and 1, the chances are 5/6, 1/2 and 1/6.
        var ties = now == "ties";
        const int runs = 1_000;
        var random = new Random(20250904);
        var (low, high) = (0, 0);
        for (var run = 0; run < runs; run++)
        {
            double[] values = [.. Enumerable.Range(0, 12).Select(_ => ties ? random.Next(3) / 2.0 : random.NextDouble())];
            var limits = new RankBaseline(values, 4, .3).Draws.Mean;
            var mean = values.Average(v => now == "median" ? (v < .5 ? 1 : 0) : ties ? (5 - (4 * v)) / 6 : 1 - v);
            (low, high) = (low + (limits.Lower > mean ? 1 : 0), high + (limits.Upper < mean ? 1 : 0));
        }

        Assert.True((low > 0 || now != "median") && low <= runs * (.3 + Tolerance.OfRate(.3, runs)), $"{low}");
        Assert.True((high > 0 || now != "median") && high <= runs * (.3 + Tolerance.OfRate(.3, runs)), $"{high}");
    }

    [Fact]
    public void What_has_no_rank_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new RankBaseline([], 1));
        Assert.Throws<ArgumentException>(() => new RankBaseline([1, 2, 3], 2));
        Assert.Throws<ArgumentException>(() => new RankBaseline([1, double.NaN], 1));
        Assert.Throws<ArgumentException>(() => new RankBaseline([1, double.PositiveInfinity], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RankBaseline([1, 2], 1, .5));
        Assert.Throws<ArgumentException>(() => new RankBaseline([1, 2], 1).Grade(0, double.NaN));
    }
}
