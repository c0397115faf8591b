using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CodeRed.Evidence;
using CodeRed.Statistics;
using CodeRed.Statistics.Ranking;

namespace CodeRed.Findings.Ranking;

/// <summary>Folds votes into a ranking. Without clusters and covariates its memory grows with the pairs of models, not with the votes.</summary>
public sealed class VoteFold
{
    /// <summary>Points of Elo's scale per unit of log-strength.</summary>
    public const double EloPerUnit = 400 / 2.302585092994046;

    private const double EloCentre = 1000;
    private const int MostGroups = 10;
    private const int MatrixSize = 20;

    private readonly RankingSettings _settings;
    private readonly ContextualVotes? _contextual;
    private readonly PairTable _table;
    private readonly bool _byPrompt;
    private readonly bool _byVoter;
    private long _bothBad;

    /// <summary>No votes yet.</summary>
    /// <param name="settings">How they will be ranked.</param>
    public VoteFold(RankingSettings settings)
    {
        _settings = settings;
        _byPrompt = settings.Clusters.Contains(VoteCluster.Prompt);
        _byVoter = settings.Clusters.Contains(VoteCluster.Voter);
        var ways = (_byPrompt ? 1 : 0) + (_byVoter ? 1 : 0);
        _contextual = settings.Covariates.IsEmpty ? null : new ContextualVotes(settings.Covariates.Length, ways);
        _table = _contextual?.Table ?? new PairTable(ways);
    }

    /// <summary>Adds a vote between two different models.</summary>
    /// <param name="vote">The vote.</param>
    /// <param name="covariates">As many as the settings name.</param>
    public void Add(in Vote vote, ReadOnlySpan<double> covariates)
    {
        var outcome = vote.Preference switch
        {
            Preference.First => VoteOutcome.FirstWins,
            Preference.Second => VoteOutcome.SecondWins,
            _ => VoteOutcome.Tie,
        };
        _bothBad += vote.Preference == Preference.BothBad ? 1 : 0;
        ReadOnlySpan<int> clusters = (_byPrompt, _byVoter) switch
        {
            (true, true) => [vote.Prompt, vote.Voter],
            (true, false) => [vote.Prompt],
            (false, true) => [vote.Voter],
            _ => [],
        };
        if (_contextual is not null)
        {
            _contextual.Add(vote.First, vote.Second, outcome, covariates, clusters);
        }
        else
        {
            _table.Add(vote.First, vote.Second, outcome, clusters);
        }
    }

    /// <summary>Ranks what was added.</summary>
    /// <param name="source">The file the votes came from.</param>
    /// <param name="names">The models' names by their number.</param>
    /// <param name="rowsLeftOut">Rows of the file that gave no vote.</param>
    /// <param name="asOf">The day of the computation.</param>
    /// <exception cref="ArgumentException">The baseline is not among the names.</exception>
    public RankingFinding Finding(Source source, IReadOnlyList<string> names, long rowsLeftOut, DateTimeOffset asOf)
    {
        var baseline = -1;
        if (_settings.Baseline is { } wanted)
        {
            baseline = names.ToList().IndexOf(wanted);
            if (baseline < 0)
            {
                throw new ArgumentException($"No vote names the baseline '{wanted}'.", nameof(names));
            }
        }

        var comparability = _table.Comparability();
        var members = Enumerable.Range(0, _table.Models).GroupBy(model => comparability.StrongComponent[model]).OrderBy(group => group.Key)
            .Select(group => group.ToArray()).Where(group => group.Length > 1).ToList();
        var groups = members.Take(MostGroups).Select(group => Rank(group, names, baseline)).ToImmutableArray();
        var main = groups.FirstOrDefault();
        return new RankingFinding
        {
            AsOf = asOf,
            Source = source,
            Settings = _settings,
            Verdict = main is null or { Refusal: not null }
                ? RankingVerdict.CouldNotRank
                : main.Models.Count(model => model.Fit!.Ranks.Best == 1) == 1 ? RankingVerdict.Leader : RankingVerdict.NoClearLeader,
            Votes = new VoteCounts(_table.Votes, _table.Ties, _bothBad, names.Count, _table.Pairs.Length, rowsLeftOut),
            Groups = groups,
            Unranked = Unranked(comparability, [.. members.Skip(MostGroups).SelectMany(group => group)], names),
        };
    }

    private ImmutableArray<UnrankedModel> Unranked(Comparability comparability, HashSet<int> small, IReadOnlyList<string> names)
    {
        var sizes = new int[comparability.StrongComponents];
        foreach (var group in comparability.StrongComponent)
        {
            sizes[group]++;
        }

        var (undefeated, winless) = (comparability.Undefeated.ToHashSet(), comparability.Winless.ToHashSet());
        var tallies = Tallies(_table);
        return
        [
            .. Enumerable.Range(0, _table.Models)
                .Where(model => sizes[comparability.StrongComponent[model]] == 1 || small.Contains(model))
                .Select(model => new UnrankedModel(
                    names[model],
                    tallies[model].Votes,
                    small.Contains(model) ? UnrankedReason.SmallGroup
                    : undefeated.Contains(model) ? UnrankedReason.Undefeated
                    : winless.Contains(model) ? UnrankedReason.Winless
                    : UnrankedReason.NotLinked))
                .OrderBy(model => model.Name, StringComparer.Ordinal),
        ];
    }

    private RankedGroup Rank(int[] members, IReadOnlyList<string> names, int baseline)
    {
        var whole = members.Length == _table.Models;
        var contextual = whole ? _contextual : _contextual?.Only(members);
        var table = contextual?.Table ?? (whole ? _table : _table.Only(members));
        var tallies = Tallies(table);
        RankedModel Model(int model, ModelFit? fit) =>
            new(names[members[model]], tallies[model].Votes, tallies[model].Wins, tallies[model].Losses, tallies[model].Ties, fit);
        if (!TryFit(table, contextual, out var fit, out var refusal))
        {
            return new RankedGroup
            {
                Votes = table.Votes,
                Refusal = refusal.Reason,
                Models = [.. Enumerable.Range(0, members.Length).Select(model => Model(model, null)).OrderBy(model => model.Name, StringComparer.Ordinal)],
                Covariates = [],
            };
        }

        var level = 1 - _settings.Alpha;
        var (inference, oneCluster) = Errors(fit);
        var bootstrap = _settings.BootstrapRounds == 0 ? null : RankingBootstrap.Run(fit, _settings.BootstrapRounds, _settings.Seed, Resampling(oneCluster));
        var ranks = inference.RankSets(level, seed: _settings.Seed);
        var best = inference.ProbabilityBest(seed: _settings.Seed);
        var reference = Array.IndexOf(members, baseline);
        int[] order = [.. Enumerable.Range(0, members.Length).OrderByDescending(model => fit.LogStrengths[model])];
        return new RankedGroup
        {
            Votes = table.Votes,
            Models = [.. order.Select(model => Model(model, FitOf(model)))],
            TieParameter = fit.TieParameter,
            TieParameterInterval = inference.TieParameter(level),
            Errors = new RankingErrors(
                inference.Kind,
                [.. inference.Clusters.Select((count, way) => new ClusterFinding(ClusterOf(way), count.Clusters, count.Effective))],
                inference.FewClusters,
                oneCluster,
                inference.OverlapKept),
            Covariates = [.. _settings.Covariates.Select((name, k) => new CovariateEffect(name, fit.Coefficients[k], inference.Coefficient(k, level)))],
            UnsettledRounds = bootstrap?.Unsettled,
            WinMatrix = Matrix(table, inference, order, names, members, level),
        };

        ModelFit FitOf(int model)
        {
            var log = inference.LogStrength(model, level);
            var relative = reference < 0 ? log : inference.Difference(model, reference, level);
            var drawn = bootstrap is null ? (Interval?)null : reference < 0 ? bootstrap.LogStrength(model, level) : bootstrap.Difference(model, reference, level);
            var strength = fit.LogStrengths[model] - (reference < 0 ? 0 : fit.LogStrengths[reference]);
            return new ModelFit(
                fit.LogStrengths[model],
                inference.StandardError(model),
                log,
                Rating(strength),
                Rating(relative),
                drawn is { } interval ? Rating(interval) : null,
                ranks[model],
                best[model],
                reference < 0 || reference == model ? null : inference.WinProbability(model, reference, level));
        }
    }

    private bool TryFit(PairTable table, ContextualVotes? contextual, [NotNullWhen(true)] out RankingFit? fit, [NotNullWhen(false)] out RankingRefusal? refusal) => (_settings.Ties, contextual) switch
    {
        (TieTreatment.HalfWin, null) => BradleyTerry.TryFit(table, out fit, out refusal),
        (TieTreatment.HalfWin, { } votes) => BradleyTerry.TryFit(votes, out fit, out refusal),
        (TieTreatment.RaoKupper, null) => RaoKupper.TryFit(table, out fit, out refusal),
        (TieTreatment.RaoKupper, { } votes) => RaoKupper.TryFit(votes, out fit, out refusal),
        (_, null) => Davidson.TryFit(table, out fit, out refusal),
        (_, { } votes) => Davidson.TryFit(votes, out fit, out refusal),
    };

    private (RankingInference Inference, bool OneCluster) Errors(RankingFit fit)
    {
        var clustered = fit.Clusterings switch { 0 => null, 1 => fit.Clustered(), _ => fit.TwoWayClustered() };
        return clustered is not null ? (clustered, false) : (fit.Robust(), fit.Clusterings > 0);
    }

    private VoteResampling Resampling(bool oneCluster) => (oneCluster ? 0 : _settings.Clusters.Length) switch
    {
        0 => VoteResampling.Votes,
        1 => VoteResampling.FirstClusters,
        _ => VoteResampling.BothClusters,
    };

    // The order in which Add hands the clusters over.
    private VoteCluster ClusterOf(int way) => way == 0 && _byPrompt ? VoteCluster.Prompt : VoteCluster.Voter;

    private static double Rating(double logStrength) => EloCentre + (EloPerUnit * logStrength);

    private static Interval Rating(Interval logStrength) => new(Rating(logStrength.Lower), Rating(logStrength.Upper));

    private static WinMatrix Matrix(PairTable table, RankingInference inference, int[] order, IReadOnlyList<string> names, int[] members, double level)
    {
        var top = order.AsSpan(0, Math.Min(MatrixSize, order.Length)).ToArray();
        var counts = new Dictionary<(int, int), PairCounts>();
        foreach (var pair in table.Pairs)
        {
            if (top.Contains(pair.First) && top.Contains(pair.Second))
            {
                counts[(pair.First, pair.Second)] = pair;
            }
        }

        WinCell? Cell(int first, int second)
        {
            if (first == second)
            {
                return null;
            }

            var probability = inference.WinProbability(first, second, level);
            var pair = counts.GetValueOrDefault((Math.Min(first, second), Math.Max(first, second)));
            var (wins, losses) = first < second ? (pair.Wins, pair.Losses) : (pair.Losses, pair.Wins);
            return new WinCell(probability.Estimate, probability.Interval, wins, losses, pair.Ties);
        }

        return new WinMatrix(
            [.. top.Select(model => names[members[model]])],
            [.. top.Select(first => (ImmutableArray<WinCell?>)[.. top.Select(second => Cell(first, second))])]);
    }

    private static (long Votes, long Wins, long Losses, long Ties)[] Tallies(PairTable table)
    {
        var tallies = new (long Votes, long Wins, long Losses, long Ties)[table.Models];
        foreach (var pair in table.Pairs)
        {
            ref var first = ref tallies[pair.First];
            first = (first.Votes + pair.Votes, first.Wins + pair.Wins, first.Losses + pair.Losses, first.Ties + pair.Ties);
            ref var second = ref tallies[pair.Second];
            second = (second.Votes + pair.Votes, second.Wins + pair.Losses, second.Losses + pair.Wins, second.Ties + pair.Ties);
        }

        return tallies;
    }
}
