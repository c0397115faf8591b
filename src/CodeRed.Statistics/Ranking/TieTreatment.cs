namespace CodeRed.Statistics.Ranking;

/// <summary>What a tie is taken for.</summary>
public enum TieTreatment
{
    /// <summary>Half a win and half a loss. It pulls strengths together: the more ties, the more.</summary>
    HalfWin,

    /// <summary>An outcome of its own, with a parameter fitted: <see cref="Ranking.Davidson"/>.</summary>
    Davidson,

    /// <summary>An outcome of its own, with a parameter fitted: <see cref="Ranking.RaoKupper"/>.</summary>
    RaoKupper,
}
