namespace CodeRed.Evidence;

/// <summary>One answer as it was recorded. An answer that is absent, or an error in its place, is not measured.</summary>
/// <param name="Item">What was asked.</param>
/// <param name="Epoch">The repeat, from 0.</param>
/// <param name="Answer">The text; null when there was none. An empty text is an answer.</param>
/// <param name="Error">What went wrong in the transport or at the provider; null when nothing did.</param>
/// <param name="At">When it was answered, where that is known.</param>
/// <param name="Latency">From request to last byte, where that is known.</param>
/// <param name="InputTokens">Tokens of the prompt as billed.</param>
/// <param name="OutputTokens">Tokens of the answer as billed.</param>
/// <param name="Cost">In the currency of the log, usually US dollars.</param>
/// <param name="Truncated">Whether it was cut off by a token limit; null when nothing tells.</param>
/// <param name="Line">The line of the source it starts on, from 1; 0 when there is none.</param>
public sealed record Sample(
    Item Item,
    int Epoch,
    string? Answer,
    string? Error,
    DateTimeOffset? At,
    TimeSpan? Latency,
    int? InputTokens,
    int? OutputTokens,
    decimal? Cost,
    bool? Truncated,
    long Line)
{
    /// <summary>Whether the answer looks like a refusal, by a list of phrases: a sign, not a grade.</summary>
    public bool LooksRefused { get; init; }

    /// <summary>Whether the source holds what was made of the answer but not its text, as a table of grades does.</summary>
    public bool TextIsNotKept { get; init; }

    /// <summary>The answer's length in UTF-16 code units; null when it is not known.</summary>
    public int? Length { get; init; } = Answer?.Length;

    /// <summary>Whether there is something to grade.</summary>
    public bool Measured => (Answer is not null || TextIsNotKept) && Error is null;
}
