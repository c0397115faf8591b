using System.Collections.Frozen;
using System.Text.Json;
using CodeRed.Evidence;
using CodeRed.Providers.Wires;
using Microsoft.Extensions.AI;

namespace CodeRed.Providers.OpenAI;

/// <summary>OpenAI's chat completions, as OpenAI and many others serve them.</summary>
/// <param name="quirks">In what the vendor differs.</param>
/// <param name="model">As the vendor calls it.</param>
/// <param name="address">The whole address to post to.</param>
/// <param name="key">Null when none is sent.</param>
internal sealed class ChatCompletionsWire(OpenAIQuirks quirks, string model, Uri address, ApiKey? key) : Wire
{
    private const string Thinking = "thinking";

    /// <inheritdoc/>
    public override string Vendor => quirks.Vendor;

    /// <inheritdoc/>
    public override IReadOnlySet<RequestOption> Supported { get; } = Enum.GetValues<RequestOption>().Except(quirks.Refused).ToFrozenSet();

    /// <inheritdoc/>
    public override Uri Address(bool stream) => address;

    /// <inheritdoc/>
    public override void WriteHeaders(HttpRequestMessage message)
    {
        if (Vendor == "azure-openai")
        {
            key?.AddTo(message, "api-key", "");
        }
        else
        {
            key?.AddTo(message, "Authorization", "Bearer");
        }
    }

    /// <inheritdoc/>
    public override void WriteBody(Utf8JsonWriter body, ChatRequest request)
    {
        body.WriteString("model", model);
        body.WriteStartArray("messages");
        if (request.System is { } system)
        {
            WriteMessage(body, "system", system);
        }

        foreach (var (role, text) in request.Messages)
        {
            WriteMessage(body, role, text);
        }

        body.WriteEndArray();
        WriteEffort(body, request);
        body.WriteIfAsked("temperature", request.Temperature);
        body.WriteIfAsked("top_p", request.TopP);
        body.WriteIfAsked("top_k", request.TopK);
        body.WriteIfAsked("seed", request.Seed);
        body.WriteIfAsked("frequency_penalty", request.FrequencyPenalty);
        body.WriteIfAsked("presence_penalty", request.PresencePenalty);
        body.WriteIfAsked(quirks.MaxTokensMember, request.MaxOutputTokens);
        body.WriteIfAsked("stop", request.Stop);
        if (request.Json is { } json)
        {
            body.WriteStartObject("response_format");
            JsonFormat.Write(body, json, nested: true);
            body.WriteEndObject();
        }

        body.WriteIfAsked("logprobs", request.LogProbabilities);
        body.WriteIfAsked("top_logprobs", request.TopLogProbabilities);
        if (request.Stream)
        {
            body.WriteBoolean("stream", true);
            body.WriteStartObject("stream_options");
            body.WriteBoolean("include_usage", true);
            body.WriteEndObject();
        }
    }

    /// <inheritdoc/>
    public override void ReadAnswer(JsonElement root, AnswerParts answer)
    {
        ReadIdentity(root, answer);
        foreach (var choice in root.Elements("choices").Take(1))
        {
            ReadChoice(choice, choice.Member("message"), answer);
        }
    }

    /// <inheritdoc/>
    public override bool IsEnd(ReadOnlySpan<byte> data) => data.SequenceEqual("[DONE]"u8);

    /// <inheritdoc/>
    public override WireError? ReadEvent(string name, JsonElement data, AnswerParts answer)
    {
        if (data.Member("error").ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
        {
            return OpenAIError.InStream(data);
        }

        // Azure's first event has an empty list of choices, and so has the last one, with the usage.
        ReadIdentity(data, answer);
        foreach (var choice in data.Elements("choices").Where(c => c.Count("index") is null or 0))
        {
            ReadChoice(choice, choice.Member("delta"), answer);
        }

        return null;
    }

    /// <inheritdoc/>
    public override WireError ReadError(JsonElement body) => OpenAIError.Read(body);

    /// <inheritdoc/>
    public override void NoteIgnored(ChatRequest request, AnswerParts answer)
    {
        if (quirks.ThinkingIgnoresSampling && answer.Reasoning is not null && Sampling(request) is { Length: > 0 } ignored)
        {
            answer.Warnings.Add($"{Vendor} reasoned before it answered, and then {string.Join(", ", ignored)} has no effect");
        }

        answer.NoteMissingLogProbabilities(request, Vendor);
    }

    /// <summary>Writes a message as <c>{"role", "content"}</c>.</summary>
    internal static void WriteMessage(Utf8JsonWriter body, string role, string text)
    {
        body.WriteStartObject();
        body.WriteString("role", role);
        body.WriteString("content", text);
        body.WriteEndObject();
    }

    private static string[] Sampling(ChatRequest request) =>
    [
        .. request.Asked().Where(o => o is RequestOption.Temperature or RequestOption.TopP or RequestOption.FrequencyPenalty or RequestOption.PresencePenalty).Select(ChatRequest.NameOf),
    ];

    private void WriteEffort(Utf8JsonWriter body, ChatRequest request)
    {
        if (!quirks.ThinkingIgnoresSampling)
        {
            if (request.Effort is { } effort)
            {
                body.WriteString("reasoning_effort", OpenAIQuirks.EffortOf(effort));
            }

            return;
        }

        // DeepSeek thinks unless it is told not to; the old name of its model without thinking is the exception.
        bool thinks = request.Effort is not ReasoningEffort.None && model != "deepseek-chat"
            && (request.Extra?[Thinking]?["type"]?.ToJsonString() ?? "\"enabled\"") != "\"disabled\"";
        if (thinks && Sampling(request) is { Length: > 0 } ignored)
        {
            throw new ProviderException(
                FailureKind.OptionRefused,
                $"{Vendor}:{model} ignores {string.Join(", ", ignored)} while it reasons, without saying so; nothing was sent. Leave it out, or ask for the reasoning effort none.");
        }

        if (request.Effort is not { } asked)
        {
            return;
        }

        if (asked is ReasoningEffort.Low or ReasoningEffort.Medium)
        {
            throw new ProviderException(
                FailureKind.OptionRefused,
                $"{Vendor} reads the reasoning effort {asked.ToString().ToLowerInvariant()} as high without saying so; nothing was sent. Ask for none, high or extra high.");
        }

        body.WriteStartObject(Thinking);
        body.WriteString("type", asked == ReasoningEffort.None ? "disabled" : "enabled");
        body.WriteEndObject();
        if (asked != ReasoningEffort.None)
        {
            body.WriteString("reasoning_effort", asked == ReasoningEffort.High ? "high" : "max");
        }
    }

    private static void ReadIdentity(JsonElement root, AnswerParts answer)
    {
        answer.ServedModel = root.Text("model") is { Length: > 0 } served ? served : answer.ServedModel;
        answer.Fingerprint = root.Text("system_fingerprint") ?? answer.Fingerprint;
        answer.ResponseId = root.Text("id") is { Length: > 0 } id ? id : answer.ResponseId;
        if (root.Member("usage") is { ValueKind: JsonValueKind.Object } usage)
        {
            answer.Usage = UsageOf(usage);
        }
    }

    private static TokenUsage UsageOf(JsonElement usage)
    {
        long? input = usage.Count("prompt_tokens");
        long? output = usage.Count("completion_tokens");
        long? reasoning = usage.Member("completion_tokens_details").Count("reasoning_tokens");

        // xAI counts reasoning beside the answer, the others as a part of it; the total tells which.
        if (reasoning > 0 && usage.Count("total_tokens") is { } total && total == input + output + reasoning)
        {
            output += reasoning;
        }

        var details = usage.Member("prompt_tokens_details");
        return new(input, details.Count("cached_tokens") ?? usage.Count("prompt_cache_hit_tokens"), details.Count("cache_write_tokens"), output, reasoning);
    }

    private static void ReadChoice(JsonElement choice, JsonElement message, AnswerParts answer)
    {
        answer.HasChoice = true;
        answer.AddReasoning(message.Text("reasoning_content") ?? message.Text("reasoning"));
        answer.AddText(message.Text("content"));
        if (message.Text("refusal") is { Length: > 0 } refusal)
        {
            answer.Refused = true;
            answer.AddText(refusal);
        }

        answer.LogProbabilities.AddRange(OpenAILogProbabilities.In(choice.Member("logprobs"), "content"));

        if (choice.Text("finish_reason") is { Length: > 0 } reason)
        {
            answer.FinishReason = reason;
            answer.Ending = reason switch
            {
                "stop" => AnswerParts.End.Stop,
                "length" => AnswerParts.End.Length,
                "content_filter" => AnswerParts.End.Filter,
                _ => AnswerParts.End.Other,
            };

            // A model that spent its tokens on reasoning has answered nothing; that is an empty answer, not an absent one.
            answer.AddText("");
        }
    }
}
