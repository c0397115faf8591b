using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using CodeRed.Providers.Wires;

namespace CodeRed.Providers.OpenAI;

/// <summary>OpenAI's responses, for the models that answer there only.</summary>
/// <remarks>Source: openai-python (types/responses/response_create_params.py, response.py, response_stream_event.py).</remarks>
/// <param name="model">As the vendor calls it.</param>
/// <param name="address">The whole address to post to.</param>
/// <param name="key">Sent with every request.</param>
internal sealed partial class ResponsesWire(string model, Uri address, ApiKey key) : Wire
{
    /// <inheritdoc/>
    public override string Vendor => "openai";

    /// <inheritdoc/>
    public override IReadOnlySet<RequestOption> Supported { get; } = Enum.GetValues<RequestOption>()
        .Except([RequestOption.TopK, RequestOption.Seed, RequestOption.Stop, RequestOption.FrequencyPenalty, RequestOption.PresencePenalty])
        .ToFrozenSet();

    /// <summary>Whether a model is answered by responses only, as far as its name tells (openai-python: types/shared/responses_model.py).</summary>
    public static bool IsNeededBy(string model) => OnlyThere().IsMatch(model);

    /// <inheritdoc/>
    public override Uri Address(bool stream) => address;

    /// <inheritdoc/>
    public override void WriteHeaders(HttpRequestMessage message) => key.AddTo(message, "Authorization", "Bearer");

    /// <inheritdoc/>
    public override void WriteBody(Utf8JsonWriter body, ChatRequest request)
    {
        body.WriteString("model", model);
        body.WriteIfAsked("instructions", request.System);

        body.WriteStartArray("input");
        foreach (var (role, text) in request.Messages)
        {
            ChatCompletionsWire.WriteMessage(body, role, text);
        }

        body.WriteEndArray();

        // Nothing that is asked here is to be kept there.
        body.WriteBoolean("store", false);
        body.WriteIfAsked("temperature", request.Temperature);
        body.WriteIfAsked("top_p", request.TopP);
        body.WriteIfAsked("max_output_tokens", request.MaxOutputTokens);

        if (request.Effort is { } effort)
        {
            body.WriteStartObject("reasoning");
            body.WriteString("effort", OpenAIQuirks.EffortOf(effort));
            body.WriteEndObject();
        }

        if (request.Json is { } json)
        {
            body.WriteStartObject("text");
            body.WriteStartObject("format");
            JsonFormat.Write(body, json, nested: false);
            body.WriteEndObject();
            body.WriteEndObject();
        }

        body.WriteIfAsked("include", request.LogProbabilities ? ["message.output_text.logprobs"] : []);
        body.WriteIfAsked("top_logprobs", request.TopLogProbabilities);

        body.WriteIfAsked("stream", request.Stream);
    }

    /// <inheritdoc/>
    public override void ReadAnswer(JsonElement root, AnswerParts answer)
    {
        foreach (var item in root.Elements("output"))
        {
            ReadItem(item, answer);
        }

        ReadState(root, answer);
    }

    /// <inheritdoc/>
    public override WireError? ReadEvent(string name, JsonElement data, AnswerParts answer)
    {
        switch (data.Text("type"))
        {
            case "response.created":
                ReadState(data.Member("response"), answer);
                break;
            case "response.output_text.delta":
                answer.HasChoice = true;
                answer.AddText(data.Text("delta"));
                answer.LogProbabilities.AddRange(OpenAILogProbabilities.In(data));
                break;
            case "response.refusal.delta":
                answer.HasChoice = true;
                answer.Refused = true;
                answer.AddText(data.Text("delta"));
                break;
            case "response.reasoning_summary_text.delta" or "response.reasoning_text.delta":
                answer.AddReasoning(data.Text("delta"));
                break;
            case "response.completed" or "response.incomplete":
                var response = data.Member("response");
                answer.HasChoice |= response.Elements("output").Any();
                ReadState(response, answer);
                answer.Complete = true;
                break;
            case "response.failed":
                return OpenAIError.InStream(data.Member("response"));
            case "error":
                return OpenAIError.InStream(data);
        }

        return null;
    }

    /// <inheritdoc/>
    public override WireError ReadError(JsonElement body) => OpenAIError.Read(body);

    /// <inheritdoc/>
    public override void NoteIgnored(ChatRequest request, AnswerParts answer) => answer.NoteMissingLogProbabilities(request, Vendor);

    private static void ReadItem(JsonElement item, AnswerParts answer)
    {
        if (item.Text("type") == "reasoning")
        {
            foreach (var part in item.Elements("summary").Concat(item.Elements("content")))
            {
                answer.AddReasoning(part.Text("text"));
            }
        }

        if (item.Text("type") != "message")
        {
            return;
        }

        answer.HasChoice = true;
        foreach (var part in item.Elements("content"))
        {
            answer.AddText(part.Text("text"));
            answer.LogProbabilities.AddRange(OpenAILogProbabilities.In(part));
            if (part.Text("refusal") is { } refusal)
            {
                answer.Refused = true;
                answer.AddText(refusal);
            }
        }
    }

    private static void ReadState(JsonElement response, AnswerParts answer)
    {
        answer.ServedModel = response.Text("model") ?? answer.ServedModel;
        answer.ResponseId = response.Text("id") ?? answer.ResponseId;
        if (response.Member("usage") is { ValueKind: JsonValueKind.Object } usage)
        {
            var input = usage.Member("input_tokens_details");
            answer.Usage = new(
                usage.Count("input_tokens"),
                input.Count("cached_tokens"),
                input.Count("cache_write_tokens"),
                usage.Count("output_tokens"),
                usage.Member("output_tokens_details").Count("reasoning_tokens"));
        }

        string? status = response.Text("status");
        if (status is not ("completed" or "incomplete" or "cancelled"))
        {
            return;
        }

        string? reason = response.Member("incomplete_details").Text("reason");
        answer.FinishReason = reason ?? status;
        answer.Ending = (status, reason) switch
        {
            ("completed", _) => AnswerParts.End.Stop,
            (_, "max_output_tokens") => AnswerParts.End.Length,
            (_, "content_filter") => AnswerParts.End.Filter,
            _ => AnswerParts.End.Other,
        };

        // A model that spent its tokens on reasoning has answered nothing; that is an empty answer, not an absent one.
        if (answer.Ending == AnswerParts.End.Length)
        {
            answer.HasChoice = true;
        }

        answer.AddText("");
    }

    [GeneratedRegex("-pro(-|$)|deep-research|codex|computer-use|daybreak|-cyber")]
    private static partial Regex OnlyThere();
}
