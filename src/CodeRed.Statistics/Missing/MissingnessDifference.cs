using CodeRed.Statistics.Intervals;
using CodeRed.Statistics.Paired;

namespace CodeRed.Statistics.Missing;

/// <summary>Missing answers as a metric of their own: how their share changed, current minus baseline.</summary>
/// <param name="Baseline">Share of missing answers in the baseline, in [0, 1].</param>
/// <param name="Current">Share of missing answers now, in [0, 1].</param>
/// <param name="P">Two-sided p-value of an unchanged share.</param>
/// <param name="Interval">Interval for the change of the share, in [-1, 1]; positive is more missing.</param>
/// <remarks>Assumes independent items and one look. While this shows a change, a change of quality among the answers that did come may be due to which
/// of them did not: see <see cref="MissingnessBounds"/> for what can be said all the same.</remarks>
public sealed record MissingnessDifference(double Baseline, double Current, double P, Interval Interval)
{
    /// <summary>Current minus baseline share of missing answers.</summary>
    public double Difference => Current - Baseline;

    /// <summary>For the same items asked both times.</summary>
    /// <param name="pairs">At least one item, no count negative.</param>
    /// <param name="level">Confidence level in (0, 1), for example 0.95.</param>
    /// <returns>With the p-value of <see cref="McNemarExact"/> and the interval of <see cref="MatchedProportionsInterval"/>, which never
    /// contradict each other.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count or the level is outside its range.</exception>
    public static MissingnessDifference Paired(IncompletePairs pairs, double level = 0.95)
    {
        pairs.ThrowUnlessCounts();
        long items = pairs.Items, newlyMissing = pairs.NewlyMissing, newlyAnswered = pairs.NewlyAnswered;
        return new MissingnessDifference(
            (double)(newlyAnswered + pairs.MissingBoth) / items,
            (double)(newlyMissing + pairs.MissingBoth) / items,
            McNemarExact.TwoSided(newlyAnswered, newlyMissing),
            MatchedProportionsInterval.From(newlyAnswered, newlyMissing, items - newlyAnswered - newlyMissing, level));
    }

    /// <summary>For two independent sets of items.</summary>
    /// <param name="missingBefore">Missing answers of the baseline, 0 to <paramref name="askedBefore"/>.</param>
    /// <param name="askedBefore">Items asked for the baseline, at least 1.</param>
    /// <param name="missingNow">Missing answers now, 0 to <paramref name="askedNow"/>.</param>
    /// <param name="askedNow">Items asked now, at least 1.</param>
    /// <param name="level">Confidence level in (0, 1), for example 0.95.</param>
    /// <returns>With the p-value of <see cref="FisherExact"/>, exact, and the interval of <see cref="NewcombeInterval"/>, approximate: near the
    /// threshold one may exclude zero and the other not.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count or the level is outside its range.</exception>
    public static MissingnessDifference Unpaired(long missingBefore, long askedBefore, long missingNow, long askedNow, double level = 0.95)
    {
        var interval = NewcombeInterval.From(missingBefore, askedBefore, missingNow, askedNow, level);
        return new MissingnessDifference(
            (double)missingBefore / askedBefore,
            (double)missingNow / askedNow,
            FisherExact.TwoSided(missingBefore, askedBefore, missingNow, askedNow),
            interval);
    }
}
