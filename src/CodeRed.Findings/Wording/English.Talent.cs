using CodeRed.Evidence.Facts;
using CodeRed.Findings.Talent;
using CodeRed.Statistics.Survival;

namespace CodeRed.Findings.Wording;

internal sealed partial class English
{
    public override string Badge(TalentFinding finding) => Asked(finding) is not { } lab ? "NAMED PEOPLE"
        : lab.Left + lab.Joined == 0 ? "NOBODY MOVED"
        : Balance(lab) switch { < 0 => "MORE LEFT", > 0 => "MORE CAME", _ => "NO CLEAR BALANCE" };

    public override string Headline(TalentFinding finding) => Asked(finding) is { } lab
        ? $"Of the people the ledger names, {lab.Left} left {Name(lab.Name)} and {lab.Joined} came{(lab.PValue is { } p ? $" (sign test, {PValue(p)})" : "")}{Undone(lab)}."
        : $"{Many(finding.Sample.People, "named person", "named people")} in {Many(finding.Labs.Length, "watched lab")}: {Many(finding.Labs.Sum(one => one.Left), "departure")}, {Many(finding.Labs.Sum(one => one.Joined), "arrival")}.";

    public override string Sentence(TalentSample sample) =>
        $"The ledger knows {Many(sample.People, "famous name")} here, not a staff: people are in it because they founded a lab, became known or left, so none of this is a rate among a lab's employees."
        + string.Concat(sample.FounderGaps.Select(gap => $" It lists {gap.Listed} of the {gap.Founders} founders of {Name(gap.Lab)}; the others are missing, mostly for want of a date, and if they left early the curve is too high."))
        + (sample.StartsLeftOut == 0 ? "" : $" {Many(sample.StartsLeftOut, "start")} {(sample.StartsLeftOut == 1 ? "was" : "were")} left out because nothing says {(sample.StartsLeftOut == 1 ? "it was" : "they were")} known by then.");

    public override string? Destinations(LabBalance lab)
    {
        var known = lab.Destinations.Where(to => to.Name is not null).Select(to => $"{Name(to.Name!)} {to.People}").ToList();
        var unknown = lab.Destinations.Where(to => to.Name is null).Sum(to => to.People);
        return (known.Count, unknown) switch
        {
            (0, 0) => null,
            (0, _) => $"{Name(lab.Name)}: of {unknown} the next place is not known.",
            (_, 0) => $"{Name(lab.Name)}: to {string.Join(", ", known)}.",
            _ => $"{Name(lab.Name)}: to {string.Join(", ", known)}; of {unknown} the next place is not known.",
        };
    }

    public override string Place(TalentFinding finding, string node) => node switch
    {
        Flow.Elsewhere => "elsewhere",
        Flow.Unknown => "not known",
        _ => Name(finding.Labs.FirstOrDefault(lab => lab.Id == node)?.Name ?? node),
    };

    public override string Sentence(PersonMove move)
    {
        var what = (move.From, move.To) switch
        {
            ({ } from, { } to) => move.Dismissed ? $"dismissed by {Name(from)}, then {Name(to)}" : $"{Name(from)} to {Name(to)}",
            ({ } from, null) => move.Dismissed ? $"dismissed by {Name(from)}" : $"left {Name(from)}",
            (null, { } to) => $"joined {Name(to)}",
            _ => "moved",
        };
        return $"{Day(move.On)}: {Name(move.Person)}, {what}{(move is { Founder: true, From: { } founded } ? $" (founder of {Name(founded)})" : "")}{(move.Undone ? $" (undone within {TalentFinding.UndoneWithinDays} days, not counted)" : "")}.";
    }

    public override string Sentence(LabTenure tenure, bool founders, double level)
    {
        var who = $"{Name(tenure.Name)}: {tenure.Stays.Length} of {Many(tenure.Named, founders ? "named founder" : "other named person", founders ? "named founders" : "other named people")} could be followed";
        var missing = (tenure.NoStart, tenure.OnlyLeaving) switch
        {
            (0, 0) => "",
            ({ } start, 0) => $" ({start} without a known start)",
            (0, { } leaving) => $" ({leaving} known only by leaving)",
            ({ } start, { } leaving) => $" ({start} without a known start, {leaving} known only by leaving)",
        };
        return $"{who}{missing}{(tenure.Curve is { } curve ? $", {(curve.Left == 0 ? "none of whom" : curve.Left.ToString(System.Globalization.CultureInfo.InvariantCulture))} left; {Stay(curve, level)}" : $"; {Why(tenure.Refusal ?? SurvivalRefusalReason.NoSubjects)}")}.";
    }

    public override string Sentence(FounderTest test, double level)
    {
        var groups = string.Join(", ", test.Groups.Select(group => group.Expected is { } expected
            ? $"{(group.Lab is { } lab ? Name(lab) : "the other labs")} {group.Left} of {group.People} left (expected {expected:0.0})"
            : $"{(group.Lab is { } name ? Name(name) : "the other labs")} {group.Left} of {group.People} left"));
        return test.PValue is not { } p
            ? $"Founders: {groups}; {Why(test.Refusal ?? SurvivalRefusalReason.NoEvents)}."
            : $"Founders: {groups}. If founders stayed equally long everywhere, a difference this large would have {PValue(p)} (log-rank test by permutation{(test.SmallestPValue is { } least ? $"; it could not be below {Least(least)}" : "")}).{(test.HazardRatio is { } ratio ? $" With this many departures, a hazard {ratio:0.0} times as high would be seen with {Share(0.8)} power." : "")}";
    }

    public override string Sentence(EventTest test, double level)
    {
        if (test.Change == DepartureChange.TooShort)
        {
            return $"{Name(test.Name)}: there is no whole month on both sides of {Day(PartialDate.Of(test.Event))} that is known.";
        }

        var counts = $"{Name(test.Name)}: {Many(test.Before, "departure")} in {Many(test.MonthsBefore, "month")} before {Day(PartialDate.Of(test.Event))}, {test.After} in {Many(test.MonthsAfter, "month")} after{(test.Unplaced == 0 ? "" : $", {test.Unplaced} on the day or dated too vaguely")}";
        var ratio = (test.PValue, test.Interval) is ({ } p, { } interval)
            ? $"; {(test.Ratio is { } times ? $"{Times(times)} times as many a month, " : "")}{Share(level)} interval {Open(interval)}, {PValue(p)}{(test.Dispersion > 1 ? $", departures in groups allowed for (dispersion {test.Dispersion:0.0})" : "")}"
            : "";
        return counts + ratio + ". " + test.Change switch
        {
            DepartureChange.More => "More left than before.",
            DepartureChange.Fewer => "Fewer left than before.",
            DepartureChange.NoneSeen => "No change seen. " + Seen(test),
            _ => "A change could not have been seen. " + Seen(test),
        };
    }

    public override string ErrorRate(TalentFinding finding) =>
        $"Curves are Kaplan-Meier estimates with pointwise {Share(finding.Settings.Level)} intervals; people count as staying only from when they were known to be there{(finding.ObservedUntil is { } until ? $" until {Day(PartialDate.Of(until))}, when the last move became known" : "")}. Anyone back within {TalentFinding.UndoneWithinDays} days has not left. A sign test asks whether as many left as came.";

    public override IReadOnlyList<string> Cautions(TalentFinding finding)
    {
        List<string> cautions = [];
        if (!finding.Events.IsEmpty)
        {
            cautions.Add("Attention grows with fame: more departures in the ledger may just be more reports of them. And an event that is known because people left would prove itself.");
        }

        if (finding.Founders.Any(lab => lab.Stays.Any(stay => finding.Founders.Any(other => other.Id != lab.Id && other.Stays.Any(same => same.Person == stay.Person)))))
        {
            cautions.Add("Some founded two of these labs and count in both; the test treats them as different people.");
        }

        cautions.Add("The ledger does not say why anyone left.");
        return cautions;
    }

    protected override string Why(SurvivalRefusalReason reason) => reason switch
    {
        SurvivalRefusalReason.NoSubjects => "nobody could be followed",
        SurvivalRefusalReason.Gap => "for some time nobody was observed",
        SurvivalRefusalReason.Exhausted => "all who were observed early left, though others are observed later",
        SurvivalRefusalReason.NoEvents => "nobody left, so that no lab can have lost more",
        _ => "they were never observed together when someone left",
    };

    private static string Many(int count, string one, string several) => count == 1 ? $"1 {one}" : $"{count} {several}";

    private string Stay(TenureCurve curve, double level)
    {
        var from = curve.From > 0 ? $" (of those who were there after {Span(curve.From)} years)" : "";
        var median = (curve.Median, curve.MedianInterval) switch
        {
            ({ } years, { Lower: var least, Upper: { } most }) => $"half had left after {Span(years)} years ({Share(level)} interval {FromTo(Span(least ?? 0), Span(most))})",
            ({ } years, var open) when IsOpen(open) => $"half had left after {Span(years)} years, by so few that the median may be anything",
            (null, var open) when IsOpen(open) => $"fewer than half have left within {Span(curve.Until)} years, of so few that the median may be anything",
            ({ } years, { Lower: var least }) => $"half had left after {Span(years)} years ({Share(level)} interval {Span(least ?? 0)} and more)",
            (null, { Lower: var least }) => $"fewer than half have left within {Span(curve.Until)} years (the median is {Span(least ?? 0)} or more)",
        };
        return median + from + (curve.AfterTwoYears is { } two ? $"; after 2 years {Percent(two.Share, 0)} were there ({FromTo(Percent(two.Interval.Lower, 0), Percent(two.Interval.Upper, 0))})" : "");
    }

    private static string Undone(LabBalance lab) => lab.Undone == 0 ? "" : $"; {Many(lab.Undone, "departure")} undone within {TalentFinding.UndoneWithinDays} days not counted";

    private string Seen(EventTest test) => (test.SeenFrom, test.SeenTo) switch
    {
        ({ } up, { } down) => $"With a chance of {Share(0.8)} a rise to {Times(up)} times would have been seen, or a fall to {Times(down)} times.",
        ({ } up, null) => $"With a chance of {Share(0.8)} a rise to {Times(up)} times would have been seen, but not even an end of all departures.",
        (null, { } down) => $"With a chance of {Share(0.8)} a fall to {Times(down)} times would have been seen.",
        _ => "Nobody left on either side, so nothing says what would have been seen.",
    };

    private string Open(OpenInterval interval) => interval.Upper is { } upper ? FromTo(Times(interval.Lower ?? 0), Times(upper)) : $"{Times(interval.Lower ?? 0)} and more";
}
