using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Statistics;

namespace CodeRed.Findings.Drift;

/// <summary>One graded metric: as the answers stand and, where it has one, without their wrapping.</summary>
/// <param name="Name">As in the suite.</param>
/// <param name="Better">Which way it gets better.</param>
/// <param name="Primary">Whether the headline rests on it.</param>
/// <param name="Raw">Of the answers as they stand.</param>
/// <param name="Normalised">
/// Without fences and wrapping; null where the metric has no such grade, or it differs for no more than one answer in a hundred.
/// </param>
public sealed record MetricFinding(string Name, Better Better, bool Primary, Comparison Raw, Comparison? Normalised);

/// <summary>A paired comparison of grades.</summary>
/// <remarks>Rates and the effect are in the metric's own direction; "lost" and "gained" are in the direction of better.</remarks>
public sealed record Comparison
{
    /// <summary>What the test of this comparison says.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Items compared: the unit that is independent of the others.</summary>
    public required long Items { get; init; }

    /// <summary>Answers compared.</summary>
    public required long Pairs { get; init; }

    /// <summary>The mean grade of the baseline, in [0, 1]; null when nothing was measured.</summary>
    public required double? BaselineRate { get; init; }

    /// <summary>The mean grade of the current answers, in [0, 1]; null when nothing was measured.</summary>
    public required double? CurrentRate { get; init; }

    /// <summary>Current minus baseline, in [-1, 1]; null when nothing was measured.</summary>
    public required double? Effect { get; init; }

    /// <summary>The interval of the effect at level 1 - alpha; null where there are too few items for one.</summary>
    public required Interval? Interval { get; init; }

    /// <summary>How test and interval were computed.</summary>
    public required TestMethod Method { get; init; }

    /// <summary>Two-sided p-value of "nothing changed"; null when nothing was measured.</summary>
    public required double? PValue { get; init; }

    /// <summary>The p-value the verdict rests on: adjusted by Holm unless this is the headline's own test.</summary>
    public required double? AdjustedPValue { get; init; }

    /// <summary>Answers that got worse.</summary>
    public required long Lost { get; init; }

    /// <summary>Answers that got better.</summary>
    public required long Gained { get; init; }

    /// <summary>Answers graded as before.</summary>
    public required long Unchanged { get; init; }

    /// <summary>
    /// The smallest drop, in (0, 1], that this many items show with the power asked for; null where no drop would have been seen.
    /// </summary>
    public required double? SmallestDetectableDrop { get; init; }

    /// <summary>Whether <see cref="SmallestDetectableDrop"/> is a normal approximation rather than exact.</summary>
    public required bool SmallestDetectableDropIsApproximate { get; init; }

    /// <summary>The anytime-valid view of the same pairs; null when nothing was measured.</summary>
    public required BettingTrace? Betting { get; init; }

    /// <summary>The same with the verdict of a p-value.</summary>
    internal Comparison Judged(Better better, double? p, double alpha) => this with
    {
        AdjustedPValue = p,
        Verdict = p is null ? Verdict.CouldNotMeasure
            : p >= alpha ? Verdict.NoChangeSeen
            : better == Better.Neither ? Verdict.Changed
            : (better == Better.Lower ? -Effect : Effect) < 0 ? Verdict.Worse : Verdict.Better,
    };

    /// <summary>The same with the sides exchanged.</summary>
    internal Comparison Reversed() => this with
    {
        Verdict = Verdict switch { Verdict.Worse => Verdict.Better, Verdict.Better => Verdict.Worse, var same => same },
        BaselineRate = CurrentRate,
        CurrentRate = BaselineRate,
        Effect = -Effect,
        Interval = Interval is { } i ? new Interval(-i.Upper, -i.Lower) : null,
        Lost = Gained,
        Gained = Lost,
    };
}

/// <summary>How a paired comparison was tested; its interval is the compatible one, so that the two never disagree.</summary>
public enum TestMethod
{
    /// <summary>Nothing to test.</summary>
    None,

    /// <summary>Exact McNemar test and the compatible melded interval: each item answered once, graded 0 or 1.</summary>
    ExactMcNemar,

    /// <summary>Sign-flip permutation test by item, and its inversion: repeats or partial grades.</summary>
    SignFlip,

    /// <summary>Student t with errors clustered by item: repeats or partial grades of more items than can be flipped.</summary>
    ClusteredT,
}

/// <summary>A betting e-process over the items in a seeded order: evidence that may be looked at any time.</summary>
/// <param name="LogE">Natural logarithm of the e-value after all items.</param>
/// <param name="Stops">For each error rate, after how many items it would have stopped.</param>
/// <param name="Path">The way there, thinned for drawing: items seen and log e-value.</param>
public sealed record BettingTrace(double LogE, ImmutableArray<BettingStop> Stops, ImmutableArray<BettingPoint> Path);

/// <summary>Where the e-process crosses 1/alpha.</summary>
/// <param name="Alpha">Error rate, in (0, 1).</param>
/// <param name="Items">Items seen by then; null when it never crossed.</param>
public sealed record BettingStop(double Alpha, long? Items);

/// <summary>A point of the e-process.</summary>
public readonly record struct BettingPoint(long Items, double LogE);
