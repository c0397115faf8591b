namespace CodeRed.Statistics.Distributions;

/// <summary>Upper tails of the binomial distribution.</summary>
internal static class BinomialTail
{
    /// <summary>Chance of at least <paramref name="successes"/> heads in <paramref name="trials"/> throws of a fair coin.</summary>
    public static double FairAtLeast(long successes, long trials) => AtLeast(successes, trials, 0.5, 0.5);

    /// <summary>Chance of at least <paramref name="successes"/> in <paramref name="trials"/>, each with chance
    /// <paramref name="p"/> = 1 - <paramref name="q"/>.</summary>
    public static double AtLeast(long successes, long trials, double p, double q) =>
        successes <= 0 ? 1
        : successes > trials ? 0
        : RegularizedBeta.Lower(successes, trials - successes + 1, p, q);
}
