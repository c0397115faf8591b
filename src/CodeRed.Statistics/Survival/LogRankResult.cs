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
public sealed record LogRankResult(
    IReadOnlyList<LogRankGroup> Groups,
    double ChiSquare,
    int DegreesOfFreedom,
    double AsymptoticP,
    double PermutationP,
    double SmallestPermutationP,
    bool Exact,
    int Arrangements);
