using CodeRed.Statistics.Growth;
using CsCheck;
using static CodeRed.Statistics.Tests.Growth.ExampleSeries;

namespace CodeRed.Statistics.Tests.Growth;

public class GrowthComparisonTests
{
    [Fact]
    public void Difference_and_crossing_agree_with_R()
    {
        // R 4.2.2: m <- lm(log(v) ~ t), mb <- lm(log(vb) ~ tb); the critical value is (v1 * qt(1 - a/2, 4) + v2 * qt(1 - a/2, 3)) / (v1 + v2), with squared standard errors
        // of the slopes, or predict(se.fit = TRUE) at a date; uniroot(tol = 1e-12) in the date, and in a for the p-value.
        var comparison = Compare(First, Second);
        Tolerance.Relative(0.4666850337027784, comparison.RateDifference, 1e-10);
        Tolerance.Near(0.0610661721098551, comparison.RateDifferenceInterval.Lower, 1e-10);
        Tolerance.Near(0.8723038952957016, comparison.RateDifferenceInterval.Upper, 1e-10);
        Tolerance.Near(0.0348950245869354, comparison.P, 1e-9);
        Tolerance.Near(2027.69372572941, comparison.Crossing.Estimate ?? 0, 1e-8);
        Bounded(comparison.Crossing, 2026.39013875247, 2044.65769314916);
        Bounded(Compare(First, Second, .8).Crossing, 2026.83328636632, 2029.86971457707);

        // At 99 % the rates may be equal, and only the years in which the first was surely larger are excluded.
        var crossing = Compare(First, Second, .99).Crossing;
        Assert.Equal((CrossingShape.Outside, true, 2), (crossing.Shape, crossing.MayBeNever, crossing.Set.Count));
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), (crossing.Set[0].Lower, crossing.Set[1].Upper));
        Tolerance.Near(2021.00011129512, crossing.Set[0].Upper, 1e-6);
        Tolerance.Near(2025.92825667397, crossing.Set[1].Lower, 1e-6);

        var future = crossing.From(2026.3);
        Assert.Equal(CrossingShape.NotBefore, future.Shape);
        Assert.Equal([new Interval(2026.3, double.PositiveInfinity)], future.Set);

        static void Bounded(CrossingDates crossing, double lower, double upper)
        {
            Assert.Equal((CrossingShape.Between, false), (crossing.Shape, crossing.MayBeNever));
            var only = Assert.Single(crossing.Set);
            Tolerance.Near(lower, only.Lower, 1e-6);
            Tolerance.Near(upper, only.Upper, 1e-6);
        }
    }

    [Fact]
    public void From_a_date_on_a_crossing_may_be_impossible()
    {
        var crossing = Compare(First, Second, .8).Crossing;
        Assert.Equal((CrossingShape.None, null), (crossing.From(2040).Shape, crossing.From(2040).Estimate));
        Assert.Equal(crossing.Estimate, crossing.From(2027).Estimate);
        Assert.True(crossing.From(2027).Contains(2028) && !crossing.From(2029).Contains(2028));
        Assert.Equal(CrossingShape.NotAfter, (crossing with { Set = [new Interval(double.NegativeInfinity, 2020)] }).Shape);
    }

    [Fact]
    public void A_series_compared_with_itself_may_cross_at_any_date()
    {
        var comparison = Compare(First, First);
        Assert.Equal((0, 1, null), (comparison.RateDifference, comparison.P, comparison.Crossing.Estimate));
        Assert.Equal((CrossingShape.Any, true), (comparison.Crossing.Shape, comparison.Crossing.MayBeNever));
        Assert.True(comparison.Crossing.Contains(-1e9) && comparison.Crossing.Contains(1e9));
    }

    [Fact]
    public void Which_series_comes_first_and_when_the_clock_begins_is_of_no_account() =>
        Gen.Select(Gen.Int[1, 99].Array[3, 7], Gen.Int[1, 99].Array[3, 7]).Sample(
            (one, other) =>
            {
                DatedValue[] Series(int[] figures, double from, double slope) =>
                    [.. figures.Select((figure, i) => DatedValue.Rounded(new(i + from, i + from + .1), figure * Math.Exp(slope * i), .5))];
                DatedValue[] a = Series(one, 0, 0), b = Series(other, 0, .5);
                GrowthComparison comparison = Compare(a, b), mirror = Compare(b, a), later = Compare(Series(one, 2000, 0), Series(other, 2000, .5));
                Tolerance.Near(comparison.RateDifference, -mirror.RateDifference, 1e-12);
                Tolerance.Near(comparison.P, mirror.P, 1e-9);
                Assert.Equal(comparison.P < .05, !comparison.RateDifferenceInterval.Contains(0));
                Assert.Equal(comparison.Crossing.MayBeNever, comparison.Crossing.Shape is CrossingShape.Any or CrossingShape.Outside);
                Assert.Equal(comparison.Crossing.Set.Count, mirror.Crossing.Set.Count);
                Assert.Equal(comparison.Crossing.Set.Count, later.Crossing.Set.Count);
                for (var i = 0; i < comparison.Crossing.Set.Count; i++)
                {
                    Same(comparison.Crossing.Set[i].Lower, mirror.Crossing.Set[i].Lower);
                    Same(comparison.Crossing.Set[i].Upper, later.Crossing.Set[i].Upper - 2000);
                }

                if (comparison.Crossing.Estimate is { } estimate)
                {
                    Assert.True(comparison.Crossing.Contains(estimate));
                }

                static void Same(double expected, double actual)
                {
                    if (double.IsFinite(expected))
                    {
                        Tolerance.Near(expected, actual, 1e-6 * (1 + (expected * expected)));
                    }
                    else
                    {
                        Assert.Equal(expected, actual);
                    }
                }
            },
            iter: 100);

    [Fact]
    public void Two_figures_cannot_be_compared()
    {
        var two = Fit([DatedValue.Exact(2023, 1), DatedValue.Exact(2024, 2)]);
        Assert.False(GrowthComparison.TryCompare(Fit(First), two, out _, out var refusal));
        Assert.Equal(GrowthRefusalReason.TooFewValues, refusal.Reason);
        Assert.Equal("The series have 6 and 2 figures: two show nothing of their error. Give three or more of each.", refusal.Words);
        Assert.Throws<ArgumentOutOfRangeException>("level", () => Compare(First, Second, -1));
        Assert.Throws<ArgumentNullException>("second", () => GrowthComparison.TryCompare(Fit(First), null!, out _, out _));
    }

    private static GrowthComparison Compare(DatedValue[] first, DatedValue[] second, double level = .95)
    {
        Assert.True(GrowthComparison.TryCompare(Fit(first), Fit(second), out var comparison, out var refusal, level), refusal?.Words);
        return comparison;
    }
}
