using CodeRed.Statistics.Intervals;

namespace CodeRed.Statistics.Tests.Intervals;

public class NewcombeIntervalTests
{
    [Theory] // R 4.2.2: d - sqrt((p2 - l2)^2 + (u1 - p1)^2), d + sqrt((u2 - p2)^2 + (p1 - l1)^2), (l, u) = prop.test(x, n, correct = FALSE)$conf.int
    [InlineData(48, 80, 56, 70, .95, 0.0524314724023649, 0.333872654036906)] // Newcombe 1998, Table II, column a: 0.0524 to 0.3339
    [InlineData(3, 50, 10, 50, .95, 0.00544113690865741, 0.27619028478353)]
    [InlineData(0, 20, 5, 20, .95, 0.0377654455666304, 0.468700877618744)]
    [InlineData(5, 1000, 25, 1000, .99, 0.00601439623190425, 0.0365254626273512)]
    [InlineData(0, 10, 0, 12, .95, -0.277532799862889, 0.242494006655241)]
    public void It_agrees_with_R(long before, long askedBefore, long now, long askedNow, double level, double lower, double upper)
    {
        var interval = NewcombeInterval.From(before, askedBefore, now, askedNow, level);
        Tolerance.Near(lower, interval.Lower, 1e-12);
        Tolerance.Near(upper, interval.Upper, 1e-12);
    }

    [Fact]
    public void It_mirrors_when_the_samples_are_exchanged_and_stays_within_its_range()
    {
        Interval interval = NewcombeInterval.From(0, 3, 3, 3), mirror = NewcombeInterval.From(3, 3, 0, 3);
        Assert.Equal(interval, new Interval(-mirror.Upper, -mirror.Lower));
        Assert.True(interval.Upper == 1 && interval.Lower > 0);
    }

    [Fact]
    public void Counts_and_levels_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NewcombeInterval.From(3, 2, 0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => NewcombeInterval.From(1, 2, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => NewcombeInterval.From(1, 2, 0, 5, 1));
    }
}
