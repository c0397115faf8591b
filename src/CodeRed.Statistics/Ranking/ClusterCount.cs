namespace CodeRed.Statistics.Ranking;

/// <summary>How many clusters the votes fall into.</summary>
/// <param name="Clusters">Number of clusters.</param>
/// <param name="Effective">Number of equally large clusters with the same sum of squared shares of the votes, at most <paramref name="Clusters"/>:
/// far fewer where few clusters hold most votes.</param>
public readonly record struct ClusterCount(int Clusters, double Effective);
