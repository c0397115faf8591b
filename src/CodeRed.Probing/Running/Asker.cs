using CodeRed.Evidence;
using CodeRed.Providers;
using Microsoft.Extensions.AI;

namespace CodeRed.Probing.Running;

/// <summary>What one request came to, with all its attempts.</summary>
/// <param name="Exchange">What went over the wire at last; null where nothing was sent.</param>
/// <param name="Error">The failure; null when there is an answer.</param>
/// <param name="Attempts">How often it was sent.</param>
/// <param name="IsLost">Whether it failed for a passing reason, so often that it was given up.</param>
/// <param name="Cost">What all attempts cost as far as the provider counted their tokens, in US dollars; null where there is an answer whose cost is not known.</param>
internal readonly record struct Asked(Exchange? Exchange, ProviderException? Error, int Attempts, bool IsLost, decimal? Cost);

/// <summary>A request that no other attempt, and no other request, will get past.</summary>
/// <param name="end">Why the run ends.</param>
/// <param name="cause">The failure; null where nothing was asked.</param>
/// <param name="spent">What all attempts cost as far as the provider counted their tokens, in US dollars.</param>
internal sealed class HopelessException(RunEnd end, Exception? cause = null, decimal spent = 0) : Exception(end.Message, cause)
{
    public RunEnd End => end;

    public decimal Spent => spent;
}

/// <summary>A model, asked politely: within its pace, again where that may help, and not again where it cannot.</summary>
/// <param name="id">Who is asked.</param>
/// <param name="client">Asks once.</param>
/// <param name="pacer">The pace of its place and key.</param>
/// <param name="price">What its tokens cost; null where that is unknown.</param>
/// <param name="clock">Of the waiting.</param>
/// <param name="jitter">Spreads attempts, so that those that failed together do not come again together.</param>
public sealed class Asker(TargetId id, IChatClient client, Pacer pacer, TokenPrice? price, TimeProvider clock, Random jitter)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>A provider that asks to wait longer than this is out.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(15);

    /// <summary>So many refusals in a row of one that answered in an earlier part mean it, and no longer its requests.</summary>
    private const int RefusalsOfOneKnown = 3;

    private long answers;
    private long refusals;
    private volatile bool known;

    /// <summary>Who is asked.</summary>
    public TargetId Id => id;

    /// <summary>Where it answers; null where nothing goes over a wire.</summary>
    public string? Address { get; } = AddressOf(client);

    /// <summary>What its tokens cost; null where that is unknown.</summary>
    public TokenPrice? Price => price;

    /// <summary>The pace of its key.</summary>
    public Pacer Pacer => pacer;

    /// <summary>Where a client's model answers; null where nothing goes over a wire.</summary>
    public static string? AddressOf(IChatClient client) => (client.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata)?.ProviderUri?.AbsoluteUri;

    /// <summary>What an exchange cost, in US dollars; null where that is unknown.</summary>
    public decimal? CostOf(Exchange exchange) => exchange.Usage is { } usage ? price?.CostOf(usage) : null;

    /// <summary>It is known to have answered, in an earlier part of the run: what is not found, or forbidden, is then one request and not the model, unless nothing else comes.</summary>
    public void HasAnswered() => known = true;

    /// <summary>Asks until there is an answer, or no hope of one.</summary>
    /// <param name="soft">Ends the waiting for a turn.</param>
    /// <param name="hard">Ends a request under way.</param>
    internal async Task<Asked> AskAsync(
        IReadOnlyList<ChatMessage> messages, ChatOptions options, RunnerSettings settings, CancellationToken soft, CancellationToken hard)
    {
        // A failure may have been billed: what the provider counted of it counts.
        decimal spent = 0;
        for (int attempt = 1, failures = 0; ; attempt++)
        {
            var mark = await pacer.WaitAsync(soft).ConfigureAwait(false);
            ProviderException error;
            try
            {
                var exchange = await OnceAsync(messages, options, settings.RequestTime, hard).ConfigureAwait(false);
                pacer.Answered();
                Interlocked.Increment(ref answers);
                return new(exchange, null, attempt, IsLost: false, spent + CostOf(exchange));
            }
            catch (ProviderException e)
            {
                error = e;
                spent += e.Exchange is { } failed ? CostOf(failed) ?? 0 : 0;
            }

            if (IsHopeless(error))
            {
                throw new HopelessException(new(EndReason.Refused, error.Message), error, spent);
            }

            bool isPace = error.Kind is FailureKind.RateLimited;
            if (isPace)
            {
                pacer.Refused(mark, error.RetryAfter);
            }
            else if (error is { Kind: FailureKind.Overloaded, RetryAfter: { } wait })
            {
                pacer.Hold(wait);
            }
            else if (error.Exchange?.Status is not null)
            {
                pacer.Answered();
            }

            if (!error.MayRetry)
            {
                return new(error.Exchange, error, attempt, IsLost: false, spent);
            }

            if (error.RetryAfter > LongestRetryAfter || (isPace && pacer.RefusedFor > settings.RefusedAtMost))
            {
                throw new HopelessException(new(EndReason.Outage, error.Message), error, spent);
            }

            failures += isPace ? 0 : 1;
            if (failures >= settings.Attempts)
            {
                return new(error.Exchange, error, attempt, IsLost: true, spent);
            }

            await Task.Delay(Wait(error, settings.FirstWait * Math.Pow(2, isPace ? 0 : failures - 1)), clock, soft).ConfigureAwait(false);
        }
    }

    private async Task<Exchange> OnceAsync(IReadOnlyList<ChatMessage> messages, ChatOptions options, TimeSpan? limit, CancellationToken hard)
    {
        if (limit is not { } time)
        {
            return (await client.GetResponseAsync(messages, options, hard).ConfigureAwait(false)).ExchangeOf();
        }

        using var late = new CancellationTokenSource(time, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, hard);
        var sentAt = clock.GetUtcNow();
        try
        {
            return (await client.GetResponseAsync(messages, options, either.Token).ConfigureAwait(false)).ExchangeOf();
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !hard.IsCancellationRequested)
        {
            throw ProviderException.TimedOut(id, time, sentAt);
        }
    }

    // What concerns the account or the target concerns every request. A provider that has answered means this request alone; of one that answered in an earlier part only, which may have
    // been retired or moved since, a few are believed.
    private bool IsHopeless(ProviderException error) => error.Kind switch
    {
        FailureKind.QuotaExhausted or FailureKind.OptionRefused or FailureKind.Redirected or FailureKind.Unauthenticated => true,
        FailureKind.Forbidden or FailureKind.NotFound => Interlocked.Read(ref answers) == 0 && (!known || Interlocked.Increment(ref refusals) >= RefusalsOfOneKnown),
        _ => false,
    };

    private TimeSpan Wait(ProviderException error, TimeSpan usual)
    {
        double spread;
        lock (jitter)
        {
            spread = jitter.NextDouble();
        }

        var own = (usual < LongestWait ? usual : LongestWait) * (0.5 + (spread / 2));
        return error.RetryAfter is { } asked && asked > own ? asked : own;
    }
}
