namespace CodeRed.Statistics.Ranking;

/// <summary>What a vote between two models said.</summary>
public enum VoteOutcome
{
    /// <summary>The first model was preferred.</summary>
    FirstWins,

    /// <summary>The second model was preferred.</summary>
    SecondWins,

    /// <summary>Neither was preferred.</summary>
    Tie,
}
