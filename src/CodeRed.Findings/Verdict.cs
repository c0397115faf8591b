namespace CodeRed.Findings;

/// <summary>What a comparison over time comes to.</summary>
/// <remarks>
/// <see langword="default"/> is <see cref="CouldNotMeasure"/>: "could not check" must never look like "nothing is wrong".
/// </remarks>
public enum Verdict
{
    /// <summary>There was not enough to judge by.</summary>
    CouldNotMeasure,

    /// <summary>No change was seen; the smallest drop that would have been seen is stated beside it.</summary>
    NoChangeSeen,

    /// <summary>It changed, and nothing says whether that is good or bad.</summary>
    Changed,

    /// <summary>It changed in form (fences, wrapping) but the answers inside are not worse.</summary>
    ChangedNotWorse,

    /// <summary>It got worse.</summary>
    Worse,

    /// <summary>It got better.</summary>
    Better,
}
