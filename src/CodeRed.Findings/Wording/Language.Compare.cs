using System.Globalization;
using CodeRed.Findings.Compare;
using CodeRed.Statistics;

namespace CodeRed.Findings.Wording;

public abstract partial class Language
{
    /// <summary>The verdict on several runs as a badge of one to four words.</summary>
    public abstract string Badge(CompareVerdict verdict);

    /// <summary>What one of two that were asked the same is beside the other: nothing has changed, they are two.</summary>
    public abstract string BadgeOfPair(Verdict verdict);

    /// <summary>A fixed word of a comparison of several runs.</summary>
    public abstract string Text(CompareLabel label);

    /// <summary>The verdict on several runs in a sentence.</summary>
    public abstract string Headline(CompareFinding finding);

    /// <summary>Which items were compared.</summary>
    public abstract string Sentence(CompareFinding finding);

    /// <summary>Where a run stands by quality, cost and latency, in a few words.</summary>
    public abstract string Name(FrontPlace place);

    /// <summary>What a place on or off the front means.</summary>
    public abstract string FrontRule(CompareFinding finding);

    /// <summary>A run that another dominates, or may; null for the others.</summary>
    public abstract string? Dominated(ComparedRun run, CompareFinding finding);

    /// <summary>What costs are of.</summary>
    public abstract string CostRule { get; }

    /// <summary>Where a run's cost comes from.</summary>
    public abstract string CostSource(ComparedRun run, CompareFinding finding);

    /// <summary>What verdicts, intervals and the best set promise.</summary>
    public abstract string ErrorRate(CompareFinding finding);

    /// <summary>What the finding cannot tell.</summary>
    public abstract string Sentence(CompareUnknown unknown, CompareFinding finding);

    /// <summary>How a percentile is called, such as <c>p95</c>.</summary>
    public string Percentile(double order) => string.Create(CultureInfo.InvariantCulture, $"p{order * 100:0.##}");

    /// <summary>An amount of US dollars, with as many digits as it deserves.</summary>
    public string Money(double dollars) => (dollars < 0 ? "−" : "") + "$" + Amount(Math.Abs(dollars));

    /// <summary>A difference of US dollars, with its sign.</summary>
    public string SignedMoney(double dollars) => (dollars < 0 ? "−" : dollars > 0 ? "+" : "±") + "$" + Amount(Math.Abs(dollars));

    /// <summary>An interval of a difference of US dollars.</summary>
    public string MoneyInterval(Interval interval) => FromTo(SignedMoney(interval.Lower), SignedMoney(interval.Upper));

    /// <summary>A share with its interval.</summary>
    public string Quality(ComparedRun run) => run.Quality is { } quality
        ? Percent(quality) + (run.QualityInterval is { } i ? $" ({FromTo(Bare(i.Lower), Bare(i.Upper))})" : "")
        : "–";

    /// <summary>What a thousand answers cost, with the interval; that it is unknown where it is.</summary>
    public string Cost(RunCost cost) => cost.PerThousand is { } mean
        ? Money(mean) + (cost.Interval is { } i ? $" ({FromTo(Amount(i.Lower), Amount(i.Upper))})" : "")
        : Text(CompareLabel.Unknown);

    /// <summary>A percentile of latency with its interval, all in one unit; a question mark where a bound is not known.</summary>
    public string Latency(LatencyPercentile percentile)
    {
        bool seconds = Math.Max(percentile.Milliseconds, percentile.Interval.Upper ?? 0) >= 1000;
        return $"{In(percentile.Milliseconds)} ({(percentile.Interval.Lower is > 0 and { } low ? In(low) : "?")}–{(percentile.Interval.Upper is { } high ? In(high) : "?")}) {LatencyUnit(seconds)}";

        string In(double milliseconds) =>
            seconds ? (milliseconds / 1000).ToString("0.00", CultureInfo.InvariantCulture) : milliseconds.ToString("0", CultureInfo.InvariantCulture);
    }

    /// <summary>The unit of a latency.</summary>
    protected abstract string LatencyUnit(bool seconds);

    /// <summary>A mean number of tokens; a dash where none was counted.</summary>
    public string Tokens(double? mean) => mean is { } tokens ? Rounded(tokens) : "–";

    /// <summary>A share of the answers asked for.</summary>
    public string ShareOf(long part, long whole) => whole == 0 ? "–" : Percent((double)part / whole);

    /// <summary>The names of runs, by id.</summary>
    protected static IReadOnlyList<string> Names(IEnumerable<string> ids, CompareFinding finding) =>
        [.. ids.Select(id => InertText.OnOneLine(finding.Run(id).Run.Target, 60))];

    private static string Bare(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Amount(double dollars) => dollars switch
    {
        0 => "0",
        < 0.01 => dollars.ToString("0.00###", CultureInfo.InvariantCulture),
        < 1 => dollars.ToString("0.000", CultureInfo.InvariantCulture),
        < 1000 => dollars.ToString("0.00", CultureInfo.InvariantCulture),
        _ => dollars.ToString("N0", CultureInfo.InvariantCulture),
    };
}
