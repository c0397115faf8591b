namespace CodeRed.Findings.Compare;

/// <summary>How several runs are compared.</summary>
/// <param name="Alpha">
/// In (0, 1): the chance of any false verdict among the pairs, of any interval of a difference that misses, of a best set without the best, and of any
/// run falsely called dominated; each of the four at most this, separately.
/// </param>
/// <param name="Seed">Draws the signs of the permutation test.</param>
public sealed record CompareSettings(double Alpha = 0.05, ulong Seed = 1)
{
    /// <summary>Most runs that are compared at once: their pairs grow with the square.</summary>
    public const int MostRuns = 16;
}
