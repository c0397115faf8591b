namespace CodeRed.Statistics.Unlabelled;

/// <summary>What a two-sample permutation test says.</summary>
/// <param name="Statistic">The observed statistic, in the unit of the test.</param>
/// <param name="P">p-value of no difference: the share of arrangements, the observed one included, whose statistic is at least as large;
/// in [<paramref name="SmallestP"/>, 1], never 0.</param>
/// <param name="NullMean">Mean of the statistic over the arrangements: what it would show without any difference, its bias included.</param>
/// <param name="SmallestP">Smallest p-value that data of this size could have given, in (0, 1].</param>
/// <param name="Exact">Whether every arrangement was enumerated; otherwise arrangements were drawn.</param>
/// <param name="Arrangements">Number of arrangements used, the observed one included.</param>
public sealed record PermutationTestResult(double Statistic, double P, double NullMean, double SmallestP, bool Exact, int Arrangements);
