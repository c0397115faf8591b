using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Ranking;

/// <summary>Votes between pairs of models, counted. Models are numbered from 0.</summary>
/// <remarks>Wins, losses and ties of each pair are all that Bradley-Terry models see of the votes, so the fit costs by pairs and not by votes,
/// and the memory does not grow with the votes. Only where votes are clustered, a record of 4 bytes and 4 more for each way of clustering is kept
/// of each vote.</remarks>
public sealed class PairTable
{
    // Open addressing: _slots holds 1 + the place of a pair in _pairs, 0 where free, and is at most half full.
    private readonly List<PairCounts> _pairs = [];
    private readonly VoteClusters _clusters;
    private readonly Chunks<int> _votes = new(); // 3 times the pair plus the outcome as the pair's first model sees it
    private int[] _slots = new int[64];

    /// <summary>An empty table.</summary>
    /// <param name="clusterings">In how many ways votes are clustered: 0, 1 (such as prompts) or 2 (such as prompts and voters).</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of ways is not 0, 1 or 2.</exception>
    public PairTable(int clusterings = 0) => _clusters = new VoteClusters(clusterings);

    /// <summary>One more than the highest number of a model so far.</summary>
    public int Models { get; private set; }

    /// <summary>Votes so far.</summary>
    public long Votes { get; private set; }

    /// <summary>Votes so far that were ties.</summary>
    public long Ties { get; private set; }

    /// <summary>The pairs that met, in the order of their first vote.</summary>
    public ReadOnlySpan<PairCounts> Pairs => CollectionsMarshal.AsSpan(_pairs);

    /// <summary>In how many ways votes are clustered.</summary>
    public int Clusterings => _clusters.Ways;

    internal VoteClusters Clusters => _clusters;

    /// <summary>Adds a vote.</summary>
    /// <param name="first">Number of the first model, at least 0.</param>
    /// <param name="second">Number of the second model, at least 0, another one.</param>
    /// <param name="outcome">What the vote said.</param>
    /// <param name="clusters">The vote's cluster in each way of clustering: a number from 0, or -1 for a cluster of its own where it is not
    /// known.</param>
    /// <exception cref="ArgumentException">A model is compared with itself, or the number of clusters is not <see cref="Clusterings"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int first, int second, VoteOutcome outcome, params ReadOnlySpan<int> clusters)
    {
        ThrowUnlessVote(first, second, outcome);
        _clusters.ThrowUnlessFitting(clusters);
        AddCounted(first, second, outcome, 1, clusters);
    }

    /// <summary>Adds votes that were counted elsewhere; only without clusters.</summary>
    /// <param name="pair">Two models and their votes; no count negative.</param>
    /// <exception cref="ArgumentException">A model is compared with itself.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <exception cref="InvalidOperationException">The table keeps clusters: counts do not tell which vote lies in which.</exception>
    public void Add(PairCounts pair)
    {
        ThrowUnlessVote(pair.First, pair.Second, VoteOutcome.Tie);
        if (Clusterings > 0)
        {
            throw new InvalidOperationException("This table keeps clusters, and counts do not tell which vote lies in which; add the votes one by one.");
        }

        foreach (var count in (ReadOnlySpan<long>)[pair.Wins, pair.Losses, pair.Ties])
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(pair));
        }

        AddCounted(pair.First, pair.Second, VoteOutcome.FirstWins, pair.Wins, []);
        AddCounted(pair.First, pair.Second, VoteOutcome.SecondWins, pair.Losses, []);
        AddCounted(pair.First, pair.Second, VoteOutcome.Tie, pair.Ties, []);
    }

    /// <summary>Adds the votes of another table, such as one that another thread filled from another part of a file.</summary>
    /// <param name="other">Votes clustered in as many ways as here.</param>
    /// <param name="models">The number that each model of the other table has here.</param>
    /// <param name="clusters">For each way of clustering, the number here of each cluster there; a cluster that is -1 stays it.</param>
    /// <exception cref="ArgumentException">A numbering does not fit the other table, or it gives two models one number.</exception>
    public void Merge(PairTable other, ReadOnlySpan<int> models, params ReadOnlySpan<int[]> clusters)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (models.Length != other.Models || other.Clusterings != Clusterings || clusters.Length != Clusterings)
        {
            throw new ArgumentException(
                "Tables are merged with a number for each model of the other, and a numbering for each way of clustering, in which both agree.");
        }

        if (Clusterings == 0)
        {
            foreach (var pair in other.Pairs)
            {
                Add(pair with { First = models[pair.First], Second = models[pair.Second] });
            }

            return;
        }

        Span<int> own = stackalloc int[Clusterings];
        for (var vote = 0; vote < other._votes.Count; vote++)
        {
            var (first, second, outcome) = other.Vote(vote);
            for (var way = 0; way < own.Length; way++)
            {
                var cluster = other._clusters[way, vote];
                own[way] = cluster == VoteClusters.Alone ? cluster : clusters[way][cluster];
            }

            Add(models[first], models[second], outcome, own);
        }
    }

    /// <summary>The votes among some of the models, which are numbered anew in the order given.</summary>
    /// <param name="models">Distinct numbers of models.</param>
    /// <returns>A table of its own, with the clusters of the votes kept.</returns>
    /// <exception cref="ArgumentException">A number occurs twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such model.</exception>
    public PairTable Only(ReadOnlySpan<int> models)
    {
        var numbers = Renumbered(models);
        var table = new PairTable(Clusterings);
        if (Clusterings == 0)
        {
            foreach (var pair in Pairs)
            {
                if (numbers[pair.First] >= 0 && numbers[pair.Second] >= 0)
                {
                    table.Add(pair with { First = numbers[pair.First], Second = numbers[pair.Second] });
                }
            }
        }

        Span<int> clusters = stackalloc int[Clusterings];
        for (var vote = 0; vote < _votes.Count; vote++)
        {
            var (first, second, outcome) = Vote(vote);
            if (numbers[first] >= 0 && numbers[second] >= 0)
            {
                for (var way = 0; way < clusters.Length; way++)
                {
                    clusters[way] = _clusters[way, vote];
                }

                table.Add(numbers[first], numbers[second], outcome, clusters);
            }
        }

        table.Extend(models.Length);
        return table;
    }

    /// <summary>For each model its place among some of them; -1 for the rest.</summary>
    internal int[] Renumbered(ReadOnlySpan<int> models)
    {
        var numbers = new int[Models];
        Array.Fill(numbers, -1);
        for (var i = 0; i < models.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(models[i], nameof(models));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(models[i], Models, nameof(models));
            numbers[models[i]] = numbers[models[i]] < 0 ? i : throw new ArgumentException($"Model {models[i]} is named twice.", nameof(models));
        }

        return numbers;
    }

    /// <summary>Makes room for models without a vote.</summary>
    internal void Extend(int models) => Models = Math.Max(Models, models);

    /// <summary>Which models can be compared at all.</summary>
    public Comparability Comparability() => Ranking.Comparability.Of(this);

    /// <summary>Three times the number of the pair plus the outcome as its first model sees it.</summary>
    internal int VoteCode(int vote) => _votes[vote];

    internal static void ThrowUnlessVote(int first, int second, VoteOutcome outcome)
    {
        ThrowUnlessNumber(first, nameof(first));
        ThrowUnlessNumber(second, nameof(second));
        if (first == second)
        {
            throw new ArgumentException(
                $"Model {first} is compared with itself; such a vote says nothing. Leave it out, and find out how it came about.", nameof(second));
        }

        if (outcome is < VoteOutcome.FirstWins or > VoteOutcome.Tie)
        {
            throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "A vote is for the first model, the second or neither.");
        }
    }

    private static void ThrowUnlessNumber(int model, string name)
    {
        if (model is < 0 or int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(name, model, "A model's number is at least 0 and less than the largest of 32 bits.");
        }
    }

    private (int First, int Second, VoteOutcome Outcome) Vote(int vote)
    {
        var (pair, outcome) = Math.DivRem(_votes[vote], 3);
        return (_pairs[pair].First, _pairs[pair].Second, (VoteOutcome)outcome);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddCounted(int first, int second, VoteOutcome outcome, long votes, ReadOnlySpan<int> clusters)
    {
        if (first > second)
        {
            (first, second) = (second, first);
            outcome = outcome switch { VoteOutcome.FirstWins => VoteOutcome.SecondWins, VoteOutcome.SecondWins => VoteOutcome.FirstWins, _ => outcome };
        }

        var place = Place(first, second);
        ref var pair = ref CollectionsMarshal.AsSpan(_pairs)[place];
        pair = outcome switch
        {
            VoteOutcome.FirstWins => pair with { Wins = checked(pair.Wins + votes) },
            VoteOutcome.SecondWins => pair with { Losses = checked(pair.Losses + votes) },
            _ => pair with { Ties = checked(pair.Ties + votes) },
        };
        Votes = checked(Votes + votes);
        Ties += outcome == VoteOutcome.Tie ? votes : 0;
        Models = Math.Max(Models, second + 1);
        if (Clusterings > 0)
        {
            _votes.Add(checked((3 * place) + (int)outcome));
            _clusters.Add(clusters);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Place(int first, int second)
    {
        var pairs = CollectionsMarshal.AsSpan(_pairs);
        var mask = _slots.Length - 1;
        for (var slot = Slot(first, second, mask); ; slot = (slot + 1) & mask)
        {
            var place = _slots[slot] - 1;
            if (place < 0)
            {
                break;
            }

            if (pairs[place].First == first && pairs[place].Second == second)
            {
                return place;
            }
        }

        _pairs.Add(new PairCounts(first, second, 0, 0, 0));
        if (2 * _pairs.Count > _slots.Length)
        {
            _slots = new int[BitOperations.RoundUpToPowerOf2(4u * (uint)_pairs.Count)];
            for (var place = 0; place < _pairs.Count; place++)
            {
                Occupy(place);
            }
        }
        else
        {
            Occupy(_pairs.Count - 1);
        }

        return _pairs.Count - 1;
    }

    private void Occupy(int place)
    {
        var mask = _slots.Length - 1;
        var slot = Slot(_pairs[place].First, _pairs[place].Second, mask);
        while (_slots[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }

        _slots[slot] = place + 1;
    }

    private static int Slot(int first, int second, int mask) => (int)SplitMix64.Mix(((ulong)(uint)first << 32) | (uint)second) & mask;
}
