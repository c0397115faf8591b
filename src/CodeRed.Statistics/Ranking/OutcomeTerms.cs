namespace CodeRed.Statistics.Ranking;

/// <summary>Logarithm of an outcome's probability and its derivatives by the difference of log-strengths d and the tie parameter t.</summary>
/// <param name="D">First derivative by d.</param>
/// <param name="T">First derivative by t.</param>
/// <param name="DD">Minus the second derivative by d.</param>
/// <param name="DT">Minus the mixed second derivative.</param>
/// <param name="TT">Minus the second derivative by t.</param>
internal readonly record struct OutcomeTerms(double D, double T, double DD, double DT, double TT);
