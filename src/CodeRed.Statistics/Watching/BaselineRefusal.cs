namespace CodeRed.Statistics.Watching;

/// <summary>Why a baseline cannot support the promise.</summary>
public enum RefusalReason
{
    /// <summary>There are fewer rounds, or answers an item, than the method needs.</summary>
    TooFewRounds,

    /// <summary>Answers (almost) never vary, so that nothing shows whether repeated answers are really new ones.</summary>
    NoVariation,

    /// <summary>So few answers of a round are open to chance that its mean is far from normal.</summary>
    TooSkewed,

    /// <summary>Answers repeat the answers of the round before more often than chance permits: caches, sticky routing, slow cycles.</summary>
    Sticky,

    /// <summary>The baseline itself rises or falls over its rounds.</summary>
    Trend,

    /// <summary>Answers of one round share errors, so that single answers are no independent evidence.</summary>
    RoundEffects,

    /// <summary>The smallest change that matters lies within what this baseline cannot tell from chance.</summary>
    BelowFloor,
}

/// <summary>A refusal to watch: the reason, what was seen, and what to do.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Words">One or two sentences with the figures and the remedy.</param>
/// <param name="P">P-value of the test that refused, or null where no test is involved.</param>
public sealed record BaselineRefusal(RefusalReason Reason, string Words, double? P = null);
