using CodeRed.Statistics.Distributions;
using CodeRed.Statistics.Intervals;
using CsCheck;

namespace CodeRed.Statistics.Tests.Intervals;

public class ClopperPearsonIntervalTests
{
    [Theory] // R 4.2.2: binom.test(x, n, conf.level = l)$conf.int
    [InlineData(8, 10, .95, 0.443904537692359, 0.974789273673167)]
    [InlineData(0, 10, .95, 0, 0.308497107818761)]
    [InlineData(10, 10, .95, 0.691502892181239, 1)]
    [InlineData(840, 1000, .99, 0.808022499357113, 0.868676791763321)]
    [InlineData(1, 1, .9, .05, 1)]
    [InlineData(1, 1_000_000, .95, 2.53178076637942e-08, 5.57163065517224e-06)]
    [InlineData(300_000, 1_000_000, .999999, 0.297761140514384, 0.302245375736008)]
    [InlineData(5_000_000, 10_000_000, .95, 0.499690052521371, 0.500309947478629)]
    [InlineData(7, 9_999_999, .99, 2.03733808609768e-07, 1.71335863010293e-06)]
    public void It_agrees_with_R(long successes, long trials, double level, double lower, double upper)
    {
        var interval = ClopperPearsonInterval.From(successes, trials, level);
        Tolerance.Relative(lower, interval.Lower, 2e-11);
        Tolerance.Relative(upper, interval.Upper, 2e-11);
    }

    [Fact] // R 4.2.2: qbeta(.05, 8, 3), qbeta(.95, 9, 2), qbeta(.95, 1, 10)
    public void The_one_sided_bounds_agree_with_R()
    {
        Tolerance.Near(0.493098698936798, ClopperPearsonInterval.LowerBound(8, 10), 1e-14);
        Tolerance.Near(0.963228562112535, ClopperPearsonInterval.UpperBound(8, 10), 1e-14);
        Tolerance.Near(0.258865550893052, ClopperPearsonInterval.UpperBound(0, 10), 1e-14);
        Assert.Equal(0, ClopperPearsonInterval.LowerBound(0, 10));
        Assert.Equal(1, ClopperPearsonInterval.UpperBound(10, 10));
    }

    [Fact]
    public void The_exact_test_at_each_limit_has_just_the_tail_allowed() =>
        (from logTrials in Gen.Double[0, 7]
         let trials = (long)Math.Pow(10, logTrials)
         from share in Gen.Double[0, 1]
         from logTail in Gen.Double[-6, -.4]
         select (trials, (long)(share * trials), Math.Pow(10, logTail))).Sample(
            (trials, successes, tail) =>
            {
                var level = 1 - tail;
                if (successes > 0)
                {
                    var lower = ClopperPearsonInterval.LowerBound(successes, trials, level);
                    Tolerance.Relative(Math.Round(1 - level, 15), BinomialTail.AtLeast(successes, trials, lower, 1 - lower), 1e-8);
                }

                if (successes < trials)
                {
                    var upper = ClopperPearsonInterval.UpperBound(successes, trials, level);
                    Tolerance.Relative(Math.Round(1 - level, 15), BinomialTail.AtLeast(trials - successes, trials, 1 - upper, upper), 1e-8);
                }
            },
            iter: 300);

    [Fact]
    public void It_covers_at_least_as_often_as_promised_by_exact_enumeration()
    {
        foreach (var trials in new[] { 1, 7, 20, 60 })
        {
            var intervals = Enumerable.Range(0, trials + 1).Select(x => ClopperPearsonInterval.From(x, trials, .9)).ToArray();
            for (var i = 1; i < 200; i++)
            {
                var p = i / 200.0;
                var coverage = intervals.Select((interval, x) =>
                    interval.Contains(p) ? RegularizedBeta.BinomialProbability(x, trials, p, 1 - p) : 0).Sum();
                Assert.True(coverage >= .9 - 1e-12, $"{trials} trials at {p}: coverage {coverage}");
            }
        }
    }

    [Theory]
    [InlineData(-1, 5, .95)]
    [InlineData(6, 5, .95)]
    [InlineData(0, 0, .95)]
    [InlineData(1, 5, 95)]
    [InlineData(1, 5, double.NaN)]
    public void Counts_and_levels_outside_their_range_are_refused(long successes, long trials, double level)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearsonInterval.From(successes, trials, level));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearsonInterval.LowerBound(successes, trials, level));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClopperPearsonInterval.UpperBound(successes, trials, level));
    }
}
