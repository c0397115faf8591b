namespace CodeRed.Findings.Drift;

/// <summary>An item whose grade changed, with both answers. Answers are hostile text: show them inert.</summary>
/// <param name="Key">The item's id.</param>
/// <param name="Epoch">The repeat.</param>
/// <param name="Lost">Whether it got worse; else it got better.</param>
/// <param name="Stratum">The item's group.</param>
/// <param name="Expected">The expected answer.</param>
/// <param name="BaselineLabel">What the grader read before.</param>
/// <param name="CurrentLabel">What the grader read now.</param>
/// <param name="BaselineSample">The evidence: the stored sample.</param>
/// <param name="CurrentSample">The evidence: the stored sample.</param>
public sealed record Flip(
    string Key,
    int Epoch,
    bool Lost,
    string? Stratum,
    string? Expected,
    string? BaselineLabel,
    string? CurrentLabel,
    long BaselineSample,
    long CurrentSample)
{
    /// <summary>What was asked; fetched only for the flips that are shown.</summary>
    public string? Question { get; init; }

    /// <summary>The answer before; fetched only for the flips that are shown.</summary>
    public string? BaselineAnswer { get; init; }

    /// <summary>The answer now; fetched only for the flips that are shown.</summary>
    public string? CurrentAnswer { get; init; }
}
