using System.Globalization;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.UsageGrowth;

namespace CodeRed.Findings.Wording;

public abstract partial class Language
{
    /// <summary>What was found of usage, as a badge of one to three words.</summary>
    public abstract string Badge(UsageFinding finding);

    /// <summary>What was found of usage, in a sentence or two.</summary>
    public abstract string Headline(UsageFinding finding);

    /// <summary>What a series counts, and who counts it.</summary>
    public abstract string Name(UsageSeries series);

    /// <summary>A figure as it was meant, with its unit.</summary>
    public abstract string Published(UsageMeasure measure, UsageFigure figure);

    /// <summary>What a series counts, and its latest figure.</summary>
    public abstract string Latest(UsageSeries series);

    /// <summary>Why two products cannot be compared.</summary>
    public abstract string NotComparable(Incomparability why, ProductName first, ProductName second);

    /// <summary>By how much a series is multiplied in a year, with its interval.</summary>
    public string PerYear(UsageGrowthRate growth) => $"{Factor(growth.Rate)} ({FromTo(Factor(growth.RateInterval.Lower), Factor(growth.RateInterval.Upper))})";

    /// <summary>Months in which a series doubles, with their interval; a dash where it does not grow.</summary>
    public string DoublingMonths(UsageGrowthRate growth) => (growth.DoublingMonths, growth.DoublingInterval) switch
    {
        ({ } months, { Lower: { } least, Upper: { } most }) => $"{Span(months)} ({FromTo(Span(least), Span(most))})",
        ({ } months, { Lower: { } least }) => $"{Span(months)} (≥ {Span(least)})",
        ({ } months, _) => Span(months),
        _ => "–",
    };

    /// <summary>How a series grows, or why that cannot be said.</summary>
    public abstract string Growth(UsageSeries series, double level);

    /// <summary>Which of two series is larger, which grows faster, and when both are equal; a sentence each.</summary>
    public abstract IReadOnlyList<string> Sentences(UsageComparison comparison, UsageFinding finding);

    /// <summary>What intervals of growth mean, and what they assume.</summary>
    public abstract string ErrorRate(UsageFinding finding);

    /// <summary>What to bear in mind, most important first.</summary>
    public abstract IReadOnlyList<string> Cautions(UsageFinding finding);

    /// <summary>By how much a value is multiplied, from a rate of its natural logarithm.</summary>
    protected static string Factor(double rate) => Math.Exp(rate) switch
    {
        > 1000 => "> 1,000",
        < 0.001 => "< 0.001",
        >= 10 and var large => large.ToString("#,0", CultureInfo.InvariantCulture),
        >= 1 and var factor => factor.ToString("0.0#", CultureInfo.InvariantCulture),
        var small => small.ToString("0.###", CultureInfo.InvariantCulture),
    };

    /// <summary>A number of months or years.</summary>
    protected static string Span(double span) => span.ToString(span < 10 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    /// <summary>Whether the median of the slopes contradicts the fitted growth.</summary>
    protected static bool Bends(UsageGrowthRate growth) => growth.MedianRate is { } median && !growth.RateInterval.Contains(median);
}
