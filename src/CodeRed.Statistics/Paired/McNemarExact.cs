using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Paired;

/// <summary>McNemar's exact test of paired binary outcomes. It is the exact sign test: for graded differences call it with
/// the numbers of negative and positive ones, zeros left out.</summary>
public static class McNemarExact
{
    /// <summary>Two-sided p-value of the hypothesis that a pair which changed was as likely to be lost as gained.</summary>
    /// <param name="lost">Items right before and wrong now (sign test: negative differences), at least 0.</param>
    /// <param name="gained">Items wrong before and right now (sign test: positive differences), at least 0.</param>
    /// <returns>min(1, 2 P(X at least the larger count)), X binomial(lost + gained, 1/2); 1 when nothing changed. Zero only
    /// where the p-value is below the range of a double.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    /// <remarks>McNemar (1947), Psychometrika 12, 153-157; the exact form conditions on the number of discordant pairs.
    /// Assumes that items are independent of each other and looked at once. The interval that never contradicts this
    /// p-value is <see cref="MatchedProportionsInterval"/>.</remarks>
    public static double TwoSided(long lost, long gained)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lost);
        ArgumentOutOfRangeException.ThrowIfNegative(gained);
        return Math.Min(1, 2 * BinomialTail.FairAtLeast(Math.Max(lost, gained), checked(lost + gained)));
    }
}
