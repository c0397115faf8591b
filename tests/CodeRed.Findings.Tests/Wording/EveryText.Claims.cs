using CodeRed.Evidence.Facts;
using CodeRed.Findings.Claims;
using CodeRed.Findings.Scores;
using CodeRed.Findings.UsageGrowth;
using CodeRed.Findings.Wording;
using CodeRed.Statistics;

namespace CodeRed.Findings.Tests.Wording;

internal static partial class EveryText
{
    private static void AddClaims(Language language, string name, Action<string, string> add)
    {
        static PartialDate On(string date) => PartialDate.TryParse(date, out var parsed) ? parsed : default;
        var (on, later) = (new DatedName(name, On("2025-12-05")), new DatedName(name, On("2026-01")));
        var measure = new UsageMeasure("weekly", name, name, "people", false);
        var (small, large) = (new DatedValue(450_000_000, On("2025-07")), new DatedValue(1_200_000_000, On("2025")));
        var board = new BoardName(new ScoreSeries("b", null, "r", "m"), name, name);
        var ahead = new BoardMeeting(board, name, 85.7, name, 71.2, Meeting.Ahead, true, .01, RunnerKind.Independent);
        var behind = ahead with { Result = Meeting.Behind, NoiseKnown = false };
        var skill = new Skill("s", name, name);
        List<Decision> decisions =
        [
            .. Enum.GetValues<UndecidableKind>().Select(kind => new UndecidableDecision(kind, name, null) { Verdict = ClaimVerdict.Open }),
            new ReportedDecision([], 2) { Verdict = ClaimVerdict.Open },
            new ReportedDecision([name, name], 2) { Verdict = ClaimVerdict.Supported },
            new ReleasedDecision(name, [on, later], [], 2, On("2025-12"), On("2025-12"), false) { Verdict = ClaimVerdict.Supported },
            new ReleasedDecision(name, [.. Enumerable.Repeat(on, 8)], [], 1, null, null, false) { Verdict = ClaimVerdict.Supported },
            new ReleasedDecision(name, [], [on], 1, On("2024"), On("2025"), false) { Verdict = ClaimVerdict.Contradicted },
            new ReleasedDecision(name, [], [], 1, On("2024"), null, true) { Verdict = ClaimVerdict.Contradicted },
            new ReleasedDecision(name, [], [], 1, null, On("2024"), false) { Verdict = ClaimVerdict.Open },
            new MovedDecision(name, name, name, On("2024-05-15"), later) { Verdict = ClaimVerdict.Supported },
            new MovedDecision(name, name, null, On("2024-05"), new DatedName("", On("2025"))) { Verdict = ClaimVerdict.Supported },
            new MovedDecision(name, null, name, On("2024"), null) { Verdict = ClaimVerdict.Supported },
            new MovedDecision(name, null, null, null, null) { Verdict = ClaimVerdict.Open },
            new FounderDecision(name, name) { Verdict = ClaimVerdict.Supported },
            new FounderDecision(name, name) { Verdict = ClaimVerdict.Open },
            new FlowDecision(name, 12, 3, .018) { Verdict = ClaimVerdict.Supported },
            new FlowDecision(name, 0, 0, null) { Verdict = ClaimVerdict.Open },
            new DestinationsDecision(name, 9, 2, 4) { Verdict = ClaimVerdict.Supported },
            new OrderDecision(on, later) { Verdict = ClaimVerdict.Supported },
            new SpanDecision(on, later, 1, 3) { Verdict = ClaimVerdict.Supported },
            new ValueDecision(name, null, null, 1, null, "%", null) { Verdict = ClaimVerdict.Open },
            new ValueDecision(name, 80.9, new Interval(78, 83), 80, 90, "%", null) { Verdict = ClaimVerdict.Open },
            new ValueDecision(name, 800, null, 700, null, "", measure) { Verdict = ClaimVerdict.Supported },
            new ValueDecision(name, 800, null, null, 700, "", measure) { Verdict = ClaimVerdict.Contradicted },
            new GrowthDecision(name, measure, small, large) { Verdict = ClaimVerdict.Supported },
            new GrowthDecision(name, measure with { IsShare = true }, small with { Value = 32.5 }, large with { Value = 40 }) { Verdict = ClaimVerdict.Supported },
            new GrowthDecision(name, measure, null, large) { Verdict = ClaimVerdict.Open },
            new UsageDecision(name, name, [], []) { Verdict = ClaimVerdict.Open },
            new UsageDecision(name, name, [], [measure, measure]) { Verdict = ClaimVerdict.Open },
            new UsageDecision(name, name, [new MeasureComparison(measure, small, large, Larger.Second, name), new MeasureComparison(measure, small, large, Larger.NotToldApart, name), new MeasureComparison(measure, small, large, Larger.NoCommonTime, name)], []) { Verdict = ClaimVerdict.Contradicted },
            new BoardsDecision(name, null, 0, 0, 0, BoardNeed.Most, 1, []) { Verdict = ClaimVerdict.Open },
            new BoardsDecision(name, name, 1, 1, 0, BoardNeed.Most, 1, [ahead, behind]) { Verdict = ClaimVerdict.Open, Disputed = true },
            new BoardsDecision(name, null, 1, 0, 0, BoardNeed.Every, 1, [ahead]) { Verdict = ClaimVerdict.Supported },
            new GapDecision(name, ahead, -14.5, new Interval(-17, -12), 10) { Verdict = ClaimVerdict.Supported },
            new GapDecision(name, behind, 14.5, new Interval(12, 17), 10) { Verdict = ClaimVerdict.Contradicted },
            new GapDecision(name, null, null, null, 10) { Verdict = ClaimVerdict.Open },
            new LeadersDecision([], 0, 3, 2) { Verdict = ClaimVerdict.Open },
            new LeadersDecision([new BoardLeader(board, name, name, 12)], 1, 4, 2) { Verdict = ClaimVerdict.Open },
            new ThroneDecision(name, skill, .82, .95) { Verdict = ClaimVerdict.Open },
            new ThroneDecision(name, skill, null, .95) { Verdict = ClaimVerdict.Open },
            new RecordDecision([name], 3, 4, 1, new Interval(.2, .8), .5) { Verdict = ClaimVerdict.Open },
            new RecordDecision([name], 0, 0, 1, null, .5) { Verdict = ClaimVerdict.Open },
        ];
        decisions.Add(new CombinedDecision(Combination.All, [decisions[0], decisions[4]]) { Verdict = ClaimVerdict.Open });
        decisions.Add(new CombinedDecision(Combination.Not, [decisions[5]]) { Verdict = ClaimVerdict.Open });
        foreach (var decision in decisions)
        {
            add($"Decision {decision.GetType().Name} {decision.Verdict}", language.Sentence(decision));
        }

        foreach (var verdict in Enum.GetValues<ClaimVerdict>())
        {
            add($"Badge of a claim {verdict}", language.Badge(verdict));
            add($"With vendors {verdict}", language.Vendors(new ClaimState((ClaimVerdict)(((int)verdict + 1) % 3), verdict, null, decisions[4], null))!);
        }

        var finding = new ClaimFinding("c", name, name, null, On("2025"), null, [], new ClaimState(default, default, null, null, null), new ClaimState(default, default, null, null, null));
        add("Statement", language.Statement(finding));
        add("Statement in Chinese", language.Statement(finding with { StatementZhHant = name }));
        add("Manual verdict", language.Sentence(new ManualVerdict(ClaimVerdict.Open, On("2025"), name, null, [])));
        add("Track record", language.Sentence(new TrackRecord("x", name, new ClaimCounts(3, 4, 2, []))));
        add("Track record undecided", language.Sentence(new TrackRecord("x", name, new ClaimCounts(0, 0, 2, []))));
        add("Left out", language.LeftOut(new DateOnly(2025, 12, 5), 12, 1)!);
        add("Error rate of claims", language.ErrorRate(new ClaimsFinding { AsOf = null, Later = 0, Undated = 0, Claims = [], Records = [] }));
        add("Small figure", language.Figure(measure, 650_000));
    }
}
