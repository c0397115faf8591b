using CodeRed.Evidence.Facts;
using CodeRed.Findings.UsageGrowth;
using CodeRed.Findings.Wording;
using CodeRed.Statistics;
using CodeRed.Statistics.Growth;

namespace CodeRed.Findings.Tests.Wording;

internal static partial class EveryText
{
    private static void AddUsage(Language language, string name, Action<string, string> add)
    {
        var measure = new UsageMeasure("weekly", name, name, "people", false);
        var (one, other) = (new ProductName("a", name, name), new ProductName("b", name, name));
        UsageFigure[] figures = [.. Enum.GetValues<Precision>().Select((precision, i) => new UsageFigure("f", On($"2025-0{i + 4}"), 1.5e8 * (i + 1), precision, 1e8, 2e8))];
        foreach (var figure in figures)
        {
            add($"Published {figure.Precision}", language.Published(measure, figure));
        }

        var growth = new UsageGrowthRate(GrowthBasis.Regression, 3, 0, .9, new Interval(.6, 1.2), 9.3, new OpenInterval(7, 14.2), .95, new OpenInterval(null, null), []);
        UsageGrowthRate[] rates =
        [
            growth,
            growth with { MedianRate = 1.5 },
            growth with { Fitted = 2, Above = 1 },
            growth with { RateInterval = new Interval(-.3, 8), DoublingInterval = new OpenInterval(1, null) },
            growth with { Basis = GrowthBasis.Rounding, MedianRate = null, MedianInterval = null },
            growth with { Rate = -.01, RateInterval = new Interval(-.02, .01), DoublingMonths = null, DoublingInterval = new OpenInterval(830, null) },
            growth with { Rate = -9, RateInterval = new Interval(-10, -.1), DoublingMonths = null, DoublingInterval = null },
            growth with { DoublingInterval = new OpenInterval(null, null) },
        ];
        var series = new UsageSeries(one, measure, "x", name, CounterKind.Own, [.. figures], growth, null);
        foreach (var (i, rate) in rates.Index())
        {
            add($"Value of growth {i}", language.PerYear(rate));
            add($"Value of doubling {i}", language.DoublingMonths(rate));
            add($"Sentence of growth {i}", language.Growth(series with { Growth = rate }, .95));
        }

        foreach (var reason in Enum.GetValues<NoGrowthReason>())
        {
            add($"Sentence of no growth, {reason}", language.Growth(series with { Growth = null, Refusal = reason }, .95));
        }

        foreach (var counter in Enum.GetValues<CounterKind>())
        {
            add($"Sentence of the latest figure {counter}", language.Latest(series with { Counter = counter }));
            add($"Name of a series {counter}", language.Name(series with { Counter = counter }));
        }

        var crossing = new UsageCrossing(.4, new Interval(.1, .7), .012, CrossingShape.Between, new DateOnly(2026, 8, 3), [new OpenDates(new DateOnly(2026, 5, 1), new DateOnly(2027, 2, 7))], false);
        UsageCrossing[] crossings =
        [
            crossing,
            crossing with { MayBeNever = true },
            crossing with { Estimate = null, Dates = [] },
            crossing with { Shape = CrossingShape.NotBefore, Dates = [new OpenDates(new DateOnly(2026, 5, 1), null)], MayBeNever = true },
            crossing with { Shape = CrossingShape.NotBefore, Dates = [new OpenDates(new DateOnly(2026, 5, 1), null)], MayBeNever = true, Estimate = null },
            crossing with { Dates = [.. crossing.Dates, new OpenDates(new DateOnly(2031, 1, 1), null)], MayBeNever = true },
        ];
        var finding = new UsageFinding
        {
            AsOf = null, Later = 0, Undated = 0, Settings = new UsageSettings([]), Products = [one, other], Series = [series, series with { Measure = measure with { IsShare = true } }], Comparisons = [], NotComparable = null,
        };
        var compared = new UsageComparison(measure, "x", "y", new UsageMeeting(figures[0], figures[1], Larger.First), crossing);
        foreach (var (i, meets) in crossings.Index())
        {
            foreach (var (number, sentence) in language.Sentences(compared with { Growth = meets }, finding).Index())
            {
                add($"Sentence of crossing {i}, {number}", sentence);
            }
        }

        foreach (var larger in Enum.GetValues<Larger>())
        {
            foreach (var (number, sentence) in language.Sentences(new UsageComparison(measure, "x", "x", compared.Meeting with { Larger = larger }, null), finding).Index())
            {
                add($"Sentence of meeting {larger}, {number}", sentence);
            }
        }

        List<UsageFinding> findings = [finding, finding with { Series = [] }, finding with { Comparisons = [compared] }];
        findings.AddRange(Enum.GetValues<IncomparableReason>().Select(reason => finding with { NotComparable = new Incomparability(reason, [measure, measure], reason == IncomparableReason.NoFigures ? [] : [measure]) }));
        foreach (var (i, found) in findings.Index())
        {
            add($"Headline of usage {i}", language.Headline(found));
            add($"Badge of usage {i}", language.Badge(found));
            foreach (var caution in language.Cautions(found))
            {
                add($"Sentence of caution, usage {i}", caution);
            }
        }

        add("Error rate of usage", language.ErrorRate(finding));
    }

    private static PartialDate On(string date) => PartialDate.TryParse(date, out var parsed) ? parsed : throw new FormatException(date);
}
