using CodeRed.Statistics.Intervals;
using CsCheck;

namespace CodeRed.Statistics.Tests.Intervals;

public class WilsonIntervalTests
{
    [Theory] // R 4.2.2: prop.test(x, n, conf.level = l, correct = FALSE)$conf.int
    [InlineData(8, 10, .95, 0.490162471536642, 0.943317848545625)]
    [InlineData(0, 10, .95, 0, 0.277532799862889)]
    [InlineData(840, 1000, .99, 0.807911480980494, 0.867606526885189)]
    [InlineData(1, 1, .9, 0.269865948784054, 1)]
    public void It_agrees_with_R(long successes, long trials, double level, double lower, double upper)
    {
        var interval = WilsonInterval.From(successes, trials, level);
        Tolerance.Near(lower, interval.Lower, 1e-13);
        Tolerance.Near(upper, interval.Upper, 1e-13);
    }

    [Fact]
    public void It_holds_the_observed_rate_and_mirrors_when_successes_and_failures_are_exchanged() =>
        (from trials in Gen.Int[1, 10_000] from successes in Gen.Int[0, trials] select (trials, successes)).Sample((trials, successes) =>
        {
            var interval = WilsonInterval.From(successes, trials, .95);
            var mirror = WilsonInterval.From(trials - successes, trials, .95);
            return interval.Contains((double)successes / trials)
                && Math.Abs(interval.Lower - (1 - mirror.Upper)) < 1e-12 && interval.Width > 0;
        });

    [Theory]
    [InlineData(-1, 5, .95)]
    [InlineData(6, 5, .95)]
    [InlineData(0, 0, .95)]
    [InlineData(1, 5, 95)]
    [InlineData(1, 5, double.NaN)]
    public void Counts_and_levels_outside_their_range_are_refused(long successes, long trials, double level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.From(successes, trials, level));
}
