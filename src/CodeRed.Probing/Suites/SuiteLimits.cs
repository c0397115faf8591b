namespace CodeRed.Probing.Suites;

/// <summary>What a run of a suite may take; null where the suite does not say.</summary>
/// <param name="Concurrency">The most requests under way at once, at least 1.</param>
/// <param name="Cost">The most money for one run, in US dollars, above 0.</param>
/// <param name="Time">The longest that one run may last.</param>
/// <param name="RequestTime">The longest that one request may last.</param>
public sealed record SuiteLimits(int? Concurrency, decimal? Cost, TimeSpan? Time, TimeSpan? RequestTime)
{
    /// <summary>Nothing said.</summary>
    public static SuiteLimits None { get; } = new(null, null, null, null);
}
