using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Evidence.Facts;
using CodeRed.Statistics.Latent;
using CodeRed.Statistics.Ranking;

namespace CodeRed.Findings.Standings;

/// <summary>Votes between pairs of models that enter a standing beside the scores.</summary>
/// <remarks>They are ranked by Davidson's model first, with errors clustered by prompt where prompts are known, else robust; the strengths and the covariance of
/// their errors then are one more series.</remarks>
public sealed class StandingVotes
{
    private readonly bool _byPrompt;
    private readonly PairTable _table;

    /// <summary>No votes yet.</summary>
    /// <param name="byPrompt">Whether votes of one prompt may depend on each other.</param>
    public StandingVotes(bool byPrompt) => (_byPrompt, _table) = (byPrompt, new PairTable(byPrompt ? 1 : 0));

    /// <summary>The models' names by their number, as the votes write them.</summary>
    public IReadOnlyList<string> Names { get; set; } = [];

    /// <summary>Adds a vote between two different models.</summary>
    /// <param name="vote">The vote.</param>
    /// <param name="covariates">None of them counts.</param>
    public void Add(in Vote vote, ReadOnlySpan<double> covariates)
    {
        var outcome = vote.Preference switch
        {
            Preference.First => VoteOutcome.FirstWins,
            Preference.Second => VoteOutcome.SecondWins,
            _ => VoteOutcome.Tie,
        };
        if (_byPrompt)
        {
            _table.Add(vote.First, vote.Second, outcome, vote.Prompt);
        }
        else
        {
            _table.Add(vote.First, vote.Second, outcome);
        }
    }

    /// <summary>Whose strengths the votes tell, and how much of them enters.</summary>
    internal Entry Enter(Ledger ledger)
    {
        var byName = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var model in ledger.Models.Values)
        {
            foreach (string name in (IEnumerable<string>)[model.Id, model.Name, .. model.Aliases])
            {
                byName.TryAdd(name, model.Id);
            }
        }

        // Two names of one model would be a model that votes are held against itself for: the second is a question too.
        var (known, unknown, taken) = (new List<int>(), new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (number, name) in Names.Index().Where(name => name.Index < _table.Models))
        {
            if (byName.TryGetValue(name, out string? id) && taken.Add(id))
            {
                known.Add(number);
            }
            else
            {
                unknown.Add(name);
            }
        }

        var named = _table.Only([.. known]);
        int[] linked = named.Models < 2 ? [] : named.Comparability().Largest();
        var table = linked.Length < 2 ? null : named.Only(linked);
        RankingFit? fit = null;
        var ranked = table is not null && Davidson.TryFit(table, out fit, out _);
        var clustered = ranked && fit!.Clusterings > 0 ? fit.Clustered() : null;
        var errors = !ranked ? null : clustered ?? fit!.Robust();
        return new Entry(
            errors,
            ranked ? [.. linked.Select(place => byName[Names[known[place]]])] : [],
            new VoteUse(_table.Votes, ranked ? table!.Votes : 0, ranked ? linked.Length : 0, [.. unknown], errors?.Clusters is { Count: > 0 } clusters ? clusters[0].Clusters : null, errors?.FewClusters ?? false));
    }

    /// <param name="Ranking">The strengths; null where the votes tell none.</param>
    /// <param name="Models">For each model of the ranking its id.</param>
    /// <param name="Use">What is said of them.</param>
    internal sealed record Entry(RankingInference? Ranking, IReadOnlyList<string> Models, VoteUse Use)
    {
        /// <summary>The strengths as a series of a table.</summary>
        public VoteStrengths? Strengths(string[] models) =>
            Ranking is null ? null : VoteStrengths.From(Ranking, [.. Models.Select(model => Array.IndexOf(models, model))]);
    }
}

/// <summary>How votes entered a standing.</summary>
/// <param name="Given">Votes that were handed over.</param>
/// <param name="Entered">Votes between models of the ledger that the votes link in both directions.</param>
/// <param name="Models">How many models these are between.</param>
/// <param name="Unknown">Names that are no model of the ledger, or another name of a model that is already named: their votes do not count.</param>
/// <param name="Prompts">Distinct prompts, where votes of one prompt are taken to depend on each other; null where they are not.</param>
/// <param name="FewPrompts">Whether these are too few for the errors to be trusted.</param>
public sealed record VoteUse(long Given, long Entered, int Models, ImmutableArray<string> Unknown, int? Prompts, bool FewPrompts);
