using CodeRed.Evidence.Facts;
using CodeRed.Findings.Brief;
using CodeRed.Findings.Claims;
using CodeRed.Findings.Scores;
using CodeRed.Findings.Levels;
using CodeRed.Findings.Standings;
using CodeRed.Findings.Talent;
using CodeRed.Findings.UsageGrowth;
using CodeRed.Findings.Wording;
using CodeRed.Statistics;
using CodeRed.Statistics.Ranking;

namespace CodeRed.Findings.Tests.Wording;

internal static partial class EveryText
{
    /// <summary>All texts of a brief that the other findings do not have already.</summary>
    private static void AddBrief(Language language, string name, Action<string, string> add)
    {
        var on = PartialDate.Of(new DateOnly(2025, 8, 7));
        PartialDate.TryParse("2024-05", out var month);
        var lab = new NamedLab("one", name);
        var skill = new Skill("s", name, name);
        var charge = new TokenCharge(1.25m, 10, 3.4375m, on, "price.a");
        var place = new Place("a", name, name, 1.25, new Interval(.75, 1.75), .62, new RankSet(2, 7), false, charge, ["s.a"]);
        var alone = place with { Ranks = new RankSet(3, 3), Price = null, OpenWeights = true };
        var board = new BoardName(new ScoreSeries("sums", null, "outsider", "accuracy"), name, name);
        var meeting = new BoardMeeting(board, name, 80, name, 70, Meeting.Ahead, true, .01, RunnerKind.Independent);
        foreach (var label in Enum.GetValues<BriefLabel>())
        {
            add($"Label {label} of a brief", language.Text(label));
        }

        foreach (var part in Enum.GetValues<BriefPart>())
        {
            add($"Title {part}", language.Title(part));
        }

        foreach (var point in Enum.GetValues<OpenPoint>())
        {
            add($"Sentence {point}", language.Sentence(point));
        }

        add("Sentence position", language.Position(lab, .62, place, 41));
        add("Sentence position, sure", language.Position(lab, 0, alone, 41));
        add("Sentence not ranked", language.NotRanked(lab));
        add("Sentence nobody left", language.NobodyLeft(lab));
        add("Sentence nobody left anywhere", language.NobodyLeft(null));
        Departure[] departures = [new(name, name, on, name, name, ["m.1"]), new(name, name, month, null, null, ["m.2"])];
        add("Sentence departures", language.Summary(lab, [.. departures]));
        add("Sentence departures, all unknown", language.Summary(null, [departures[1]]));
        add("Sentence succession", language.Sentence(new Succession(name, name, on, 7, 2, 3, [.. Enumerable.Repeat(meeting, 12)], [])));
        add("Sentence no succession", language.NoSuccession(lab));
        add("Sentence no succession of any", language.NoSuccession(null));
        ErrorRate[] rates = [new(name, month, 3.5, new Interval(2.5, 4.5), "s.a"), new(name, on, 1.5, null, "s.b")];
        foreach (var change in Enum.GetValues<Meeting>())
        {
            add($"Sentence errors {change}", language.Sentence(new ErrorBoard(board, name, change, change != Meeting.Behind, [.. rates])));
        }

        add("Percent with interval", language.PercentWithInterval(3.5, new Interval(2.5, 4.5)));
        var served = new ServedChange(board, name, name, month, 84, name, on, 51.1, "%", null, []);
        add("Sentence of what is held, none", language.Holdings(0, 0, null));
        add("Sentence of what is held, one", language.Holdings(1, 1, served));
        add("Sentence of what is held", language.Holdings(7, 4, served));
        add("Sentence of no usage", language.NoUsage(lab));
        add("Sentence of no usage at all", language.NoUsage(null));
        AddLevelChanges(language, name, add);
        add("Sentence served", language.Sentence(new ServedChange(board, name, name, month, 84, name, on, 51.1, "%", null, [])));
        foreach (var of in new[] { skill, null })
        {
            add($"Name of skill {of?.Id}", language.Name(of));
            add($"Sentence choice {of?.Id}, none", language.Sentence(new Choice(of, [], null, 0, [], [], 0, 0, 3)));
            add($"Sentence choice {of?.Id}, one", language.Sentence(new Choice(of, [], place, 1, [], [], 41, 300, 3)));
            add($"Sentence choice {of?.Id}, none cheaper", language.Sentence(new Choice(of, [], alone, 4, [], [], 41, 300, 3)));
            add($"Sentence choice {of?.Id}, cheaper", language.Sentence(new Choice(of, [], place, 4, [], [place, place], 41, 300, 3)));
        }

        add("Value of price", language.Price(charge));
        var supported = new ClaimFinding("c.1", name, name, name, on, null, [], new ClaimState(ClaimVerdict.Open, ClaimVerdict.Open, null, null, null), new ClaimState(ClaimVerdict.Supported, ClaimVerdict.Supported, null, null, null));
        var open = supported with { Now = supported.OnTheDay };
        add("Sentence tally", language.Tally(name, [supported, open]));
        add("Sentence tally, unchanged", language.Tally(null, [open]));
        add("Reason, nobody decided", language.Reason(open.Now));
        add("Reason, counting vendors", language.Reason(open.Now with { Decision = new FounderDecision(name, name) { Verdict = ClaimVerdict.Supported }, WithVendors = ClaimVerdict.Supported }));
        add("Sentence no claims", language.NoClaims(lab));
        add("Sentence no claims at all", language.NoClaims(null));
        add("Sentence left out by kind", language.LeftOut([.. Enum.GetValues<FactKind>().Select((kind, i) => new UndatedFacts(kind, i + 2))])!);
        add("Not linked", language.NotLinked(5));
        add("More rows", language.MoreRows(12));
        add("Sources", language.Sources(12));
        add("Facts", language.Facts(12));
        add("Signs", language.MarkKey("+", "−", "?"));
        add("Cited", language.Cited(1234, 56));
        add("Dates of a source", language.Sentence(new CitedSource(1, name, name, on, month, false, [])));
        foreach (var meaning in Enum.GetValues<DateMeaning>())
        {
            add($"Dates of a fact {meaning}", language.Dates(new CitedFact(name, name, 3, month, meaning, meaning == DateMeaning.Measured ? null : on)));
        }

        var standing = Standing(skill);
        var brief = new BriefFinding
        {
            Lab = lab,
            AsOf = on.First,
            Through = on.First,
            Later = 3,
            Undated = 4,
            UndatedKinds = [],
            Standing = standing with { Labs = [new LabStanding("two", name, .71, name), new LabStanding("one", name, .23, name)] },
            Usage = new UsageFinding { AsOf = null, Later = 0, Undated = 0, Settings = new UsageSettings([]), Products = [], Series = [], Comparisons = [], NotComparable = null },
            UsagePairs = [],
            Talent = new TalentFinding
            {
                AsOf = null, Later = 0, Undated = 0, Settings = new TalentSettings(), ObservedUntil = null, Sample = new TalentSample(0, [], 0), Labs = [], Flows = [], Moves = [], Founders = [], Others = [], FounderTest = null, Events = [],
            },
            Levels = null,
            Choices = [],
            Prices = [],
            Departures = [],
            Progress = [],
            Claims = new ClaimsFinding { AsOf = on.First, Later = 3, Undated = 4, Claims = [supported, open], Records = [] },
            Sources = [],
        };
        add("Headline of a brief", language.Headline(brief));
        add("Headline of a brief, leader", language.Headline(brief with { Lab = new NamedLab("two", name) }));
        add("Headline of a brief, unranked", language.Headline(brief with { Lab = new NamedLab("three", name), Claims = brief.Claims with { Claims = [] } }));
        add("Headline of a brief, all labs", language.Headline(brief with { Lab = null }));
        add("Headline of a brief, no standing", language.Headline(brief with { Standing = standing with { Labs = [] } }));
        add("Basis", language.Basis(brief));
        add("Basis, today", language.Basis(brief with { AsOf = null }));
        add("Basis, of nothing", language.Basis(brief with { AsOf = null, Through = null }));
    }

    private static void AddLevelChanges(Language language, string name, Action<string, string> add)
    {
        RuleOutcome Rule(Level level, ClaimVerdict verdict) => new("rule", level, name + ".", name + "。", new FounderDecision(name, name) { Verdict = verdict });
        RuleOutcome red = Rule(Level.Red, ClaimVerdict.Supported), amber = Rule(Level.Amber, ClaimVerdict.Supported), open = Rule(Level.Red, ClaimVerdict.Open), not = Rule(Level.Amber, ClaimVerdict.Contradicted);
        DatedLevel[] months = [.. Enumerable.Range(1, 4).Select(month => new DatedLevel(new DateOnly(2025, month, 28), month == 1 ? Level.NotMeasured : month == 2 ? Level.Green : Level.Red))];
        LabLevel[] labs =
        [
            new("one", name, Level.Red, [red, red, amber, not], [.. months]),
            new("two", name, Level.Red, [red], []),
            new("three", name, Level.Amber, [amber, open], []),
            new("four", name, Level.Green, [not, open, open], []),
            new("five", name, Level.NotMeasured, [open], []),
        ];
        foreach (var (i, lab) in labs.Index())
        {
            foreach (var (number, change) in language.Changes(lab).Index())
            {
                add($"Sentence of a change of level {i}, {number}", change);
            }
        }

        foreach (var level in Enum.GetValues<Level>().Where(level => level != Level.NotMeasured))
        {
            add($"Mark of level {level}", language.Mark(level));
        }

        add("Sentence of history", language.History(labs[0])!);
        add("Sentence of a rule", language.WithReason(red));
        var finding = new LevelsFinding { AsOf = new DateOnly(2025, 5, 1), Later = 0, Undated = 0, Labs = [.. labs] };
        add("Sentence of levels", language.Summary(finding));
        add("Sentence of no levels", language.Summary(finding with { Labs = [] }));
    }

    private static StandingFinding Standing(Skill? skill) => new()
    {
        AsOf = null,
        Later = 0,
        Undated = 0,
        Settings = new StandingSettings(),
        Skill = skill,
        Refusal = null,
        Labs = [],
        Models = [],
        NotLinked = [],
        Boards = [],
        Inflation = [],
        Handovers = [],
        ModelHandovers = [],
        Votes = null,
        Sensitivity = [],
        Misfits = [],
    };
}
