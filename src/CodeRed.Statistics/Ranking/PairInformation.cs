namespace CodeRed.Statistics.Ranking;

/// <summary>Minus the second derivatives of a pair's log-likelihood, by the difference of its log-strengths twice, and once with the tie
/// parameter.</summary>
internal readonly record struct PairInformation(double DD, double DT);
