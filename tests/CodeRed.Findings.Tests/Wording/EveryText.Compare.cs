using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Findings.Compare;
using CodeRed.Findings.Drift;
using CodeRed.Findings.Wording;
using CodeRed.Statistics;

namespace CodeRed.Findings.Tests.Wording;

internal static partial class EveryText
{
    private static void AddCompare(Language language, string name, Action<string, string> add)
    {
        foreach (var label in Enum.GetValues<CompareLabel>())
        {
            add($"Label {label} of a comparison of several", language.Text(label));
        }

        foreach (var verdict in Enum.GetValues<CompareVerdict>())
        {
            add($"Badge {verdict}", language.Badge(verdict));
            add($"Headline {verdict}", language.Headline(Compared(name, verdict)));
        }

        foreach (var verdict in Enum.GetValues<Verdict>())
        {
            add($"Badge of a pair {verdict}", language.BadgeOfPair(verdict));
        }

        add("Headline without an item", language.Headline(Compared(name, CompareVerdict.CouldNotCompare) with { Items = 0 }));
        var finding = Compared(name, CompareVerdict.OneBest);
        add("Items of several", language.Sentence(finding));
        add("Items of several, asked once", language.Sentence(finding with { Answers = finding.Items, LeftOut = 0 }));
        add("Error rate of several", language.ErrorRate(finding));
        add("Rule of the front", language.FrontRule(finding));
        foreach (var place in Enum.GetValues<FrontPlace>())
        {
            add($"Front {place}", language.Name(place));
            if (language.Dominated(finding.Runs[0] with { Front = place, DominatedBy = [.. finding.Runs.Select(r => r.Run.Id)] }, finding) is { } sentence)
            {
                add($"Dominated {place}", sentence);
            }
        }

        add("What a cost is of", language.CostRule);
        var run = finding.Runs[0];
        foreach (var gap in Enum.GetValues<PriceGap>())
        {
            add($"Source of a cost, {gap}", language.CostSource(run with { Cost = run.Cost with { Unknown = 3, Uncounted = 1, Gap = gap, GapDate = On("2025-07") } }, finding));
        }

        add("Source of a cost, uncounted", language.CostSource(run with { Cost = run.Cost with { Unknown = 3, Uncounted = 3 } }, finding));
        add("Source of a cost, nothing", language.CostSource(run with { Cost = run.Cost with { Recorded = 0, Priced = 0 } }, finding));
        foreach (var kind in Enum.GetValues<CompareUnknownKind>())
        {
            add($"Not known of several, {kind}", language.Sentence(new CompareUnknown(kind, 2), finding));
            add($"Not known of several, {kind}, one", language.Sentence(new CompareUnknown(kind, 1), finding));
        }

        add("Cost", language.Cost(run.Cost));
        add("Cost, unknown", language.Cost(run.Cost with { PerThousand = null, Interval = null }));
        add("Latency", language.Latency(new LatencyPercentile(.5, 380, new OpenInterval(350, 420))));
        add("Latency without bounds", language.Latency(new LatencyPercentile(.99, 3800, new OpenInterval(0, null))));
        add("Money", language.Money(-.0042) + language.SignedMoney(12_345) + language.MoneyInterval(new Interval(-1.5, .25)));
    }

    private static CompareFinding Compared(string name, CompareVerdict verdict)
    {
        ComparedRun Run(char id, bool best) => new()
        {
            Run = new RunSummary(new string(id, 64), name, name, 100, null, null),
            Quality = .9,
            QualityInterval = new Interval(.8, .95),
            MayBeBest = best,
            Cost = new RunCost
            {
                PerThousand = 1.25, Interval = new Interval(1.1, 1.4), Recorded = 10, Priced = 20, Unknown = 0, Uncounted = 0, Undated = 5,
                Prices = [new UsedPrice("m", "price.m", 1, null, 2, On("2025-01"), "https://example.org", null), new UsedPrice("m", "price.n", 2, .5m, 3, On("2025-06-01"), "https://example.org", name)],
                Gap = PriceGap.None, GapDate = null,
            },
            Latency = new RunLatency(30, 0, []),
            InputTokens = 100, OutputTokens = null, Asked = 30, Missing = 1, Refused = 2, NonAnswers = 3,
            Front = FrontPlace.OnFront, DominatedBy = [],
        };
        var comparison = Drift(name, Framing.Compare, Verdict.Worse).Primary.Raw;
        ImmutableArray<ComparedRun> runs = [Run('a', true), Run('b', verdict == CompareVerdict.SeveralMayBeBest), Run('c', false)];
        return new CompareFinding
        {
            AsOf = March, Suite = name, Metric = name, Better = Better.Higher, Settings = new CompareSettings(), Verdict = verdict,
            Baseline = verdict is CompareVerdict.SomeWorse or CompareVerdict.NoneSeenWorse ? runs[0].Run.Id : null,
            Items = 40, Answers = 80, LeftOut = 2, Runs = runs,
            Pairs = [new ComparedPair(runs[0].Run.Id, runs[1].Run.Id, comparison with { Verdict = Verdict.Worse }, null, .5, new Interval(.1, .9))],
            NotKnown = [],
        };
    }
}
