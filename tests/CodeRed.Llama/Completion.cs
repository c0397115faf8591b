using System.Text;
using System.Text.Json.Nodes;

namespace CodeRed.Llama;

/// <summary>An answer in the form of <c>/v1/chat/completions</c>, as a whole or in events.</summary>
/// <param name="served">The name of the model.</param>
/// <param name="promptTokens">How many tokens the prompt had.</param>
internal sealed class Completion(string served, int promptTokens)
{
    private readonly string id = "chatcmpl-" + Guid.NewGuid().ToString("N");
    private readonly long created = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
    private int tokens;
    private string finishReason = "length";

    /// <summary>A piece of the answer: the text that a token made certain, which may be none, and the token.</summary>
    public readonly record struct Part(string Text, LlamaToken? Token);

    /// <summary>The answer's pieces. What may be the beginning of a stop text is kept back until it is known not to be.</summary>
    public IEnumerable<Part> Parts(IEnumerable<LlamaToken> answer, string[] stop)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var pending = new StringBuilder();
        foreach (var token in answer)
        {
            tokens++;
            if (token.IsEnd)
            {
                finishReason = "stop";
                break;
            }

            char[] characters = new char[token.Bytes.Length + 1];
            pending.Append(characters, 0, decoder.GetChars(token.Bytes, characters, flush: false));
            string text = pending.ToString();
            int[] found = [.. stop.Select(s => text.IndexOf(s, StringComparison.Ordinal)).Where(at => at >= 0)];
            if (found.Length > 0)
            {
                finishReason = "stop";
                yield return new(text[..found.Min()], token);
                yield break;
            }

            int kept = stop.Select(s => LongestBeginningAtTheEnd(s, text)).DefaultIfEmpty(0).Max();
            pending.Remove(0, text.Length - kept);
            yield return new(text[..^kept], token);
        }

        // A character that was begun and not ended is shown as one that could not be read.
        char[] last = new char[2];
        pending.Append(last, 0, decoder.GetChars([], last, flush: true));
        if (pending.Length > 0)
        {
            yield return new(pending.ToString(), null);
        }
    }

    /// <summary>The whole answer.</summary>
    public JsonObject Whole(IReadOnlyCollection<Part> parts, bool logProbabilities)
    {
        var choice = new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = string.Concat(parts.Select(p => p.Text)) },
            ["finish_reason"] = finishReason,
        };
        AddLogProbabilities(choice, parts, logProbabilities);
        return Body("chat.completion", choice, UsageSoFar());
    }

    /// <summary>The first event: who speaks.</summary>
    public JsonObject Opening() => Event(new JsonObject { ["role"] = "assistant", ["content"] = null }, null);

    /// <summary>The event of a piece.</summary>
    public JsonObject Event(Part part, bool logProbabilities)
    {
        var root = Event(new JsonObject { ["content"] = part.Text }, null);
        AddLogProbabilities(root["choices"]![0]!.AsObject(), [part], logProbabilities);
        return root;
    }

    /// <summary>The event that says why the answer ended.</summary>
    public JsonObject Closing() => Event([], finishReason);

    /// <summary>The event that counts tokens.</summary>
    public JsonObject Usage() => Body("chat.completion.chunk", null, UsageSoFar());

    private static int LongestBeginningAtTheEnd(string stop, string text) =>
        Enumerable.Range(1, Math.Max(0, Math.Min(stop.Length - 1, text.Length))).LastOrDefault(length => text.EndsWith(stop[..length], StringComparison.Ordinal));

    private static void AddLogProbabilities(JsonObject choice, IEnumerable<Part> parts, bool asked)
    {
        if (asked)
        {
            choice["logprobs"] = new JsonObject { ["content"] = new JsonArray([.. parts.Where(p => p.Token is not null).Select(p => Described(p.Token!, withAlternatives: true))]) };
        }
    }

    private static JsonObject Described(LlamaToken token, bool withAlternatives)
    {
        var described = new JsonObject
        {
            ["token"] = Encoding.UTF8.GetString(token.Bytes),
            ["logprob"] = token.LogProbability,
            ["bytes"] = new JsonArray([.. token.Bytes.Select(b => JsonValue.Create(b))]),
        };
        if (withAlternatives)
        {
            described["top_logprobs"] = new JsonArray([.. token.Alternatives.Select(t => Described(t, withAlternatives: false))]);
        }

        return described;
    }

    private JsonObject Event(JsonObject delta, string? end) =>
        Body("chat.completion.chunk", new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = end }, null);

    private JsonObject UsageSoFar() => new() { ["prompt_tokens"] = promptTokens, ["completion_tokens"] = tokens, ["total_tokens"] = promptTokens + tokens };

    private JsonObject Body(string kind, JsonObject? choice, JsonObject? usage)
    {
        var body = new JsonObject
        {
            ["id"] = id,
            ["object"] = kind,
            ["created"] = created,
            ["model"] = served,
            ["system_fingerprint"] = "llama.cpp-" + LlamaModel.LibraryVersion,
            ["choices"] = choice is null ? [] : new JsonArray(choice),
        };
        if (usage is not null)
        {
            body["usage"] = usage;
        }

        return body;
    }
}
