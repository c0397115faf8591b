using System.Text;
using CodeRed.Statistics.Ranking;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace CodeRed.RankingBenchmark;

/// <summary>Models of known strength, and how often each is shown. Votes follow Davidson's model.</summary>
/// <remarks>Log-strengths are normal with standard deviation .8. A model's chance to be shown falls with the root of its place in an order of its own, as
/// new models are shown more than old ones in public arenas; the second model of a vote is another one. With nu = .7, 23 % of the votes are
/// ties.</remarks>
internal sealed class Arena
{
    public const double Nu = .7;

    private const double Spread = .8;

    private readonly Random _random;
    private readonly double[] _ends; // where each model's part of [0, 1) ends
    private readonly int _newcomerVotes;

    /// <summary>Draws an arena.</summary>
    /// <param name="models">At least 3.</param>
    /// <param name="newcomerVotes">Votes of the last model, which has no others; 0 for a model like the rest.</param>
    /// <param name="seed">Of the arena and of its votes.</param>
    public Arena(int models, int newcomerVotes, int seed)
    {
        _random = new Xoshiro256StarStar(seed, threadSafe: false);
        _newcomerVotes = newcomerVotes;
        Strengths = [.. Enumerable.Range(0, models).Select(_ => Normal.Sample(_random, 0, Spread)).OrderDescending()];
        if (newcomerVotes > 0)
        {
            // Of any strength, not the weakest.
            var place = _random.Next(models);
            (Strengths[place], Strengths[^1]) = (Strengths[^1], Strengths[place]);
        }

        Shares = [.. Enumerable.Range(1, models).Select(place => 1 / Math.Sqrt(place))];
        _random.Shuffle(Shares);
        Shares[^1] *= newcomerVotes > 0 ? 0 : 1;
        var total = Shares.Sum();
        Shares = Array.ConvertAll(Shares, share => share / total);
        _ends = new double[models];
        double sum = 0;
        for (var model = 0; model < models; model++)
        {
            _ends[model] = sum += Shares[model];
        }
    }

    public double[] Strengths { get; }

    public int Newcomer => Strengths.Length - 1;

    private double[] Shares { get; }

    /// <summary>Writes votes as CSV, those of the newcomer last.</summary>
    public void Write(string path, int votes)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        file.Write("model_a,model_b,winner\n"u8);
        byte[][] names = [.. Enumerable.Range(0, Strengths.Length).Select(model => Encoding.ASCII.GetBytes($"model_{model:000},"))];
        byte[][] outcomes = ["model_a\n"u8.ToArray(), "model_b\n"u8.ToArray(), "tie\n"u8.ToArray()];
        for (var vote = 0; vote < votes; vote++)
        {
            var (first, second) = vote < votes - _newcomerVotes ? (Shown(), Shown()) : (Newcomer, Shown());
            while (second == first)
            {
                second = Shown();
            }

            file.Write(names[first]);
            file.Write(names[second]);
            file.Write(outcomes[(int)Outcome(first, second)]);
        }

        file.Flush(flushToDisk: true); // not while something is timed
    }

    /// <summary>Votes counted by pairs, without drawing each: the counts of a Poisson number of votes are independent Poisson numbers.</summary>
    /// <param name="votes">Their expected number, those of the newcomer not counted, who has exactly its own.</param>
    public PairTable Count(double votes)
    {
        var table = new PairTable();
        foreach (var (first, second, expected) in Expected(votes, withNewcomer: false))
        {
            var (win, loss, tie) = Probabilities(first, second);
            table.Add(new PairCounts(first, second, Draw(expected * win), Draw(expected * loss), Draw(expected * tie)));
        }

        for (var vote = 0; vote < _newcomerVotes; vote++)
        {
            var opponent = Shown();
            table.Add(Newcomer, opponent, Outcome(Newcomer, opponent));
        }

        return table;
    }

    /// <summary>What the votes are on average, each vote as many times, rounded: to it a fit is what a method comes to with all votes there are.</summary>
    public PairTable Limit(double votes, int times)
    {
        var table = new PairTable();
        foreach (var (first, second, expected) in Expected(votes, withNewcomer: true))
        {
            var (win, loss, tie) = Probabilities(first, second);
            long Whole(double share) => (long)Math.Round(times * expected * share);
            table.Add(new PairCounts(first, second, Whole(win), Whole(loss), Whole(tie)));
        }

        return table;
    }

    // Each pair with its expected number of votes.
    private IEnumerable<(int First, int Second, double Expected)> Expected(double votes, bool withNewcomer)
    {
        for (var first = 0; first < Strengths.Length; first++)
        {
            for (var second = first + 1; second < Strengths.Length; second++)
            {
                var (one, other) = (Shares[first], Shares[second]);
                if (other > 0)
                {
                    yield return (first, second, votes * one * other * ((1 / (1 - one)) + (1 / (1 - other))));
                }
                else if (withNewcomer)
                {
                    yield return (first, second, _newcomerVotes * one);
                }
            }
        }
    }

    private long Draw(double mean) => Poisson.Sample(_random, mean);

    private int Shown()
    {
        var place = Array.BinarySearch(_ends, _random.NextDouble() * _ends[^1]);
        return Math.Min(place < 0 ? ~place : place + 1, _ends.Length - 1);
    }

    private VoteOutcome Outcome(int first, int second)
    {
        var (win, loss, _) = Probabilities(first, second);
        var uniform = _random.NextDouble();
        return uniform < win ? VoteOutcome.FirstWins : uniform < win + loss ? VoteOutcome.SecondWins : VoteOutcome.Tie;
    }

    private (double Win, double Loss, double Tie) Probabilities(int first, int second)
    {
        var ratio = Math.Exp((Strengths[first] - Strengths[second]) / 2);
        var all = ratio + (1 / ratio) + Nu;
        return (ratio / all, 1 / ratio / all, Nu / all);
    }
}
