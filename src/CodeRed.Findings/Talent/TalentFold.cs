using System.Collections.Immutable;
using CodeRed.Evidence.Facts;
using CodeRed.Statistics.Intervals;
using CodeRed.Statistics.Survival;

namespace CodeRed.Findings.Talent;

/// <summary>Folds the moves of named people into flows, tenures and a comparison across a day.</summary>
/// <remarks>The ledger knows people because they founded a lab, became known or left. So nobody counts as staying before it was known that they were there (delayed entry), and who
/// became known by leaving is left out of survival. What remains is about these names, not about a lab's staff.</remarks>
public static class TalentFold
{
    private const double DaysOfYear = 365.25;

    // A rise to so many times the rate, or a fall to its inverse, is a change that anybody would call one.
    private const double PlainRatio = 3;

    /// <summary>Talent by what was known.</summary>
    /// <param name="view">What was known.</param>
    /// <param name="settings">What is asked; a lab that the ledger does not know has no people.</param>
    public static TalentFinding Finding(LedgerView view, TalentSettings settings)
    {
        var ledger = view.Ledger;
        var careers = new Careers(view);
        var observed = ledger.Of<Move>().Where(move => move.KnownBy is not null).Select(move => (DateOnly?)move.KnownBy!.Value.Last).Max();
        string[] labs =
        [
            .. settings.Lab is { } asked ? [asked] : (string[])[],
            .. ledger.Labs.Values.Where(lab => lab.Watched && lab.Id != settings.Lab).Select(lab => lab.Id).Order(StringComparer.Ordinal),
        ];
        var nodes = labs.ToHashSet(StringComparer.Ordinal);
        List<Transfer> within = [.. careers.Transfers.Where(transfer => IsWithin(transfer.On, settings))];
        ImmutableArray<LabTenure> founders = [.. labs.Select(lab => Tenure(ledger, careers, lab, true, observed, settings)).Where(lab => lab.Named > 0)];
        return new TalentFinding
        {
            AsOf = view.AsOf,
            Later = view.Later,
            Undated = view.Undated,
            Settings = settings,
            ObservedUntil = observed,
            Sample = Sample(view, careers, settings.Lab is null ? labs : labs[..1]),
            Labs = [.. labs.Select(lab => Balance(ledger, within, lab)).OrderByDescending(lab => lab.Id == settings.Lab).ThenByDescending(lab => lab.Left - lab.Joined).ThenBy(lab => lab.Id, StringComparer.Ordinal)],
            Flows = Flows(within, nodes),
            Moves = Moves(ledger, careers, settings, settings.Lab is { } only ? [only] : nodes),
            Founders = founders,
            Others = [.. labs.Select(lab => Tenure(ledger, careers, lab, false, observed, settings)).Where(lab => lab.Named > 0)],
            FounderTest = Compare(founders, settings),
            Events = settings.Event is { } day && observed is { } until
                ? [.. labs.Select(lab => Across(ledger, careers, lab, day, until, settings)).Where(test => test.Id == settings.Lab || (test.Change != DepartureChange.TooShort && test.Before + test.After + test.Unplaced > 0))
                    .OrderByDescending(test => test.Id == settings.Lab).ThenByDescending(test => test.Before + test.After)]
                : [],
        };
    }

    private static bool IsWithin(DayRange on, TalentSettings settings) =>
        !(settings.Since is { } since && on.Middle < since.DayNumber) && !(settings.Until is { } until && on.Middle > until.DayNumber);

    private static TalentSample Sample(LedgerView view, Careers careers, string[] labs) => new(
        careers.Spells.Where(spell => labs.Contains(spell.Lab)).Select(spell => spell.Person.Id).Distinct(StringComparer.Ordinal).Count(),
        [
            .. labs.Select(lab => (Lab: view.Ledger.Labs.GetValueOrDefault(lab), Listed: view.Ledger.People.Values.Count(person => person.FounderOf.Contains(lab))))
                .Where(lab => lab.Lab?.Founders > lab.Listed).Select(lab => new FounderGap(lab.Lab!.Name, lab.Listed, lab.Lab.Founders!.Value)),
        ],
        view.StartsLeftOut);

    private static LabBalance Balance(Ledger ledger, List<Transfer> transfers, string lab)
    {
        List<Transfer> away = [.. transfers.Where(transfer => transfer.From == lab)], left = [.. away.Where(transfer => transfer.Undone is null)];
        var joined = transfers.Count(transfer => transfer.To == lab && transfer.Undone is null);
        var all = left.Count + joined;
        return new LabBalance(
            lab,
            ledger.NameOf(lab),
            left.Count,
            joined,
            away.Count - left.Count,
            all == 0 ? null : Math.Min(1, 2 * BinomialTest.AtLeast(Math.Max(left.Count, joined), all, 0.5)),
            [
                .. left.GroupBy(transfer => transfer.To).OrderByDescending(to => to.Count()).ThenBy(to => to.Key, StringComparer.Ordinal)
                    .Select(to => new Destination(to.Key ?? Flow.Unknown, to.Key is null ? null : ledger.NameOf(to.Key), to.Count())),
            ]);
    }

    private static ImmutableArray<Flow> Flows(List<Transfer> transfers, HashSet<string> nodes)
    {
        string Node(string? lab) => lab is null ? Flow.Unknown : nodes.Contains(lab) ? lab : Flow.Elsewhere;
        return
        [
            .. transfers.Where(transfer => transfer.Undone is null).GroupBy(transfer => (From: Node(transfer.From), To: Node(transfer.To)))
                .Where(flow => nodes.Contains(flow.Key.From) || nodes.Contains(flow.Key.To))
                .Select(flow => new Flow(flow.Key.From, flow.Key.To, flow.Count()))
                .OrderByDescending(flow => flow.People).ThenBy(flow => flow.From, StringComparer.Ordinal).ThenBy(flow => flow.To, StringComparer.Ordinal),
        ];
    }

    private static ImmutableArray<PersonMove> Moves(Ledger ledger, Careers careers, TalentSettings settings, HashSet<string> labs)
    {
        var undone = careers.Transfers.Where(transfer => transfer.Undone is not null).SelectMany(transfer => (string[])[transfer.Move.Id, transfer.Undone!.Id]).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. ledger.Of<Move>().Where(move => move.Kind != MoveKind.Role && ((move.From is { } from && labs.Contains(from)) || (move.To is { } to && labs.Contains(to))) && IsWithin(DayRange.Of(move), settings))
                .OrderBy(move => DayRange.Of(move).Middle).ThenBy(move => move.Id, StringComparer.Ordinal)
                .Select(move => new PersonMove(
                    ledger.NameOf(move.Person),
                    move.From is { } left ? ledger.NameOf(left) : null,
                    move.To is { } joined ? ledger.NameOf(joined) : null,
                    move.TrueOn,
                    move.From is { } founded && ledger.People.GetValueOrDefault(move.Person)?.FounderOf.Contains(founded) == true,
                    move.Kind == MoveKind.Dismissed,
                    undone.Contains(move.Id),
                    move.Role,
                    move.Id)),
        ];
    }

    private static LabTenure Tenure(Ledger ledger, Careers careers, string lab, bool founders, DateOnly? observed, TalentSettings settings)
    {
        // Of someone who came back, the first time counts: two times of one person are not independent.
        List<Spell> spells = [.. careers.Spells.Where(spell => spell.Lab == lab && spell.Founder == founders).DistinctBy(spell => spell.Person.Id)];
        var silent = founders ? ledger.People.Values.Count(person => person.FounderOf.Contains(lab)) - spells.Count : 0;
        List<Spell> started = [.. spells.Where(spell => spell.Start is not null)];
        List<Stay> stays = [];
        var onlyLeaving = 0;
        foreach (var spell in started)
        {
            if (spell.End is not null && !(spell.Seen?.DayNumber < spell.EndRange.Middle))
            {
                onlyLeaving++;
            }
            else if (observed is { } until && StayOf(spell, until) is { } stay)
            {
                stays.Add(stay);
            }
        }

        var curve = Curve(stays, settings.Level, out var refusal);
        return new LabTenure(
            lab, ledger.NameOf(lab), spells.Count + silent, spells.Count - started.Count + silent, onlyLeaving,
            [.. stays.OrderByDescending(stay => stay.Exit).ThenBy(stay => stay.Person, StringComparer.Ordinal)], curve, refusal);
    }

    // Null where it was over, or nothing known of it, by the end of observation.
    private static Stay? StayOf(Spell spell, DateOnly until)
    {
        var start = spell.StartRange;
        var left = spell.End is not null && spell.EndRange.Middle <= until.DayNumber;
        var days = (left ? spell.EndRange.Middle : until.DayNumber) - start.Middle;
        if (left && days <= 0)
        {
            // Came and went within one unit of dating.
            days = Math.Max(1, Math.Max(start.Width, spell.EndRange.Width)) / 2.0;
        }

        var entry = spell.Seen is { } seen && seen.DayNumber > start.Last ? seen.DayNumber - start.Middle : 0;
        return days > entry
            ? new Stay(spell.Person.Name, spell.Start!.Value, left ? spell.End : null, entry / DaysOfYear, days / DaysOfYear, [.. spell.Evidence])
            : null;
    }

    private static FollowUp[] FollowUps(IEnumerable<Stay> stays) => [.. stays.Select(stay => new FollowUp(stay.Entry, stay.Exit, stay.Left))];

    private static TenureCurve? Curve(List<Stay> stays, double level, out SurvivalRefusalReason? reason)
    {
        var subjects = FollowUps(stays);
        if (!KaplanMeier.TryEstimate(subjects, out var curve, out var refusal, level) && refusal.From is { } later)
        {
            // What can be said is said, from where on it can.
            KaplanMeier.TryEstimate(subjects, out curve, out refusal, level, later);
        }

        reason = refusal?.Reason;
        return curve is null ? null : new TenureCurve(
            curve.Subjects,
            curve.Events,
            curve.From,
            curve.Until,
            curve.Median.Estimate,
            OpenInterval.Of(curve.Median.Interval),
            curve.From <= 2 && curve.At(2) is { } two ? Step(two) : null,
            [.. curve.Steps.Select(Step)]);
    }

    private static TenureStep Step(SurvivalPoint point) => new(point.Time, point.AtRisk, point.Events, point.Survival, point.Interval);

    // The lab asked about against all others, else each against each.
    private static FounderTest? Compare(ImmutableArray<LabTenure> founders, TalentSettings settings)
    {
        List<(string? Lab, List<Stay> Stays)> groups = settings.Lab is { } asked
            ? [.. founders.Where(lab => lab.Stays.Length > 0).GroupBy(lab => lab.Id == asked).OrderByDescending(group => group.Key)
                .Select(group => (group.Key ? group.First().Name : null, group.SelectMany(lab => lab.Stays).ToList()))]
            : [.. founders.Where(lab => lab.Stays.Length > 0).Select(lab => ((string?)lab.Name, lab.Stays.ToList()))];
        if (groups.Count < 2 || (settings.Lab is not null && groups[0].Lab is null))
        {
            return null;
        }

        int[] numbers = [.. groups.SelectMany((group, number) => group.Stays.Select(_ => number))];
        return LogRankTest.TryRun(FollowUps(groups.SelectMany(group => group.Stays)), numbers, settings.Seed, out var result, out var refusal)
            ? new FounderTest(
                [.. groups.Zip(result.Groups, (group, found) => new FounderGroup(group.Lab, found.Subjects, found.Observed, found.Expected))],
                result.PermutationP,
                result.SmallestPermutationP,
                result.DetectableHazardRatio(settings.Level),
                null)
            : new FounderTest([.. groups.Select(group => new FounderGroup(group.Lab, group.Stays.Count, group.Stays.Count(stay => stay.Left), null))], null, null, null, refusal.Reason);
    }

    private static EventTest Across(Ledger ledger, Careers careers, string lab, DateOnly day, DateOnly observed, TalentSettings settings)
    {
        List<DayRange> departures = [.. careers.Transfers.Where(transfer => transfer.From == lab && transfer.Undone is null).Select(transfer => transfer.On)];

        // A lab that was founded within the time before has no departures before that.
        var founded = careers.Spells.Where(spell => spell.Lab == lab && spell is { Founder: true, Start: not null }).Select(spell => (int?)spell.StartRange.First).Min();
        var (before, after) = (Sides(settings.Months, month => founded is null || day.AddMonths(-month).DayNumber >= founded), Sides(settings.Months, month => day.AddMonths(month) <= observed));
        var unplaced = 0;
        foreach (var on in departures)
        {
            // Departures of the day itself are part of the event.
            if (on.Last < day.DayNumber)
            {
                Count(before, month => on.Middle >= day.AddMonths(-month - 1).DayNumber);
            }
            else if (on.First > day.DayNumber)
            {
                Count(after, month => on.Middle <= day.AddMonths(month + 1).DayNumber);
            }
            else
            {
                unplaced++;
            }
        }

        var test = new EventTest(
            lab, ledger.NameOf(lab), day, before.Length, after.Length, (int)before.Sum(), (int)after.Sum(), unplaced, null, null, null, null, null, null, DepartureChange.TooShort);
        if (before.Length == 0 || after.Length == 0)
        {
            return test;
        }

        var change = RateChange.Between(Periods(before), Periods(after), settings.Seed, settings.Level);
        var ratio = change.Adjusted ?? change.Poisson;
        var seen = ratio.Detectable();
        var any = test.Before + test.After > 0;
        return test with
        {
            Ratio = ratio.Estimate is { } estimate && double.IsFinite(estimate) ? estimate : null,
            Interval = any ? OpenInterval.Of(ratio.Interval) : null,
            PValue = any ? ratio.P : null,
            Dispersion = change.Dispersion,
            SeenFrom = seen?.Increase,
            SeenTo = seen?.Decrease,
            Change = ratio.P < 1 - settings.Level ? (ratio.Interval.Lower > 1 ? DepartureChange.More : DepartureChange.Fewer)
                : seen?.Increase <= PlainRatio || seen?.Decrease >= 1 / PlainRatio ? DepartureChange.NoneSeen
                : DepartureChange.CouldNotBeSeen,
        };
    }

    // One count a month, away from the day, for as many months as lie within what is known.
    private static long[] Sides(int months, Func<int, bool> isKnown) => new long[Enumerable.Range(1, months).TakeWhile(isKnown).Count()];

    private static void Count(long[] side, Func<int, bool> isWithin)
    {
        for (var month = 0; month < side.Length; month++)
        {
            if (isWithin(month))
            {
                side[month]++;
                return;
            }
        }
    }

    private static PeriodCount[] Periods(long[] counts) => [.. counts.Select(count => new PeriodCount(count))];
}
