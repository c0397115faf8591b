using System.Collections.Immutable;

namespace CodeRed.Evidence;

/// <summary>An answer that is paid for and durable, and waits for its judge.</summary>
/// <param name="Answer">The text.</param>
/// <param name="Replies">What the judge has replied so far, in the order in which it is asked; null for a reply without a judgement.</param>
/// <param name="Attempts">How often it was asked for, at least 1.</param>
/// <param name="Cost">What the answer cost, in US dollars; null where that is not known.</param>
/// <param name="JudgeCost">What the replies cost, in US dollars; null where that is not known.</param>
public sealed record WaitingAnswer(string Answer, ImmutableArray<string?> Replies, int Attempts, decimal? Cost, decimal? JudgeCost);
