namespace CodeRed.Statistics.Ranking;

/// <summary>Votes with covariates, kept one by one: what, beside the models, may have moved the vote.</summary>
/// <remarks>The difference of log-strengths of a vote becomes theta_first - theta_second + x' beta. A covariate is a difference as seen from the
/// first model, such as its answer's length minus the other's, so that exchanging the models changes its sign; a covariate of 1 in every vote is the
/// advantage of being shown first. Li, Angelopoulos and Chiang (2024), "Does style matter? Disentangling style and substance in Chatbot Arena", is
/// this with ties as half wins. Strengths are then those at covariates of zero. Memory is 9 bytes a vote, 8 for each covariate and 4 for each way of
/// clustering.</remarks>
public sealed class ContextualVotes
{
    private readonly Chunks<(int First, int Second)> _models = new();
    private readonly Chunks<VoteOutcome> _outcomes = new();
    private readonly Chunks<double> _covariates = new();
    private readonly double[] _squares;

    /// <summary>No votes yet.</summary>
    /// <param name="covariates">Number of covariates of a vote, at least 1.</param>
    /// <param name="clusterings">In how many ways votes are clustered: 0, 1 or 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public ContextualVotes(int covariates, int clusterings = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(covariates, 1);
        Clusters = new VoteClusters(clusterings);
        Covariates = covariates;
        _squares = new double[covariates];
    }

    /// <summary>Number of covariates of a vote.</summary>
    public int Covariates { get; }

    /// <summary>The votes without covariates and clusters.</summary>
    public PairTable Table { get; } = new();

    internal VoteClusters Clusters { get; }

    internal int Count => _models.Count;

    /// <summary>Adds a vote.</summary>
    /// <param name="first">Number of the first model, at least 0.</param>
    /// <param name="second">Number of the second model, at least 0, another one.</param>
    /// <param name="outcome">What the vote said.</param>
    /// <param name="covariates">Finite values, as seen from the first model.</param>
    /// <param name="clusters">The vote's cluster in each way of clustering: a number from 0, or -1 for a cluster of its own where it is not
    /// known.</param>
    /// <exception cref="ArgumentException">A model is compared with itself, or the covariates or clusters are more or fewer than
    /// announced.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public void Add(int first, int second, VoteOutcome outcome, ReadOnlySpan<double> covariates, params ReadOnlySpan<int> clusters)
    {
        PairTable.ThrowUnlessVote(first, second, outcome);
        Clusters.ThrowUnlessFitting(clusters);
        if (covariates.Length != Covariates)
        {
            throw new ArgumentException($"A vote has {Covariates} covariates here, not {covariates.Length}.", nameof(covariates));
        }

        foreach (var value in covariates)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentOutOfRangeException(nameof(covariates), value, "A covariate is finite; leave out votes whose covariates are not known.");
            }
        }

        Table.Add(first, second, outcome);
        _models.Add((first, second));
        _outcomes.Add(outcome);
        Clusters.Add(clusters);
        for (var k = 0; k < covariates.Length; k++)
        {
            _covariates.Add(covariates[k]);
            _squares[k] += covariates[k] * covariates[k];
        }
    }

    /// <summary>The votes among some of the models, which are numbered anew in the order given.</summary>
    /// <param name="models">Distinct numbers of models.</param>
    /// <returns>Votes of their own, with their covariates and clusters.</returns>
    /// <exception cref="ArgumentException">A number occurs twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such model.</exception>
    public ContextualVotes Only(ReadOnlySpan<int> models)
    {
        var numbers = Table.Renumbered(models);
        var votes = new ContextualVotes(Covariates, Clusters.Ways);
        Span<int> clusters = stackalloc int[Clusters.Ways];
        var covariates = new double[Covariates];
        for (var vote = 0; vote < Count; vote++)
        {
            var (first, second, outcome) = this[vote];
            if (numbers[first] < 0 || numbers[second] < 0)
            {
                continue;
            }

            for (var k = 0; k < covariates.Length; k++)
            {
                covariates[k] = Covariate(vote, k);
            }

            for (var way = 0; way < clusters.Length; way++)
            {
                clusters[way] = Clusters[way, vote];
            }

            votes.Add(numbers[first], numbers[second], outcome, covariates, clusters);
        }

        votes.Table.Extend(models.Length);
        return votes;
    }

    internal (int First, int Second, VoteOutcome Outcome) this[int vote] => (_models[vote].First, _models[vote].Second, _outcomes[vote]);

    internal double Covariate(int vote, int covariate) => _covariates[(vote * Covariates) + covariate];

    /// <summary>Root of the mean square of a covariate.</summary>
    internal double RootMeanSquare(int covariate) => Math.Sqrt(_squares[covariate] / Math.Max(1, Count));
}
