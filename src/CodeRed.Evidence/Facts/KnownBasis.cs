namespace CodeRed.Evidence.Facts;

/// <summary>What says by when a fact was known.</summary>
public enum KnownBasis
{
    /// <summary>The publication of a source is dated.</summary>
    Publication,

    /// <summary>A dated snapshot, such as a commit of a repository, holds it; it may have been public before.</summary>
    Snapshot,

    /// <summary>What happened was itself public on its day, such as a release or a statement.</summary>
    PublicEvent,
}
