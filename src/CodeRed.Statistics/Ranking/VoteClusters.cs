using System.Runtime.InteropServices;
using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Ranking;

/// <summary>The clusters of the votes, one column for each way of clustering, in the order of the votes.</summary>
internal sealed class VoteClusters
{
    /// <summary>A vote whose cluster is not known is a cluster of its own.</summary>
    public const int Alone = -1;

    private readonly Chunks<int>[] _columns;

    public VoteClusters(int ways)
    {
        if (ways is < 0 or > 2)
        {
            throw new ArgumentOutOfRangeException(nameof(ways), ways, "Votes are clustered in 0, 1 or 2 ways.");
        }

        _columns = new Chunks<int>[ways];
        for (var way = 0; way < ways; way++)
        {
            _columns[way] = new Chunks<int>();
        }
    }

    public int Ways => _columns.Length;

    public int this[int way, int vote] => _columns[way][vote];

    public void ThrowUnlessFitting(ReadOnlySpan<int> clusters)
    {
        if (clusters.Length != Ways)
        {
            throw new ArgumentException($"A vote has {Ways} cluster numbers here, one for each way of clustering, and not {clusters.Length}.", nameof(clusters));
        }

        foreach (var cluster in clusters)
        {
            if (cluster < Alone)
            {
                throw new ArgumentOutOfRangeException(nameof(clusters), cluster, "A cluster's number is at least 0, or -1 for a cluster of its own.");
            }
        }
    }

    public void Add(ReadOnlySpan<int> clusters)
    {
        for (var way = 0; way < clusters.Length; way++)
        {
            _columns[way].Add(clusters[way]);
        }
    }

    /// <summary>The votes in the order of their clusters.</summary>
    public Grouping By(int way)
    {
        var column = _columns[way];
        var labels = new int[column.Count];
        Dictionary<long, int> numbers = [];
        var alone = 0;
        for (var vote = 0; vote < labels.Length; vote++)
        {
            labels[vote] = column[vote] == Alone ? numbers.Count + alone++ : Number(numbers, column[vote], alone);
        }

        return new Grouping(labels, numbers.Count + alone);
    }

    /// <summary>The votes by the pairs of clusters that occur together.</summary>
    public Grouping ByBoth()
    {
        var (one, other) = (_columns[0], _columns[1]);
        var labels = new int[one.Count];
        Dictionary<long, int> numbers = [];
        var alone = 0;
        for (var vote = 0; vote < labels.Length; vote++)
        {
            labels[vote] = one[vote] == Alone || other[vote] == Alone
                ? numbers.Count + alone++
                : Number(numbers, Key(one[vote], other[vote]), alone);
        }

        return new Grouping(labels, numbers.Count + alone);
    }

    // Mixed, because a dictionary's own hash of two numbers in one makes many pairs collide.
    private static long Key(int one, int other) => (long)SplitMix64.Mix(((ulong)(uint)one << 32) | (uint)other);

    private static int Number(Dictionary<long, int> numbers, long key, int alone)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, key, out var known);
        if (!known)
        {
            number = numbers.Count - 1 + alone;
        }

        return number;
    }

    /// <summary>A partition of the votes.</summary>
    public sealed class Grouping
    {
        public Grouping(int[] labels, int clusters)
        {
            Labels = labels;
            Starts = new int[clusters + 1];
            foreach (var label in labels)
            {
                Starts[label + 1]++;
            }

            double squares = 0;
            for (var cluster = 0; cluster < clusters; cluster++)
            {
                squares += (double)Starts[cluster + 1] * Starts[cluster + 1];
                Starts[cluster + 1] += Starts[cluster];
            }

            EffectiveClusters = (double)labels.Length * labels.Length / squares;
            Order = new int[labels.Length];
            var next = Starts.AsSpan(0, clusters).ToArray();
            for (var vote = 0; vote < labels.Length; vote++)
            {
                Order[next[labels[vote]]++] = vote;
            }
        }

        /// <summary>Number of clusters.</summary>
        public int Clusters => Starts.Length - 1;

        /// <summary>The cluster of each vote, 0 to <see cref="Clusters"/> - 1.</summary>
        public int[] Labels { get; }

        /// <summary>The votes, cluster after cluster.</summary>
        public int[] Order { get; }

        /// <summary>Where each cluster begins in <see cref="Order"/>, and the end.</summary>
        public int[] Starts { get; }

        /// <summary>Number of equally large clusters with the same sum of squared shares of the votes.</summary>
        public double EffectiveClusters { get; }
    }
}
