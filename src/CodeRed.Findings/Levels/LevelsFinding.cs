using System.Collections.Immutable;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Claims;

namespace CodeRed.Findings.Levels;

/// <summary>How labs stand, by written rules over what is known.</summary>
public sealed record LevelsFinding
{
    /// <summary>The version of this record's JSON form.</summary>
    public string Schema { get; init; } = "codered.levels/1";

    /// <summary>The day asked of.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Facts left out because they became known later.</summary>
    public required int Later { get; init; }

    /// <summary>Facts left out because nothing says when they became known.</summary>
    public required int Undated { get; init; }

    /// <summary>The labs, the worst level first.</summary>
    public required ImmutableArray<LabLevel> Labs { get; init; }
}

/// <summary>How a lab stands.</summary>
/// <param name="Id">Of the lab.</param>
/// <param name="Name">Of the lab.</param>
/// <param name="Level">The worst level of a rule that applies; green where none does and at least half could be decided; else not measured.</param>
/// <param name="Rules">Each rule with how it was decided.</param>
/// <param name="History">The level at the end of each month before the day, the oldest first.</param>
public sealed record LabLevel(string Id, string Name, Level Level, ImmutableArray<RuleOutcome> Rules, ImmutableArray<DatedLevel> History);

/// <summary>How a rule came out.</summary>
/// <param name="Id">Of the rule.</param>
/// <param name="Level">The level it stands for.</param>
/// <param name="Text">What it says, in English.</param>
/// <param name="TextZhHant">The same in Traditional Chinese; null where the ledger has only English.</param>
/// <param name="Decision">How it was decided: it applies where it is supported.</param>
public sealed record RuleOutcome(string Id, Level Level, string Text, string? TextZhHant, Decision Decision)
{
    /// <summary>Whether it applies.</summary>
    public bool Applies => Decision.Verdict == ClaimVerdict.Supported;
}

/// <summary>A level on a day.</summary>
public sealed record DatedLevel(DateOnly On, Level Level);
