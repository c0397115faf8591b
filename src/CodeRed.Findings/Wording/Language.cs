using System.Globalization;
using CodeRed.Findings.Drift;
using CodeRed.Findings.LogDrift;
using CodeRed.Statistics;

namespace CodeRed.Findings.Wording;

/// <summary>Turns the codes and numbers of a finding into sentences of one language.</summary>
/// <remarks>
/// The only place where findings become words: every face, the terminal and the page alike, says the same. What comes from
/// outside (names, labels, answers) is passed through <see cref="InertText"/> before it is put into a sentence.
/// </remarks>
public abstract partial class Language
{
    /// <summary>English.</summary>
    public static Language English { get; } = new English();

    /// <summary>Traditional Chinese as written in Taiwan.</summary>
    public static Language TraditionalChinese { get; } = new TraditionalChinese();

    /// <summary>The languages that can be asked for, by BCP 47 tag.</summary>
    public static IReadOnlyList<string> Tags { get; } = ["en", "zh-Hant"];

    /// <summary>The wording of a language.</summary>
    /// <exception cref="ArgumentException">The tag is not one of <see cref="Tags"/>.</exception>
    public static Language For(string tag) => tag switch
    {
        "en" => English,
        "zh-Hant" => TraditionalChinese,
        _ => throw new ArgumentException($"There is no wording for '{tag}'; write one of: {string.Join(", ", Tags)}.", nameof(tag)),
    };

    /// <summary>The BCP 47 tag, for a page's <c>lang</c>.</summary>
    public abstract string Tag { get; }

    // ---- Short words ----

    /// <summary>The verdict as a badge of one to three words.</summary>
    public abstract string Badge(Verdict verdict);

    /// <summary>A fixed label or section title.</summary>
    public abstract string Text(Label label);

    /// <summary>What a measure is called.</summary>
    public abstract string Name(MeasureKind kind);

    /// <summary>What a log's metric is called; its own name where it has one.</summary>
    public abstract string Name(LogMetricFinding metric);

    /// <summary>How a comparison was tested, named as the field names it.</summary>
    public abstract string Name(TestMethod method);

    // ---- Sentences ----

    /// <summary>The verdict in a sentence, with both rates.</summary>
    public abstract string Headline(DriftFinding finding);

    /// <summary>The verdict on a log in a sentence.</summary>
    public abstract string Headline(LogDriftFinding finding);

    /// <summary>What the normalised grade says beside the raw one; null where there is nothing to say.</summary>
    public abstract string? Normalised(MetricFinding metric);

    /// <summary>How often such a verdict is wrong.</summary>
    public abstract string ErrorRate(DriftFinding finding);

    /// <summary>How often such a verdict on a log is wrong, and under which assumption.</summary>
    public abstract string ErrorRate(LogDriftFinding finding);

    /// <summary>The assumption a log's comparison rests on.</summary>
    public abstract string Assumption(LogDriftFinding finding);

    /// <summary>The smallest drop these items could have shown.</summary>
    public abstract string SmallestDrop(Comparison comparison, DriftSettings settings);

    /// <summary>What the e-process says.</summary>
    public abstract string Betting(BettingTrace betting, long items);

    /// <summary>The name of a manner of change, a few words.</summary>
    public abstract string Title(Diagnosis diagnosis);

    /// <summary>The figures behind a manner of change.</summary>
    public abstract string Sentence(Diagnosis diagnosis);

    /// <summary>What dates say of the change.</summary>
    public abstract string Sentence(Onset onset, DriftFinding finding);

    /// <summary>What the finding cannot tell.</summary>
    public abstract string Sentence(Unknown unknown, DriftFinding finding);

    /// <summary>Which items were compared.</summary>
    public abstract string Sentence(Pairing pairing);

    /// <summary>Newly wrong, newly right and unchanged answers.</summary>
    public abstract string Counts(Comparison comparison);

    /// <summary>Newly wrong or newly right.</summary>
    public abstract string Direction(Flip flip);

    // ---- Numbers ----

    /// <summary>A share in [0, 1] as a percentage.</summary>
    public abstract string Percent(double share, int decimals = 1);

    /// <summary>A difference of shares as signed percentage points, with the unit.</summary>
    public abstract string Points(double difference);

    /// <summary>How many rows on how many days.</summary>
    public abstract string RowsAndDays(long rows, int days);

    /// <summary>A log metric's effect: percentage points for shares, else the unit of the metric.</summary>
    public string Effect(LogMetricKind kind, double effect) =>
        UnitOf(kind) is { } unit ? Signed(effect, "N0") + unit : Points(effect);

    /// <summary>An interval of a log metric's effect: percentage points for shares, without the unit; else with the unit of the metric.</summary>
    public string EffectInterval(LogMetricKind kind, Interval interval) =>
        UnitOf(kind) is { } unit ? FromTo(Signed(interval.Lower, "N0"), Signed(interval.Upper, "N0")) + unit : PointsInterval(interval);

    /// <summary>An interval of a difference of shares, in percentage points, without the unit.</summary>
    public string PointsInterval(Interval interval) => FromTo(Signed(interval.Lower * 100, "0.0"), Signed(interval.Upper * 100, "0.0"));

    /// <summary>The level of an interval, such as "95 % interval".</summary>
    public abstract string IntervalLevel(double alpha);

    /// <summary>A date and time in UTC, as precise as a day needs.</summary>
    public virtual string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A whole number with thousands separators.</summary>
    public virtual string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A p-value: never zero, never more precise than is sensible.</summary>
    public virtual string PValue(double p) => p switch
    {
        < 0.0001 => "p < 0.0001",
        < 0.001 => string.Create(CultureInfo.InvariantCulture, $"p = {p:0.0000}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"p = {p:0.000}"),
    };

    /// <summary>The unit of a log's metric, with the space before it where the language has one; null for shares.</summary>
    protected abstract string? UnitOf(LogMetricKind kind);

    /// <summary>Two bounds, as the language writes a range.</summary>
    protected abstract string FromTo(string lower, string upper);

    /// <summary>A value of a measure, with its unit.</summary>
    public abstract string Value(MeasureKind kind, double value);

    /// <summary>A value of a log's metric, with its unit.</summary>
    public string Value(LogMetricKind kind, double value) => kind switch
    {
        LogMetricKind.Length => Value(MeasureKind.Length, value),
        LogMetricKind.OutputTokens => Value(MeasureKind.OutputTokens, value),
        LogMetricKind.Latency => Value(MeasureKind.Latency, value),
        _ => Percent(value),
    };

    /// <summary>The smallest share of rows compared, where it is worth telling; else null.</summary>
    protected static double? LeastCompared(LogDriftFinding finding) =>
        finding.Metrics.Select(m => (double?)m.Compared).Min() is { } least and < 0.95 ? least : null;

    /// <summary>A share such as an error rate, with no more digits than it has.</summary>
    protected virtual string Share(double share) => (share * 100).ToString("0.###", CultureInfo.InvariantCulture) + " %";

    /// <summary>Percentage points without a sign.</summary>
    protected static string Magnitude(double difference) => (Math.Abs(difference) * 100).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>A latency in the unit that reads best.</summary>
    protected static string Milliseconds(double value) => value < 1000
        ? value.ToString("0", CultureInfo.InvariantCulture) + " ms"
        : (value / 1000).ToString("0.00", CultureInfo.InvariantCulture) + " s";

    /// <summary>Signed percentage points with a true minus sign.</summary>
    protected static string Signed(double value, string format) =>
        (value < 0 ? "−" : value > 0 ? "+" : "±") + Math.Abs(value).ToString(format, CultureInfo.InvariantCulture);

    /// <summary>A mean with as many digits as it deserves.</summary>
    protected static string Rounded(double value) => value switch
    {
        < 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("N0", CultureInfo.InvariantCulture),
    };
}
