namespace CodeRed.Findings.Drift;

/// <summary>When a change happened, as far as dates can tell.</summary>
/// <param name="Kind">What the dates support.</param>
/// <param name="After">The change came after this (the last answer of the baseline); null unless known.</param>
/// <param name="Before">The change came before this (the first answer of the current run); null unless known.</param>
public sealed record Onset(OnsetKind Kind, DateTimeOffset? After, DateTimeOffset? Before);

/// <summary>What dates say of a change.</summary>
public enum OnsetKind
{
    /// <summary>Nothing changed, so there is nothing to date.</summary>
    NoChange,

    /// <summary>Answers carry no dates.</summary>
    NoDates,

    /// <summary>Two differently named targets: their difference has no date.</summary>
    TwoTargets,

    /// <summary>Baseline and current answers overlap in time.</summary>
    Overlapping,

    /// <summary>Between the last answer of the baseline and the first of the current run.</summary>
    Between,
}
