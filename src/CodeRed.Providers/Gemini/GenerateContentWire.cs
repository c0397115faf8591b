using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using CodeRed.Evidence;
using CodeRed.Providers.Wires;
using Microsoft.Extensions.AI;

namespace CodeRed.Providers.Gemini;

/// <summary>Google's generateContent, as the Gemini API serves it.</summary>
/// <remarks>Source: python-genai (models.py, types.py, errors.py).</remarks>
/// <param name="model">As the vendor calls it, with or without <c>models/</c>.</param>
/// <param name="start">The address without the path.</param>
/// <param name="key">Sent in a header, never in the address.</param>
internal sealed class GenerateContentWire(string model, string start, ApiKey key) : Wire
{
    private readonly Uri whole = new($"{Resource(start, model)}:generateContent");
    private readonly Uri streamed = new($"{Resource(start, model)}:streamGenerateContent?alt=sse");

    /// <inheritdoc/>
    public override string Vendor => "gemini";

    /// <inheritdoc/>
    public override IReadOnlySet<RequestOption> Supported { get; } = Enum.GetValues<RequestOption>().ToFrozenSet();

    /// <inheritdoc/>
    public override Uri Address(bool stream) => stream ? streamed : whole;

    /// <inheritdoc/>
    public override void WriteHeaders(HttpRequestMessage message) => key.AddTo(message, "x-goog-api-key", "");

    /// <inheritdoc/>
    public override void WriteBody(Utf8JsonWriter body, ChatRequest request)
    {
        if (request.System is { } system)
        {
            body.WriteStartObject("systemInstruction");
            WriteParts(body, system);
            body.WriteEndObject();
        }

        body.WriteStartArray("contents");
        foreach (var (role, text) in request.Messages)
        {
            body.WriteStartObject();
            body.WriteString("role", role == "assistant" ? "model" : role);
            WriteParts(body, text);
            body.WriteEndObject();
        }

        body.WriteEndArray();
        body.WriteStartObject("generationConfig");
        body.WriteIfAsked("temperature", request.Temperature);
        body.WriteIfAsked("topP", request.TopP);
        body.WriteIfAsked("topK", request.TopK);
        body.WriteIfAsked("seed", request.Seed);
        body.WriteIfAsked("maxOutputTokens", request.MaxOutputTokens);
        body.WriteIfAsked("frequencyPenalty", request.FrequencyPenalty);
        body.WriteIfAsked("presencePenalty", request.PresencePenalty);
        body.WriteIfAsked("stopSequences", request.Stop);

        if (request.Json is { } json)
        {
            body.WriteString("responseMimeType", "application/json");
            if (json.Schema is { } schema)
            {
                body.WritePropertyName("responseJsonSchema");
                schema.WriteTo(body);
            }
        }

        body.WriteIfAsked("responseLogprobs", request.LogProbabilities);
        body.WriteIfAsked("logprobs", request.TopLogProbabilities);
        WriteEffort(body, request);
        body.WriteEndObject();
    }

    /// <inheritdoc/>
    public override void ReadAnswer(JsonElement root, AnswerParts answer)
    {
        answer.ServedModel = root.Text("modelVersion") ?? answer.ServedModel;
        answer.ResponseId = root.Text("responseId") ?? answer.ResponseId;
        ReadUsage(root, answer);
        if (root.Member("promptFeedback").Text("blockReason") is { } blocked)
        {
            answer.Ending = AnswerParts.End.Filter;
            answer.FinishReason = blocked;
            answer.FilterReason = root.Member("promptFeedback").Text("blockReasonMessage") ?? "the prompt was blocked";
        }

        foreach (var candidate in root.Elements("candidates").Where(c => c.Count("index") is null or 0))
        {
            answer.HasChoice = true;
            foreach (var part in candidate.Member("content").Elements("parts"))
            {
                if (part.Member("thought").ValueKind == JsonValueKind.True)
                {
                    answer.AddReasoning(part.Text("text"));
                }
                else
                {
                    answer.AddText(part.Text("text"));
                }
            }

            answer.LogProbabilities.AddRange(LogProbabilitiesIn(candidate.Member("logprobsResult")));
            ReadEnd(candidate, answer);
        }
    }

    /// <inheritdoc/>
    public override WireError? ReadEvent(string name, JsonElement data, AnswerParts answer)
    {
        if (data.Member("error").ValueKind == JsonValueKind.Object)
        {
            var error = ReadError(data);
            return error with { Kind = error.Kind ?? (data.Member("error").Count("code") is { } code and >= 400 and < 600 ? WireError.KindOf((int)code) : null) };
        }

        ReadAnswer(data, answer);
        return null;
    }

    /// <inheritdoc/>
    public override WireError ReadError(JsonElement body)
    {
        var error = body.Member("error");
        string? message = error.Text("message");
        string? code = error.Text("status");
        TimeSpan? wait = null;
        bool daily = false;
        foreach (var detail in error.Elements("details"))
        {
            code = detail.Text("reason") ?? code;
            wait = detail.Text("retryDelay") is { } delay ? RetryDelay.Duration(delay) : wait;
            daily |= detail.Elements("violations").Any(v => v.Text("quotaId")?.Contains("PerDay", StringComparison.Ordinal) == true);
        }

        // A limit per day does not pass in the seconds that the same answer asks to wait.
        return new(message, code, daily ? FailureKind.QuotaExhausted : WireError.KindIn(code, message), wait);
    }

    /// <inheritdoc/>
    public override void NoteIgnored(ChatRequest request, AnswerParts answer) => answer.NoteMissingLogProbabilities(request, Vendor);

    private static string Resource(string start, string model) =>
        $"{start}/v1beta/{(model.Contains('/', StringComparison.Ordinal) ? string.Join('/', model.Split('/').Select(Uri.EscapeDataString)) : "models/" + Uri.EscapeDataString(model))}";

    private static void WriteParts(Utf8JsonWriter body, string text)
    {
        body.WriteStartArray("parts");
        body.WriteStartObject();
        body.WriteString("text", text);
        body.WriteEndObject();
        body.WriteEndArray();
    }

    private static void WriteEffort(Utf8JsonWriter body, ChatRequest request)
    {
        if (request.Effort is not { } effort)
        {
            return;
        }

        if (effort == ReasoningEffort.ExtraHigh)
        {
            throw new ProviderException(FailureKind.OptionRefused, "gemini has no reasoning effort above high; nothing was sent. Ask for none, low, medium or high.");
        }

        body.WriteStartObject("thinkingConfig");
        if (effort == ReasoningEffort.None)
        {
            body.WriteNumber("thinkingBudget", 0);
        }
        else
        {
            body.WriteString("thinkingLevel", effort.ToString().ToUpperInvariant());
        }

        body.WriteEndObject();
    }

    private static void ReadUsage(JsonElement root, AnswerParts answer)
    {
        if (root.Member("usageMetadata") is not { ValueKind: JsonValueKind.Object } usage)
        {
            return;
        }

        long? thoughts = usage.Count("thoughtsTokenCount");
        long? candidates = usage.Count("candidatesTokenCount");
        long? prompt = usage.Count("promptTokenCount");
        answer.Usage = new(prompt, usage.Count("cachedContentTokenCount"), null, candidates is null && thoughts is null ? null : (candidates ?? 0) + (thoughts ?? 0), thoughts);
    }

    private static void ReadEnd(JsonElement candidate, AnswerParts answer)
    {
        if (candidate.Text("finishReason") is not { } reason)
        {
            return;
        }

        answer.FinishReason = reason;
        answer.FilterReason = candidate.Text("finishMessage");
        answer.Ending = reason switch
        {
            "STOP" => AnswerParts.End.Stop,
            "MAX_TOKENS" => AnswerParts.End.Length,
            "SAFETY" or "RECITATION" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" or "LANGUAGE" => AnswerParts.End.Filter,
            _ => AnswerParts.End.Other,
        };

        // A model that spent its tokens on reasoning has answered nothing; that is an empty answer, not an absent one.
        answer.AddText("");
    }

    private static IEnumerable<TokenLogProbability> LogProbabilitiesIn(JsonElement result)
    {
        JsonElement[] others = [.. result.Elements("topCandidates")];
        foreach (var (index, token) in result.Elements("chosenCandidates").Index())
        {
            if (One(token, index < others.Length ? [.. others[index].Elements("candidates").Select(c => One(c, [])).OfType<TokenLogProbability>()] : []) is { } known)
            {
                yield return known;
            }
        }
    }

    private static TokenLogProbability? One(JsonElement token, ImmutableArray<TokenLogProbability> alternatives) =>
        token.Text("token") is { } text && token.Number("logProbability") is { } probability ? new(text, probability, alternatives) : null;
}
