namespace CodeRed.Statistics.Latent;

/// <summary>What the values of a series are. More is better in either; hand in 1 - y or -y where less is.</summary>
public enum ScoreScale
{
    /// <summary>Shares of items passed, in [0, 1].</summary>
    Proportion,

    /// <summary>Real numbers on a scale without a natural unit, such as arena points or the logarithm of a time horizon. Location and unit are
    /// fitted, so that any linear change of a series leaves all results as they are.</summary>
    Real,
}
