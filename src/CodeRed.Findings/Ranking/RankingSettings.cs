using System.Collections.Immutable;
using CodeRed.Statistics.Ranking;

namespace CodeRed.Findings.Ranking;

/// <summary>How votes are turned into a ranking.</summary>
/// <param name="Ties">What a tie is taken for.</param>
/// <param name="Clusters">What groups votes that are not independent of each other: nothing, prompts, voters or both.</param>
/// <param name="Alpha">One minus the level of every interval, and of all rank sets together; in (0, 1).</param>
/// <param name="BootstrapRounds">Rounds of the bootstrap; 0 for none.</param>
/// <param name="Seed">Seed of all draws.</param>
/// <param name="Baseline">The model that the others are compared with; null for the mean of all.</param>
/// <param name="Covariates">The names of the votes' covariates, in their order.</param>
public sealed record RankingSettings(
    TieTreatment Ties = TieTreatment.Davidson,
    ImmutableArray<VoteCluster> Clusters = default,
    double Alpha = 0.05,
    int BootstrapRounds = 0,
    ulong Seed = 1,
    string? Baseline = null,
    ImmutableArray<string> Covariates = default)
{
    /// <summary>What groups votes; empty where they are taken as independent.</summary>
    public ImmutableArray<VoteCluster> Clusters { get; init; } = Clusters.IsDefault ? [] : Clusters;

    /// <summary>The names of the votes' covariates.</summary>
    public ImmutableArray<string> Covariates { get; init; } = Covariates.IsDefault ? [] : Covariates;
}

/// <summary>What votes have in common that makes them depend on each other.</summary>
public enum VoteCluster
{
    /// <summary>The same prompt.</summary>
    Prompt,

    /// <summary>The same voter.</summary>
    Voter,
}
