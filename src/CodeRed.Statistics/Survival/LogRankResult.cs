using CodeRed.Statistics.Intervals;
using MathNet.Numerics.Distributions;

namespace CodeRed.Statistics.Survival;

/// <summary>Events of one group in a log-rank test.</summary>
/// <param name="Subjects">Follow-ups of the group.</param>
/// <param name="Observed">Events that it had.</param>
/// <param name="Expected">Events that it would have had with the same chance as everyone at risk at the same time.</param>
public sealed record LogRankGroup(int Subjects, int Observed, double Expected);

/// <summary>What a log-rank test says of the hypothesis that all groups last equally long.</summary>
/// <param name="Groups">The groups, by number.</param>
/// <param name="ChiSquare">The statistic, at least 0.</param>
/// <param name="DegreesOfFreedom">Groups less one.</param>
/// <param name="AsymptoticP">p-value by the chi-squared distribution, for many events.</param>
/// <param name="PermutationP">p-value by permutation of the group labels; exact if all groups of a stratum are observed in the same way, and approximate otherwise.</param>
/// <param name="SmallestPermutationP">The smallest <paramref name="PermutationP"/> that these follow-ups could give, whichever group they belonged to; where arrangements are drawn, 1
/// over their number.</param>
/// <param name="Exact">Whether every arrangement of labels was enumerated; otherwise arrangements were drawn.</param>
/// <param name="Arrangements">Arrangements used, the observed one included.</param>
/// <param name="Variance">Of the observed minus the expected events of one of two groups; null for more groups.</param>
public sealed record LogRankResult(
    IReadOnlyList<LogRankGroup> Groups,
    double ChiSquare,
    int DegreesOfFreedom,
    double AsymptoticP,
    double PermutationP,
    double SmallestPermutationP,
    bool Exact,
    int Arrangements,
    double? Variance)
{
    /// <summary>About the smallest ratio of two groups' hazards, above 1, that the test detects: a hazard as many times as high in either of them.</summary>
    /// <param name="level">One less the level of significance, in (0, 1).</param>
    /// <param name="power">Wanted chance to see it, in [0.5, 1).</param>
    /// <returns>Null for more than two groups.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    /// <remarks>Schoenfeld (1981), "The asymptotic properties of nonparametric tests for comparing survival distributions", Biometrika 68, 316-319, with the observed variance. Rough with fewer
    /// than about ten events.</remarks>
    public double? DetectableHazardRatio(double level = 0.95, double power = 0.8)
    {
        var alpha = ConfidenceLevel.Alpha(level);
        DetectableRateRatio.ThrowUnlessPower(power);
        return Variance is { } variance ? Math.Exp((Normal.InvCDF(0, 1, power) - Normal.InvCDF(0, 1, alpha / 2)) / Math.Sqrt(variance)) : null;
    }
}
