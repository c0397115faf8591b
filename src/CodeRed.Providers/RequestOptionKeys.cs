using CodeRed.Evidence;
using Microsoft.Extensions.AI;

namespace CodeRed.Providers;

/// <summary>Options for which Microsoft.Extensions.AI has no member, by their key in <see cref="ChatOptions.AdditionalProperties"/>, and the exchange in what comes back.</summary>
/// <remarks>Any other key is refused.</remarks>
public static class RequestOptionKeys
{
    /// <summary><see cref="bool"/>: ask for the log-probability of each token of the answer.</summary>
    public const string LogProbabilities = "log_probabilities";

    /// <summary><see cref="int"/>, 1 to 20: how many alternatives to give for each token; implies <see cref="LogProbabilities"/>.</summary>
    public const string TopLogProbabilities = "top_log_probabilities";

    /// <summary><see cref="bool"/>: whether <c>GetResponseAsync</c> has the answer streamed, so that the time to the first token is known.</summary>
    public const string Stream = "stream";

    /// <summary><see cref="System.Text.Json.Nodes.JsonObject"/>: members to add to the body as they are, for what only this vendor has.</summary>
    public const string Extra = "extra";

    /// <summary><see cref="string"/>: the expected answer, which a simulated model needs in order to be right. Anything that goes over a wire refuses it.</summary>
    public const string Expected = "expected";

    /// <summary><see cref="int"/> from 0: the repeat, for <c>replay:</c> and <c>sim:</c>, which would otherwise count by themselves; refused over a wire.</summary>
    public const string Epoch = "epoch";

    /// <summary><see cref="long"/> from 0: how many requests a simulated model answered before, which it would otherwise count by itself; refused elsewhere.</summary>
    public const string Ordinal = "ordinal";

    /// <summary>The key of the <see cref="Evidence.Exchange"/> in the answer's additional properties.</summary>
    internal const string Exchange = "codered_exchange";

    /// <summary>What went over the wire for an answer of one of our clients; also for one put together from a stream.</summary>
    /// <exception cref="ArgumentException">The answer is not from one of our clients.</exception>
    public static Exchange ExchangeOf(this ChatResponse response) =>
        response.RawRepresentation as Exchange
        ?? response.Messages.Select(m => m.AdditionalProperties?.GetValueOrDefault(Exchange)).Append(response.AdditionalProperties?.GetValueOrDefault(Exchange)).OfType<Exchange>().LastOrDefault()
        ?? throw new ArgumentException("This answer does not come from a client of the provider catalogue.", nameof(response));
}
