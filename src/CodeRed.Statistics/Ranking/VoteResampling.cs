namespace CodeRed.Statistics.Ranking;

/// <summary>What a bootstrap draws anew.</summary>
public enum VoteResampling
{
    /// <summary>Votes, as many as there are: for independent votes.</summary>
    Votes,

    /// <summary>Clusters of the first way of clustering.</summary>
    FirstClusters,

    /// <summary>Clusters of the second way of clustering.</summary>
    SecondClusters,

    /// <summary>Clusters of both ways, each vote taken as often as both of its clusters were drawn, multiplied.</summary>
    BothClusters,
}
