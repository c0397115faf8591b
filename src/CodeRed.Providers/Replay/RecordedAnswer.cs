using System.Text.Json;
using CodeRed.Evidence;
using CodeRed.Providers.Wires;

namespace CodeRed.Providers.Replay;

/// <summary>One line of a recording.</summary>
/// <param name="Answer">The text; null when an error is recorded.</param>
/// <param name="Error">What was recorded in place of an answer.</param>
/// <param name="Reasoning">What the model showed of its reasoning.</param>
/// <param name="Model">The served model.</param>
/// <param name="Fingerprint">Of the backend.</param>
/// <param name="FinishReason">As the provider called it; <c>length</c> says that the answer was cut off.</param>
/// <param name="Latency">As it was measured when it was recorded; null when it was not.</param>
/// <param name="FirstToken">As it was measured when it was recorded; null when it was not.</param>
/// <param name="Usage">Tokens; null when none were recorded.</param>
internal sealed record RecordedAnswer(
    string? Answer,
    string? Error,
    string? Reasoning,
    string? Model,
    string? Fingerprint,
    string? FinishReason,
    TimeSpan? Latency,
    TimeSpan? FirstToken,
    TokenUsage? Usage)
{
    public static RecordedAnswer From(JsonElement line)
    {
        var usage = new TokenUsage(line.Count("input_tokens"), line.Count("cached_input_tokens"), null, line.Count("output_tokens"), line.Count("reasoning_tokens"));
        return new(
            line.Text("answer"),
            line.Text("error"),
            line.Text("reasoning"),
            line.Text("model"),
            line.Text("fingerprint"),
            line.Text("finish_reason"),
            Time(line, "latency_ms"),
            Time(line, "first_token_ms"),
            usage == default ? null : usage);
    }

    private static TimeSpan? Time(JsonElement line, string name) =>
        line.Number(name) is >= 0 and <= 1e12 and var milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
}
