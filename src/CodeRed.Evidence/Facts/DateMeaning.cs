namespace CodeRed.Evidence.Facts;

/// <summary>What the date of a fact is the date of.</summary>
public enum DateMeaning
{
    /// <summary>The event itself: a release, a move, a statement, the time a usage figure speaks of.</summary>
    Happened,

    /// <summary>The measurement was made.</summary>
    Measured,

    /// <summary>The figure was published, or first seen in a dated snapshot; the measurement is older by an unknown time.</summary>
    Published,

    /// <summary>The model was released: nothing says when the figure was measured or published.</summary>
    ModelReleased,
}
