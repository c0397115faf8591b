namespace CodeRed.Evidence.Facts;

/// <summary>How bad it stands.</summary>
/// <remarks><see langword="default"/> is <see cref="NotMeasured"/>.</remarks>
public enum Level
{
    /// <summary>Too few rules could be decided.</summary>
    NotMeasured,

    /// <summary>No rule of trouble applies.</summary>
    Green,

    /// <summary>A rule of amber applies.</summary>
    Amber,

    /// <summary>A rule of red applies.</summary>
    Red,
}

/// <summary>When a lab's level is amber or red.</summary>
/// <param name="Id">Unique among the rules.</param>
/// <param name="Level">The level where the condition is supported: amber or red.</param>
/// <param name="Text">What the condition comes to, in English.</param>
/// <param name="TextZhHant">The same in Traditional Chinese; null to show the English.</param>
/// <param name="Condition">The condition, for one lab on one day.</param>
public sealed record LevelRule(string Id, Level Level, string Text, string? TextZhHant, Condition Condition);
