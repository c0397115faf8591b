namespace CodeRed.Statistics.Survival;

/// <summary>Why follow-ups give no curve or no test.</summary>
public enum SurvivalRefusalReason
{
    /// <summary>Nobody is observed, or nobody after the time that was asked for.</summary>
    NoSubjects,

    /// <summary>Nobody is observed for some time between the start of the curve and its end.</summary>
    Gap,

    /// <summary>All who were observed at some time had the event then, though others are observed later: the curve would stay at 0.</summary>
    Exhausted,

    /// <summary>No event was seen, so that groups cannot differ.</summary>
    NoEvents,

    /// <summary>A group was never observed together with another one when an event happened.</summary>
    NeverTogether,
}

/// <summary>A refusal: the reason, what was seen and what to do.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Words">One or two sentences with the figures and the remedy.</param>
/// <param name="From">The earliest time from which a curve can be given, where that is the remedy.</param>
public sealed record SurvivalRefusal(SurvivalRefusalReason Reason, string Words, double? From = null);
