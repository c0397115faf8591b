using CodeRed.Evidence.Facts;

namespace CodeRed.Findings.Standings;

/// <summary>Whose measurements count.</summary>
public enum Runners
{
    /// <summary>All, what labs add to their own results being estimated and taken off.</summary>
    All,

    /// <summary>Those of outsiders only.</summary>
    Independent,

    /// <summary>Those of the labs themselves only.</summary>
    Vendor,
}

/// <summary>How a standing is asked for.</summary>
/// <param name="Skill">Id of the skill that benchmarks must speak for; null for all.</param>
/// <param name="Runners">Whose measurements count.</param>
/// <param name="Level">Of every interval, and of all rank sets together; in (0, 1).</param>
/// <param name="Draws">From the posterior.</param>
/// <param name="Seed">Of the draws.</param>
/// <param name="Sensitivity">Whether to ask how far the answer depends on choices.</param>
public sealed record StandingSettings(
    string? Skill = null, Runners Runners = Runners.All, double Level = 0.95, int Draws = 1_000, ulong Seed = 1, bool Sensitivity = true)
{
    /// <summary>Whether a result counts.</summary>
    internal bool Counts(Score score) => Runners switch
    {
        Runners.Independent => score.RunnerKind is RunnerKind.Independent or RunnerKind.Self,
        Runners.Vendor => score.RunnerKind is RunnerKind.Vendor,
        _ => true,
    };
}
