namespace CodeRed.Statistics.Ranking;

/// <summary>What the errors of a ranking assume.</summary>
public enum CovarianceKind
{
    /// <summary>Independent votes and a true model.</summary>
    ModelBased,

    /// <summary>Independent votes; the model may be wrong.</summary>
    Robust,

    /// <summary>Independent clusters of votes.</summary>
    Clustered,

    /// <summary>Votes that share neither of two clusters are independent.</summary>
    TwoWayClustered,
}
