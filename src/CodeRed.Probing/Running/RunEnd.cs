namespace CodeRed.Probing.Running;

/// <summary>Why a run, or a part of it, ended.</summary>
public enum EndReason
{
    /// <summary>Every sample is there.</summary>
    Whole,

    /// <summary>The next request might have gone over the budget.</summary>
    Budget,

    /// <summary>The time is up.</summary>
    Time,

    /// <summary>The caller stopped it.</summary>
    Stopped,

    /// <summary>The provider will answer no request like these: a wrong key, an unknown model, an empty account, an option it does not have.</summary>
    Refused,

    /// <summary>The provider answers nothing for now.</summary>
    Outage,
}

/// <summary>How a run, or a part of it, ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Message">The provider's words, where it was the provider, or what was found out; null otherwise.</param>
public sealed record RunEnd(EndReason Reason, string? Message);
