using CodeRed.Evidence.Facts;
using CodeRed.Findings.Tests.Claims;
using CodeRed.Findings.UsageGrowth;
using CodeRed.Statistics.Growth;
using CsCheck;

namespace CodeRed.Findings.Tests.UsageGrowth;

public sealed class UsageFoldTests
{
    private static UsageFinding Finding(SmallLedger ledger, DateOnly? asOf = null, string? measure = null, params string[] products) =>
        UsageFold.Finding(ledger.Build().AsOf(asOf), new UsageSettings([.. products], measure));

    private static SmallLedger Doubling() => new SmallLedger().Usage("app", 100_000_000, "2020-01-01").Usage("app", 200_000_000, "2021-01-01")
        .Usage("app", 400_000_000, "2022-01-01").Usage("app", 800_000_000, "2023-01-01");

    [Fact]
    public void What_doubles_every_year_doubles_in_12_months_and_multiplies_by_2_a_year()
    {
        var growth = Finding(Doubling()).Series.Single().Growth!;

        Assert.Equal(GrowthBasis.Regression, growth.Basis);
        Assert.Equal(12, growth.DoublingMonths!.Value, 0.02);
        Assert.Equal(2, Math.Exp(growth.Rate), 0.01);
        Assert.True(growth.RateInterval.Contains(growth.Rate) && growth.RateInterval.Width > 0.1, "Round figures must not pass for exact.");
        Assert.Equal((new DateOnly(2020, 1, 1), new DateOnly(2023, 1, 1)), (growth.Curve[0].On, growth.Curve[^1].On));
        Assert.All(growth.Curve, point => Assert.True(point.Interval!.Value.Contains(point.Value)));
    }

    [Theory]
    [InlineData(800_000_000, Precision.Rounded, 750_000_000.0, 850_000_000.0)]
    [InlineData(650_000_000, Precision.Rounded, 645_000_000.0, 655_000_000.0)]
    [InlineData(650_000_000, Precision.About, 640_000_000.0, 660_000_000.0)]
    [InlineData(100_000_000, Precision.About, 50_000_000.0, 150_000_000.0)]
    [InlineData(200_000_000, Precision.AtLeast, 200_000_000, null)]
    [InlineData(64.5, Precision.Rounded, 64.45, 64.55)]
    [InlineData(68, Precision.About, 67.0, 69.0)]
    [InlineData(0.3, Precision.Rounded, 0.25, 0.35)]
    [InlineData(1234567, Precision.Rounded, 1234566.5, 1234567.5)]
    [InlineData(1e300, Precision.Rounded, 0.5e300, 1.5e300)]
    public void A_figure_stands_for_all_that_its_digits_and_its_wording_permit(double value, Precision precision, double lower, double? upper)
    {
        var figure = Finding(new SmallLedger().Usage("app", value, "2025-01", precision: precision)).Series.Single().Figures.Single();

        Assert.Equal(lower, figure.Lower, Math.Abs(lower) * 1e-12);
        Assert.Equal(upper is null, figure.Upper is null);
        Assert.Equal(upper ?? 0, figure.Upper ?? 0, Math.Abs(upper ?? 0) * 1e-12);
    }

    [Fact]
    public void More_than_so_much_says_nothing_to_a_curve_that_passes_above_it()
    {
        var (without, with) = (Finding(Doubling()).Series.Single().Growth!, Finding(Doubling().Usage("app", 50_000_000, "2021-07-01", precision: Precision.AtLeast)).Series.Single().Growth!);

        Assert.Equal((4, 0), (without.Fitted, without.Above));
        Assert.Equal((4, 1), (with.Fitted, with.Above));
        Assert.Equal((without.Rate, without.RateInterval), (with.Rate, with.RateInterval));
    }

    [Fact]
    public void More_than_so_much_holds_up_a_curve_that_would_pass_below_it()
    {
        var (without, with) = (Finding(Doubling()).Series.Single().Growth!, Finding(Doubling().Usage("app", 3_000_000_000, "2023-07-01", precision: Precision.AtLeast)).Series.Single().Growth!);

        Assert.Equal((5, 0), (with.Fitted, with.Above));
        Assert.True(with.Rate > without.Rate);
    }

    [Fact]
    public void No_other_curve_is_nearer_to_what_the_figures_may_stand_for() =>
        Gen.Select(Gen.Double[1, 3].Array[3, 6], Gen.Double[.2, 4].Array[0, 4], Gen.Double[-.2, .2], Gen.Double[-.2, .2]).Sample((closed, bounds, level, rate) =>
        {
            var ledger = new SmallLedger();
            List<(double Year, double Log, bool Bound)> figures = [];
            foreach (var (place, (value, bound)) in closed.Select(value => (value, false)).Concat(bounds.Select(value => (value, true))).Index())
            {
                var day = new DateOnly(2020, 1, 1).AddDays(100 * place);
                ledger.Usage("app", value, $"{day:yyyy-MM-dd}", precision: bound ? Precision.AtLeast : Precision.Rounded);
                figures.Add((day.DayNumber / 365.25, Math.Log(value), bound));
            }

            var growth = Finding(ledger).Series.Single().Growth!;
            double at = growth.Curve[0].On.DayNumber / 365.25, log = Math.Log(growth.Curve[0].Value);
            double Distance(double level, double rate) => figures.Sum(figure =>
            {
                var residual = figure.Log - (level + (rate * (figure.Year - at)));
                return figure.Bound && residual < 0 ? 0 : residual * residual;
            });

            Assert.True(Distance(log, growth.Rate) <= Distance(log + level, growth.Rate + rate) + 1e-9);
            Assert.Equal(figures.Count, growth.Fitted + growth.Above);
        });

    [Fact]
    public void Lower_bounds_alone_show_no_growth()
    {
        var series = Finding(new SmallLedger().Usage("app", 100, "2024-01").Usage("app", 200, "2025-01", precision: Precision.AtLeast)).Series.Single();

        Assert.Equal(NoGrowthReason.NoUpperEnd, series.Refusal);
        Assert.Null(series.Growth);
    }

    [Fact]
    public void What_has_no_upper_end_is_never_called_smaller()
    {
        var finding = Finding(new SmallLedger().Usage("app", 30, "2025-01", precision: Precision.AtLeast).Usage("rival-app", 90, "2025-01"), null, null, "app", "rival-app");

        Assert.Equal(Larger.NotToldApart, finding.Comparisons.Single().Meeting.Larger);
    }

    [Fact]
    public void Two_figures_give_what_their_rounding_permits_and_no_confidence_interval()
    {
        var growth = Finding(new SmallLedger().Usage("app", 35, "2024-01").Usage("app", 70, "2025-01")).Series.Single().Growth!;

        Assert.Equal(GrowthBasis.Rounding, growth.Basis);
        Assert.Null(growth.MedianRate);
        Assert.All(growth.Curve, point => Assert.Null(point.Interval));
        Assert.Equal(35, growth.Curve[0].Value, 1e-9);
        Assert.Equal(70, growth.Curve[^1].Value, 1e-9);
    }

    [Theory]
    [InlineData(NoGrowthReason.OneFigure, 5, "2025-01", 6, "2025-01")]
    [InlineData(NoGrowthReason.DatesOverlap, 5, "2025", 6, "2025-09")]
    [InlineData(NoGrowthReason.NotPositive, 0, "2024-01", 6, "2025-01")]
    [InlineData(NoGrowthReason.NotPositive, -5, "2024-01", 6, "2025-01")]
    public void What_shows_no_growth_is_refused_with_the_reason(NoGrowthReason reason, double value, string on, double other, string otherOn)
    {
        var series = Finding(new SmallLedger().Usage("app", value, on).Usage("app", other, otherOn, by: "outsider")).Series.Single();

        Assert.Equal(reason, series.Refusal);
        Assert.Null(series.Growth);
    }

    [Fact]
    public void Weekly_users_of_one_and_monthly_users_of_the_other_are_not_comparable()
    {
        var finding = Finding(Doubling().Usage("rival-app", 900_000_000, "2023-01-01", "monthly"), null, null, "app", "rival-app");

        Assert.Empty(finding.Comparisons);
        Assert.Equal(IncomparableReason.NoCommonMeasure, finding.NotComparable!.Reason);
        Assert.Equal(("weekly", "monthly"), (finding.NotComparable.First.Single().Id, finding.NotComparable.Second.Single().Id));
    }

    [Fact]
    public void A_companys_own_figure_and_an_estimate_are_two_series_and_do_not_meet()
    {
        var finding = Finding(
            new SmallLedger().Usage("app", 10, "2025-01", by: "one").Usage("app", 90, "2025-02", by: "outsider").Usage("rival-app", 30, "2025-01", by: "two"), null, null, "app", "rival-app");

        Assert.Equal([CounterKind.Own, CounterKind.Outsider, CounterKind.Own], finding.Series.Select(series => series.Counter));
        var comparison = Assert.Single(finding.Comparisons);
        Assert.Equal(("one", "two", false), (comparison.FirstBy, comparison.SecondBy, comparison.SameCounter));
        Assert.Equal(Larger.Second, comparison.Meeting.Larger);

        var apart = Finding(new SmallLedger().Usage("app", 10, "2025-01", by: "one").Usage("rival-app", 20, "2025-01", by: "outsider"), null, null, "app", "rival-app");
        Assert.Equal(IncomparableReason.OwnAgainstOutsider, apart.NotComparable!.Reason);
    }

    [Fact]
    public void Who_counts_both_is_preferred_to_different_counters()
    {
        var comparison = Assert.Single(Finding(
            new SmallLedger().Usage("app", 10, "2025-01", by: "one").Usage("rival-app", 20, "2025-01", by: "two").Usage("app", 11, "2025-01").Usage("rival-app", 8, "2025-01"),
            null, null, "app", "rival-app").Comparisons);

        Assert.True(comparison.SameCounter);
        Assert.Equal(Larger.First, comparison.Meeting.Larger);
    }

    [Theory]
    [InlineData(30, "2025-01", Larger.NotToldApart)]
    [InlineData(40, "2025-01", Larger.NotToldApart)] // 35 to 45 and 25 to 35 share 35
    [InlineData(50, "2025-01", Larger.Second)]
    [InlineData(50, "2026-01", Larger.NoCommonTime)]
    public void Figures_of_about_one_time_say_which_is_larger_if_their_digits_do(double other, string on, Larger larger)
    {
        var finding = Finding(new SmallLedger().Usage("app", 30, "2025-01").Usage("rival-app", other, on), null, null, "app", "rival-app");

        Assert.Equal(larger, finding.Comparisons.Single().Meeting.Larger);
    }

    [Fact]
    public void A_series_that_grows_faster_crosses_the_larger_one_where_both_curves_meet()
    {
        // 100 million that double every year, and 12.5 million that grow fourfold: equal after three years.
        var ledger = Doubling();
        for (var year = 0; year < 4; year++)
        {
            ledger.Usage("rival-app", 12_500_000 * Math.Pow(4, year), $"{2020 + year}-01-01");
        }

        var growth = Finding(ledger, null, null, "app", "rival-app").Comparisons.Single().Growth!;

        Assert.Equal(Math.Log(2), growth.RateDifference, 0.01);
        Assert.Equal(new DateOnly(2023, 1, 1), growth.Estimate);
        Assert.True(growth.Interval.Lower > 0);
        Assert.False(growth.MayBeNever);
        Assert.All(growth.Dates, dates => Assert.True(dates.First >= new DateOnly(2023, 1, 1)));
    }

    [Fact]
    public void Where_growth_may_be_equal_crossing_may_never_come()
    {
        var ledger = Doubling();
        foreach (var (year, value) in new[] { 90, 210, 380, 770 }.Index())
        {
            ledger.Usage("rival-app", value * 1e6, $"{2020 + year}-01-01");
        }

        var growth = Finding(ledger, null, null, "app", "rival-app").Comparisons.Single().Growth!;

        Assert.True(growth.MayBeNever);
        Assert.True(growth.Interval.Contains(0));
        Assert.Null(growth.Dates[^1].Last);
    }

    [Fact]
    public void Another_measure_or_counter_never_changes_a_series() => Gen.Select(Gen.Double[1, 1e9].Array[0, 6], Gen.Bool).Sample((values, measure) =>
    {
        var ledger = Doubling();
        foreach (var (i, value) in values.Index())
        {
            ledger.Usage("app", value, $"2021-0{i + 1}", measure ? "monthly" : "weekly", by: measure ? "outsider" : "one");
        }

        Assert.Equal(
            FindingJson.Write(Finding(Doubling())),
            FindingJson.Write(Finding(ledger) with { Series = [.. Finding(ledger).Series.Where(series => series is { Measure.Id: "weekly", By: "outsider" })] }));
    });

    [Fact]
    public void Nothing_known_later_changes_what_was_found_as_of_a_day() => Gen.Select(Gen.Double[1, 1e9].Array[0, 8], Gen.Int[0, 3]).Sample((values, unknown) =>
    {
        var ledger = Doubling().Usage("rival-app", 3e8, "2021-06-01").Usage("rival-app", 4e8, "2022-01-01").Usage("rival-app", 5e8, "2022-06-01");
        var day = new DateOnly(2023, 6, 1);
        var before = Finding(ledger, day, null, "app", "rival-app");
        foreach (var (i, value) in values.Index())
        {
            ledger.Usage(i % 2 == 0 ? "app" : "rival-app", value, $"2021-03-{i + 1:00}", known: i < unknown ? null : "2023-06-02");
        }

        var after = Finding(ledger, day, null, "app", "rival-app");

        Assert.Equal(FindingJson.Write(before), FindingJson.Write(after with { Later = before.Later, Undated = before.Undated }));
        Assert.Equal((Math.Min(unknown, values.Length), values.Length - Math.Min(unknown, values.Length)), (after.Undated, after.Later));
    });

    [Fact]
    public void A_measure_asked_for_is_the_only_one() =>
        Assert.Equal(["monthly"], Finding(Doubling().Usage("app", 9, "2025-01", "monthly"), null, "monthly").Series.Select(series => series.Measure.Id));

    [Fact]
    public void A_product_without_figures_is_not_comparable_and_no_error() =>
        Assert.Equal(IncomparableReason.NoFigures, Finding(Doubling(), null, null, "app", "rival-app").NotComparable!.Reason);
}
