using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CodeRed.Evidence;
using CodeRed.Statistics;
using CodeRed.Statistics.Ranking;

namespace CodeRed.Findings.Ranking;

/// <summary>Which model is preferred, how surely, from votes between pairs.</summary>
public sealed record RankingFinding
{
    /// <summary>The version of this record's JSON form.</summary>
    public string Schema { get; init; } = "codered.ranking/1";

    /// <summary>The day this was computed.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The file of votes.</summary>
    public required Source Source { get; init; }

    /// <summary>How it was computed.</summary>
    public required RankingSettings Settings { get; init; }

    /// <summary>The headline, of the largest group.</summary>
    public required RankingVerdict Verdict { get; init; }

    /// <summary>What the votes are.</summary>
    public required VoteCounts Votes { get; init; }

    /// <summary>Models on one scale, the largest group first. Between groups nothing is compared, because votes do not link them both ways.</summary>
    public required ImmutableArray<RankedGroup> Groups { get; init; }

    /// <summary>Models on no scale, by name.</summary>
    public required ImmutableArray<UnrankedModel> Unranked { get; init; }

    /// <summary>The group that the headline speaks of; null where no two models can be compared.</summary>
    [JsonIgnore]
    public RankedGroup? Main => Groups.IsEmpty ? null : Groups[0];
}

/// <summary>What a ranking comes to.</summary>
/// <remarks><see langword="default"/> is <see cref="CouldNotRank"/>.</remarks>
public enum RankingVerdict
{
    /// <summary>The votes give no ranking.</summary>
    CouldNotRank,

    /// <summary>Several models may be first.</summary>
    NoClearLeader,

    /// <summary>All other models are shown weaker than one.</summary>
    Leader,
}

/// <summary>What the votes are.</summary>
/// <param name="Total">All votes.</param>
/// <param name="Ties">Those that were for neither, <paramref name="BothBad"/> among them.</param>
/// <param name="BothBad">Those that called both bad; they count as ties.</param>
/// <param name="Models">Different models.</param>
/// <param name="Pairs">Pairs of models that met.</param>
/// <param name="RowsLeftOut">Rows of the file that gave no vote.</param>
public sealed record VoteCounts(long Total, long Ties, long BothBad, int Models, int Pairs, long RowsLeftOut);

/// <summary>Models that votes put on one scale.</summary>
public sealed record RankedGroup
{
    /// <summary>Votes among them.</summary>
    public required long Votes { get; init; }

    /// <summary>Why they could not be ranked; null where they are.</summary>
    public RankingRefusalReason? Refusal { get; init; }

    /// <summary>The strongest first; by name where they could not be ranked, without figures then.</summary>
    public required ImmutableArray<RankedModel> Models { get; init; }

    /// <summary>Davidson's nu or Rao and Kupper's kappa; null where ties are half wins or nothing is fitted.</summary>
    public double? TieParameter { get; init; }

    /// <summary>Its interval; null where none tied.</summary>
    public Interval? TieParameterInterval { get; init; }

    /// <summary>What the intervals assume; null where nothing is fitted.</summary>
    public RankingErrors? Errors { get; init; }

    /// <summary>What each covariate does.</summary>
    public required ImmutableArray<CovariateEffect> Covariates { get; init; }

    /// <summary>Rounds of the bootstrap that did not settle; null without one.</summary>
    public int? UnsettledRounds { get; init; }

    /// <summary>How the strongest do against each other; null where nothing is fitted.</summary>
    public WinMatrix? WinMatrix { get; init; }
}

/// <summary>One model of a ranking.</summary>
/// <param name="Name">As the file calls it.</param>
/// <param name="Votes">Votes it took part in, within its group.</param>
/// <param name="Wins">Those for it.</param>
/// <param name="Losses">Those for the other.</param>
/// <param name="Ties">Those for neither.</param>
/// <param name="Fit">Its place; null where its group could not be ranked.</param>
public sealed record RankedModel(string Name, long Votes, long Wins, long Losses, long Ties, ModelFit? Fit);

/// <summary>Where a model stands.</summary>
/// <param name="LogStrength">Log-strength in natural logarithms, of mean zero over the group: a difference of 1 is odds of e among decided votes.</param>
/// <param name="StandardError">Of the log-strength.</param>
/// <param name="LogStrengthInterval">Of the log-strength, for this model alone.</param>
/// <param name="Rating">On Elo's scale: 1000 plus 400 / ln 10 times the log-strength above the mean of the group, or above the baseline.</param>
/// <param name="RatingInterval">Of the rating, for this model alone; of no width for the baseline, which the scale is fixed to.</param>
/// <param name="BootstrapInterval">The same from the percentiles of a bootstrap; null without one.</param>
/// <param name="Ranks">The ranks it may hold: all sets of the group hold at once.</param>
/// <param name="ProbabilityBest">Chance to be the strongest of the group, in [0, 1]: the share of draws from the estimates' distribution.</param>
/// <param name="WinsAgainstBaseline">Probability that a vote which decides between it and the baseline is for it; null without a baseline.</param>
public sealed record ModelFit(
    double LogStrength,
    double StandardError,
    Interval LogStrengthInterval,
    double Rating,
    Interval RatingInterval,
    Interval? BootstrapInterval,
    RankSet Ranks,
    double ProbabilityBest,
    ProbabilityEstimate? WinsAgainstBaseline);

/// <summary>What the intervals of a ranking assume.</summary>
/// <param name="Kind">What is independent of what.</param>
/// <param name="Clusters">For each way of clustering used, its clusters.</param>
/// <param name="Few">Whether clusters are too few for the errors to be trusted: they are then too small.</param>
/// <param name="OneCluster">Whether clusters were asked for and one way of clustering has fewer than two, so that votes are taken as independent.</param>
/// <param name="OverlapKept">Whether prompts and voters share so much that the intervals are too wide rather than too narrow.</param>
public sealed record RankingErrors(CovarianceKind Kind, ImmutableArray<ClusterFinding> Clusters, bool Few, bool OneCluster, bool OverlapKept);

/// <summary>One way of clustering votes.</summary>
/// <param name="By">What votes of a cluster have in common.</param>
/// <param name="Count">Number of clusters.</param>
/// <param name="Effective">Number of equally large clusters with the same sum of squared shares.</param>
public sealed record ClusterFinding(VoteCluster By, int Count, double Effective);

/// <summary>What a covariate does to a vote.</summary>
/// <param name="Name">Its column.</param>
/// <param name="Coefficient">Log odds for the first model per unit of the covariate.</param>
/// <param name="Interval">Its interval.</param>
public sealed record CovariateEffect(string Name, double Coefficient, Interval Interval);

/// <summary>How the strongest models of a group do against each other.</summary>
/// <param name="Models">Their names, the strongest first.</param>
/// <param name="Rows">For each of them, its votes against each; null against itself.</param>
public sealed record WinMatrix(ImmutableArray<string> Models, ImmutableArray<ImmutableArray<WinCell?>> Rows);

/// <summary>One model against another.</summary>
/// <param name="Probability">That a vote which decides between them is for the first, by the fit.</param>
/// <param name="Interval">Its interval.</param>
/// <param name="Wins">Votes for the first.</param>
/// <param name="Losses">Votes for the second.</param>
/// <param name="Ties">Votes for neither.</param>
public sealed record WinCell(double Probability, Interval Interval, long Wins, long Losses, long Ties);

/// <summary>A model that is on no scale.</summary>
/// <param name="Name">As the file calls it.</param>
/// <param name="Votes">Votes it took part in.</param>
/// <param name="Reason">Why.</param>
public sealed record UnrankedModel(string Name, long Votes, UnrankedReason Reason);

/// <summary>Why a model has no finite strength beside the others.</summary>
public enum UnrankedReason
{
    /// <summary>It neither lost nor tied any vote.</summary>
    Undefeated,

    /// <summary>It neither won nor tied any vote.</summary>
    Winless,

    /// <summary>Votes link it to others in one direction only, or not at all.</summary>
    NotLinked,

    /// <summary>It belongs to one of many small groups, of which only the largest are ranked.</summary>
    SmallGroup,
}
