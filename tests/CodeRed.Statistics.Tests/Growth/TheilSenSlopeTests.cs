using CodeRed.Statistics.Growth;
using CsCheck;

namespace CodeRed.Statistics.Tests.Growth;

public class TheilSenSlopeTests
{
    private static readonly double[] Times = [2023.0, 2023.4, 2024.1, 2024.9, 2025.3, 2026.0];
    private static readonly double[] Logs = [Math.Log(100), Math.Log(180), Math.Log(250), Math.Log(700), Math.Log(800), Math.Log(1500)];

    [Theory]
    // R 4.2.2: cor.test(t, y - b * t, method = "kendall", exact = TRUE)$p.value is .0167, .0556 and .1361 between the 1st and 2nd, 2nd and 3rd,
    // 3rd and 4th of the sorted slopes, so that the interval ends at the 2nd for 95 %, at the 3rd for 90 %, and at the 1st for 99 %.
    [InlineData(.99, 0.333828481561421, 1.469466662254962)]
    [InlineData(.95, 0.469291524245887, 1.287024271476155)]
    [InlineData(.9, 0.692854592769964, 1.024163236344852)]
    public void The_interval_agrees_with_the_inversion_of_Kendalls_exact_test_in_R(double level, double lower, double upper)
    {
        var slope = TheilSenSlope.Through(Times, Logs, level);
        Tolerance.Relative(0.902683400367403, slope.Slope, 1e-10);
        Tolerance.Relative(lower, slope.Interval.Lower, 1e-10);
        Tolerance.Relative(upper, slope.Interval.Upper, 1e-10);
    }

    [Fact]
    public void Four_points_bound_nothing_at_95_percent() // the smallest p-value is 2/4!
    {
        Assert.Equal(new Interval(double.NegativeInfinity, double.PositiveInfinity), TheilSenSlope.Through([1, 2, 3, 4], [1, 2, 3, 4]).Interval);
        Assert.Equal(new Interval(1, 1), TheilSenSlope.Through([1, 2, 3, 4], [1, 2, 3, 4], .9).Interval);
        Assert.Equal(new Interval(1, 1), TheilSenSlope.Through([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]).Interval);
    }

    [Fact]
    public void One_wrong_value_hardly_moves_it()
    {
        double[] values = [1, 2, 3, 4, 500, 6, 7, 8, 9];
        Assert.InRange(TheilSenSlope.Through([1, 2, 3, 4, 5, 6, 7, 8, 9], values).Slope, .99, 1.01);
    }

    [Fact]
    public void A_line_added_to_the_values_adds_its_slope() =>
        Gen.Select(Gen.Double[-5, 5].Array[5, 12], Gen.Double[-3, 3]).Sample(
            (values, added) =>
            {
                double[] times = [.. values.Select((_, i) => (i * i) + 1.0)];
                TheilSenSlope one = TheilSenSlope.Through(times, values), other = TheilSenSlope.Through(times, [.. values.Select((value, i) => value + (added * times[i]))]);
                Tolerance.Near(one.Slope + added, other.Slope, 1e-9);
                Tolerance.Near(one.Interval.Lower + added, other.Interval.Lower, 1e-9);
                Tolerance.Near(one.Interval.Upper + added, other.Interval.Upper, 1e-9);
            },
            iter: 200);

    [Theory]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(30)]
    public void The_interval_covers_at_least_as_often_as_it_says_whatever_the_errors(int points)
    {
        const int runs = 4_000;
        var random = new Random(20260301);
        double[] times = [.. Enumerable.Range(0, points).Select(i => (double)i)];
        var covered = 0;
        for (var run = 0; run < runs; run++)
        {
            // Cauchy errors, which have no mean.
            var slope = TheilSenSlope.Through(times, [.. times.Select(time => (.7 * time) + Math.Tan(Math.PI * (random.NextDouble() - .5)))]);
            covered += slope.Interval.Contains(.7) ? 1 : 0;
        }

        Assert.True((double)covered / runs >= .95 - Tolerance.OfRate(.95, runs), $"covered {covered} of {runs}");
        Assert.True(covered < runs);
    }

    [Fact]
    public void Points_that_are_none_are_errors()
    {
        Assert.Throws<ArgumentException>("times", () => TheilSenSlope.Through([1], [1]));
        Assert.Throws<ArgumentException>("times", () => TheilSenSlope.Through([1, 2], [1]));
        Assert.Throws<ArgumentException>("times", () => TheilSenSlope.Through([1, 1], [1, 2]));
        Assert.Throws<ArgumentException>("times", () => TheilSenSlope.Through([1, double.NaN], [1, 2]));
        Assert.Throws<ArgumentException>("values", () => TheilSenSlope.Through([1, 2], [1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>("level", () => TheilSenSlope.Through([1, 2], [1, 2], 0));
    }
}
