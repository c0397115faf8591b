using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using CodeRed.Evidence;
using CodeRed.Providers.Wires;
using Microsoft.Extensions.AI;

namespace CodeRed.Providers.Replay;

/// <summary>Gives recorded answers, each prompt's in the order in which they stand in the file. Options have no effect: the answers are what they are.</summary>
internal sealed class ReplayChatClient(TargetId target, Recording recording, TimeProvider clock) : IChatClient
{
    private static readonly FrozenSet<RequestOption> Everything = Enum.GetValues<RequestOption>().ToFrozenSet();

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (exchange, ending) = Next(messages, options, streamed: false);
        return Task.FromResult(ExchangeResponse.Of(exchange, ending));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        var (exchange, ending) = Next(messages, options, streamed: true);
        foreach (var part in ExchangeResponse.Of(exchange, ending).Messages[0].Contents)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, [part]);
        }

        yield return ExchangeResponse.Last(exchange, ending);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => ClientIdentity.Find(this, target, null, serviceType, serviceKey);

    /// <inheritdoc/>
    public void Dispose() => recording.Dispose();

    private (Exchange Exchange, AnswerParts.End Ending) Next(IEnumerable<ChatMessage> messages, ChatOptions? options, bool streamed)
    {
        var request = ChatRequest.From(target.Text, target.Model, Everything, [RequestOptionKeys.Epoch], messages, options, streamed);
        var (recorded, count) = recording.Next(request);
        if (recorded is null)
        {
            string which = $"'{Beginning(request.Messages[^1].Text)}'";
            throw new ProviderException(FailureKind.NotRecorded, count == 0
                ? $"{target}: there is no recorded answer to {which}; record one, or ask only what was recorded."
                : $"{target}: there {(count == 1 ? "is 1 recorded answer" : $"are {count} recorded answers")} to {which}, and all were given; record more, or ask it no more than {(count == 1 ? "once" : $"{count} times")}.");
        }

        var exchange = new Exchange
        {
            Endpoint = recording.Path,
            SentAt = clock.GetUtcNow(),
            FirstToken = recorded.FirstToken,
            Latency = recorded.Latency,
            Answer = recorded.Answer,
            Reasoning = recorded.Reasoning,
            FinishReason = recorded.FinishReason,
            Truncated = recorded.FinishReason is null ? null : recorded.FinishReason == "length",
            ServedModel = recorded.Model,
            Fingerprint = recorded.Fingerprint,
            Usage = recorded.Usage,
        };
        return recorded.Error is { } error
            ? throw new ProviderException(FailureKind.ServerError, $"{target}: recorded as an error: {error}", mayRetry: false, exchange: exchange)
            : (exchange, recorded.FinishReason switch { null => AnswerParts.End.None, "stop" => AnswerParts.End.Stop, "length" => AnswerParts.End.Length, _ => AnswerParts.End.Other });
    }

    private static string Beginning(string text)
    {
        const int Shown = 60;
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Shown ? line : line[..Shown] + "...";
    }
}
