using System.Text.Json;
using CodeRed.Evidence;
using CodeRed.Providers.Wires;

namespace CodeRed.Providers.OpenAI;

/// <summary>Reads <c>{"token", "logprob", "top_logprobs": [...]}</c>.</summary>
internal static class OpenAILogProbabilities
{
    /// <summary>Those in a member of an object: <c>content</c> in chat completions, <c>logprobs</c> in responses.</summary>
    public static IEnumerable<TokenLogProbability> In(JsonElement holder, string member = "logprobs") =>
        holder.Elements(member).Select(One).OfType<TokenLogProbability>();

    private static TokenLogProbability? One(JsonElement token) =>
        token.Text("token") is { } text && token.Number("logprob") is { } probability
            ? new(text, probability, [.. In(token, "top_logprobs")])
            : null;
}
