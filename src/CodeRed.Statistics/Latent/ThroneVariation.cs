namespace CodeRed.Statistics.Latent;

/// <summary>What is chosen otherwise.</summary>
public enum VariationKind
{
    /// <summary>Another expectation of capabilities before any score is seen.</summary>
    Prior,

    /// <summary>Only results of outsiders.</summary>
    IndependentOnly,

    /// <summary>One series left out.</summary>
    WithoutBoard,
}

/// <summary>The throne under another choice.</summary>
/// <param name="Kind">What was chosen otherwise.</param>
/// <param name="Prior">The expectation; null where another thing was chosen.</param>
/// <param name="Series">Number of the series left out; null where another thing was chosen.</param>
/// <param name="Throne">For each lab the probability that the best model is one of its; null where the scores that are left give no capabilities.</param>
/// <param name="Converged">Whether the last round moved no standard deviation by more than 5 %.</param>
public sealed record ThroneVariation(VariationKind Kind, CapabilityPrior? Prior, int? Series, IReadOnlyList<double>? Throne, bool Converged = false);
