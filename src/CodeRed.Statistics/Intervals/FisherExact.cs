using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Intervals;

/// <summary>Fisher's exact test of two independent proportions.</summary>
public static class FisherExact
{
    // Two tables of the same chance may differ in the last digits; they must both count as at least as extreme. R uses the same margin.
    private const double Rounding = 1e-7;

    /// <summary>Two-sided p-value of the hypothesis that both proportions are equal.</summary>
    /// <param name="successesBefore">Successes of the first sample, 0 to <paramref name="trialsBefore"/>.</param>
    /// <param name="trialsBefore">Independent trials of the first sample, at least 1.</param>
    /// <param name="successesNow">Successes of the second sample, 0 to <paramref name="trialsNow"/>.</param>
    /// <param name="trialsNow">Independent trials of the second sample, at least 1.</param>
    /// <returns>The chance, given both totals, of a table no more likely than the one seen; in (0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    /// <remarks>Fisher (1935), The Design of Experiments, section 21 ff.; the two-sided form sums the tables that are no more likely
    /// (Freeman and Halton 1951, Biometrika 38, 141-149). Valid for independent trials and samples and one look; conservative for few trials. Time
    /// grows with the smaller of the totals.</remarks>
    public static double TwoSided(long successesBefore, long trialsBefore, long successesNow, long trialsNow)
    {
        ClopperPearsonInterval.ThrowUnlessCounts(successesBefore, trialsBefore);
        ClopperPearsonInterval.ThrowUnlessCounts(successesNow, trialsNow);
        long trials = checked(trialsBefore + trialsNow), successes = successesBefore + successesNow;
        if (successes == 0 || successes == trials)
        {
            return 1;
        }

        // Given the total, the chance of k successes in the first sample is a product of two binomials over a third, at any rate in common:
        // at the pooled one none of the three is tiny (Loader 2000).
        double pooled = (double)successes / trials, complement = (double)(trials - successes) / trials;
        var total = RegularizedBeta.BinomialProbability(successes, trials, pooled, complement);
        double Chance(long k) => RegularizedBeta.BinomialProbability(k, trialsBefore, pooled, complement)
            * RegularizedBeta.BinomialProbability(successes - k, trialsNow, pooled, complement) / total;

        var limit = Chance(successesBefore) * (1 + Rounding);
        double sum = 0;
        for (var k = Math.Max(0, successes - trialsNow); k <= Math.Min(successes, trialsBefore); k++)
        {
            var chance = Chance(k);
            sum += chance <= limit ? chance : 0;
        }

        return Math.Min(1, sum);
    }
}
