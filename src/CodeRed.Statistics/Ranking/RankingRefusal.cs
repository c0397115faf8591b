namespace CodeRed.Statistics.Ranking;

/// <summary>Why votes give no finite strengths.</summary>
public enum RankingRefusalReason
{
    /// <summary>There are no votes.</summary>
    NoVotes,

    /// <summary>There are more models than a dense matrix is kept for.</summary>
    TooManyModels,

    /// <summary>Votes leave groups of models that never met, directly or through others.</summary>
    Disconnected,

    /// <summary>Some models were never beaten or tied by the rest, or never beat or tied any of it: their strength is beyond any bound.</summary>
    Separated,

    /// <summary>Every vote fits a rule such as "a tie up to this distance, else the better one wins": the tie parameter is beyond any
    /// bound.</summary>
    TiesSeparated,

    /// <summary>A covariate follows from the models or from other covariates, or is always zero: its coefficient cannot be told.</summary>
    NotIdentified,

    /// <summary>With these covariates the likelihood grows without bound or Newton's method did not come to rest.</summary>
    NotConverged,
}

/// <summary>A refusal to give strengths: the reason, what was seen and what to do.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Words">One or two sentences with the figures and the remedy.</param>
/// <param name="Models">Numbers of the models that stand outside the largest group, ascending; empty where models are not the reason.</param>
public sealed record RankingRefusal(RankingRefusalReason Reason, string Words, IReadOnlyList<int> Models);
