using System.Collections.Immutable;

namespace CodeRed.Evidence;

/// <summary>A token of an answer with the probability the model gave it.</summary>
/// <param name="Token">Its text.</param>
/// <param name="LogProbability">The natural logarithm of its probability, at most 0.</param>
/// <param name="Alternatives">The likeliest tokens at this place, where they were asked for; their own alternatives are empty.</param>
public sealed record TokenLogProbability(string Token, double LogProbability, ImmutableArray<TokenLogProbability> Alternatives);

/// <summary>One request and what came back, as it went over the wire.</summary>
/// <remarks>
/// Times are the wire's: they start when the request is written to an open connection, so that neither a queue of ours nor the building of the
/// connection counts. Keys are in none of its members.
/// </remarks>
public sealed record Exchange
{
    /// <summary>Where it was sent, without query; or the file or simulation that answered.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The body that was sent, as UTF-8; empty where nothing goes over a wire.</summary>
    public ReadOnlyMemory<byte> Request { get; init; }

    /// <summary>When the request began to be written.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Until the first token of reasoning or answer; null when the answer came as a whole.</summary>
    public TimeSpan? FirstToken { get; init; }

    /// <summary>Until the last byte, or until the failure; null for a recorded answer whose latency was not.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>The answer's text; null when there is none. After a failure, what had come of it.</summary>
    public string? Answer { get; init; }

    /// <summary>What the model showed of its reasoning; null when nothing.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Whether the provider itself marked the answer as a refusal.</summary>
    public bool Refused { get; init; }

    /// <summary>The provider's own word for why the answer ended, for example <c>stop</c>, <c>end_turn</c> or <c>MAX_TOKENS</c>.</summary>
    public string? FinishReason { get; init; }

    /// <summary>Whether the answer was cut off by a token limit; null when nothing tells.</summary>
    public bool? Truncated { get; init; }

    /// <summary>The model that says it answered. A change of it is itself evidence.</summary>
    public string? ServedModel { get; init; }

    /// <summary>The fingerprint of the backend, where the API has one. A change of it is itself evidence.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The answer's id, to be named to the provider.</summary>
    public string? ResponseId { get; init; }

    /// <summary>The request's id in the answer's headers, to be named to the provider.</summary>
    public string? RequestId { get; init; }

    /// <summary>The HTTP status; null where there was none.</summary>
    public int? Status { get; init; }

    /// <summary>Tokens as counted by the provider; null when it did not count.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>Token by token, where it was asked for; otherwise empty.</summary>
    public ImmutableArray<TokenLogProbability> LogProbabilities { get; init; } = [];

    /// <summary>What the answer shows to have had no effect, or to have been changed by the provider; usually empty.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>The mean log-probability of the answer's tokens; null when there are none.</summary>
    public double? MeanLogProbability => LogProbabilities.IsDefaultOrEmpty ? null : LogProbabilities.Average(t => t.LogProbability);
}
