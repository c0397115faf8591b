namespace CodeRed.Findings.Drift;

/// <summary>Something the finding cannot tell, with its number where it has one.</summary>
/// <param name="Kind">What is not known.</param>
/// <param name="Count">How many items or answers it concerns; null where that does not apply.</param>
public sealed record Unknown(UnknownKind Kind, long? Count = null);

/// <summary>What a drift finding may be unable to tell.</summary>
public enum UnknownKind
{
    /// <summary>Why it changed: answers show the manner, not the provider's reasons.</summary>
    Cause,

    /// <summary>When it changed.</summary>
    Onset,

    /// <summary>Whether it holds beyond these items.</summary>
    OtherItems,

    /// <summary>How much answers waver by themselves, because each item was answered once.</summary>
    Wavering,

    /// <summary>What items would show that only one run has.</summary>
    UnpairedItems,

    /// <summary>What items would show that were edited in between.</summary>
    EditedItems,

    /// <summary>How errors and absent answers would have been graded.</summary>
    MissingAnswers,

    /// <summary>Whether there is a drop smaller than could have been seen.</summary>
    SmallerDrops,
}
