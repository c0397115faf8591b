namespace CodeRed.Statistics.Ranking;

/// <summary>The ranks that a model may hold; 1 is the best.</summary>
/// <param name="Best">Best rank that is not ruled out, at least 1.</param>
/// <param name="Worst">Worst rank that is not ruled out, at most the number of models.</param>
public readonly record struct RankSet(int Best, int Worst)
{
    /// <summary>Whether the set holds a rank.</summary>
    public bool Contains(int rank) => Best <= rank && rank <= Worst;
}
