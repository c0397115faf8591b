using System.Collections.Immutable;

namespace CodeRed.Evidence;

/// <summary>A sample that was asked for by ourselves, on its way into the store.</summary>
/// <param name="Place">Its place in the <see cref="RunPlan"/>, from 0.</param>
/// <param name="Graded">The answer and its grades, or the failure. An answer that waits for its judge has no grades.</param>
/// <param name="Exchange">What went over the wire at last; null where nothing was sent, and for an answer from an earlier part of the run.</param>
/// <param name="Failure">Why there is no answer; null when there is one.</param>
/// <param name="Attempts">How often it was asked, at least 1.</param>
/// <param name="JudgeCost">What the judge's replies about it cost, in US dollars; 0 where nothing is judged, null where that is unknown.</param>
public sealed record AskedSample(long Place, GradedSample Graded, Exchange? Exchange, FailureKind? Failure, int Attempts, decimal? JudgeCost)
{
    /// <summary>The answer that waited for its judge in an earlier part of the run; null for one that was asked for now.</summary>
    public WaitingAnswer? Earlier { get; init; }

    /// <summary>What the judge has replied so far, where it could not be asked for the rest; null where nothing waits for it.</summary>
    public ImmutableArray<string?>? Waiting { get; init; }
}
