using CodeRed.Evidence;
using CodeRed.Findings.Drift;

namespace CodeRed.Findings.Tests.Drift;

/// <summary>Builds item pairs and findings in the words of the tests.</summary>
internal static class Answers
{
    public static readonly RunSummary March = new(new string('a', 64), "model-march", "march.csv", 0, null, null);
    public static readonly RunSummary June = new(new string('b', 64), "model-june", "june.csv", 0, null, null);

    public static Suite SuiteOf(Better better = Better.Higher, params string[] others) => new(
        "suite",
        [new Metric("correct", better, true, "label"), .. others.Select(o => new Metric(o, Better.Higher, false, "score"))],
        HasItems: true);

    public static Outcome Graded(
        double? value, string? label = null, double? normalised = null, bool nonAnswer = false, bool? truncated = null, int? length = 10, long content = 0, int epoch = 0) =>
        new(0, epoch, content, value, normalised ?? value, label, nonAnswer, false, truncated, length, null, null, null, null);

    public static ItemPair Pair(string key, double? before, double? after, string? expected = null, string? stratum = null) =>
        Pair(key, Graded(before), Graded(after), expected, stratum);

    public static ItemPair Pair(string key, Outcome before, Outcome after, string? expected = null, string? stratum = null) =>
        new(key, [before with { Expected = expected, Stratum = stratum }], [after with { Expected = expected, Stratum = stratum }]);

    /// <summary>Several answers a side, in the order of their epochs.</summary>
    public static ItemPair Repeated(string key, double?[] before, double?[] after) =>
        new(key, [.. before.Select((v, e) => Graded(v, epoch: e))], [.. after.Select((v, e) => Graded(v, epoch: e))]);

    public static DriftFinding Find(
        IEnumerable<ItemPair> pairs, Suite? suite = null, RunSummary? baseline = null, RunSummary? current = null, DriftSettings? settings = null)
    {
        var fold = new DriftFold(suite ?? SuiteOf(), baseline ?? March, current ?? June, Framing.Drift, settings ?? new DriftSettings());
        foreach (var pair in pairs)
        {
            fold.Add(0, pair);
        }

        return fold.Finish(DateTimeOffset.UnixEpoch);
    }

    /// <summary>So many pairs lost, gained, right on both sides and wrong on both sides.</summary>
    public static IEnumerable<ItemPair> Table(int lost, int gained, int right, int wrong) =>
        Enumerable.Range(0, lost + gained + right + wrong).Select(i => Pair(
            $"item {i}",
            i < lost || (i >= lost + gained && i < lost + gained + right) ? 1 : 0,
            i >= lost && i < lost + gained + right ? 1 : 0));
}
