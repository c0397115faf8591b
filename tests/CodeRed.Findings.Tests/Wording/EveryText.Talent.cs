using CodeRed.Findings.Talent;
using CodeRed.Findings.Wording;
using CodeRed.Statistics;
using CodeRed.Statistics.Survival;

namespace CodeRed.Findings.Tests.Wording;

internal static partial class EveryText
{
    private static void AddTalent(Language language, string name, Action<string, string> add)
    {
        var sample = new TalentSample(41, [], 0);
        add("Sentence of sample", language.Sentence(sample));
        add("Sentence of sample with gaps", language.Sentence(new TalentSample(1, [new FounderGap(name, 7, 11)], 3)));

        var lab = new LabBalance("a", name, 31, 9, 0, .0005, [new Destination("b", name, 12), new Destination(Flow.Unknown, null, 19)]);
        LabBalance[] labs = [lab, lab with { Undone = 2, PValue = .3, Destinations = [lab.Destinations[0]] }, lab with { Left = 2, Joined = 18, PValue = .001, Undone = 1, Destinations = [lab.Destinations[1]] }, new LabBalance("a", name, 0, 0, 0, null, [])];
        foreach (var (i, one) in labs.Index())
        {
            add($"Headline of talent {i}", language.Headline(Talent(one, new TalentSettings("a"))));
            add($"Badge of talent {i}", language.Badge(Talent(one, new TalentSettings("a"))));
            if (language.Destinations(one) is { } destinations)
            {
                add($"Sentence of destinations {i}", destinations);
            }
        }

        var all = Talent(lab, new TalentSettings()) with { ObservedUntil = null };
        add("Headline of talent, all", language.Headline(all));
        add("Badge of talent, all", language.Badge(all));
        add("Place, elsewhere", language.Place(all, Flow.Elsewhere));
        add("Place, unknown", language.Place(all, Flow.Unknown));
        add("Place, a lab", language.Place(all, "a"));

        var move = new PersonMove(name, name, name, On("2024-05-15"), true, false, false, name, "m");
        PersonMove[] moves =
        [
            move, move with { Dismissed = true, Undone = true }, move with { To = null, Founder = false }, move with { To = null, Dismissed = true }, move with { From = null, On = On("2024-05") },
            move with { From = null, To = null, On = On("2024") },
        ];
        foreach (var (i, one) in moves.Index())
        {
            add($"Sentence of move {i}", language.Sentence(one));
        }

        var two = new TenureStep(2, 9, 1, .83, new Interval(.48, .96));
        var curve = new TenureCurve(11, 10, 0, 3.1, 2.4, new OpenInterval(1.9, 2.9), two, [two]);
        var tenure = new LabTenure("a", name, 12, 0, 0, [], curve, null);
        LabTenure[] tenures =
        [
            tenure,
            tenure with { NoStart = 1, Curve = curve with { From = .5, MedianInterval = new OpenInterval(1.5, null), AfterTwoYears = null } },
            tenure with { OnlyLeaving = 2, Curve = curve with { Median = null, MedianInterval = new OpenInterval(2.2, null) } },
            tenure with { NoStart = 4, OnlyLeaving = 5, Named = 1 },
            tenure with { Curve = curve with { MedianInterval = new OpenInterval(0, null) } },
            tenure with { Curve = curve with { Median = null, MedianInterval = new OpenInterval(0, null) } },
            .. Enum.GetValues<SurvivalRefusalReason>().Select(reason => tenure with { Curve = null, Refusal = reason }),
        ];
        foreach (var (i, one) in tenures.Index())
        {
            add($"Sentence of tenure {i}", language.Sentence(one, founders: true, .95));
            add($"Sentence of tenure {i}, others", language.Sentence(one, founders: false, .95));
        }

        var test = new FounderTest([new FounderGroup(name, 12, 10, 5.5), new FounderGroup(null, 20, 6, 10.5)], .003, .0001, 3.4, null);
        add("Sentence of founder test", language.Sentence(test, .95));
        add("Sentence of founder test, many labs", language.Sentence(test with { HazardRatio = null, SmallestPValue = null }, .95));
        add("Sentence of founder test, refused", language.Sentence(new FounderTest([new FounderGroup(name, 12, 0, null), new FounderGroup(null, 20, 6, null)], null, null, null, SurvivalRefusalReason.NoEvents), .95));

        var change = new EventTest("a", name, new DateOnly(2023, 11, 17), 24, 18, 3, 21, 2, 9.3, new OpenInterval(2.5, 34), .002, 1.8, 5.2, .07, DepartureChange.More);
        foreach (var kind in Enum.GetValues<DepartureChange>())
        {
            add($"Sentence of event {kind}", language.Sentence(change with { Change = kind }, .95));
        }

        var unseen = change with { Change = DepartureChange.CouldNotBeSeen };
        add("Sentence of event, decrease unseen", language.Sentence(unseen with { SeenTo = null, Unplaced = 0, Ratio = null, Interval = new OpenInterval(1.2, null), Dispersion = .7 }, .95));
        add("Sentence of event, increase unseen", language.Sentence(unseen with { SeenFrom = null }, .95));
        add("Sentence of event, nothing", language.Sentence(unseen with { SeenFrom = null, SeenTo = null, Ratio = null, Interval = null, PValue = null, Dispersion = null }, .95));

        var stay = new Stay(name, On("2020"), null, 0, 3, []);
        var both = Talent(lab, new TalentSettings("a")) with { Events = [change], Founders = [tenure with { Stays = [stay] }, tenure with { Id = "b", Stays = [stay] }] };
        add("Error rate of talent", language.ErrorRate(both));
        add("Error rate of talent, no moves", language.ErrorRate(all));
        foreach (var caution in language.Cautions(both))
        {
            add("Sentence of caution, talent", caution);
        }
    }

    private static TalentFinding Talent(LabBalance lab, TalentSettings settings) => new()
    {
        AsOf = null,
        Later = 0,
        Undated = 0,
        Settings = settings,
        ObservedUntil = new DateOnly(2026, 6, 26),
        Sample = new TalentSample(41, [], 0),
        Labs = [lab],
        Flows = [],
        Moves = [],
        Founders = [],
        Others = [],
        FounderTest = null,
        Events = [],
    };
}
