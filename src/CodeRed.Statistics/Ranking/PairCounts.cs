namespace CodeRed.Statistics.Ranking;

/// <summary>All votes between two models.</summary>
/// <param name="First">Number of the one model, below <paramref name="Second"/>.</param>
/// <param name="Second">Number of the other.</param>
/// <param name="Wins">Votes for the first.</param>
/// <param name="Losses">Votes for the second.</param>
/// <param name="Ties">Votes for neither.</param>
public readonly record struct PairCounts(int First, int Second, long Wins, long Losses, long Ties)
{
    /// <summary>All votes of the pair.</summary>
    public long Votes => Wins + Losses + Ties;
}
