namespace CodeRed.Evidence;

/// <summary>What a vote between two models said.</summary>
public enum Preference
{
    /// <summary>The first model was preferred.</summary>
    First,

    /// <summary>The second model was preferred.</summary>
    Second,

    /// <summary>Neither was preferred.</summary>
    Tie,

    /// <summary>Neither was preferred because both were bad.</summary>
    BothBad,
}
