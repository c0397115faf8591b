using System.Collections.Immutable;
using CodeRed.Evidence.Facts;
using CodeRed.Statistics;
using CodeRed.Statistics.Growth;

namespace CodeRed.Findings.UsageGrowth;

/// <summary>How much products are used, how fast that grows, and whether two of them can be compared.</summary>
public sealed record UsageFinding
{
    /// <summary>The version of this record's JSON form.</summary>
    public string Schema { get; init; } = "codered.usage/1";

    /// <summary>The day asked of; null for all that the ledger holds.</summary>
    public required DateOnly? AsOf { get; init; }

    /// <summary>Facts left out because they became known later.</summary>
    public required int Later { get; init; }

    /// <summary>Facts left out because nothing says when they became known.</summary>
    public required int Undated { get; init; }

    /// <summary>How it was asked for.</summary>
    public required UsageSettings Settings { get; init; }

    /// <summary>The products asked about, in the order asked; all where none was named.</summary>
    public required ImmutableArray<ProductName> Products { get; init; }

    /// <summary>The series, by product, then measure, then counter. A measure or a counter of its own is a series of its own.</summary>
    public required ImmutableArray<UsageSeries> Series { get; init; }

    /// <summary>Series of two products that may be compared; empty unless two were asked about.</summary>
    public required ImmutableArray<UsageComparison> Comparisons { get; init; }

    /// <summary>Why two products cannot be compared; null where they can, or unless two were asked about.</summary>
    public required Incomparability? NotComparable { get; init; }
}

/// <summary>A product by name.</summary>
/// <param name="Id">Of the product.</param>
/// <param name="Name">Of the product.</param>
/// <param name="Lab">The name of its lab.</param>
public sealed record ProductName(string Id, string Name, string Lab);

/// <summary>Who counts, seen from the product.</summary>
public enum CounterKind
{
    /// <summary>The company whose product it is.</summary>
    Own,

    /// <summary>Somebody else, who estimates.</summary>
    Outsider,
}

/// <summary>The figures of one product, one measure and one counter, and how they grow.</summary>
/// <param name="Product">Which product.</param>
/// <param name="Measure">What is counted.</param>
/// <param name="By">Id of who counted.</param>
/// <param name="ByName">Name of who counted.</param>
/// <param name="Counter">Whether that is the company itself.</param>
/// <param name="Figures">In order of time.</param>
/// <param name="Growth">The growth; null where the figures give none.</param>
/// <param name="Refusal">Why they give none; null where they do.</param>
public sealed record UsageSeries(
    ProductName Product,
    UsageMeasure Measure,
    string By,
    string ByName,
    CounterKind Counter,
    ImmutableArray<UsageFigure> Figures,
    UsageGrowthRate? Growth,
    NoGrowthReason? Refusal);

/// <summary>A published figure with what it may stand for.</summary>
/// <param name="Id">Of the fact.</param>
/// <param name="On">When it was true.</param>
/// <param name="Value">As published, in the unit of the measure.</param>
/// <param name="Precision">How it is meant.</param>
/// <param name="Lower">The smallest value that its digits and its meaning permit.</param>
/// <param name="Upper">The largest; null where it is said to be at least so much.</param>
public sealed record UsageFigure(string Id, PartialDate On, double Value, Precision Precision, double Lower, double? Upper)
{
    /// <summary>The middle of the time it may be true of.</summary>
    public DateOnly Middle => DateOnly.FromDayNumber((On.First.DayNumber + On.Last.DayNumber) / 2);
}

/// <summary>Why figures give no growth.</summary>
public enum NoGrowthReason
{
    /// <summary>There is one figure only, or all are of one date.</summary>
    OneFigure,

    /// <summary>Two figures are dated so vaguely that the second may be the earlier one.</summary>
    DatesOverlap,

    /// <summary>The figures lie on a curve to the last digit and are said to be exact.</summary>
    NoError,

    /// <summary>A figure is zero or less, or may stand for it.</summary>
    NotPositive,

    /// <summary>Of two figures or more, fewer than two have an upper end.</summary>
    NoUpperEnd,
}

/// <summary>Exponential growth of a series.</summary>
/// <param name="Basis">What the intervals rest on: three figures or more give a confidence interval, two only a range that their rounding permits.</param>
/// <param name="Fitted">Dates whose figures the curve is fitted through.</param>
/// <param name="Above">Dates of which only a lower bound is published and the curve passes above it: they do not move the curve.</param>
/// <param name="Rate">Growth of the natural logarithm per year of 365.25 days; negative where the figures fall.</param>
/// <param name="RateInterval">Its interval.</param>
/// <param name="DoublingMonths">Months in which the value doubles; null where it does not grow.</param>
/// <param name="DoublingInterval">Its interval, without an upper end where not growing is not excluded; null where growing is excluded.</param>
/// <param name="MedianRate">Theil and Sen's rate, the median of the slopes between any two figures; null for two figures.</param>
/// <param name="MedianInterval">Its interval, without ends for few figures; null for two figures.</param>
/// <param name="Curve">The fitted curve from the first figure to the last.</param>
public sealed record UsageGrowthRate(
    GrowthBasis Basis,
    int Fitted,
    int Above,
    double Rate,
    Interval RateInterval,
    double? DoublingMonths,
    OpenInterval? DoublingInterval,
    double? MedianRate,
    OpenInterval? MedianInterval,
    ImmutableArray<CurvePoint> Curve);

/// <summary>A point of a fitted curve.</summary>
/// <param name="On">The day.</param>
/// <param name="Value">The curve there, in the unit of the measure.</param>
/// <param name="Interval">Confidence interval for the curve; null where two figures show nothing of their error.</param>
public sealed record CurvePoint(DateOnly On, double Value, Interval? Interval);

/// <summary>Which of two is larger.</summary>
public enum Larger
{
    /// <summary>The first.</summary>
    First,

    /// <summary>The second.</summary>
    Second,

    /// <summary>Their figures do not tell them apart.</summary>
    NotToldApart,

    /// <summary>They have no figures of about the same time.</summary>
    NoCommonTime,
}

/// <summary>Two series of one measure.</summary>
/// <param name="Measure">What is counted.</param>
/// <param name="FirstBy">Id of who counted the first product.</param>
/// <param name="SecondBy">Id of who counted the second.</param>
/// <param name="Meeting">The two latest figures that are nearest in time.</param>
/// <param name="Growth">Which grows faster, and when they cross; null where the figures give no comparison of growth.</param>
public sealed record UsageComparison(UsageMeasure Measure, string FirstBy, string SecondBy, UsageMeeting Meeting, UsageCrossing? Growth)
{
    /// <summary>Whether one and the same counted both; otherwise how they count may differ.</summary>
    public bool SameCounter => FirstBy == SecondBy;
}

/// <summary>Two figures of about the same time.</summary>
/// <param name="First">Of the first product.</param>
/// <param name="Second">Of the second.</param>
/// <param name="Larger">Which is larger, rounding allowed for.</param>
public sealed record UsageMeeting(UsageFigure First, UsageFigure Second, Larger Larger);

/// <summary>Which of two series grows faster, and when both are equal in size if growth goes on as it was.</summary>
/// <param name="RateDifference">Rate of the second minus that of the first, of the natural logarithm per year.</param>
/// <param name="Interval">Its confidence interval.</param>
/// <param name="P">Two-sided p-value of equal rates.</param>
/// <param name="Shape">What the set of crossing dates from the later of the last figures on looks like.</param>
/// <param name="Estimate">Where the curves meet; null where they do not from then on.</param>
/// <param name="Dates">The dates that the figures do not exclude, from then on; a last date is missing where there is none.</param>
/// <param name="MayBeNever">Whether the curves need never meet.</param>
public sealed record UsageCrossing(
    double RateDifference, Interval Interval, double P, CrossingShape Shape, DateOnly? Estimate, ImmutableArray<OpenDates> Dates, bool MayBeNever);

/// <summary>A stretch of dates that may have no end.</summary>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day; null where there is none.</param>
public sealed record OpenDates(DateOnly First, DateOnly? Last);

/// <summary>Why two products cannot be compared.</summary>
public enum IncomparableReason
{
    /// <summary>One of them has no figure.</summary>
    NoFigures,

    /// <summary>No measure is published of both.</summary>
    NoCommonMeasure,

    /// <summary>A measure is common, but a company's own figure meets an outsider's estimate.</summary>
    OwnAgainstOutsider,
}

/// <summary>Two products that cannot be compared.</summary>
/// <param name="Reason">Why.</param>
/// <param name="First">What is measured of the first.</param>
/// <param name="Second">What is measured of the second.</param>
public sealed record Incomparability(IncomparableReason Reason, ImmutableArray<UsageMeasure> First, ImmutableArray<UsageMeasure> Second);
