using CodeRed.Evidence;

namespace CodeRed.Providers;

/// <summary>A request that has no answer, and why. The message holds the provider's own words without secrets.</summary>
public sealed class ProviderException : Exception
{
    internal ProviderException(FailureKind kind, string message, bool? mayRetry = null, TimeSpan? retryAfter = null, string? code = null, Exchange? exchange = null)
        : base(message)
    {
        Kind = kind;
        MayRetry = mayRetry ?? IsPassing(kind);
        RetryAfter = retryAfter;
        Code = code;
        Exchange = exchange;
    }

    /// <summary>What kind of failure it is.</summary>
    public FailureKind Kind { get; }

    /// <summary>Whether the same request may succeed later. The provider's own word (<c>x-should-retry</c>) wins.</summary>
    public bool MayRetry { get; }

    /// <summary>How long the provider asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The provider's own code or type of the error, for example <c>insufficient_quota</c>.</summary>
    public string? Code { get; }

    /// <summary>What was sent, when, and what had come of the answer; null when nothing was sent.</summary>
    public Exchange? Exchange { get; }

    /// <summary>A request that took longer than its caller allows, which may succeed another time.</summary>
    /// <param name="target">Who was asked.</param>
    /// <param name="limit">How long it was given.</param>
    /// <param name="sentAt">When it was sent.</param>
    public static ProviderException TimedOut(TargetId target, TimeSpan limit, DateTimeOffset sentAt) => new(
        FailureKind.Timeout,
        FormattableString.Invariant($"{target}: no whole answer within {limit.TotalSeconds:0.###} s, the limit of a request"),
        exchange: new Exchange { Endpoint = target.Vendor, SentAt = sentAt, Latency = limit });

    private static bool IsPassing(FailureKind kind) => kind is
        FailureKind.RateLimited or FailureKind.Overloaded or FailureKind.ServerError or FailureKind.Timeout or
        FailureKind.TruncatedStream or FailureKind.MalformedResponse or FailureKind.EmptyChoices or FailureKind.ConnectionFailed;
}
