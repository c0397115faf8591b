using CodeRed.Evidence.Facts;
using CodeRed.Findings.UsageGrowth;
using CodeRed.Statistics.Growth;

namespace CodeRed.Findings.Wording;

internal sealed partial class English
{
    public override string Badge(UsageFinding finding) => finding.NotComparable is not null ? "NOT COMPARABLE" : finding.Comparisons.IsEmpty ? "USAGE" : "COMPARABLE";

    public override string Headline(UsageFinding finding) => finding switch
    {
        { NotComparable: { } why, Products: [var first, var second, ..] } => NotComparable(why, first, second),
        { Comparisons: [var compared, ..], Products: [var first, var second, ..] } => MeetingOf(compared, first, second),
        { Series: [] } => "No figure was known.",
        _ => $"{Many(finding.Series.Sum(series => series.Figures.Length), "published figure")} of {Many(finding.Products.Length, "product")}, in {finding.Series.Length} series: a different product, measure or counter makes a different series.",
    };

    public override string NotComparable(Incomparability why, ProductName first, ProductName second) => why.Reason switch
    {
        IncomparableReason.NoFigures => $"{Name(first.Name)} and {Name(second.Name)} are not comparable: the ledger holds {Measures(why.First)} of the one and {Measures(why.Second)} of the other.",
        IncomparableReason.OwnAgainstOutsider => $"{Name(first.Name)} and {Name(second.Name)} are not comparable: where the same thing is measured, a company's own figures would meet an outsider's estimate.",
        _ => $"{Name(first.Name)} and {Name(second.Name)} are not comparable: the one is measured by {Measures(why.First)}, the other by {Measures(why.Second)}.",
    };

    public override string Latest(UsageSeries series) =>
        $"{Name(series.Product.Name)}, {Name(series.Measure.Name)}: {Published(series.Measure, series.Figures[^1])} ({Day(series.Figures[^1].On)}, {(series.Counter == CounterKind.Own ? "by the company itself" : $"by {Name(series.ByName)}")}).";

    public override string Name(UsageSeries series) =>
        $"{Name(series.Product.Name)}, {Name(series.Measure.Name)}, {(series.Counter == CounterKind.Own ? "by the company itself" : $"by {Name(series.ByName)}")}";

    public override string Published(UsageMeasure measure, UsageFigure figure) => figure.Precision switch
    {
        Precision.AtLeast => $"more than {Figure(measure, figure.Value)}",
        Precision.About => $"about {Figure(measure, figure.Value)}",
        _ => Figure(measure, figure.Value),
    };

    public override string Growth(UsageSeries series, double level)
    {
        if (series.Growth is not { } growth)
        {
            return series.Refusal switch
            {
                NoGrowthReason.DatesOverlap => "No growth rate: the dates are so vague that the later figure may be the earlier one.",
                NoGrowthReason.NoError => "No growth rate: the figures lie on one curve to the last digit, and nothing shows how far off they may be.",
                NoGrowthReason.NoUpperEnd => "No growth rate: “more than” has no upper end, and fewer than two figures have one.",
                NoGrowthReason.NotPositive => "No growth rate: a figure is zero or less, and no multiple of that is growth.",
                _ => "One date cannot show growth.",
            };
        }

        var (rate, interval) = (Factor(growth.Rate), FromTo(Factor(growth.RateInterval.Lower), Factor(growth.RateInterval.Upper)));
        var yearly = growth.Basis == GrowthBasis.Regression
            ? $"multiplied by {rate} a year ({Share(level)} interval {interval})"
            : $"multiplied by {rate} a year (rounding alone permits {interval}; two figures give no confidence interval)";
        var doubling = (growth.DoublingMonths, growth.DoublingInterval) switch
        {
            (_, null) => "falling",
            (null, _) => "not growing, though growth is not ruled out",
            ({ } months, { Upper: { } most, Lower: { } least }) => $"doubling every {Span(months)} months ({FromTo(Span(least), Span(most))})",
            ({ } months, { Lower: { } least }) => $"doubling every {Span(months)} months ({Span(least)} at the least, perhaps never)",
            ({ } months, _) => $"doubling every {Span(months)} months",
        };
        var above = growth.Above == 0 ? "" : $" ({growth.Above} of them a lower bound that the curve passes above)";
        return $"{Many(series.Figures.Length, "figure")}{above}: {yearly}, {doubling}.{(Bends(growth) ? $" The median of the slopes is {Factor(growth.MedianRate!.Value)} times a year, outside the interval: look for a wrong figure, or a curve that bends." : "")}";
    }

    public override IReadOnlyList<string> Sentences(UsageComparison comparison, UsageFinding finding)
    {
        var (first, second) = (finding.Products[0], finding.Products[1]);
        List<string> sentences = [MeetingOf(comparison, first, second)];
        if (comparison.Growth is { } growth)
        {
            sentences.Add($"{Name(second.Name)} gains on {Name(first.Name)} by a factor of {Factor(growth.RateDifference)} a year ({Share(finding.Settings.Level)} interval {FromTo(Factor(growth.Interval.Lower), Factor(growth.Interval.Upper))}, {PValue(growth.P)}).");
            sentences.Add(Crossing(growth));
        }
        else
        {
            sentences.Add("Which grows faster cannot be said: that takes three figures of each.");
        }

        if (!comparison.SameCounter)
        {
            sentences.Add("They are counted by different people, so what counts as a user may differ.");
        }

        return sentences;
    }

    public override string ErrorRate(UsageFinding finding) =>
        $"Growth is least squares of the logarithm, with {Share(finding.Settings.Level)} intervals by Student's t that are never narrower than rounding and vague dates make them. It assumes steady growth and independent errors; companies publish when a round number is reached and stop when growth does, which looks steadier than it is.";

    public override IReadOnlyList<string> Cautions(UsageFinding finding)
    {
        List<string> cautions = ["Weekly and monthly users, registrations and estimates are different things; no two of them are ever joined."];
        if (finding.Series.Any(series => series.Measure.IsShare && series.Growth is not null))
        {
            cautions.Add("A share cannot grow beyond the whole, so its growth must end.");
        }

        if (finding.Comparisons.Any(comparison => comparison.Growth is not null))
        {
            cautions.Add("A crossing date holds only if both go on as they have. They never do for long.");
        }

        return cautions;
    }

    private static string Measures(IEnumerable<UsageMeasure> measures)
    {
        var names = string.Join(", ", measures.Select(measure => Name(measure.Name)));
        return names.Length == 0 ? "nothing" : names;
    }

    private string MeetingOf(UsageComparison comparison, ProductName first, ProductName second)
    {
        var (one, other, larger) = comparison.Meeting;
        return $"By {Name(comparison.Measure.Name)}: {Name(first.Name)} {Published(comparison.Measure, one)} ({Day(one.On)}), {Name(second.Name)} {Published(comparison.Measure, other)} ({Day(other.On)}); " + larger switch
        {
            Larger.First => $"{Name(first.Name)} is larger.",
            Larger.Second => $"{Name(second.Name)} is larger.",
            Larger.NotToldApart => "figures this rounded do not show which is larger.",
            _ => $"no two figures lie within {UsageFold.SameTimeDays} days of each other, so neither is called larger.",
        };
    }

    private string Crossing(UsageCrossing growth)
    {
        const string IfSo = "If both go on as they have, ";
        var estimate = growth.Estimate is { } day ? $" The curves meet on {Day(PartialDate.Of(day))}." : "";
        return IfSo + growth.Dates switch
        {
            [] => "they never draw level.",
            [{ Last: { } last } only] => $"they draw level between {Day(PartialDate.Of(only.First))} and {Day(PartialDate.Of(last))}{(growth.MayBeNever ? ", or never" : "")}.{estimate}",
            [{ Last: null } only] => growth.Shape == CrossingShape.NotBefore && growth.Estimate is not null
                ? $"they draw level some time from {Day(PartialDate.Of(only.First))} on, or never: no last date can be given.{estimate}"
                : $"they may draw level at any time from {Day(PartialDate.Of(only.First))} on, or never.",
            [{ Last: { } last } early, .., var late] => $"they draw level between {Day(PartialDate.Of(early.First))} and {Day(PartialDate.Of(last))}, or after {Day(PartialDate.Of(late.First))}{(growth.MayBeNever ? ", or never" : "")}.{estimate}",
            _ => "nothing shows when they draw level.",
        };
    }
}
