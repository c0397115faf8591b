namespace CodeRed.Evidence.Facts;

/// <summary>How far whoever entered a fact trusts that its source says so.</summary>
/// <remarks>It is about the reading, not about the truth: a vendor's own figure can be read with high confidence.</remarks>
public enum Confidence
{
    /// <summary>A single page of unknown care, or a guess at the date.</summary>
    Low,

    /// <summary>A report of the source, or an excerpt of it.</summary>
    Medium,

    /// <summary>The source itself, or several that agree.</summary>
    High,
}
