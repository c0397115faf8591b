namespace CodeRed.Evidence.Facts;

/// <summary>Scores that may be compared with each other: one benchmark, one edition, one runner, one metric.</summary>
/// <param name="Benchmark">Id of the benchmark.</param>
/// <param name="Edition">The edition, such as the question set's date or the judge's version; null where there is only one.</param>
/// <param name="Runner">Id of the runner.</param>
/// <param name="Metric">Id of the metric.</param>
/// <remarks>Two editions, or two runners, are two series, and nothing joins them: whoever wants to compare across must model the difference.</remarks>
public sealed record ScoreSeries(string Benchmark, string? Edition, string Runner, string Metric)
{
    /// <summary>What is asked: one benchmark, one edition. Two series of it are two readings of the same questions, where it is counted what speaks for something.</summary>
    public (string Benchmark, string? Edition) Question() => (Benchmark, Edition);
}
