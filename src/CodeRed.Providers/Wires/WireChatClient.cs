using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace CodeRed.Providers.Wires;

/// <summary>A model behind a vendor's API. It asks once: trying again is the caller's business.</summary>
/// <param name="target">As the user wrote it.</param>
/// <param name="wire">How the API is written and read.</param>
/// <param name="key">Hidden in everything that comes back; null where none is needed.</param>
/// <param name="http">Follows no redirects and has no time limit of its own.</param>
/// <param name="clock">Of the latencies and of the silence.</param>
/// <param name="silence">How long nothing may come.</param>
internal sealed class WireChatClient(TargetId target, Wire wire, ApiKey? key, HttpClient http, TimeProvider clock, TimeSpan silence) : IChatClient
{
    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        await using var call = Call(messages, options, streamed: false, cancellationToken);
        await call.SendAsync().ConfigureAwait(false);
        await call.ReadAsync().ConfigureAwait(false);
        return ExchangeResponse.Of(call.Finish(), call.Answer.Ending);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var call = Call(messages, options, streamed: true, cancellationToken);
        await call.SendAsync().ConfigureAwait(false);
        while (await call.ReadEventAsync().ConfigureAwait(false))
        {
            if (call.Answer.TakeReasoning() is { Length: > 0 } reasoning)
            {
                yield return Part(new TextReasoningContent(Shown(reasoning)), call.Answer);
            }

            if (call.Answer.TakeText() is { Length: > 0 } text)
            {
                yield return Part(new TextContent(Shown(text)), call.Answer);
            }
        }

        yield return ExchangeResponse.Last(call.Finish(), call.Answer.Ending);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        string server = wire.Address(stream: false).GetLeftPart(UriPartial.Authority);
        return serviceKey is null && serviceType == typeof(AskedPlace)
            ? new AskedPlace(server, key?.Digest)
            : ClientIdentity.Find(this, target, new Uri(server), serviceType, serviceKey);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The connections belong to the catalogue, which keeps them for other clients.
    }

    private WireCall Call(IEnumerable<ChatMessage> messages, ChatOptions? options, bool streamed, CancellationToken cancellationToken) =>
        new(target.Text, wire, key, ChatRequest.From(target.Text, target.Model, wire.Supported, [], messages, options, streamed), http, clock, silence, cancellationToken);

    private ChatResponseUpdate Part(AIContent content, AnswerParts answer) => ExchangeResponse.Part(content, Shown(answer.ResponseId), Shown(answer.ServedModel));

    private string? Shown(string? text) => key is null ? text : key.Whole(text);
}
