using CodeRed.Statistics.Growth;
using static CodeRed.Statistics.Tests.Growth.ExampleSeries;

namespace CodeRed.Statistics.Tests.Growth;

public class GrowthCoverageTests
{
    private const double Rate = .8;

    [Theory] // Figures; standard deviation of their logarithm; significant digits.
    [InlineData(3, .1, 0)]
    [InlineData(3, 0, 1)]
    [InlineData(5, .03, 1)]
    [InlineData(8, .1, 1)]
    [InlineData(8, 0, 2)]
    [InlineData(10, .2, 2)]
    public void Doubling_times_and_figures_to_come_are_covered_also_where_values_are_round_and_dates_are_months(int figures, double deviation, int digits)
    {
        const int runs = 3_000;
        var random = new Random(20260303);
        int doubling = 0, next = 0;
        for (var run = 0; run < runs; run++)
        {
            var level = Math.Log(90) + (.3 * random.NextDouble()); // so that rounding does not fall on the same digits every time
            double Log(double time) => level + (Rate * time);
            var growth = Fit(Draw(random, figures, Log, deviation, digits));
            doubling += growth.DoublingTimeInterval?.Contains(Math.Log(2) / Rate) ?? false ? 1 : 0;

            // As dated to the middle of its month, and rounded, like those before it.
            var figure = Draw(random, 1, Log, deviation, digits, start: 3, years: .1)[0];
            next += growth.Project((figure.Time.Lower + figure.Time.Upper) / 2)!.Figure.Contains((figure.Value.Lower + figure.Value.Upper) / 2) ? 1 : 0;
        }

        Assert.True((double)doubling / runs >= .95 - Tolerance.OfRate(.95, runs), $"doubling time: {doubling} of {runs}");
        Assert.True((double)next / runs >= .945 - Tolerance.OfRate(.945, runs), $"next figure: {next} of {runs}");
    }

    [Theory] // Figures of each; standard deviations; rate of the second, the first has .8.
    [InlineData(3, 3, .1, .1, 1.4)]
    [InlineData(10, 3, .05, .3, 1.4)]
    [InlineData(4, 6, .05, .2, 1.4)]
    [InlineData(8, 8, .1, .1, 1.2)]
    [InlineData(8, 8, .1, .1, .85)]
    [InlineData(8, 8, .1, .1, .8)]
    public void Crossing_dates_and_differences_of_rates_are_covered(int first, int second, double deviationOfFirst, double deviationOfSecond, double rate)
    {
        const int runs = 600;
        var random = new Random(20260304);
        int crossing = 0, difference = 0, bounded = 0;
        for (var run = 0; run < runs; run++)
        {
            var one = Fit(Draw(random, first, static time => Math.Log(400) + (Rate * time), deviationOfFirst, 2));
            var other = Fit(Draw(random, second, time => Math.Log(90) + (rate * time), deviationOfSecond, 2, start: .3, years: 2.2));
            Assert.True(GrowthComparison.TryCompare(one, other, out var comparison, out _));

            // Equal rates never cross: only a set without bound is right then.
            crossing += rate == Rate ? (comparison.Crossing.MayBeNever ? 1 : 0) : comparison.Crossing.Contains(Math.Log(400 / 90.0) / (rate - Rate)) ? 1 : 0;
            difference += comparison.RateDifferenceInterval.Contains(rate - Rate) ? 1 : 0;
            bounded += comparison.Crossing.Shape == CrossingShape.Between ? 1 : 0;
        }

        // In 5,000 runs the least favourable of these, ten figures against three that scatter six times as much, covers by .94.
        Assert.True((double)crossing / runs >= .94 - Tolerance.OfRate(.94, runs), $"crossing: {crossing} of {runs}");
        Assert.True((double)difference / runs >= .94 - Tolerance.OfRate(.94, runs), $"difference: {difference} of {runs}");
        Assert.True(rate < 1.2 || first < 8 || second < 8 || bounded > .95 * runs, $"bounded: {bounded} of {runs}");
    }

    [Fact]
    public void Growth_that_slows_down_passes_for_steady_and_its_projection_is_too_high()
    {
        // What the documentation warns of: a logistic curve, on the way to 1,000 with figures up to 600, exact but for 5 %.
        const int runs = 500;
        var random = new Random(20260305);
        double Log(double time) => Math.Log(1_000) - Math.Log(1 + (9 * Math.Exp(-1.05 * time)));
        var covered = 0;
        for (var run = 0; run < runs; run++)
        {
            covered += Fit(Draw(random, 6, Log, .05, 2)).Project(5)!.Curve.Contains(Math.Exp(Log(5))) ? 1 : 0;
        }

        Assert.True(covered < .5 * runs, $"covered {covered} of {runs}");
    }
}
