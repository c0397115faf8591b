using CodeRed.Statistics.Algebra;
using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Ranking;

/// <summary>A ranking with its errors: intervals, win probabilities, the chance to be best, and sets of ranks.</summary>
/// <remarks>All of it rests on the normal approximation of the estimates, which needs enough votes of each model. In 2,000 simulated arenas each (30
/// models, 20,000 votes, Davidson's model, robust errors) 95 % intervals covered 94.9 to 95.0 % over all models, and 95.4 to 95.5 % for a newcomer
/// with 60 votes of strength 0, 1.5 or 2.5; the rank sets of all models covered together in at least 99.9 %. Where votes are clustered, Student's t
/// with <see cref="DegreesOfFreedom"/> stands in for the normal.</remarks>
public sealed class RankingInference
{
    /// <summary>Below this many clusters, cluster-robust errors are known to be too small (Cameron and Miller 2015, section VI, name 20 to
    /// 50).</summary>
    public const int ManyClusters = 50;

    private const double OutOfReach = 20; // standard errors

    private readonly double[] _covariance;

    internal RankingInference(RankingFit fit, CovarianceKind kind, double[] covariance, IReadOnlyList<ClusterCount> clusters, bool overlapKept)
    {
        Fit = fit;
        Kind = kind;
        _covariance = covariance;
        Clusters = clusters;
        OverlapKept = overlapKept;
        DegreesOfFreedom = clusters.Count == 0 ? double.PositiveInfinity : clusters.Min(count => count.Clusters) - 1;
    }

    /// <summary>The fit.</summary>
    public RankingFit Fit { get; }

    /// <summary>What the errors assume.</summary>
    public CovarianceKind Kind { get; }

    /// <summary>For each way of clustering used, how many clusters there are; empty where votes are taken as independent.</summary>
    public IReadOnlyList<ClusterCount> Clusters { get; }

    /// <summary>Clusters minus one, of the way with fewest; infinite where votes are taken as independent.</summary>
    public double DegreesOfFreedom { get; }

    /// <summary>Whether clusters, counted by their effective number, are too few for the errors to be trusted.</summary>
    public bool FewClusters => Clusters.Any(count => count.Effective < ManyClusters);

    /// <summary>Whether two ways of clustering share so much that their overlap could not be subtracted: errors are then too wide.</summary>
    public bool OverlapKept { get; }

    /// <summary>Standard error of a model's log-strength relative to the mean of all.</summary>
    public double StandardError(int model)
    {
        Fit.ThrowUnlessModel(model, nameof(model));
        return Math.Sqrt(Math.Max(0, Covariance(model, model)));
    }

    /// <summary>Standard error of the difference of two log-strengths.</summary>
    public double StandardError(int first, int second)
    {
        Fit.ThrowUnlessModel(first, nameof(first));
        Fit.ThrowUnlessModel(second, nameof(second));
        return Math.Sqrt(Math.Max(0, Covariance(first, first) + Covariance(second, second) - (2 * Covariance(first, second))));
    }

    /// <summary>Interval for a model's log-strength relative to the mean of all.</summary>
    /// <param name="model">Number of the model.</param>
    /// <param name="level">Confidence level in (0, 1), for this one interval.</param>
    public Interval LogStrength(int model, double level = 0.95) => Around(Fit.LogStrengths[model], StandardError(model), level);

    /// <summary>Interval for the log-strength of the first model minus that of the second, such as a baseline.</summary>
    /// <param name="first">Number of the one model.</param>
    /// <param name="second">Number of the other.</param>
    /// <param name="level">Confidence level in (0, 1), for this one interval.</param>
    public Interval Difference(int first, int second, double level = 0.95) =>
        Around(Fit.LogStrengths[first] - Fit.LogStrengths[second], StandardError(first, second), level);

    /// <summary>Interval for a covariate's coefficient.</summary>
    /// <param name="covariate">Number of the covariate, from 0.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    public Interval Coefficient(int covariate, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(covariate);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(covariate, Fit.Coefficients.Count);
        var index = Fit.Models + covariate;
        return Around(Fit.Coefficients[covariate], Math.Sqrt(Math.Max(0, Covariance(index, index))) / Fit.Likelihood.Scale(covariate), level);
    }

    /// <summary>Interval for the tie parameter, or null where none is fitted.</summary>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <returns>Bounds for nu or kappa, from an interval for its logarithm.</returns>
    public Interval? TieParameter(double level = 0.95)
    {
        if (!Fit.Likelihood.FitsTies)
        {
            return null;
        }

        var index = Fit.Likelihood.TieIndex;
        var log = Around(Fit.Parameters[index], Math.Sqrt(Math.Max(0, Covariance(index, index))), level);
        return new Interval(Math.Exp(log.Lower), Math.Exp(log.Upper));
    }

    /// <summary>Probability that a vote which decides between two models is for the first; covariates are zero.</summary>
    /// <param name="first">Number of the one model.</param>
    /// <param name="second">Number of the other.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <returns>With an interval from one for the log odds, by the delta method.</returns>
    public ProbabilityEstimate WinProbability(int first, int second, double level = 0.95)
    {
        Terms(first, second, out var d, out var win, out var loss, out _);
        var (logWin, logLoss, _) = Fit.Likelihood.LogProbabilities(d, Fit.Parameters);
        return FromLogOdds(first, second, logWin - logLoss, win.D - loss.D, win.T - loss.T, level);
    }

    /// <summary>Probability of an outcome of a vote between two models; covariates are zero.</summary>
    /// <param name="first">Number of the one model.</param>
    /// <param name="second">Number of the other.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <returns>With an interval from one for the log odds, by the delta method.</returns>
    /// <exception cref="InvalidOperationException">Ties are half wins: the model gives them no probability.</exception>
    public ProbabilityEstimate OutcomeProbability(int first, int second, VoteOutcome outcome, double level = 0.95)
    {
        if (Fit.Ties == TieTreatment.HalfWin)
        {
            throw new InvalidOperationException("With ties as half wins a tie has no probability; fit Davidson's model, or ask for the win probability.");
        }

        Terms(first, second, out var d, out var win, out var loss, out var tie);
        var all = Fit.Likelihood.LogProbabilities(d, Fit.Parameters);
        var (log, terms) = outcome switch { VoteOutcome.FirstWins => (all.Win, win), VoteOutcome.SecondWins => (all.Loss, loss), _ => (all.Tie, tie) };
        if (double.IsNegativeInfinity(log))
        {
            return new ProbabilityEstimate(0, new Interval(0, 0));
        }

        var rest = -NearZero.Expm1(log);
        return FromLogOdds(first, second, log - Math.Log(rest), terms.D / rest, terms.T / rest, level);
    }

    /// <summary>Chance of each model to be the strongest.</summary>
    /// <param name="draws">Draws, at least 1; a chance's simulation error is at most 1 / (2 sqrt(draws)).</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <returns>Share of draws from the estimates' approximate distribution in which the model has the highest strength; sums to 1. Exactly 0 for
    /// models more than 20 standard errors behind.</returns>
    /// <remarks>The normal approximation of a posterior with a flat prior, or the parametric bootstrap's share of wins. It is no confidence
    /// level.</remarks>
    public double[] ProbabilityBest(int draws = 10_000, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        var first = Enumerable.Range(0, Fit.Models).MaxBy(model => Fit.LogStrengths[model]);
        bool Contends(int model) => Fit.LogStrengths[first] - Fit.LogStrengths[model] <= OutOfReach * StandardError(first, model);
        int[] contenders = [.. Enumerable.Range(0, Fit.Models).Where(Contends)];
        var best = new int[draws];
        Draws(contenders, draws, seed, (draw, noise) =>
        {
            var leader = 0;
            for (var place = 1; place < noise.Length; place++)
            {
                leader = Fit.LogStrengths[contenders[place]] + noise[place] > Fit.LogStrengths[contenders[leader]] + noise[leader] ? place : leader;
            }

            best[draw] = contenders[leader];
        });
        var times = new int[Fit.Models];
        foreach (var model in best)
        {
            times[model]++;
        }

        return Array.ConvertAll(times, count => (double)count / draws);
    }

    /// <summary>For each model the ranks it may hold, all at once: with the given confidence every true rank lies in its set.</summary>
    /// <param name="level">Confidence level in (0, 1), for all sets together.</param>
    /// <param name="draws">Draws for the critical values, at least 100.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <remarks>Mogstad, Romano, Shaikh and Wilhelm (2024), "Inference for ranks with applications to mobility across neighbourhoods and academic
    /// achievement across countries", Review of Economic Studies 91(1), 476-518, section 3: of all hypotheses that one model is no stronger than
    /// another, those are rejected whose studentised difference exceeds the quantile of the largest among those not yet rejected, step by step
    /// (Romano and Wolf 2005). A model's best rank is one more than the number of models shown stronger, its worst the number of models less those
    /// shown weaker. The chance of any false rejection is at most 1 - level in the limit of many votes.</remarks>
    public RankSet[] RankSets(double level = 0.95, int draws = 1_000, ulong seed = 1)
    {
        var alpha = RankingFit.Alpha(level);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 100);
        var models = Fit.Models;
        var noise = new double[draws * models];
        Draws([.. Enumerable.Range(0, models)], draws, seed, (draw, values) => values.CopyTo(noise.AsSpan(draw * models)));

        // One over the standard error of each difference; 0 takes a hypothesis out. Rows are the models claimed to be stronger.
        var open = new double[models * models];
        for (var i = 0; i < models; i++)
        {
            for (var j = 0; j < models; j++)
            {
                var error = StandardError(i, j);
                open[(i * models) + j] = i == j || error == 0 ? 0 : 1 / error;
            }
        }

        return SimultaneousRanks.From([.. Fit.LogStrengths], noise, open, alpha);
    }

    // Draws of the estimates' error; each has a stream of its own, so that the number of threads changes nothing.
    private void Draws(int[] of, int draws, ulong seed, Action<int, double[]> use)
    {
        var models = of.Length;
        var strengths = new double[models * models];
        for (var i = 0; i < models; i++)
        {
            for (var j = 0; j < models; j++)
            {
                strengths[(i * models) + j] = Covariance(of[i], of[j]);
            }
        }

        var (root, rank) = SymmetricMatrix.SemidefiniteRoot(strengths, models);
        Parallel.For(
            0,
            draws,
            () => (Normals: new double[rank], Noise: new double[models]),
            (draw, _, buffers) =>
            {
                var random = new NormalDraws(SplitMix64.Mix(seed) + (ulong)draw);
                for (var k = 0; k < rank; k++)
                {
                    buffers.Normals[k] = random.Next();
                }

                // A chi-square of few degrees of freedom, shared by all strengths, turns the normal into a multivariate t.
                var scale = double.IsInfinity(DegreesOfFreedom) ? 1 : Math.Sqrt(DegreesOfFreedom / random.NextChiSquare((int)DegreesOfFreedom));
                for (var model = 0; model < models; model++)
                {
                    buffers.Noise[model] = scale * SymmetricMatrix.Dot(root.AsSpan(model * rank, rank), buffers.Normals);
                }

                use(draw, buffers.Noise);
                return buffers;
            },
            _ => { });
    }

    private double Covariance(int i, int j) => _covariance[(i * Fit.Likelihood.Size) + j];

    private void Terms(int first, int second, out double d, out OutcomeTerms win, out OutcomeTerms loss, out OutcomeTerms tie)
    {
        Fit.ThrowUnlessModel(first, nameof(first));
        Fit.ThrowUnlessModel(second, nameof(second));
        d = Fit.LogStrengths[first] - Fit.LogStrengths[second];
        Fit.Likelihood.Terms(d, Fit.Parameters, out win, out loss, out tie);
    }

    private ProbabilityEstimate FromLogOdds(int first, int second, double logOdds, double byD, double byT, double level)
    {
        var error = StandardError(first, second);
        var variance = byD * byD * error * error;
        if (Fit.Likelihood.FitsTies)
        {
            var tie = Fit.Likelihood.TieIndex;
            variance += (byT * byT * Covariance(tie, tie)) + (2 * byD * byT * (Covariance(tie, first) - Covariance(tie, second)));
        }

        var interval = Around(logOdds, Math.Sqrt(Math.Max(0, variance)), level);
        return new ProbabilityEstimate(Logistic(logOdds), new Interval(Logistic(interval.Lower), Logistic(interval.Upper)));
    }

    private static double Logistic(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    private Interval Around(double estimate, double error, double level)
    {
        var alpha = RankingFit.Alpha(level);
        var critical = double.IsInfinity(DegreesOfFreedom)
            ? -MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, alpha / 2)
            : StudentT.Critical(alpha, DegreesOfFreedom);
        return new Interval(estimate - (critical * error), estimate + (critical * error));
    }
}
