using System.Buffers;
using System.Net.ServerSentEvents;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using CodeRed.Evidence;

namespace CodeRed.Providers.Wires;

/// <summary>One request on its way and its answer on the way back. Whatever goes wrong comes out as a <see cref="ProviderException"/>, except the caller's own cancellation.</summary>
internal sealed class WireCall : IAsyncDisposable
{
    /// <summary>The longest answer, in bytes.</summary>
    public const int LongestAnswer = 32 * 1024 * 1024;

    /// <summary>The longest line of a streamed answer, in bytes.</summary>
    public const int LongestLine = 1024 * 1024;

    /// <summary>What is read of the body of a failure, in bytes.</summary>
    private const int LongestError = 64 * 1024;

    /// <summary>What is shown of a vendor's message, in characters.</summary>
    private const int LongestMessage = 500;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string target;
    private readonly Wire wire;
    private readonly ApiKey? key;
    private readonly ChatRequest request;
    private readonly HttpClient http;
    private readonly TimeProvider clock;
    private readonly TimeSpan silence;
    private readonly CancellationToken caller;
    private readonly CancellationTokenSource quiet;
    private readonly CancellationTokenSource either;
    private readonly Uri address;
    private readonly ReadOnlyMemory<byte> body;

    private DateTimeOffset sentAt;
    private long sent;
    private long heard;
    private TimeSpan? firstToken;
    private HttpResponseMessage? response;
    private IAsyncEnumerator<SseItem<WireEvent>>? events;

    public WireCall(string target, Wire wire, ApiKey? key, ChatRequest request, HttpClient http, TimeProvider clock, TimeSpan silence, CancellationToken caller)
    {
        (this.target, this.wire, this.key, this.request, this.http, this.clock, this.silence, this.caller) = (target, wire, key, request, http, clock, silence, caller);
        address = wire.Address(request.Stream);
        body = Body(wire, request);
        quiet = new CancellationTokenSource(silence, clock);
        either = CancellationTokenSource.CreateLinkedTokenSource(caller, quiet.Token);
    }

    public AnswerParts Answer { get; } = new();

    /// <summary>Sends the request and waits until the answer begins.</summary>
    public async Task SendAsync()
    {
        Stamp();
        using var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StampedContent(body, Stamp) };
        message.Headers.TryAddWithoutValidation("User-Agent", "codered");
        message.Headers.TryAddWithoutValidation("Accept", request.Stream ? "text/event-stream" : "application/json");
        wire.WriteHeaders(message);
        try
        {
            response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            Hear();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            throw Broken(e);
        }

        if (!response.IsSuccessStatusCode)
        {
            throw await RefusalAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Reads an answer to its end, whole or in pieces.</summary>
    public async Task ReadAsync()
    {
        if (request.Stream)
        {
            while (await ReadEventAsync().ConfigureAwait(false))
            {
            }

            return;
        }

        await ReadWholeAsync().ConfigureAwait(false);
    }

    /// <summary>Reads the next event of a streamed answer.</summary>
    /// <returns>False at the end.</returns>
    public async Task<bool> ReadEventAsync()
    {
        if (events is null && response!.Content.Headers.ContentType?.MediaType == "application/json")
        {
            // Some servers answer as a whole although they were asked to stream.
            if (Answer.Complete)
            {
                return false;
            }

            await ReadWholeAsync().ConfigureAwait(false);
            return true;
        }

        try
        {
            events ??= await EventsAsync().ConfigureAwait(false);
            while (await events.MoveNextAsync().ConfigureAwait(false))
            {
                Hear();
                var (name, data, isEnd) = events.Current.Data;
                if (isEnd)
                {
                    Answer.Complete = true;
                    return false;
                }

                if (data is null)
                {
                    continue;
                }

                using var document = data;
                if (wire.ReadEvent(name, document.RootElement, Answer) is { } error)
                {
                    throw Failure(error.Kind ?? FailureKind.ServerError, "the provider broke the answer off", error);
                }

                firstToken ??= Answer.HasContent ? clock.GetElapsedTime(sent, heard) : null;
                return true;
            }
        }
        catch (Exception e) when (IsTrouble(e))
        {
            throw Broken(e);
        }

        return false;
    }

    /// <summary>What went over the wire, once the answer was read to its end.</summary>
    /// <exception cref="ProviderException">It is no whole answer.</exception>
    public Exchange Finish()
    {
        if (!Answer.Complete && Answer.Ending == AnswerParts.End.None)
        {
            throw Failure(FailureKind.TruncatedStream, "the answer broke off before its end", WireError.Silent);
        }

        if (Answer.Ending == AnswerParts.End.Filter && string.IsNullOrEmpty(Answer.Text))
        {
            throw Failure(FailureKind.ContentFiltered, "a content filter took the answer away", new(Answer.FilterReason, Answer.FinishReason, null));
        }

        if (!Answer.HasChoice)
        {
            throw Failure(FailureKind.EmptyChoices, "the answer holds no choice", WireError.Silent);
        }

        wire.NoteIgnored(request, Answer);
        return Exchange();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (events is not null)
        {
            await events.DisposeAsync().ConfigureAwait(false);
        }

        response?.Dispose();
        either.Dispose();
        quiet.Dispose();
    }

    private static ReadOnlyMemory<byte> Body(Wire wire, ChatRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer, Writing);
        writer.WriteStartObject();
        wire.WriteBody(writer, request);
        writer.WriteEndObject();
        writer.Flush();
        if (request.Extra is not { } extra)
        {
            return buffer.WrittenMemory;
        }

        var body = JsonNode.Parse(buffer.WrittenSpan)!.AsObject();
        Merge(body, extra, wire.Vendor);
        buffer.ResetWrittenCount();
        writer.Reset();
        body.WriteTo(writer);
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Adds members to a body, also inside of objects that are there.</summary>
    private static void Merge(JsonObject body, JsonObject extra, string vendor)
    {
        foreach (var (name, value) in extra)
        {
            if (!body.TryGetPropertyValue(name, out var there))
            {
                body[name] = value?.DeepClone();
            }
            else if (there is JsonObject inner && value is JsonObject more)
            {
                Merge(inner, more, vendor);
            }
            else
            {
                throw new ProviderException(FailureKind.OptionRefused, $"{vendor}: the extra member '{name}' is set by an option already; nothing was sent. Say it once.");
            }
        }
    }

    private static bool IsTrouble(Exception e) =>
        e is HttpRequestException or IOException or OperationCanceledException or JsonException or AnswerTooLongException or InvalidOperationException;

    private async Task ReadWholeAsync()
    {
        try
        {
            await using var stream = await response!.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
            using var bounded = new BoundedStream(stream, LongestAnswer, LongestAnswer, Hear);
            using var document = await JsonDocument.ParseAsync(bounded, default, either.Token).ConfigureAwait(false);
            if (document.RootElement.Member("error").ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
            {
                var error = wire.ReadError(document.RootElement);
                throw Failure(error.Kind ?? FailureKind.ServerError, "the provider answered with an error", error);
            }

            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new JsonException("it is not a JSON object");
            }

            wire.ReadAnswer(document.RootElement, Answer);
            Answer.Complete = true;
        }
        catch (Exception e) when (IsTrouble(e))
        {
            throw Broken(e);
        }
    }

    private async Task<IAsyncEnumerator<SseItem<WireEvent>>> EventsAsync()
    {
        var stream = await response!.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
        var bounded = new BoundedStream(stream, LongestLine, LongestAnswer, Hear);
        return SseParser.Create(bounded, (name, data) => WireEvent.From(name, data, wire)).EnumerateAsync(either.Token).GetAsyncEnumerator(either.Token);
    }

    /// <summary>The exception for an answer with a status other than success.</summary>
    private async Task<ProviderException> RefusalAsync()
    {
        int status = (int)response!.StatusCode;
        var headers = response.Headers;
        if (status is >= 300 and < 400)
        {
            string elsewhere = headers.Location is { } location ? $" to {(location.IsAbsoluteUri ? location.GetLeftPart(UriPartial.Path) : location.OriginalString)}" : "";
            return Failure(FailureKind.Redirected, $"answered {status} and points{elsewhere}, which is not followed, because the key would go along; set the address itself", WireError.Silent);
        }

        var error = WireError.Silent;
        try
        {
            error = await ErrorAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (IsTrouble(e))
        {
            caller.ThrowIfCancellationRequested();
        }

        // 429 says "not now" of whatever kind; only a sign of an empty account weighs more.
        var kind = WireError.KindOf(status);
        if (error.Kind is { } said && (status != 429 || said == FailureKind.QuotaExhausted))
        {
            kind = said;
        }

        bool? mayRetry = headers.TryGetValues("x-should-retry", out var should) ? should.First() switch { "true" => true, "false" => false, _ => null } : null;
        var wait = kind == FailureKind.QuotaExhausted ? null : RetryDelay.In(headers, clock.GetUtcNow()) ?? error.RetryAfter;
        return Failure(kind, $"answered {status}", error, mayRetry ?? (status is 409 or 425 ? true : null), wait);
    }

    private async Task<WireError> ErrorAsync()
    {
        await using var stream = await response!.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false);
        byte[] start = new byte[LongestError];
        int length = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, either.Token).ConfigureAwait(false);
        Hear();
        try
        {
            using var document = JsonDocument.Parse(start.AsMemory(0, length));

            // Gemini answers a streamed request with a list of one error.
            var root = document.RootElement;
            return wire.ReadError(root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0 ? root[0] : root);
        }
        catch (JsonException)
        {
            string text = System.Text.Encoding.UTF8.GetString(start, 0, length).Trim();

            // A page of a proxy says less than its status.
            return text.Length == 0 || text.StartsWith('<') ? WireError.Silent : new(text, null, WireError.KindIn(text));
        }
    }

    /// <summary>The exception for what the transport or the parser complained of; the caller's own cancellation as it is.</summary>
    private Exception Broken(Exception e)
    {
        if (e is OperationCanceledException && caller.IsCancellationRequested)
        {
            return new OperationCanceledException(e.Message, e, caller);
        }

        if (quiet.IsCancellationRequested)
        {
            return Failure(FailureKind.Timeout, $"nothing came for {silence.TotalSeconds:0.#} s", WireError.Silent);
        }

        return e switch
        {
            AnswerTooLongException => Failure(FailureKind.MalformedResponse, e.Message, WireError.Silent, mayRetry: false),
            JsonException json => Failure(FailureKind.MalformedResponse, $"the answer is not what this API answers ({Reason(json)})", WireError.Silent),
            InvalidOperationException => Failure(FailureKind.MalformedResponse, "the answer holds text that is not whole characters", WireError.Silent),
            _ when response is null => Failure(FailureKind.ConnectionFailed, $"no connection to {address.Authority} ({OneLine(e.Message)})", WireError.Silent),
            _ => Failure(FailureKind.TruncatedStream, $"the answer broke off before its end ({OneLine(e.Message)})", WireError.Silent),
        };
    }

    private ProviderException Failure(FailureKind kind, string what, WireError error, bool? mayRetry = null, TimeSpan? retryAfter = null)
    {
        Hear();
        string said = error.Message is { Length: > 0 } message ? $": {OneLine(message)}" : "";
        string text = $"{target}: {what}{said}";
        return new(kind, key?.Scrub(text) ?? text, mayRetry, retryAfter, key is null || error.Code is null ? error.Code : key.Scrub(error.Code), Exchange());
    }

    private Exchange Exchange() => new()
    {
        Endpoint = address.GetLeftPart(UriPartial.Path),
        Request = body,
        SentAt = sentAt,
        FirstToken = firstToken,
        Latency = clock.GetElapsedTime(sent, heard),
        Answer = Shown(Answer.Text),
        Reasoning = Shown(Answer.Reasoning),
        Refused = Answer.Refused,
        FinishReason = Shown(Answer.FinishReason),
        Truncated = Answer.Ending == AnswerParts.End.None ? null : Answer.Ending == AnswerParts.End.Length,
        ServedModel = Shown(Answer.ServedModel),
        Fingerprint = Shown(Answer.Fingerprint),
        ResponseId = Shown(Answer.ResponseId),
        RequestId = Shown(RequestId()),
        Status = response is null ? null : (int)response.StatusCode,
        Usage = Answer.Usage,
        LogProbabilities = [.. Answer.LogProbabilities],
        Warnings = [.. Answer.Warnings],
    };

    private string? RequestId()
    {
        foreach (string name in (ReadOnlySpan<string>)["x-request-id", "request-id", "apim-request-id"])
        {
            if (response?.Headers.NonValidated.TryGetValues(name, out var values) == true)
            {
                return values.ToString();
            }
        }

        return null;
    }

    private string? Shown(string? text) => key is null ? text : key.Whole(text);

    private void Stamp()
    {
        sentAt = clock.GetUtcNow();
        sent = heard = clock.GetTimestamp();
    }

    /// <summary>Something came: the silence begins anew.</summary>
    private void Hear()
    {
        heard = clock.GetTimestamp();
        if (!quiet.IsCancellationRequested)
        {
            quiet.CancelAfter(silence);
        }
    }

    private static string Reason(JsonException e)
    {
        int position = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return OneLine(position < 0 ? e.Message : e.Message[..position]).TrimEnd('.', ' ');
    }

    private static string OneLine(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestMessage ? line : line[..LongestMessage] + "...";
    }

    /// <summary>One event, its data parsed.</summary>
    private readonly record struct WireEvent(string Name, JsonDocument? Data, bool IsEnd)
    {
        public static WireEvent From(string name, ReadOnlySpan<byte> data, Wire wire)
        {
            if (data.IsEmpty || wire.IsEnd(data))
            {
                return new(name, null, !data.IsEmpty);
            }

            if (!Utf8.IsValid(data))
            {
                throw new JsonException("an event is not UTF-8");
            }

            var reader = new Utf8JsonReader(data);
            return new(name, JsonDocument.ParseValue(ref reader), false);
        }
    }
}
