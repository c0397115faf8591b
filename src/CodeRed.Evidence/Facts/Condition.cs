using System.Collections.Immutable;

namespace CodeRed.Evidence.Facts;

/// <summary>What the ledger must hold for a claim to be supported. Each is decided with three values: supported, contradicted or open.</summary>
/// <param name="Path">The file it stands in.</param>
/// <param name="Line">The line it starts on, from 1.</param>
/// <remarks>A ledger is never complete, so what it does not hold is open, not contradicted. How each kind is decided stands in docs/reference/claims.md.</remarks>
public abstract record Condition(string Path, long Line);

/// <summary>Supported when all parts are, contradicted when one is.</summary>
public sealed record AllOf(string Path, long Line, ImmutableArray<Condition> Parts) : Condition(Path, Line);

/// <summary>Supported when one part is, contradicted when all are.</summary>
public sealed record AnyOf(string Path, long Line, ImmutableArray<Condition> Parts) : Condition(Path, Line);

/// <summary>Supported when the part is contradicted, and the reverse.</summary>
public sealed record Negation(string Path, long Line, Condition Part) : Condition(Path, Line);

/// <summary>Always open: the claim compares, and says not with what, or it asks for a cause or an intention that no fact shows.</summary>
/// <param name="Kind">What is missing.</param>
/// <param name="Words">The words of the claim that cannot be decided.</param>
/// <param name="WordsZhHant">The same in Traditional Chinese; null to show the English.</param>
public sealed record Undecidable(string Path, long Line, UndecidableKind Kind, string Words, string? WordsZhHant) : Condition(Path, Line);

/// <summary>Why a part of a claim cannot be decided by facts.</summary>
public enum UndecidableKind
{
    /// <summary>It compares and does not say with what.</summary>
    Comparison,

    /// <summary>It asserts a cause.</summary>
    Cause,

    /// <summary>It asserts an intention or a feeling.</summary>
    Intention,

    /// <summary>The ledger holds nothing of the kind.</summary>
    NotCollected,
}

/// <summary>Facts were reported by as many publishers.</summary>
/// <param name="Facts">Ids of the facts.</param>
/// <param name="Publishers">Different hosts among their sources, together; at least 1.</param>
public sealed record Reported(string Path, long Line, ImmutableArray<string> Facts, int Publishers) : Condition(Path, Line);

/// <summary>Something was released within a time.</summary>
/// <param name="Release">Id of the release; null to look for any that fits.</param>
/// <param name="Lab">Id of the lab; null for any.</param>
/// <param name="Subject">The release's subject or model; null for any.</param>
/// <param name="Kind">What was released; null for anything.</param>
/// <param name="Since">Not before its first day; null for no limit.</param>
/// <param name="Until">Not after its last day; null for no limit.</param>
/// <param name="AtLeast">How many; at least 1.</param>
/// <param name="WouldBeKnown">Whether the ledger would surely hold it: then its absence contradicts, once the lab's releases were kept for some weeks after the time.</param>
public sealed record Released(
    string Path, long Line, string? Release, string? Lab, string? Subject, ReleaseKind? Kind, PartialDate? Since, PartialDate? Until, int AtLeast, bool WouldBeKnown)
    : Condition(Path, Line);

/// <summary>A person moved.</summary>
/// <param name="Person">Id of the person.</param>
/// <param name="From">Id of the lab left; null for any.</param>
/// <param name="To">Id of the lab joined or founded; null for any.</param>
/// <param name="Since">Not before its first day; null for no limit.</param>
/// <param name="Until">Not after its last day; null for no limit.</param>
public sealed record Moved(string Path, long Line, string Person, string? From, string? To, PartialDate? Since, PartialDate? Until) : Condition(Path, Line);

/// <summary>A person is one of a lab's founders.</summary>
public sealed record FounderOf(string Path, long Line, string Person, string Lab) : Condition(Path, Line);

/// <summary>More named people left a lab than joined it, beyond chance.</summary>
/// <param name="Lab">Id of the lab.</param>
/// <param name="Since">From its first day.</param>
/// <param name="Until">To its last day; null for the day asked of.</param>
/// <param name="Without">Months left out, such as one in which a whole board changed.</param>
public sealed record LosesPeople(string Path, long Line, string Lab, PartialDate Since, PartialDate? Until, ImmutableArray<PartialDate> Without) : Condition(Path, Line);

/// <summary>Most of those who left a lab and whose next place is known went to one of these.</summary>
/// <param name="From">Id of the lab left.</param>
/// <param name="To">Ids of labs; empty for all that are watched.</param>
/// <param name="Since">From its first day; null for no limit.</param>
/// <param name="Until">To its last day; null for the day asked of.</param>
public sealed record MostLeaversWentTo(string Path, long Line, string From, ImmutableArray<string> To, PartialDate? Since, PartialDate? Until) : Condition(Path, Line);

/// <summary>One fact came before another.</summary>
public sealed record Precedes(string Path, long Line, string First, string Second) : Condition(Path, Line);

/// <summary>No more than so many months lie between two facts.</summary>
public sealed record WithinMonths(string Path, long Line, string First, string Second, int Months) : Condition(Path, Line);

/// <summary>A published value lies within limits.</summary>
/// <param name="Fact">Id of a score or usage figure.</param>
/// <param name="AtLeast">Lower limit; null for none.</param>
/// <param name="AtMost">Upper limit; null for none.</param>
public sealed record ValueLies(string Path, long Line, string Fact, double? AtLeast, double? AtMost) : Condition(Path, Line);

/// <summary>A usage figure grew between two times.</summary>
/// <param name="Product">Id of the product.</param>
/// <param name="Measure">Id of the measure.</param>
/// <param name="Since">The earlier time.</param>
/// <param name="Until">The later time; null for the latest figure known.</param>
public sealed record Grows(string Path, long Line, string Product, string Measure, PartialDate Since, PartialDate? Until) : Condition(Path, Line);

/// <summary>One product is used more than another, by a measure that both have.</summary>
/// <param name="Product">Id of the product.</param>
/// <param name="Than">Id of the other.</param>
/// <param name="Measures">Ids of the measures that count; empty for all.</param>
public sealed record MoreUsed(string Path, long Line, string Product, string Than, ImmutableArray<string> Measures) : Condition(Path, Line);

/// <summary>Who is compared: a model, all settings of a version, or the best of a lab.</summary>
/// <param name="Models">Ids of models or versions; empty for the best of <paramref name="Lab"/>.</param>
/// <param name="Lab">Id of a lab; null where models are named, and with no models for everybody else.</param>
public sealed record Contestant(ImmutableArray<string> Models, string? Lab);

/// <summary>One side does better than another on so many boards. A board is a series that holds both.</summary>
/// <param name="Who">The one side.</param>
/// <param name="Over">The other; null for everybody else on the board.</param>
/// <param name="Benchmarks">Ids of the benchmarks that count; empty for all.</param>
/// <param name="Skill">Id of the skill they must speak for; null for any.</param>
/// <param name="Need">On how many.</param>
/// <param name="AtLeast">The number where <paramref name="Need"/> is <see cref="BoardNeed.AtLeast"/>.</param>
public sealed record Leads(
    string Path, long Line, Contestant Who, Contestant? Over, ImmutableArray<string> Benchmarks, string? Skill, BoardNeed Need, int AtLeast) : Condition(Path, Line);

/// <summary>On how many boards.</summary>
public enum BoardNeed
{
    /// <summary>On a number of boards.</summary>
    AtLeast,

    /// <summary>On more than half of all.</summary>
    Most,

    /// <summary>On every board.</summary>
    Every,
}

/// <summary>The best of one side is no further behind the best of all than so much, on so many boards.</summary>
/// <param name="Who">The side.</param>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="AtMost">In the benchmark's unit.</param>
public sealed record WithinOfLeader(string Path, long Line, Contestant Who, string Benchmark, double AtMost) : Condition(Path, Line);

/// <summary>As many labs hold the first place of a board.</summary>
/// <param name="Benchmarks">Ids of the benchmarks that count; empty for all.</param>
/// <param name="Skill">Id of the skill they must speak for; null for any.</param>
/// <param name="AtLeast">Different labs; at least 2.</param>
public sealed record SeveralLeaders(string Path, long Line, ImmutableArray<string> Benchmarks, string? Skill, int AtLeast) : Condition(Path, Line);

/// <summary>A lab holds the throne of a skill.</summary>
/// <param name="Lab">Id of the lab.</param>
/// <param name="Skill">Id of the skill.</param>
/// <param name="AtLeast">The probability needed, in (0.5, 1).</param>
public sealed record HoldsThrone(string Path, long Line, string Lab, string Skill, double AtLeast) : Condition(Path, Line);

/// <summary>Fewer of a claimant's checked claims were supported than a share.</summary>
/// <param name="Claimants">Ids of the claimants.</param>
/// <param name="Below">The share, in (0, 1).</param>
public sealed record OftenWrong(string Path, long Line, ImmutableArray<string> Claimants, double Below) : Condition(Path, Line);
