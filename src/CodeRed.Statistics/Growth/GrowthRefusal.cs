namespace CodeRed.Statistics.Growth;

/// <summary>Why figures give no growth rate, no comparison or no change.</summary>
public enum GrowthRefusalReason
{
    /// <summary>There are fewer figures than the method needs.</summary>
    TooFewValues,

    /// <summary>Two figures are dated so vaguely that the second may be the earlier one.</summary>
    DatesOverlap,

    /// <summary>The figures lie on the curve to the last digit and are said to be exact: nothing shows their error.</summary>
    NoError,
}

/// <summary>A refusal: the reason, what was seen and what to do.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Words">One or two sentences with the figures and the remedy.</param>
public sealed record GrowthRefusal(GrowthRefusalReason Reason, string Words);
