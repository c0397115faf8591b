namespace CodeRed.Statistics.Latent;

/// <summary>Why scores give no capabilities.</summary>
public enum CapabilityRefusalReason
{
    /// <summary>No score has anything behind it.</summary>
    NoScores,

    /// <summary>No two models are linked by a common series.</summary>
    NothingToCompare,

    /// <summary>More series or models than a dense matrix is kept for.</summary>
    TooMany,

    /// <summary>No maximum of the posterior was found.</summary>
    NotConverged,
}

/// <summary>A refusal to give capabilities.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Words">One or two sentences: what was seen and what to do.</param>
public sealed record CapabilityRefusal(CapabilityRefusalReason Reason, string Words);
