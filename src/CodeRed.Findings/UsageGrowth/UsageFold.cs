using System.Collections.Immutable;
using CodeRed.Evidence.Facts;
using CodeRed.Statistics;
using CodeRed.Statistics.Growth;

namespace CodeRed.Findings.UsageGrowth;

/// <summary>Folds the usage figures of a ledger into series, their growth and their comparison.</summary>
/// <remarks>
/// <para>Figures of two measures, or of two counters, are never one series. A figure stands for all days that its date may mean and for all values that its digits and its wording
/// permit (<see cref="UsageRange"/>).</para>
/// <para>A curve is fitted through the figures that have both ends. One without an upper end only bounds it: where the curve passes above, it says nothing; where the curve passes below, the
/// value that it permits nearest to the curve, which is its bound, counts as a figure. That is least squares over all values that the figures may stand for.</para>
/// </remarks>
public static class UsageFold
{
    /// <summary>Days that two figures may lie apart to be of about the same time: a quarter.</summary>
    public const int SameTimeDays = 92;

    private const double DaysOfYear = 365.25;
    private const int MonthsOfYear = 12;

    private const int CurvePoints = 24;

    // Each round lets one bound begin or cease to hold the curve up; a handful of figures needs a handful of rounds.
    private const int MostRounds = 50;

    /// <summary>Usage by what was known.</summary>
    /// <param name="view">What was known.</param>
    /// <param name="settings">What is asked; products and the measure that the ledger does not know have no figure.</param>
    public static UsageFinding Finding(LedgerView view, UsageSettings settings)
    {
        var ledger = view.Ledger;
        var asked = settings.Products.IsEmpty ? [.. ledger.Products.Keys.Order(StringComparer.Ordinal)] : settings.Products;
        ImmutableArray<ProductName> products = [.. asked.Select(id => NameOf(ledger, id))];
        List<Series> series =
        [
            .. products.SelectMany(product => ledger.Of<Usage>()
                .Where(usage => usage.Product == product.Id && (settings.Measure is null || usage.Measure == settings.Measure))
                .GroupBy(usage => (usage.Measure, usage.By))
                .Select(figures => Fit(ledger, product, figures.Key.Measure, figures.Key.By, figures, settings.Level))
                .OrderBy(one => one.Found.Measure.Id, StringComparer.Ordinal).ThenBy(one => one.Found.Counter).ThenBy(one => one.Found.By, StringComparer.Ordinal)),
        ];
        ImmutableArray<UsageComparison> comparisons = [];
        Incomparability? notComparable = null;
        if (!settings.Products.IsEmpty && products is [var first, var second] && first.Id != second.Id)
        {
            var (one, other) = (Of(first), Of(second));
            comparisons = [.. one.Select(found => found.Found.Measure.Id).Distinct(StringComparer.Ordinal).SelectMany(measure => Pairs(OfMeasure(one, measure), OfMeasure(other, measure)))
                .Select(pair => Compare(pair.One, pair.Other, settings.Level))];
            notComparable = comparisons.IsEmpty ? Why(one, other) : null;
        }

        return new UsageFinding
        {
            AsOf = view.AsOf,
            Later = view.Later,
            Undated = view.Undated,
            Settings = settings,
            Products = products,
            Series = [.. series.Select(one => one.Found)],
            Comparisons = comparisons,
            NotComparable = notComparable,
        };

        List<Series> Of(ProductName product) => [.. series.Where(one => one.Found.Product.Id == product.Id)];
    }

    private static List<Series> OfMeasure(List<Series> all, string measure) => [.. all.Where(one => one.Found.Measure.Id == measure)];

    private static ProductName NameOf(Ledger ledger, string id) =>
        ledger.Names.Products.GetValueOrDefault(id) is { } product ? new ProductName(id, product.Name, ledger.NameOf(product.Lab)) : new ProductName(id, id, "");

    private static Series Fit(Ledger ledger, ProductName product, string measure, string by, IEnumerable<Usage> usages, double level)
    {
        var share = ledger.Measures.GetValueOrDefault(measure)?.IsShare ?? false;
        ImmutableArray<UsageFigure> figures =
        [
            .. usages.Select(usage => Figure(usage, share)).OrderBy(figure => figure.Middle).ThenBy(figure => figure.Value).ThenBy(figure => figure.Id, StringComparer.Ordinal),
        ];
        var owner = ledger.Products.GetValueOrDefault(product.Id)?.Lab;
        var found = new UsageSeries(
            product,
            ledger.Measures.GetValueOrDefault(measure) ?? new UsageMeasure(measure, measure, measure, "", false),
            by,
            ledger.NameOf(by),
            by == owner || ledger.Runners.GetValueOrDefault(by)?.Lab == owner ? CounterKind.Own : CounterKind.Outsider,
            figures,
            null,
            null);
        if (figures.Any(figure => !(figure.Lower > 0)))
        {
            return new Series(found with { Refusal = NoGrowthReason.NotPositive }, null);
        }

        var dates = figures.GroupBy(figure => figure.On.First.DayNumber + figure.On.Last.DayNumber).Select(date => date.ToList()).ToList();
        List<DatedValue> closed = [.. dates.Where(date => date.Any(HasBothEnds)).Select(OfOneDate)];
        List<DatedValue> bounds = [.. dates.Where(date => !date.Any(HasBothEnds)).Select(date => Bound(date.MaxBy(figure => figure.Lower)!, share))];
        if (closed.Count < 2 && closed.Count + bounds.Count >= 2)
        {
            return new Series(found with { Refusal = NoGrowthReason.NoUpperEnd }, null);
        }

        var (values, growth, refusal) = Fit(closed, bounds, level);
        return growth is not null
            ? new Series(found with { Growth = Rate(growth, values, dates.Count - values.Length) }, growth)
            : new Series(
                found with
                {
                    Refusal = refusal?.Reason switch
                    {
                        GrowthRefusalReason.DatesOverlap => NoGrowthReason.DatesOverlap,
                        GrowthRefusalReason.NoError => NoGrowthReason.NoError,
                        _ => NoGrowthReason.OneFigure,
                    },
                },
                null);
    }

    private static bool HasBothEnds(UsageFigure figure) => figure.Upper is not null;

    // The bounds that the curve would pass below count as figures, the others not at all.
    private static (DatedValue[] Values, ExponentialGrowth? Growth, GrowthRefusal? Refusal) Fit(List<DatedValue> closed, List<DatedValue> bounds, double level)
    {
        HashSet<DatedValue> binding = [];
        for (var round = 0; ; round++)
        {
            DatedValue[] values = [.. closed.Concat(binding).OrderBy(value => Middle(value.Time))];
            if (!ExponentialGrowth.TryFit(values, out var growth, out var refusal, level))
            {
                return (values, null, refusal);
            }

            HashSet<DatedValue> missed = [.. bounds.Where(bound => Math.Log(Middle(bound.Value)) > LogAt(growth, values, Middle(bound.Time)))];
            if (missed.SetEquals(binding) || round == MostRounds)
            {
                return (values, growth, null);
            }

            binding = missed;
        }
    }

    // The least squares line passes through the means.
    private static double LogAt(ExponentialGrowth growth, DatedValue[] values, double day) =>
        values.Average(value => Math.Log(Middle(value.Value))) + (growth.Rate * (day - values.Average(value => Middle(value.Time))));

    private static DatedValue OfOneDate(IEnumerable<UsageFigure> figures)
    {
        List<UsageFigure> all = [.. figures];
        return new DatedValue(
            new Interval(all.Min(figure => figure.On.First.DayNumber), all.Max(figure => figure.On.Last.DayNumber)),
            new Interval(all.Where(HasBothEnds).Min(figure => figure.Lower), all.Max(figure => figure.Upper ?? figure.Lower)));
    }

    // What holds the curve up is the bound itself, rounded as any other figure.
    private static DatedValue Bound(UsageFigure figure, bool share)
    {
        var half = UsageRange.Unit(figure.Value, share) / 2;
        return new DatedValue(new Interval(figure.On.First.DayNumber, figure.On.Last.DayNumber), new Interval(figure.Value - half, figure.Value + half));
    }

    private static UsageFigure Figure(Usage usage, bool share)
    {
        var range = UsageRange.Of(usage.Value, usage.Precision, share);
        return new UsageFigure(usage.Id, usage.TrueOn, usage.Value, usage.Precision, range.Lower, range.Upper);
    }

    private static UsageGrowthRate Rate(ExponentialGrowth growth, DatedValue[] values, int above) => new(
        growth.Basis,
        values.Length,
        above,
        growth.Rate * DaysOfYear,
        Yearly(growth.RateInterval),
        growth.DoublingTime / DaysOfYear * MonthsOfYear,
        growth.DoublingTimeInterval is { } doubling ? OpenInterval.Of(new Interval(doubling.Lower / DaysOfYear * MonthsOfYear, doubling.Upper / DaysOfYear * MonthsOfYear)) : null,
        growth.TheilSen?.Slope * DaysOfYear,
        growth.TheilSen is { } median ? OpenInterval.Of(Yearly(median.Interval)) : null,
        Curve(growth, values));

    private static Interval Yearly(Interval daily) => new(daily.Lower * DaysOfYear, daily.Upper * DaysOfYear);

    private static ImmutableArray<CurvePoint> Curve(ExponentialGrowth growth, DatedValue[] values)
    {
        double begin = Middle(values[0].Time), end = Middle(values[^1].Time), first = Middle(values[0].Value);
        return
        [
            .. Enumerable.Range(0, CurvePoints + 1).Select(point => DayOf(Math.Round(begin + ((end - begin) * point / CurvePoints)))).Distinct()
                .Select(day => growth.Project(day.DayNumber) is { } there
                    ? new CurvePoint(day, there.Value, there.Curve)
                    : new CurvePoint(day, first * Math.Exp(growth.Rate * (day.DayNumber - begin)), null)),
        ];
    }

    private static double Middle(Interval interval) => interval.Lower + (interval.Width / 2);

    // One and the same who counts both is preferred; else a company's own figures meet the other's own, and outsiders' meet outsiders'.
    private static IEnumerable<(Series One, Series Other)> Pairs(List<Series> one, List<Series> other)
    {
        List<(Series One, Series Other)> all = [.. one.SelectMany(_ => other, (first, second) => (first, second))];
        List<(Series One, Series Other)> same = [.. all.Where(pair => pair.One.Found.By == pair.Other.Found.By)];
        return same.Count > 0 ? same : all.Where(pair => pair.One.Found.Counter == pair.Other.Found.Counter);
    }

    private static UsageComparison Compare(Series first, Series second, double level)
    {
        var from = first.Found.Figures[^1].Middle > second.Found.Figures[^1].Middle ? first.Found.Figures[^1].Middle : second.Found.Figures[^1].Middle;
        return new UsageComparison(
            first.Found.Measure,
            first.Found.By,
            second.Found.By,
            Meet(first.Found.Figures, second.Found.Figures),
            first.Growth is { } one && second.Growth is { } other && GrowthComparison.TryCompare(one, other, out var comparison, out _, level) ? Crossing(comparison, from) : null);
    }

    private static UsageMeeting Meet(ImmutableArray<UsageFigure> first, ImmutableArray<UsageFigure> second)
    {
        static int Apart(UsageFigure one, UsageFigure other) => Math.Abs(one.Middle.DayNumber - other.Middle.DayNumber);

        // The latest of two that are equally near.
        var toFirst = second.Reverse().MinBy(figure => Apart(first[^1], figure))!;
        var toSecond = first.Reverse().MinBy(figure => Apart(second[^1], figure))!;
        var (one, other) = Apart(first[^1], toFirst) <= Apart(toSecond, second[^1]) ? (first[^1], toFirst) : (toSecond, second[^1]);
        return new UsageMeeting(one, other, Apart(one, other) > SameTimeDays ? Larger.NoCommonTime
            : one.Lower > other.Upper ? Larger.First
            : other.Lower > one.Upper ? Larger.Second
            : Larger.NotToldApart);
    }

    private static UsageCrossing Crossing(GrowthComparison comparison, DateOnly from)
    {
        var crossing = comparison.Crossing.From(from.DayNumber);
        return new UsageCrossing(
            comparison.RateDifference * DaysOfYear,
            Yearly(comparison.RateDifferenceInterval),
            comparison.P,
            crossing.Shape,
            crossing.Estimate is { } estimate ? DayOf(Math.Round(estimate)) : null,
            [.. crossing.Set.Select(part => new OpenDates(DayOf(Math.Floor(part.Lower)), double.IsInfinity(part.Upper) ? null : DayOf(Math.Ceiling(part.Upper))))],
            crossing.MayBeNever);
    }

    // The calendar ends with the year 9999.
    private static DateOnly DayOf(double day) => DateOnly.FromDayNumber((int)Math.Clamp(day, 0, DateOnly.MaxValue.DayNumber));

    private static Incomparability Why(List<Series> first, List<Series> second)
    {
        ImmutableArray<UsageMeasure> one = [.. first.Select(series => series.Found.Measure).Distinct()], other = [.. second.Select(series => series.Found.Measure).Distinct()];
        return new Incomparability(
            one.IsEmpty || other.IsEmpty ? IncomparableReason.NoFigures : one.Intersect(other).Any() ? IncomparableReason.OwnAgainstOutsider : IncomparableReason.NoCommonMeasure,
            one,
            other);
    }

    private sealed record Series(UsageSeries Found, ExponentialGrowth? Growth);
}
