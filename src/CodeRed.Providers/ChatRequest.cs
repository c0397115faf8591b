using System.Text.Json.Nodes;
using CodeRed.Evidence;
using Microsoft.Extensions.AI;

namespace CodeRed.Providers;

/// <summary>What is asked, checked against what the provider can be asked for.</summary>
internal sealed class ChatRequest
{
    /// <summary>The most alternatives that any API gives for a token.</summary>
    private const int MostAlternatives = 20;

    private ChatRequest(string? system, IReadOnlyList<(string Role, string Text)> messages)
    {
        System = system;
        Messages = messages;
    }

    /// <summary>The system prompt; null when there is none.</summary>
    public string? System { get; }

    /// <summary>The conversation without the system prompt; roles are <c>user</c> and <c>assistant</c>.</summary>
    public IReadOnlyList<(string Role, string Text)> Messages { get; }

    public float? Temperature { get; private init; }

    public float? TopP { get; private init; }

    public int? TopK { get; private init; }

    public long? Seed { get; private init; }

    public int? MaxOutputTokens { get; private init; }

    /// <summary>Empty when there are none.</summary>
    public IReadOnlyList<string> Stop { get; private init; } = [];

    public float? FrequencyPenalty { get; private init; }

    public float? PresencePenalty { get; private init; }

    /// <summary>Null for plain text.</summary>
    public ChatResponseFormatJson? Json { get; private init; }

    public bool LogProbabilities { get; private init; }

    public int? TopLogProbabilities { get; private init; }

    public ReasoningEffort? Effort { get; private init; }

    public JsonObject? Extra { get; private init; }

    /// <summary>Whether the answer comes in pieces.</summary>
    public bool Stream { get; init; }

    /// <summary>Only for a simulated model.</summary>
    public string? Expected { get; private init; }

    public int? Epoch { get; private init; }

    public long? Ordinal { get; private init; }

    /// <summary>Checks a request.</summary>
    /// <param name="target">Who is asked, for the message.</param>
    /// <param name="model">The model that the target names.</param>
    /// <param name="supported">What can be asked for.</param>
    /// <param name="keys">Those of the keys that are ours alone which this target takes: <see cref="RequestOptionKeys.Expected"/> and its like.</param>
    /// <param name="chat">The conversation.</param>
    /// <param name="options">What else is asked for.</param>
    /// <param name="streamed">Whether the caller takes the answer in pieces.</param>
    /// <exception cref="ProviderException">Something cannot be asked for: <see cref="FailureKind.OptionRefused"/>, naming all of it.</exception>
    public static ChatRequest From(
        string target,
        string model,
        IReadOnlySet<RequestOption> supported,
        IReadOnlyList<string> keys,
        IEnumerable<ChatMessage> chat,
        ChatOptions? options,
        bool streamed)
    {
        List<string> refused = [];
        List<(string Role, string Text)> messages = [];
        string? system = options?.Instructions;
        foreach (var message in chat)
        {
            if (message.Contents.Any(c => c is not TextContent))
            {
                refused.Add("content other than text");
            }

            if (message.Role == ChatRole.System)
            {
                if (messages.Count > 0)
                {
                    refused.Add("a system message after the first of the conversation");
                }

                system = system is null ? message.Text : $"{system}\n\n{message.Text}";
            }
            else if (message.Role == ChatRole.User || message.Role == ChatRole.Assistant)
            {
                messages.Add((message.Role.Value, message.Text));
            }
            else
            {
                refused.Add($"a message with the role {message.Role}");
            }
        }

        if (messages.Count == 0)
        {
            refused.Add("a conversation without a message");
        }

        var own = OwnOptions.From(options?.AdditionalProperties, keys, refused);
        NoteUnknown(options, model, refused);
        var request = new ChatRequest(system, messages)
        {
            Temperature = options?.Temperature,
            TopP = options?.TopP,
            TopK = options?.TopK,
            Seed = options?.Seed,
            MaxOutputTokens = options?.MaxOutputTokens,
            Stop = options?.StopSequences is { Count: > 0 } stop ? [.. stop] : [],
            FrequencyPenalty = options?.FrequencyPenalty,
            PresencePenalty = options?.PresencePenalty,
            Json = options?.ResponseFormat as ChatResponseFormatJson,
            LogProbabilities = own.LogProbabilities || own.TopLogProbabilities is not null,
            TopLogProbabilities = own.TopLogProbabilities,
            Effort = options?.Reasoning?.Effort,
            Extra = own.Extra,
            Stream = streamed || own.Stream,
            Expected = own.Expected,
            Epoch = own.Epoch,
            Ordinal = own.Ordinal,
        };
        refused.AddRange(request.Asked().Where(option => !supported.Contains(option)).Select(NameOf));
        return refused.Count == 0
            ? request
            : throw new ProviderException(
                FailureKind.OptionRefused,
                $"{target} cannot be asked for {string.Join(", ", refused.Distinct())}; nothing was sent. Leave it out for this target.");
    }

    /// <summary>An option as it is called in messages and in the table of the documentation.</summary>
    public static string NameOf(RequestOption option) => option switch
    {
        RequestOption.SystemPrompt => "a system prompt",
        RequestOption.Temperature => "temperature",
        RequestOption.TopP => "top_p",
        RequestOption.TopK => "top_k",
        RequestOption.Seed => "seed",
        RequestOption.MaxOutputTokens => "max tokens",
        RequestOption.Stop => "stop sequences",
        RequestOption.FrequencyPenalty => "frequency penalty",
        RequestOption.PresencePenalty => "presence penalty",
        RequestOption.JsonMode => "JSON without a schema",
        RequestOption.JsonSchema => "JSON by a schema",
        RequestOption.LogProbabilities => "log-probabilities",
        RequestOption.TopLogProbabilities => "log-probabilities of alternatives",
        RequestOption.ReasoningEffort => "reasoning effort",
        RequestOption.Extra => "extra members of the body",
        RequestOption.Stream => "streaming",
        _ => throw new ArgumentOutOfRangeException(nameof(option)),
    };

    /// <summary>The options that this request uses.</summary>
    public IEnumerable<RequestOption> Asked()
    {
        (RequestOption Option, bool Asked)[] all =
        [
            (RequestOption.SystemPrompt, System is not null),
            (RequestOption.Temperature, Temperature is not null),
            (RequestOption.TopP, TopP is not null),
            (RequestOption.TopK, TopK is not null),
            (RequestOption.Seed, Seed is not null),
            (RequestOption.MaxOutputTokens, MaxOutputTokens is not null),
            (RequestOption.Stop, Stop.Count > 0),
            (RequestOption.FrequencyPenalty, FrequencyPenalty is not null),
            (RequestOption.PresencePenalty, PresencePenalty is not null),
            (RequestOption.JsonMode, Json is { Schema: null }),
            (RequestOption.JsonSchema, Json is { Schema: not null }),
            (RequestOption.LogProbabilities, LogProbabilities),
            (RequestOption.TopLogProbabilities, TopLogProbabilities is not null),
            (RequestOption.ReasoningEffort, Effort is not null),
            (RequestOption.Extra, Extra is not null),
            (RequestOption.Stream, Stream),
        ];
        return all.Where(o => o.Asked).Select(o => o.Option);
    }

    /// <summary>Members of <see cref="ChatOptions"/> that no target of ours takes.</summary>
    private static void NoteUnknown(ChatOptions? options, string model, List<string> refused)
    {
        if (options is null)
        {
            return;
        }

        (string Name, bool Set)[] unknown =
        [
            ("another model than the target's", options.ModelId is { } id && id != model),
            ("tools", options.Tools is { Count: > 0 } || options.ToolMode is not null || options.AllowMultipleToolCalls is not null),
            ("a stored conversation", options.ConversationId is not null),
            ("background answers", options.AllowBackgroundResponses is true || options.ContinuationToken is not null),
            ("a raw request of an SDK", options.RawRepresentationFactory is not null),
            ("a form of reasoning output", options.Reasoning?.Output is not null),
            ("a response format other than text and JSON", options.ResponseFormat is not (null or ChatResponseFormatText or ChatResponseFormatJson)),
        ];
        refused.AddRange(unknown.Where(u => u.Set).Select(u => u.Name));
    }

    /// <summary>What stands under our own keys.</summary>
    private sealed record OwnOptions(bool LogProbabilities, int? TopLogProbabilities, bool Stream, JsonObject? Extra, string? Expected, int? Epoch, long? Ordinal)
    {
        public static OwnOptions From(AdditionalPropertiesDictionary? given, IReadOnlyList<string> keys, List<string> refused)
        {
            var own = new OwnOptions(false, null, false, null, null, null, null);
            foreach (var (key, value) in given ?? [])
            {
                own = (key, value) switch
                {
                    (_, null) => own,
                    (RequestOptionKeys.LogProbabilities, bool asked) => own with { LogProbabilities = asked },
                    (RequestOptionKeys.TopLogProbabilities, int count and >= 1 and <= MostAlternatives) => own with { TopLogProbabilities = count },
                    (RequestOptionKeys.Stream, bool asked) => own with { Stream = asked },
                    (RequestOptionKeys.Extra, JsonObject members) => own with { Extra = members },
                    (RequestOptionKeys.Expected, string expected) when keys.Contains(key) => own with { Expected = expected },
                    (RequestOptionKeys.Epoch, int epoch and >= 0) when keys.Contains(key) => own with { Epoch = epoch },
                    (RequestOptionKeys.Ordinal, long ordinal and >= 0) when keys.Contains(key) => own with { Ordinal = ordinal },
                    _ => Refuse(own, key),
                };
            }

            return own;

            OwnOptions Refuse(OwnOptions options, string key)
            {
                refused.Add($"'{key}'");
                return options;
            }
        }
    }
}
