namespace CodeRed.Evidence;

/// <summary>A sample that was asked for by ourselves, on its way into the store.</summary>
/// <param name="Place">Its place in the <see cref="RunPlan"/>, from 0.</param>
/// <param name="Graded">The answer and its grades, or the failure.</param>
/// <param name="Exchange">What went over the wire at last; null where nothing was sent.</param>
/// <param name="Failure">Why there is no answer; null when there is one.</param>
/// <param name="Attempts">How often it was asked, at least 1.</param>
/// <param name="JudgeCost">What the judge's replies about it cost, in US dollars; 0 where nothing is judged, null where that is unknown.</param>
public sealed record AskedSample(long Place, GradedSample Graded, Exchange? Exchange, FailureKind? Failure, int Attempts, decimal? JudgeCost);
