namespace CodeRed.Evidence;

/// <summary>One graded answer as the fold sees it: everything but the texts.</summary>
/// <param name="Sample">The stored sample, by which its texts are fetched later.</param>
/// <param name="Epoch">The repeat.</param>
/// <param name="Content">A hash of question and expected answer; two that differ were not the same question.</param>
/// <param name="Value">The raw grade in [0, 1]; null when not measured.</param>
/// <param name="Normalised">The grade without wrapping; null when there is none or it was not measured.</param>
/// <param name="Label">What the grader read.</param>
/// <param name="NonAnswer">Whether nothing gradable was found in the answer.</param>
/// <param name="Refusal">Whether the answer looks like a refusal.</param>
/// <param name="Truncated">Whether it was cut off; null when nothing tells.</param>
/// <param name="Length">Characters; null when there was no answer.</param>
/// <param name="LatencyMilliseconds">Null when not recorded.</param>
/// <param name="OutputTokens">Null when not recorded.</param>
/// <param name="Expected">The expected answer to this very question.</param>
/// <param name="Stratum">The group it is reported under.</param>
public readonly record struct Outcome(
    long Sample,
    int Epoch,
    long Content,
    double? Value,
    double? Normalised,
    string? Label,
    bool NonAnswer,
    bool Refusal,
    bool? Truncated,
    int? Length,
    double? LatencyMilliseconds,
    int? OutputTokens,
    string? Expected,
    string? Stratum)
{
    /// <summary>When it was answered; null when not recorded.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Tokens of the prompt; null when not recorded.</summary>
    public int? InputTokens { get; init; }

    /// <summary>Of the tokens of the prompt, those read from a cache; null when not recorded.</summary>
    public int? CachedInputTokens { get; init; }

    /// <summary>Of the tokens of the prompt, those written to a cache; null when not recorded.</summary>
    public int? CacheWriteTokens { get; init; }

    /// <summary>Of the tokens of the answer, those spent on reasoning; null when not recorded.</summary>
    public int? ReasoningTokens { get; init; }

    /// <summary>All tokens together, as they are priced.</summary>
    public TokenUsage Usage => new(InputTokens, CachedInputTokens, CacheWriteTokens, OutputTokens, ReasoningTokens);

    /// <summary>What it cost by the log itself, without what judging it cost; null when not recorded.</summary>
    public decimal? Cost { get; init; }
}
