using System.Collections.Frozen;
using System.Text.Json;
using CodeRed.Providers.Wires;
using Microsoft.Extensions.AI;

namespace CodeRed.Providers.Anthropic;

/// <summary>Anthropic's messages.</summary>
/// <remarks>Source: anthropic-sdk-python (types/message_create_params.py, message.py, raw_message_stream_event.py, usage.py, shared/error_type.py).</remarks>
/// <param name="model">As the vendor calls it.</param>
/// <param name="start">The address without the path.</param>
/// <param name="key">Sent with every request.</param>
internal sealed class MessagesWire(string model, string start, ApiKey key) : Wire
{
    /// <summary>The API wants a limit of output tokens; this is sent where none is given.</summary>
    public const int UsualMaxTokens = 4096;

    private readonly Uri address = new($"{start}/v1/messages");

    /// <inheritdoc/>
    public override string Vendor => "anthropic";

    /// <inheritdoc/>
    public override IReadOnlySet<RequestOption> Supported { get; } = Enum.GetValues<RequestOption>()
        .Except([
            RequestOption.Seed, RequestOption.FrequencyPenalty, RequestOption.PresencePenalty, RequestOption.JsonMode,
            RequestOption.LogProbabilities, RequestOption.TopLogProbabilities,
        ])
        .ToFrozenSet();

    /// <inheritdoc/>
    public override Uri Address(bool stream) => address;

    /// <inheritdoc/>
    public override void WriteHeaders(HttpRequestMessage message)
    {
        key.AddTo(message, "x-api-key", "");
        message.Headers.TryAddWithoutValidation("anthropic-version", "2023-06-01");
    }

    /// <inheritdoc/>
    public override void WriteBody(Utf8JsonWriter body, ChatRequest request)
    {
        body.WriteString("model", model);
        body.WriteNumber("max_tokens", request.MaxOutputTokens ?? UsualMaxTokens);
        body.WriteIfAsked("system", request.System);

        body.WriteStartArray("messages");
        foreach (var (role, text) in request.Messages)
        {
            body.WriteStartObject();
            body.WriteString("role", role);
            body.WriteString("content", text);
            body.WriteEndObject();
        }

        body.WriteEndArray();
        body.WriteIfAsked("temperature", request.Temperature);
        body.WriteIfAsked("top_p", request.TopP);
        body.WriteIfAsked("top_k", request.TopK);
        body.WriteIfAsked("stop_sequences", request.Stop);

        WriteOutput(body, request);
        body.WriteIfAsked("stream", request.Stream);
    }

    /// <inheritdoc/>
    public override void ReadAnswer(JsonElement root, AnswerParts answer)
    {
        ReadMessage(root, answer);
        foreach (var block in root.Elements("content"))
        {
            ReadBlock(block, answer);
        }

        ReadEnd(root, answer);
    }

    /// <inheritdoc/>
    public override WireError? ReadEvent(string name, JsonElement data, AnswerParts answer)
    {
        switch (data.Text("type") ?? name)
        {
            case "message_start":
                ReadMessage(data.Member("message"), answer);
                break;
            case "content_block_start":
                ReadBlock(data.Member("content_block"), answer);
                break;
            case "content_block_delta":
                ReadBlock(data.Member("delta"), answer);
                break;
            case "message_delta":
                ReadUsage(data, answer);
                ReadEnd(data.Member("delta"), answer);
                break;
            case "message_stop":
                answer.Complete = true;
                break;
            case "error":
                var error = ReadError(data);
                return error with { Kind = error.Kind ?? WireError.KindOfType(error.Code) };
        }

        return null;
    }

    /// <inheritdoc/>
    public override WireError ReadError(JsonElement body)
    {
        var error = body.Member("error");
        string? type = error.Text("type");
        return new(error.Text("message"), type, WireError.KindIn(type, error.Text("message")));
    }

    private static void WriteOutput(Utf8JsonWriter body, ChatRequest request)
    {
        string? effort = request.Effort switch
        {
            null or ReasoningEffort.None => null,
            ReasoningEffort.Low => "low",
            ReasoningEffort.Medium => "medium",
            ReasoningEffort.High => "high",
            _ => "xhigh",
        };
        if (request.Effort == ReasoningEffort.None)
        {
            body.WriteStartObject("thinking");
            body.WriteString("type", "disabled");
            body.WriteEndObject();
        }

        if (effort is null && request.Json is null)
        {
            return;
        }

        body.WriteStartObject("output_config");
        if (effort is not null)
        {
            body.WriteString("effort", effort);
        }

        if (request.Json?.Schema is { } schema)
        {
            body.WriteStartObject("format");
            body.WriteString("type", "json_schema");
            body.WritePropertyName("schema");
            schema.WriteTo(body);
            body.WriteEndObject();
        }

        body.WriteEndObject();
    }

    private static void ReadMessage(JsonElement message, AnswerParts answer)
    {
        answer.HasChoice = message.Text("role") == "assistant";
        answer.ServedModel = message.Text("model");
        answer.ResponseId = message.Text("id");
        ReadUsage(message, answer);
    }

    /// <summary>A block, or a piece of one: both name their text alike.</summary>
    private static void ReadBlock(JsonElement block, AnswerParts answer)
    {
        if (block.Text("type") is "text" or "text_delta")
        {
            answer.AddText(block.Text("text"));
        }

        if (block.Text("type") is "thinking" or "thinking_delta")
        {
            answer.AddReasoning(block.Text("thinking"));
        }
    }

    private static void ReadUsage(JsonElement holder, AnswerParts answer)
    {
        if (holder.Member("usage") is not { ValueKind: JsonValueKind.Object } usage)
        {
            return;
        }

        // Counts are of what was read so far, and those of the prompt may be said at the beginning only.
        long? read = usage.Count("cache_read_input_tokens");
        long? written = usage.Count("cache_creation_input_tokens");
        var before = answer.Usage ?? default;
        answer.Usage = new(
            usage.Count("input_tokens") is { } input ? input + (read ?? before.CachedInput ?? 0) + (written ?? before.CacheWriteInput ?? 0) : before.Input,
            read ?? before.CachedInput,
            written ?? before.CacheWriteInput,
            usage.Count("output_tokens") ?? before.Output,
            usage.Member("output_tokens_details").Count("thinking_tokens") ?? before.Reasoning);
    }

    private static void ReadEnd(JsonElement holder, AnswerParts answer)
    {
        if (holder.Text("stop_reason") is not { } reason)
        {
            return;
        }

        answer.FinishReason = reason;
        answer.Ending = reason switch
        {
            "end_turn" or "stop_sequence" => AnswerParts.End.Stop,
            "max_tokens" or "model_context_window_exceeded" => AnswerParts.End.Length,
            "refusal" => AnswerParts.End.Filter,
            _ => AnswerParts.End.Other,
        };
        answer.Refused = reason == "refusal";
        answer.FilterReason = holder.Member("stop_details").Text("explanation");

        // An answer may be empty, or all of it reasoning; that is not an absent one.
        answer.AddText("");
    }
}
