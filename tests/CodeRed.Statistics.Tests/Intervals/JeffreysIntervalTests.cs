using CodeRed.Statistics.Distributions;
using CodeRed.Statistics.Intervals;
using CsCheck;

namespace CodeRed.Statistics.Tests.Intervals;

public class JeffreysIntervalTests
{
    [Theory] // R 4.2.2: qbeta(c((1 - l) / 2, (1 + l) / 2), x + .5, n - x + .5), the bound at an end replaced by 0 or 1
    [InlineData(8, 10, .95, 0.497225503560007, 0.955940586447369)]
    [InlineData(0, 10, .95, 0, 0.217196267509211)]
    [InlineData(10, 10, .95, 0.782803732490789, 1)]
    [InlineData(1, 10, .95, 0.0110116737631612, 0.381314771066616)]
    [InlineData(840, 1000, .99, 0.808557675099833, 0.868216808471257)]
    [InlineData(1, 1_000_000, .95, 1.07897662465419e-07, 4.67419204672983e-06)]
    [InlineData(5_000_000, 10_000_000, .95, 0.499690102521357, 0.500309897478643)]
    public void It_agrees_with_R(long successes, long trials, double level, double lower, double upper)
    {
        var interval = JeffreysInterval.From(successes, trials, level);
        Tolerance.Relative(lower, interval.Lower, 2e-11);
        Tolerance.Relative(upper, interval.Upper, 2e-11);
    }

    [Fact]
    public void It_lies_inside_the_Clopper_Pearson_interval() => // Brown, Cai and DasGupta (2001), section 4.1.1
        (from trials in Gen.Int[1, 2_000] from successes in Gen.Int[0, trials] select (trials, successes)).Sample((trials, successes) =>
        {
            Interval jeffreys = JeffreysInterval.From(successes, trials), exact = ClopperPearsonInterval.From(successes, trials);
            return exact.Lower <= jeffreys.Lower && jeffreys.Upper <= exact.Upper;
        });

    [Fact]
    public void Its_coverage_averaged_over_all_rates_is_close_to_the_level()
    {
        // Over 2,000 equally spaced rates. No promise is made at a single rate, so the bounds are wide: at 40 trials within 1 point on average.
        const int trials = 40;
        var intervals = Enumerable.Range(0, trials + 1).Select(x => JeffreysInterval.From(x, trials)).ToArray();
        var coverage = Enumerable.Range(0, 2_000).Select(i => (i + .5) / 2_000).Average(p =>
            intervals.Select((interval, x) => interval.Contains(p) ? Chance(x, p) : 0).Sum());
        Tolerance.Near(.95, coverage, .01);

        static double Chance(int x, double p) => RegularizedBeta.BinomialProbability(x, trials, p, 1 - p);
    }

    [Theory]
    [InlineData(6, 5, .95)]
    [InlineData(0, 0, .95)]
    [InlineData(1, 5, 0)]
    public void Counts_and_levels_outside_their_range_are_refused(long successes, long trials, double level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => JeffreysInterval.From(successes, trials, level));
}
