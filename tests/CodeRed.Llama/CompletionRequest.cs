using System.Text.Json.Nodes;

namespace CodeRed.Llama;

/// <summary>What a body of <c>/v1/chat/completions</c> asks for.</summary>
/// <param name="Stop">Texts before which the answer ends.</param>
internal sealed record CompletionRequest(
    IReadOnlyList<(string Role, string Content)> Messages, Decoding Decoding, string[] Stop, bool LogProbabilities, bool Stream, bool StreamsUsage)
{
    private static readonly string[] Known = ["model", "messages", "temperature", "top_k", "top_p", "seed", "max_tokens", "stop", "logprobs", "top_logprobs", "stream", "stream_options"];

    /// <summary>Reads a body.</summary>
    /// <exception cref="FormatException">It asks for what this server does not do.</exception>
    public static CompletionRequest Read(JsonNode? body)
    {
        if (body is not JsonObject root || root["messages"] is not JsonArray { Count: > 0 } messages)
        {
            throw new FormatException("\"messages\" is missing or empty");
        }

        if (root.FirstOrDefault(member => !Known.Contains(member.Key)).Key is { } unknown)
        {
            throw new FormatException($"\"{unknown}\" is not an option of this server");
        }

        try
        {
            var decoding = new Decoding(
                Option("max_tokens", 256),
                Option("temperature", 0.8f),
                Option("top_k", 40),
                Option("top_p", 0.95f),
                Option("seed", (uint)Random.Shared.Next()),
                Option("top_logprobs", 0));
            if (decoding is not { MaxTokens: >= 1, Temperature: >= 0, TopK: >= 0, TopP: >= 0 and <= 1, Alternatives: >= 0 })
            {
                throw new FormatException("an option is out of its range");
            }

            return new(
                [.. messages.Select(m => ((string)m!["role"]!, (string)m["content"]!))],
                decoding,
                root["stop"] switch
                {
                    null => [],
                    JsonArray several => [.. several.Select(s => (string)s!)],
                    { } one => [(string)one!],
                },
                Option("logprobs", false),
                Option("stream", false),
                (bool?)root["stream_options"]?["include_usage"] ?? false);
        }
        catch (Exception problem) when (problem is InvalidOperationException or NullReferenceException or ArgumentNullException)
        {
            throw new FormatException("an option is not of its type", problem);
        }

        T Option<T>(string name, T otherwise) => root[name] is { } value ? value.GetValue<T>() : otherwise;
    }
}
