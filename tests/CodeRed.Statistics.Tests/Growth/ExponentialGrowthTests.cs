using CodeRed.Statistics.Growth;
using CsCheck;
using static CodeRed.Statistics.Tests.Growth.ExampleSeries;

namespace CodeRed.Statistics.Tests.Growth;

public class ExponentialGrowthTests
{
    private static readonly Interval Exactly2023 = new(2023, 2023), Exactly2024 = new(2024, 2024);

    [Fact]
    public void Rate_and_projection_of_exact_figures_agree_with_R()
    {
        // R 4.2.2: m <- lm(log(v) ~ t); confint(m); exp(predict(m, data.frame(t = 2027), interval = "prediction")), and "confidence"
        var growth = Fit(First);
        Assert.Equal((6, GrowthBasis.Regression), (growth.Figures, growth.Basis));
        Tolerance.Relative(0.886969937627225, growth.Rate, 1e-11);
        Tolerance.Relative(0.730705096479638, growth.RateInterval.Lower, 1e-10);
        Tolerance.Relative(1.04323477877481, growth.RateInterval.Upper, 1e-10);
        Tolerance.Relative(Math.Log(2) / 0.886969937627225, growth.DoublingTime ?? 0, 1e-11);
        Tolerance.Relative(Math.Log(2) / 1.04323477877481, growth.DoublingTimeInterval?.Lower ?? 0, 1e-10);
        Tolerance.Relative(Math.Log(2) / 0.730705096479638, growth.DoublingTimeInterval?.Upper ?? 0, 1e-10);

        var projection = growth.Project(2027);
        Assert.NotNull(projection);
        Tolerance.Relative(3788.99746397505, projection.Value, 1e-9);
        Tolerance.Relative(2462.01100995504, projection.Curve.Lower, 1e-9);
        Tolerance.Relative(5831.20941537608, projection.Curve.Upper, 1e-9);
        Tolerance.Relative(2099.85807919159, projection.Figure.Lower, 1e-9);
        Tolerance.Relative(6836.89146627301, projection.Figure.Upper, 1e-9);
        Tolerance.Near(1 / 3.0, projection.Beyond, 1e-12);
        Assert.Equal(0, growth.Project(2024)!.Beyond);
    }

    [Fact]
    public void Days_in_place_of_years_and_millions_in_place_of_units_change_units_only() =>
        Gen.Select(Gen.Int[10, 900].Array[3, 9], Gen.Int[0, 1_000]).Sample(
            (figures, seed) =>
            {
                var random = new Random(seed);
                DatedValue[] years = [.. figures.Select((figure, i) => DatedValue.Rounded(new Interval(i, i + (.5 * random.NextDouble())), figure, 10))];
                DatedValue[] days =
                [
                    .. years.Select(value => new DatedValue(
                        new Interval(365 * value.Time.Lower, 365 * value.Time.Upper), new Interval(1e6 * value.Value.Lower, 1e6 * value.Value.Upper))),
                ];
                ExponentialGrowth one = Fit(years), other = Fit(days);
                Tolerance.Near(one.Rate, 365 * other.Rate, 1e-9);
                Tolerance.Near(one.RateInterval.Lower, 365 * other.RateInterval.Lower, 1e-9);
                Tolerance.Near(one.RateInterval.Upper, 365 * other.RateInterval.Upper, 1e-9);
                Tolerance.Near(one.TheilSen!.Slope, 365 * other.TheilSen!.Slope, 1e-9);
                Tolerance.Relative(1e6 * one.Project(10)!.Figure.Upper, other.Project(3650)!.Figure.Upper, 1e-9);
                Assert.True(one.RateInterval.Contains(one.Rate));
            },
            iter: 200);

    [Fact]
    public void Falling_figures_grow_at_the_negative_rate()
    {
        DatedValue[] mirrored = [.. First.Select(value => DatedValue.Exact(value.Time.Lower, 1e5 / value.Value.Lower))];
        ExponentialGrowth up = Fit(First), down = Fit(mirrored);
        Tolerance.Near(-up.Rate, down.Rate, 1e-12);
        Tolerance.Near(-up.RateInterval.Upper, down.RateInterval.Lower, 1e-10);
        Assert.Null(down.DoublingTime);
        Assert.Null(down.DoublingTimeInterval); // growing is excluded
    }

    [Fact]
    public void A_doubling_time_has_no_upper_end_where_not_growing_is_not_excluded()
    {
        var growth = Fit(Exact([0, 1, 2], [100, 170, 180]));
        Assert.True(growth.Rate > 0 && growth.RateInterval.Lower < 0);
        Assert.Equal(double.PositiveInfinity, growth.DoublingTimeInterval?.Upper);
        Assert.Equal(Math.Log(2) / growth.RateInterval.Upper, growth.DoublingTimeInterval?.Lower);
    }

    [Fact]
    public void Figures_that_lie_on_a_curve_because_they_are_round_are_not_taken_for_exact()
    {
        // 100, 200 and 400 may stand for 50 to 150, 150 to 250 and 350 to 450; the line through their middles has no scatter at all.
        var growth = Fit([DatedValue.Rounded(new(0, 0), 100, 100), DatedValue.Rounded(new(1, 1), 200, 100), DatedValue.Rounded(new(2, 2), 400, 100)]);
        Tolerance.Near(Math.Log(2), growth.Rate, 1e-12);

        // The slope is half of the last logarithm minus half of the first; both are uniform.
        double Variance(double low, double high) => Math.Pow(Math.Log(high / low), 2) / 12;
        var half = 1.959963984540054 * Math.Sqrt((Variance(50, 150) + Variance(350, 450)) / 4);
        Tolerance.Near(Math.Log(2) - half, growth.RateInterval.Lower, 1e-12);
        Tolerance.Near(Math.Log(2) + half, growth.RateInterval.Upper, 1e-12);
    }

    [Fact]
    public void A_date_known_to_the_year_adds_its_error()
    {
        double[] figures = [100, 200, 400];
        ExponentialGrowth Of(double width) => Fit([.. figures.Select((figure, i) => DatedValue.Rounded(new(i - (width / 2), i + (width / 2)), figure, 1))]);
        double known = Of(.08).RateInterval.Width, vague = Of(1).RateInterval.Width;

        // Each date is off by up to half a year, so each logarithm by rate / sqrt(12), and the slope by that times sqrt(2) / 2.
        Tolerance.Relative(2 * 1.959963984540054 * Math.Log(2) / Math.Sqrt(24), vague, .001);
        Assert.True(known < .1 * vague);
    }

    [Fact]
    public void Two_figures_give_the_range_that_their_rounding_and_dating_permit()
    {
        var growth = Fit([DatedValue.Rounded(new(2023.8, 2023.9), 100, 100), DatedValue.Rounded(new(2025.7, 2025.8), 800, 100)]);
        Assert.Equal((2, GrowthBasis.Rounding), (growth.Figures, growth.Basis));
        Tolerance.Near(Math.Log(750 / 150.0) / 2, growth.RateInterval.Lower, 1e-12);
        Tolerance.Near(Math.Log(850 / 50.0) / 1.8, growth.RateInterval.Upper, 1e-12);
        Assert.Null(growth.Project(2026));
        Assert.Null(growth.TheilSen);
    }

    [Fact]
    public void The_range_of_two_figures_holds_every_permitted_growth_and_touches_some() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Double[0, .9], Gen.Int[0, 1_000]).Sample(
            (one, other, width, seed) =>
            {
                DatedValue first = DatedValue.Rounded(new(0, width), one, 1), second = DatedValue.Rounded(new(1, 1 + width), other, 1);
                var range = Fit([first, second]).RateInterval;
                var random = new Random(seed);
                double Within(Interval interval, bool corner) => interval.Lower + (interval.Width * (corner ? random.Next(2) : random.NextDouble()));
                double lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
                for (var i = 0; i < 200; i++)
                {
                    var corner = i < 100;
                    var rate = Math.Log(Within(second.Value, corner) / Within(first.Value, corner)) / (Within(second.Time, corner) - Within(first.Time, corner));
                    Assert.InRange(rate, range.Lower - 1e-12, range.Upper + 1e-12);
                    (lowest, highest) = (Math.Min(lowest, rate), Math.Max(highest, rate));
                }

                Tolerance.Near(range.Lower, lowest, 1e-9); // 100 draws of 16 corners miss one of the two with a chance of .003
                Tolerance.Near(range.Upper, highest, 1e-9);
            },
            iter: 20,
            seed: "0000000000000");

    [Fact]
    public void Too_few_figures_overlapping_dates_and_figures_without_error_are_refused()
    {
        Assert.False(ExponentialGrowth.TryFit([], out _, out var refusal));
        Assert.Equal(GrowthRefusalReason.TooFewValues, refusal.Reason);
        Assert.False(ExponentialGrowth.TryFit([DatedValue.Exact(1, 1)], out _, out refusal));
        Assert.Equal("One figure shows no growth: give two for a range, three or more for a confidence interval.", refusal.Words);
        Assert.False(ExponentialGrowth.TryFit([new(new(2023, 2024), new(1, 1)), new(new(2023.9, 2024.1), new(2, 2))], out _, out refusal));
        Assert.Equal(GrowthRefusalReason.DatesOverlap, refusal.Reason);
        Assert.False(ExponentialGrowth.TryFit(Exact([1, 2, 3], [100, 200, 400]), out _, out refusal));
        Assert.Equal(GrowthRefusalReason.NoError, refusal.Reason);
    }

    [Fact]
    public void Figures_that_are_none_are_errors()
    {
        Throws("Value 1 lies between 0 and 0", new(Exactly2023, new(1, 1)), new(Exactly2024, new(0, 0)));
        Throws("Value 1 lies between -5 and -5", new(Exactly2023, new(1, 1)), new(Exactly2024, new(-5, -5)));
        Throws("Value 0 lies between 2 and 1", new(Exactly2023, new(2, 1)), new(Exactly2024, new(5, 5)));
        Throws("Value 0 lies between NaN and 1", new(Exactly2023, new(double.NaN, 1)), new(Exactly2024, new(5, 5)));
        Throws("Value 1 lies between 5 and ", new(Exactly2023, new(1, 1)), new(Exactly2024, new(5, double.PositiveInfinity)));
        Throws("Value 1 is dated at 2023, not after value 0 at 2024", new(Exactly2024, new(1, 1)), new(Exactly2023, new(2, 2)));
        Throws("Value 1 is dated at 2023, not after value 0 at 2023", new(Exactly2023, new(1, 1)), new(new(2022, 2024), new(2, 2)));
        Throws("Value 0 is dated from NaN", new(new(double.NaN, 1), new(1, 1)), new(Exactly2023, new(2, 2)));
        Throws("Value 0 is dated from 2 to 1", new(new(2, 1), new(1, 1)), new(Exactly2023, new(2, 2)));
        Assert.Throws<ArgumentOutOfRangeException>("unit", () => DatedValue.Rounded(Exactly2023, 50, 100));
        Assert.Throws<ArgumentOutOfRangeException>("unit", () => DatedValue.Rounded(Exactly2023, 50, -1));
        Assert.Throws<ArgumentOutOfRangeException>("unit", () => DatedValue.Rounded(Exactly2023, double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>("level", () => Fit(First, 1.5));
        var growth = Fit(First);
        Assert.Throws<ArgumentOutOfRangeException>("time", () => growth.Project(double.NaN));

        static void Throws(string words, params DatedValue[] values)
        {
            var error = Assert.Throws<ArgumentException>("values", () => ExponentialGrowth.TryFit(values, out _, out _));
            Assert.StartsWith(words, error.Message, StringComparison.Ordinal);
        }
    }
}
