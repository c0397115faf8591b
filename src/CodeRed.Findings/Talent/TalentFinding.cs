using System.Collections.Immutable;
using CodeRed.Evidence.Facts;
using CodeRed.Statistics;
using CodeRed.Statistics.Survival;

namespace CodeRed.Findings.Talent;

/// <summary>Who left which lab, for where, and whether that is more than before or elsewhere.</summary>
/// <remarks>Of named people only. Departures that were undone within <see cref="UndoneWithinDays"/> days are none.</remarks>
public sealed record TalentFinding
{
    /// <summary>Who is back so soon has not left.</summary>
    public const int UndoneWithinDays = 30;

    /// <summary>The version of this record's JSON form.</summary>
    public string Schema { get; init; } = "codered.talent/1";

    /// <summary>The day asked of; null for all that the ledger holds.</summary>
    public required DateOnly? AsOf { get; init; }

    /// <summary>Facts left out because they became known later.</summary>
    public required int Later { get; init; }

    /// <summary>Facts left out because nothing says when they became known.</summary>
    public required int Undated { get; init; }

    /// <summary>How it was asked for.</summary>
    public required TalentSettings Settings { get; init; }

    /// <summary>The day up to which people are observed: when the last move became known. Null where no move was.</summary>
    public required DateOnly? ObservedUntil { get; init; }

    /// <summary>The limits of the sample.</summary>
    public required TalentSample Sample { get; init; }

    /// <summary>The lab asked about, or all watched labs, with what they lost and won; those that lost most people on balance first.</summary>
    public required ImmutableArray<LabBalance> Labs { get; init; }

    /// <summary>How many went from where to where, between watched labs, elsewhere and unknown; the most first. Only flows that touch a watched lab.</summary>
    public required ImmutableArray<Flow> Flows { get; init; }

    /// <summary>The moves of the lab asked about, or of all watched labs, in order of time.</summary>
    public required ImmutableArray<PersonMove> Moves { get; init; }

    /// <summary>How long founders stayed, by lab; watched labs with founders.</summary>
    public required ImmutableArray<LabTenure> Founders { get; init; }

    /// <summary>How long other named people stayed, by lab; watched labs with such people.</summary>
    public required ImmutableArray<LabTenure> Others { get; init; }

    /// <summary>Whether founders of these labs stay equally long; null where fewer than two labs have founders with a known start.</summary>
    public required FounderTest? FounderTest { get; init; }

    /// <summary>Departures before and after the event, of the lab asked about first, then of the other watched labs; empty where no event was asked about.</summary>
    public required ImmutableArray<EventTest> Events { get; init; }
}

/// <summary>Who is in the sample, and who is not.</summary>
/// <param name="People">Named people with a move or a known start at a lab that counts here.</param>
/// <param name="FounderGaps">Labs of which the ledger lists fewer founders than it had.</param>
/// <param name="StartsLeftOut">Starts that were left out because nothing says that they were known on the day asked of.</param>
public sealed record TalentSample(int People, ImmutableArray<FounderGap> FounderGaps, int StartsLeftOut);

/// <summary>A lab of which the ledger does not list all founders.</summary>
/// <param name="Lab">Name of the lab.</param>
/// <param name="Listed">Founders that the ledger lists.</param>
/// <param name="Founders">Founders that it had.</param>
public sealed record FounderGap(string Lab, int Listed, int Founders);

/// <summary>What a lab lost and won.</summary>
/// <param name="Id">Of the lab.</param>
/// <param name="Name">Of the lab.</param>
/// <param name="Left">Departures.</param>
/// <param name="Joined">Arrivals.</param>
/// <param name="Undone">Departures that were undone within 30 days, counted in neither.</param>
/// <param name="PValue">Of a sign test that as many leave as come; null where nobody moved.</param>
/// <param name="Destinations">Where leavers went, the most first; those whose next place is not known are under <see cref="Flow.Unknown"/>.</param>
public sealed record LabBalance(string Id, string Name, int Left, int Joined, int Undone, double? PValue, ImmutableArray<Destination> Destinations);

/// <summary>Where leavers went.</summary>
/// <param name="Id">Of the lab, or <see cref="Flow.Unknown"/>.</param>
/// <param name="Name">Of the lab; null where it is not known.</param>
/// <param name="People">How many.</param>
public sealed record Destination(string Id, string? Name, int People);

/// <summary>How many went from one place to another.</summary>
/// <param name="From">Id of a watched lab, or <see cref="Elsewhere"/> or <see cref="Unknown"/>.</param>
/// <param name="To">The same.</param>
/// <param name="People">How many.</param>
public sealed record Flow(string From, string To, int People)
{
    /// <summary>A named place that is no watched lab.</summary>
    public const string Elsewhere = "elsewhere";

    /// <summary>A place that the ledger does not name.</summary>
    public const string Unknown = "unknown";
}

/// <summary>A person's move.</summary>
/// <param name="Person">Name of the person.</param>
/// <param name="From">Name of the lab left; null where it is none or not known.</param>
/// <param name="To">Name of the lab joined; null where it is none or not known.</param>
/// <param name="On">When.</param>
/// <param name="Founder">Whether the person founded the lab that was left.</param>
/// <param name="Dismissed">Whether it was a dismissal.</param>
/// <param name="Undone">Whether it was undone within 30 days.</param>
/// <param name="Role">The role, in the words of the ledger.</param>
/// <param name="Evidence">Id of the fact.</param>
public sealed record PersonMove(string Person, string? From, string? To, PartialDate On, bool Founder, bool Dismissed, bool Undone, string? Role, string Evidence);

/// <summary>How long people stayed at a lab.</summary>
/// <param name="Id">Of the lab.</param>
/// <param name="Name">Of the lab.</param>
/// <param name="Named">People of this kind that the ledger names at this lab.</param>
/// <param name="NoStart">Of these, left out because nothing says since when they were there.</param>
/// <param name="OnlyLeaving">Of these, left out because nothing was known of them there before they left.</param>
/// <param name="Stays">The stays that count, longest first.</param>
/// <param name="Curve">The Kaplan-Meier curve; null where there is none.</param>
/// <param name="Refusal">Why there is none; null where there is one.</param>
public sealed record LabTenure(
    string Id, string Name, int Named, int NoStart, int OnlyLeaving, ImmutableArray<Stay> Stays, TenureCurve? Curve, SurvivalRefusalReason? Refusal);

/// <summary>A person's time at a lab, in years of 365.25 days since the start.</summary>
/// <param name="Person">Name of the person.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended; null where the person is still there.</param>
/// <param name="Entry">From when on it is observed: 0, or later where it became known only later.</param>
/// <param name="Exit">Until when.</param>
/// <param name="Evidence">Ids of the moves that it rests on; a start that is no move stands with the person.</param>
public sealed record Stay(string Person, PartialDate Start, PartialDate? End, double Entry, double Exit, ImmutableArray<string> Evidence)
{
    /// <summary>Whether the person left.</summary>
    public bool Left => End is not null;
}

/// <summary>A Kaplan-Meier curve of staying.</summary>
/// <param name="People">Who is on it.</param>
/// <param name="Left">Who left.</param>
/// <param name="From">Years at which it begins, at 1.</param>
/// <param name="Until">Years at which the last observation ends.</param>
/// <param name="Median">Years by which half had left; null where the curve does not fall so far.</param>
/// <param name="MedianInterval">Its interval; without an upper end where there is none.</param>
/// <param name="AfterTwoYears">The share still there after two years; null where nobody was observed so long.</param>
/// <param name="Steps">The curve at each departure.</param>
public sealed record TenureCurve(
    int People, int Left, double From, double Until, double? Median, OpenInterval MedianInterval, TenureStep? AfterTwoYears, ImmutableArray<TenureStep> Steps);

/// <summary>A point of a curve of staying.</summary>
/// <param name="Years">Since the start.</param>
/// <param name="AtRisk">People observed just before.</param>
/// <param name="Left">Departures at this time.</param>
/// <param name="Share">The share still there after it.</param>
/// <param name="Interval">Its pointwise confidence interval.</param>
public sealed record TenureStep(double Years, int AtRisk, int Left, double Share, Interval Interval);

/// <summary>Whether founders stay equally long: a log-rank test.</summary>
/// <param name="Groups">The lab asked about and all others together; or each lab.</param>
/// <param name="PValue">By permutation of the labels; null where the test says nothing.</param>
/// <param name="SmallestPValue">The smallest that the data could have given.</param>
/// <param name="HazardRatio">The ratio of hazards that so many departures show with 80 % power; null for more than two groups.</param>
/// <param name="Refusal">Why it says nothing; null where it does.</param>
public sealed record FounderTest(
    ImmutableArray<FounderGroup> Groups, double? PValue, double? SmallestPValue, double? HazardRatio, SurvivalRefusalReason? Refusal);

/// <summary>Founders of a lab in a test.</summary>
/// <param name="Lab">Name of the lab; null for all other labs together.</param>
/// <param name="People">Founders with a known start.</param>
/// <param name="Left">Who left.</param>
/// <param name="Expected">Who would have left with the same chance as everyone there equally long; null where the test says nothing.</param>
public sealed record FounderGroup(string? Lab, int People, int Left, double? Expected);

/// <summary>Departures before and after a day.</summary>
/// <param name="Id">Of the lab.</param>
/// <param name="Name">Of the lab.</param>
/// <param name="Event">The day; departures of the day itself belong to neither side.</param>
/// <param name="MonthsBefore">Whole months before it.</param>
/// <param name="MonthsAfter">Whole months after it.</param>
/// <param name="Before">Departures in them.</param>
/// <param name="After">Departures in them.</param>
/// <param name="Unplaced">Departures of that time that are dated too vaguely to tell the side, or are of the day itself.</param>
/// <param name="Ratio">Monthly rate after over before; null where nothing happened, or nothing before.</param>
/// <param name="Interval">Its interval: adjusted for departures that come in groups where that can be seen, else exact; null without departures.</param>
/// <param name="PValue">Of equal rates, adjusted likewise; null without departures.</param>
/// <param name="Dispersion">How far departures come in groups: 1 where singly; null where that cannot be seen.</param>
/// <param name="SeenFrom">The ratio from which on an increase is seen with 80 % power; null where none would be.</param>
/// <param name="SeenTo">The ratio up to which a decrease is seen with 80 % power; null where not even an end of all departures would be.</param>
/// <param name="Change">What it comes to.</param>
public sealed record EventTest(
    string Id,
    string Name,
    DateOnly Event,
    int MonthsBefore,
    int MonthsAfter,
    int Before,
    int After,
    int Unplaced,
    double? Ratio,
    OpenInterval? Interval,
    double? PValue,
    double? Dispersion,
    double? SeenFrom,
    double? SeenTo,
    DepartureChange Change);

/// <summary>What a comparison of departures comes to.</summary>
public enum DepartureChange
{
    /// <summary>More leave than before.</summary>
    More,

    /// <summary>Fewer leave than before.</summary>
    Fewer,

    /// <summary>No change was seen, though a tenfold increase would have been.</summary>
    NoneSeen,

    /// <summary>No change was seen, and not even a tenfold increase would have been.</summary>
    CouldNotBeSeen,

    /// <summary>The time before or after the day is shorter than a month.</summary>
    TooShort,
}
