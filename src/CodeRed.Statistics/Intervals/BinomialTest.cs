using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Intervals;

/// <summary>Exact one-sided binomial test.</summary>
public static class BinomialTest
{
    /// <summary>Chance of at least <paramref name="successes"/> in <paramref name="trials"/> independent trials.</summary>
    /// <param name="successes">At least 0.</param>
    /// <param name="trials">At least 0.</param>
    /// <param name="probability">Chance of a success, in [0, 1].</param>
    public static double AtLeast(long successes, long trials, double probability) =>
        BinomialTail.AtLeast(successes, trials, probability, 1 - probability);
}
