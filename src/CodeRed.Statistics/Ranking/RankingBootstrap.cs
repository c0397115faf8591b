using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CodeRed.Statistics.Algebra;
using CodeRed.Statistics.Distributions;
using CodeRed.Statistics.Intervals;

namespace CodeRed.Statistics.Ranking;

/// <summary>Strengths fitted again to votes or clusters drawn anew.</summary>
/// <remarks>
/// <para>Votes: wins, losses and ties of all pairs are drawn from the multinomial distribution with the observed shares, which is what drawing single
/// votes with replacement amounts to; so a round costs by pairs and not by votes. Efron and Tibshirani (1993), An Introduction to the Bootstrap,
/// chapters 6 and 13. Clusters: Field and Welsh (2007), JRSS B 69(3), 369-390; both ways: the pigeonhole bootstrap of Owen (2007), Annals of Applied
/// Statistics 1(2), 386-411, which errs on the wide side.</para>
/// <para>Each round starts from the fit and takes Newton steps, their equations solved by conjugate gradients with the fit's own factor as
/// preconditioner, until the next step would move no strength by more than a
    /// thousandth of its standard error. A round in which a model was drawn undefeated or winless has no
/// finite maximum: its steps end after a fixed number, its strength is large, and <see cref="Unsettled"/> counts the round.</para>
/// </remarks>
public sealed class RankingBootstrap
{
    private const int MostSteps = 12;
    private const double LongestStep = 2; // in log-strength; keeps a round without a maximum from overflowing

    private readonly double[][] _replicates;

    private RankingBootstrap(RankingFit fit, VoteResampling resampling, double[][] replicates, int unsettled)
    {
        Fit = fit;
        Resampling = resampling;
        _replicates = replicates;
        Unsettled = unsettled;
    }

    /// <summary>The fit to the votes as they are.</summary>
    public RankingFit Fit { get; }

    /// <summary>What was drawn.</summary>
    public VoteResampling Resampling { get; }

    /// <summary>Number of rounds.</summary>
    public int Rounds => _replicates.Length;

    /// <summary>Rounds that did not settle, nearly always because a model was undefeated or winless in them.</summary>
    public int Unsettled { get; }

    /// <summary>Log-strengths of one round, of mean zero.</summary>
    public ReadOnlySpan<double> Replicate(int round) => _replicates[round].AsSpan(0, Fit.Models);

    /// <summary>Draws and fits.</summary>
    /// <param name="fit">A fit to a pair table, without covariates.</param>
    /// <param name="rounds">At least 2; 100 serve a standard error, 1,000 an interval.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="resampling">What to draw.</param>
    /// <returns>The same for the same seed, on any number of processors.</returns>
    /// <exception cref="ArgumentException">The fit has covariates.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 rounds, or the votes are not clustered in this way.</exception>
    public static RankingBootstrap Run(RankingFit fit, int rounds, ulong seed, VoteResampling resampling = VoteResampling.Votes)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 2);
        if (fit.Likelihood is not PairLikelihood likelihood)
        {
            throw new ArgumentException("A fit with covariates is not drawn anew; use its robust or clustered errors.", nameof(fit));
        }

        var ways = resampling switch { VoteResampling.Votes => 0, VoteResampling.FirstClusters => 1, _ => 2 };
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ways, fit.Clusterings, nameof(resampling));
        Sampler sampler = ways == 0 ? new MultinomialSampler(likelihood) : new ClusterSampler(likelihood, resampling);
        var replicates = new double[rounds][];
        var settled = new bool[rounds];
        var errors = StandardErrors(fit);
        ConcurrentBag<Workspace> idle = []; // as many as threads work at once
        Parallel.For(0, rounds, round =>
        {
            var workspace = idle.TryTake(out var free) ? free : new Workspace(likelihood);
            var random = new NormalDraws(SplitMix64.Mix(seed) + (ulong)round);
            sampler.Draw(ref random, workspace.Counts, workspace.Ends);
            (replicates[round], settled[round]) = workspace.Fit(fit, errors);
            idle.Add(workspace);
        });
        return new RankingBootstrap(fit, resampling, replicates, settled.Count(each => !each));
    }

    /// <summary>Standard deviation over the rounds of a model's log-strength relative to the mean of all.</summary>
    public double StandardError(int model) => Spread(Column(model));

    /// <summary>Standard deviation over the rounds of the difference of two log-strengths.</summary>
    public double StandardError(int first, int second) => Spread(Column(first, second));

    /// <summary>Percentile interval for a model's log-strength relative to the mean of all.</summary>
    public Interval LogStrength(int model, double level = 0.95) => Percentiles(Column(model), level);

    /// <summary>Percentile interval for the log-strength of the first model minus that of the second.</summary>
    public Interval Difference(int first, int second, double level = 0.95) => Percentiles(Column(first, second), level);

    /// <summary>Share of rounds in which each model is the strongest; sums to 1.</summary>
    public double[] ProbabilityBest()
    {
        var times = new int[Fit.Models];
        for (var round = 0; round < Rounds; round++)
        {
            var strengths = Replicate(round);
            var leader = 0;
            for (var model = 1; model < strengths.Length; model++)
            {
                leader = strengths[model] > strengths[leader] ? model : leader;
            }

            times[leader]++;
        }

        return Array.ConvertAll(times, count => (double)count / Rounds);
    }

    private static double[] StandardErrors(RankingFit fit)
    {
        // From the diagonal of the information alone: at most the standard error, so that the rule to stop errs on the strict side.
        var size = fit.Likelihood.Size;
        var errors = new double[size];
        for (var i = 0; i < size; i++)
        {
            var row = fit.Factor.AsSpan(i * size, i + 1);
            errors[i] = 1 / Math.Sqrt(SymmetricMatrix.Dot(row, row));
        }

        return errors;
    }

    private double[] Column(int model)
    {
        Fit.ThrowUnlessModel(model, nameof(model));
        return [.. _replicates.Select(replicate => replicate[model])];
    }

    private double[] Column(int first, int second)
    {
        Fit.ThrowUnlessModel(first, nameof(first));
        Fit.ThrowUnlessModel(second, nameof(second));
        return [.. _replicates.Select(replicate => replicate[first] - replicate[second])];
    }

    private static double Spread(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    private static Interval Percentiles(double[] values, double level)
    {
        var alpha = ConfidenceLevel.Alpha(level);
        Array.Sort(values);
        double At(double share)
        {
            var place = share * (values.Length - 1);
            var below = (int)place;
            return below + 1 == values.Length ? values[below] : values[below] + ((place - below) * (values[below + 1] - values[below]));
        }

        return new Interval(At(alpha / 2), At(1 - (alpha / 2)));
    }

    private abstract class Sampler
    {
        public abstract void Draw(ref NormalDraws random, double[] counts, double[] ends);
    }

    // Independent Poisson counts are multinomial given their total; what the total lacks is drawn vote by vote, and what it has too much of taken
    // away the same way, so that the result is exactly multinomial.
    private sealed class MultinomialSampler : Sampler
    {
        private readonly double[] _ends;
        private readonly List<(long Mean, int From, int To)> _groups = [];
        private readonly int[] _cells; // those with votes, by their number of votes: cells of one mean share a table while it is in the cache
        private readonly PoissonTables _poisson;

        public MultinomialSampler(PairLikelihood likelihood)
        {
            var counts = likelihood.Counts;
            _ends = new double[counts.Length];
            Sum(counts, _ends);
            _cells = [.. Enumerable.Range(0, counts.Length).Where(cell => counts[cell] > 0)];
            Array.Sort(Array.ConvertAll(_cells, cell => ((long)Math.Min(counts[cell], uint.MaxValue) << 31) | (uint)cell), _cells);
            var means = Array.ConvertAll(_cells, cell => counts[cell]);
            _poisson = new PoissonTables(means[^1]);
            for (int from = 0, to; from < means.Length; from = to)
            {
                for (to = from; to < means.Length && means[to] == means[from]; to++)
                {
                }

                _groups.Add(((long)means[from], from, to));
            }
        }

        public override void Draw(ref NormalDraws random, double[] counts, double[] ends)
        {
            double total = 0;
            Array.Clear(counts);
            foreach (var (mean, from, to) in _groups)
            {
                total += _poisson.Add(mean, _cells.AsSpan(from..to), counts, ref random);
            }

            var votes = _ends[^1];
            for (; total < votes; total++)
            {
                counts[Cell(_ends, Math.Floor(random.NextUniform() * votes))]++;
            }

            if (total > votes)
            {
                Sum(counts, ends);
                HashSet<double> taken = [];
                while (total > votes)
                {
                    var vote = Math.Floor(random.NextUniform() * ends[^1]);
                    if (taken.Add(vote))
                    {
                        counts[Cell(ends, vote)]--;
                        total--;
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Sum(double[] counts, double[] ends)
        {
            double sum = 0;
            for (var cell = 0; cell < counts.Length; cell++)
            {
                ends[cell] = sum += counts[cell];
            }
        }

        // The first cell whose end exceeds the vote's number; cells without votes end where the one before does.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static int Cell(double[] ends, double vote)
        {
            int low = 0, high = ends.Length - 1;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (ends[middle] > vote)
                {
                    high = middle;
                }
                else
                {
                    low = middle + 1;
                }
            }

            return low;
        }
    }

    private sealed class ClusterSampler : Sampler
    {
        private readonly PairTable _table;
        private readonly VoteClusters.Grouping[] _ways;

        public ClusterSampler(PairLikelihood likelihood, VoteResampling resampling)
        {
            _table = likelihood.Table;
            _ways = resampling switch
            {
                VoteResampling.FirstClusters => [likelihood.Clusters.By(0)],
                VoteResampling.SecondClusters => [likelihood.Clusters.By(1)],
                _ => [likelihood.Clusters.By(0), likelihood.Clusters.By(1)],
            };
        }

        public override void Draw(ref NormalDraws random, double[] counts, double[] ends)
        {
            Array.Clear(counts);
            var first = Weights(_ways[0], ref random);
            var labels = _ways[0].Labels;
            if (_ways.Length == 1)
            {
                for (var vote = 0; vote < labels.Length; vote++)
                {
                    counts[_table.VoteCode(vote)] += first[labels[vote]];
                }

                return;
            }

            var second = Weights(_ways[1], ref random);
            var others = _ways[1].Labels;
            for (var vote = 0; vote < labels.Length; vote++)
            {
                counts[_table.VoteCode(vote)] += (double)first[labels[vote]] * second[others[vote]];
            }
        }

        private static int[] Weights(VoteClusters.Grouping clusters, ref NormalDraws random)
        {
            var weights = new int[clusters.Clusters];
            for (var draw = 0; draw < weights.Length; draw++)
            {
                weights[(int)(random.NextUniform() * weights.Length)]++;
            }

            return weights;
        }
    }

    // One thread's memory.
    private sealed class Workspace(PairLikelihood likelihood)
    {
        private readonly PairInformation[] _information = new PairInformation[likelihood.Table.Pairs.Length];
        private readonly double[] _gradient = new double[likelihood.Size];
        private readonly double[] _step = new double[likelihood.Size];
        private readonly double[] _preconditioned = new double[likelihood.Size];
        private readonly double[] _direction = new double[likelihood.Size];
        private readonly double[] _product = new double[likelihood.Size];
        private double _tieInformation;
        private double _gauge;

        public double[] Counts { get; } = new double[3 * likelihood.Table.Pairs.Length];

        public double[] Ends { get; } = new double[3 * likelihood.Table.Pairs.Length];

        public (double[] Parameters, bool Settled) Fit(RankingFit fit, double[] errors)
        {
            var parameters = (double[])fit.Parameters.Clone();
            var models = likelihood.Models;
            var before = 0.0; // no step yet to foresee the next from
            for (var steps = 0; steps < MostSteps; steps++)
            {
                _tieInformation = likelihood.Weighted(parameters, Counts, _gradient, _information);
                if (steps == 0)
                {
                    _gauge = 0;
                    foreach (var pair in _information)
                    {
                        _gauge += 2 * pair.DD / models / models;
                    }
                }

                SolveByConjugateGradients(fit.Factor);
                double longest = 0, relative = 0, mean = 0;
                for (var i = 0; i < _step.Length; i++)
                {
                    longest = Math.Max(longest, Math.Abs(_step[i]));
                    relative = Math.Max(relative, Math.Abs(_step[i]) / errors[i]);
                }

                var share = Math.Min(1, LongestStep / longest);
                if (likelihood.FitsTies)
                {
                    var next = (double[])parameters.Clone();
                    next[^1] += share * _step[^1];
                    while (!likelihood.Permits(next))
                    {
                        share /= 2;
                        next[^1] = parameters[^1] + (share * _step[^1]);
                    }
                }

                for (var i = 0; i < _step.Length; i++)
                {
                    parameters[i] += share * _step[i];
                    mean += i < models ? parameters[i] / models : 0;
                }

                for (var i = 0; i < models; i++)
                {
                    parameters[i] -= mean;
                }

                if (!double.IsFinite(longest))
                {
                    return (parameters, false);
                }

                // Newton's steps shrink by squares, so that the next is foreseen from the last two.
                if (share == 1 && (relative < 1e-3 || relative * relative * relative < 1e-3 * before * before))
                {
                    return (parameters, true);
                }

                before = share == 1 ? relative : 0;
            }

            return (parameters, false);
        }

        // Hestenes and Stiefel (1952). A round's matrix differs little from the fit's, so that a few products with it do.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void SolveByConjugateGradients(double[] factor)
        {
            var size = likelihood.Size;
            Array.Clear(_step);
            _gradient.CopyTo(_preconditioned, 0);
            SymmetricMatrix.Solve(factor, size, _preconditioned);
            _preconditioned.CopyTo(_direction, 0);
            var left = SymmetricMatrix.Dot(_gradient, _preconditioned);
            var enough = 1e-5 * left; // in squares; what is left over is for the next step
            for (var k = 0; k < 50 && left > enough && left > 0; k++)
            {
                Multiply();
                var along = left / SymmetricMatrix.Dot(_direction, _product);
                for (var i = 0; i < size; i++)
                {
                    _step[i] += along * _direction[i];
                    _gradient[i] -= along * _product[i];
                }

                _gradient.CopyTo(_preconditioned, 0);
                SymmetricMatrix.Solve(factor, size, _preconditioned);
                var now = SymmetricMatrix.Dot(_gradient, _preconditioned);
                var turn = now / left;
                left = now;
                for (var i = 0; i < size; i++)
                {
                    _direction[i] = _preconditioned[i] + (turn * _direction[i]);
                }
            }
        }

        // The round's information times the direction, gauge included.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Multiply()
        {
            var (models, tie) = (likelihood.Models, likelihood.TieIndex);
            double sum = 0;
            for (var i = 0; i < models; i++)
            {
                sum += _direction[i];
            }

            Array.Fill(_product, _gauge * sum);
            var byTie = tie < 0 ? 0 : _direction[tie];
            double ofTie = _tieInformation * byTie;
            var sides = likelihood.Sides;
            for (var place = 0; place < sides.Length; place++)
            {
                var (first, second) = sides[place];
                var d = _direction[first] - _direction[second];
                var value = (_information[place].DD * d) + (_information[place].DT * byTie);
                _product[first] += value;
                _product[second] -= value;
                ofTie += _information[place].DT * d;
            }

            if (tie >= 0)
            {
                _product[tie] = ofTie;
            }
        }
    }
}
