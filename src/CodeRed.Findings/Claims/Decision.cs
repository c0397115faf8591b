using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Scores;
using CodeRed.Findings.UsageGrowth;
using CodeRed.Statistics;

namespace CodeRed.Findings.Claims;

/// <summary>How a condition was decided, with the figures it was decided by.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CombinedDecision), "combined")]
[JsonDerivedType(typeof(UndecidableDecision), "undecidable")]
[JsonDerivedType(typeof(ReportedDecision), "reported")]
[JsonDerivedType(typeof(ReleasedDecision), "released")]
[JsonDerivedType(typeof(MovedDecision), "moved")]
[JsonDerivedType(typeof(FounderDecision), "founder")]
[JsonDerivedType(typeof(FlowDecision), "flow")]
[JsonDerivedType(typeof(DestinationsDecision), "destinations")]
[JsonDerivedType(typeof(OrderDecision), "order")]
[JsonDerivedType(typeof(SpanDecision), "span")]
[JsonDerivedType(typeof(ValueDecision), "value")]
[JsonDerivedType(typeof(GrowthDecision), "growth")]
[JsonDerivedType(typeof(UsageDecision), "usage")]
[JsonDerivedType(typeof(BoardsDecision), "boards")]
[JsonDerivedType(typeof(GapDecision), "gap")]
[JsonDerivedType(typeof(LeadersDecision), "leaders")]
[JsonDerivedType(typeof(ThroneDecision), "throne")]
[JsonDerivedType(typeof(RecordDecision), "record")]
public abstract record Decision
{
    /// <summary>What was decided.</summary>
    public required ClaimVerdict Verdict { get; init; }

    /// <summary>Ids of the facts it rests on, each once.</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];

    /// <summary>Where facts that bear on it contradict each other; false where none do.</summary>
    public bool Disputed { get; init; }

    /// <summary>The name of the product that the claim is about, where it would be decided by scores alone and none of them measures the product itself, so that it is open; null otherwise.</summary>
    public string? Unmeasured { get; init; }
}

/// <summary>How parts were put together.</summary>
public enum Combination
{
    /// <summary>All must hold.</summary>
    All,

    /// <summary>One must hold.</summary>
    Any,

    /// <summary>The one part must not hold.</summary>
    Not,
}

/// <summary>Several conditions, or the reverse of one.</summary>
public sealed record CombinedDecision(Combination Of, ImmutableArray<Decision> Parts) : Decision;

/// <summary>Nothing that facts could decide.</summary>
public sealed record UndecidableDecision(UndecidableKind Missing, string Words, string? WordsZhHant) : Decision;

/// <summary>How many publishers reported it.</summary>
/// <param name="Publishers">Their hosts.</param>
/// <param name="Needed">How many are needed.</param>
public sealed record ReportedDecision(ImmutableArray<string> Publishers, int Needed) : Decision;

/// <summary>What was released.</summary>
/// <param name="What">What was looked for.</param>
/// <param name="Found">What was found within the time.</param>
/// <param name="Outside">What was found, at another time.</param>
/// <param name="Needed">How many are needed.</param>
/// <param name="Since">From when; null for no limit.</param>
/// <param name="Until">Until when; null for no limit.</param>
/// <param name="Absent">Whether it contradicts because it would be known by now.</param>
public sealed record ReleasedDecision(
    string What, ImmutableArray<DatedName> Found, ImmutableArray<DatedName> Outside, int Needed, PartialDate? Since, PartialDate? Until, bool Absent) : Decision;

/// <summary>Something with a date.</summary>
public sealed record DatedName(string Name, PartialDate On);

/// <summary>Whether a person moved.</summary>
/// <param name="Person">The person's name.</param>
/// <param name="From">The name of the lab left; null where the claim does not say.</param>
/// <param name="To">The name of the lab joined; null where the claim does not say.</param>
/// <param name="On">When the move was; null where none fits.</param>
/// <param name="Since">Where the person went next, as far as is known; null where nothing is.</param>
public sealed record MovedDecision(string Person, string? From, string? To, PartialDate? On, DatedName? Since) : Decision;

/// <summary>Whether a person founded a lab.</summary>
public sealed record FounderDecision(string Person, string Lab) : Decision;

/// <summary>Named people who left and who came.</summary>
/// <param name="Lab">The lab's name.</param>
/// <param name="Left">People who left.</param>
/// <param name="Joined">People who came.</param>
/// <param name="PValue">Chance of so many leavers among these people or more, were leaving and coming equally likely; null without any.</param>
public sealed record FlowDecision(string Lab, int Left, int Joined, double? PValue) : Decision;

/// <summary>Where leavers went.</summary>
/// <param name="Lab">The name of the lab left.</param>
/// <param name="There">Those who went to one of the places named.</param>
/// <param name="Elsewhere">Those who went somewhere else.</param>
/// <param name="Unknown">Those whose next place is not known.</param>
public sealed record DestinationsDecision(string Lab, int There, int Elsewhere, int Unknown) : Decision;

/// <summary>Which came first.</summary>
public sealed record OrderDecision(DatedName First, DatedName Second) : Decision;

/// <summary>How long lay between two facts, in whole months of the calendar.</summary>
public sealed record SpanDecision(DatedName First, DatedName Second, int Months, int AtMost) : Decision;

/// <summary>A value and its limits.</summary>
/// <param name="Of">What it is the value of.</param>
/// <param name="Value">The value; null where the fact was not known.</param>
/// <param name="Interval">The 95 % interval its runner gives, or what a rounded figure of usage may stand for; null where there is none.</param>
/// <param name="AtLeast">The lower limit; null for none.</param>
/// <param name="AtMost">The upper limit; null for none.</param>
/// <param name="Unit">Of a score; empty for a figure of usage.</param>
/// <param name="Measure">Of a figure of usage; null for a score.</param>
public sealed record ValueDecision(string Of, double? Value, Interval? Interval, double? AtLeast, double? AtMost, string Unit, UsageMeasure? Measure) : Decision;

/// <summary>Two figures of one measure.</summary>
/// <param name="Product">The product's name.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Before">The earlier figure; null where there is none.</param>
/// <param name="After">The later one; null where there is none.</param>
public sealed record GrowthDecision(string Product, UsageMeasure Measure, DatedValue? Before, DatedValue? After) : Decision;

/// <summary>A figure with its date.</summary>
public sealed record DatedValue(double Value, PartialDate On);

/// <summary>Which product is used more.</summary>
/// <param name="Product">The one product's name.</param>
/// <param name="Than">The other's.</param>
/// <param name="Compared">Measures that both have, with the latest figures of each.</param>
/// <param name="OnlyOne">Measures that only one of them has, or that nobody counted of both: they are not comparable.</param>
public sealed record UsageDecision(string Product, string Than, ImmutableArray<MeasureComparison> Compared, ImmutableArray<UsageMeasure> OnlyOne) : Decision;

/// <summary>Two products by one measure of one counter, at about the same time.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Product">The one's figure.</param>
/// <param name="Than">The other's.</param>
/// <param name="Larger">Which is larger, rounding allowed for.</param>
/// <param name="By">Name of who counted both.</param>
public sealed record MeasureComparison(UsageMeasure Measure, DatedValue Product, DatedValue Than, Larger Larger, string By);

/// <summary>Boards on which two sides meet.</summary>
/// <param name="Who">The one side's name.</param>
/// <param name="Over">The other's; null for everybody else.</param>
/// <param name="Ahead">Benchmarks, editions apart, on which the one does better, beyond noise and the number of boards.</param>
/// <param name="Behind">Benchmarks on which it does worse.</param>
/// <param name="Level">Benchmarks on which neither is shown better, or their boards contradict each other.</param>
/// <param name="Need">On how many it has to be ahead.</param>
/// <param name="AtLeast">The number, where the need is a number.</param>
/// <param name="Boards">Each board.</param>
public sealed record BoardsDecision(
    string Who, string? Over, int Ahead, int Behind, int Level, BoardNeed Need, int AtLeast, ImmutableArray<BoardMeeting> Boards) : Decision;

/// <summary>The distance to the first of a board.</summary>
/// <param name="Who">The side's name.</param>
/// <param name="Board">The board; null where no board holds both.</param>
/// <param name="Behind">How far behind the first of all others it is, in the board's unit; negative where it is ahead; null where no board holds both.</param>
/// <param name="Interval">95 % interval of that.</param>
/// <param name="AtMost">How far it may be.</param>
public sealed record GapDecision(string Who, BoardMeeting? Board, double? Behind, Interval? Interval, double AtMost) : Decision;

/// <summary>Who leads which board.</summary>
/// <param name="Leaders">Of each benchmark, editions apart, that one lab leads beyond noise, a board.</param>
/// <param name="Labs">How many different labs.</param>
/// <param name="Undecided">Benchmarks on which the first is not told apart from another lab's, or two metrics have two leaders.</param>
/// <param name="AtLeast">How many are needed.</param>
public sealed record LeadersDecision(ImmutableArray<BoardLeader> Leaders, int Labs, int Undecided, int AtLeast) : Decision;

/// <summary>The first of a board.</summary>
public sealed record BoardLeader(BoardName Board, string Model, string Lab, double Value);

/// <summary>How probable it is that a lab leads.</summary>
/// <param name="Lab">The lab's name.</param>
/// <param name="Skill">The skill.</param>
/// <param name="Probability">That its best model is the best; null where no standing could be computed.</param>
/// <param name="AtLeast">How probable it has to be.</param>
public sealed record ThroneDecision(string Lab, Skill Skill, double? Probability, double AtLeast) : Decision;

/// <summary>How often claimants were right.</summary>
/// <param name="Claimants">Their names.</param>
/// <param name="Supported">Claims that were supported.</param>
/// <param name="Contradicted">Claims that were contradicted.</param>
/// <param name="Open">Claims that are open.</param>
/// <param name="Share">95 % interval of the share supported among those decided; null where none is.</param>
/// <param name="Below">The share it has to be below.</param>
public sealed record RecordDecision(ImmutableArray<string> Claimants, int Supported, int Contradicted, int Open, Interval? Share, double Below) : Decision;
