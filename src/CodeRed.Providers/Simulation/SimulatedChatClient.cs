using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using CodeRed.Evidence;
using CodeRed.Providers.Wires;
using Microsoft.Extensions.AI;

namespace CodeRed.Providers.Simulation;

/// <summary>A simulated model behind the interface of a real one. It takes its time by the clock it is given.</summary>
internal sealed class SimulatedChatClient(TargetId target, SimulatedModel model, TimeProvider clock) : IChatClient
{
    private static readonly FrozenSet<RequestOption> Everything = Enum.GetValues<RequestOption>().ToFrozenSet();
    private static readonly string[] Keys = [RequestOptionKeys.Expected, RequestOptionKeys.Epoch, RequestOptionKeys.Ordinal];

    private long asked = -1;

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = Request(messages, options, streamed: false);
        var (answer, exchange) = Answer(request);
        await Wait(answer.Latency, cancellationToken).ConfigureAwait(false);
        return ExchangeResponse.Of(exchange, EndOf(answer));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = Request(messages, options, streamed: true);
        var (answer, exchange) = Answer(request);
        var first = exchange.FirstToken ?? TimeSpan.Zero;
        await Wait(first, cancellationToken).ConfigureAwait(false);
        int half = answer.Text.Length / 2;
        yield return new ChatResponseUpdate(ChatRole.Assistant, answer.Text[..half]);
        await Wait(answer.Latency - first, cancellationToken).ConfigureAwait(false);
        yield return new ChatResponseUpdate(ChatRole.Assistant, answer.Text[half..]);
        yield return ExchangeResponse.Last(exchange, EndOf(answer));
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => ClientIdentity.Find(this, target, null, serviceType, serviceKey);

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }

    private static AnswerParts.End EndOf(SimulatedAnswer answer) => answer.Truncated ? AnswerParts.End.Length : AnswerParts.End.Stop;

    private ChatRequest Request(IEnumerable<ChatMessage> messages, ChatOptions? options, bool streamed) =>
        ChatRequest.From(target.Text, target.Model, Everything, Keys, messages, options, streamed);

    private (SimulatedAnswer Answer, Exchange Exchange) Answer(ChatRequest request)
    {
        long counted = Interlocked.Increment(ref asked);
        var now = clock.GetUtcNow();
        var answer = model.Answer(request, request.Ordinal ?? counted, now)
            ?? throw new ProviderException(FailureKind.Overloaded, $"{target}: a simulated outage", exchange: new() { Endpoint = "simulation", SentAt = now, Latency = TimeSpan.Zero });
        return (answer, new Exchange
        {
            Endpoint = "simulation",
            SentAt = now,
            FirstToken = request.Stream ? answer.Latency / 4 : null,
            Latency = answer.Latency,
            Answer = answer.Text,
            FinishReason = answer.Truncated ? "length" : "stop",
            Truncated = answer.Truncated,
            ServedModel = answer.ServedModel,
            Fingerprint = answer.Fingerprint,
            Usage = answer.Usage,
            LogProbabilities = answer.LogProbabilities,
        });
    }

    private Task Wait(TimeSpan time, CancellationToken cancellationToken) =>
        time > TimeSpan.Zero ? Task.Delay(time, clock, cancellationToken) : cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;
}
