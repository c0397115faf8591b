using CodeRed.Statistics.Algebra;
using CodeRed.Statistics.Intervals;

namespace CodeRed.Statistics.Ranking;

/// <summary>Strengths of models fitted to votes by maximum likelihood.</summary>
/// <remarks>
/// <para>The log-likelihood is concave, and strictly so on strengths of mean zero once the votes link all models both ways, which is checked before;
/// Newton's method with halved steps therefore ends at the one maximum. It stops where the Newton decrement is at most 1e-9: the quadratic model then
/// moves no contrast of strengths by more than 1e-9 of its own standard error, or by 1e-6 where so many votes are summed that rounding hides the rest. No
/// prior and no ridge is added, so that a model with few votes has a wide interval and is not pulled anywhere.</para>
/// <para>Errors: H^-1 G H^-1 with H minus the matrix of second derivatives and G the sum of outer products of the scores of votes or clusters: Huber
/// (1967); White (1982), "Maximum likelihood estimation of misspecified models", Econometrica 50(1), 1-25.</para>
/// </remarks>
public sealed class RankingFit
{
    private readonly double[] _factor;
    private double[]? _inverse;

    internal RankingFit(ComparisonLikelihood likelihood, double[] parameters, double[] factor, double value, int steps)
    {
        Likelihood = likelihood;
        Parameters = parameters;
        _factor = factor;
        LogLikelihood = value;
        NewtonSteps = steps;
        LogStrengths = parameters[..likelihood.Models];
        Coefficients = [.. Enumerable.Range(0, likelihood.Covariates).Select(k => parameters[likelihood.Models + k] / likelihood.Scale(k))];
    }

    /// <summary>Number of models.</summary>
    public int Models => Likelihood.Models;

    /// <summary>What a tie is taken for.</summary>
    public TieTreatment Ties => Likelihood.Treatment;

    /// <summary>Log-strengths theta of the models, in natural logarithms, of mean zero. A difference of 1 is odds of e; 400 / ln 10 times it is an
    /// Elo difference.</summary>
    public IReadOnlyList<double> LogStrengths { get; }

    /// <summary>Coefficients of the covariates, per unit of each; empty without.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>Davidson's nu (0 where no vote ties), or Rao and Kupper's kappa (1 where none does); null where ties are half wins.</summary>
    public double? TieParameter => Ties == TieTreatment.HalfWin ? null : Likelihood.PublishedTie(Parameters);

    /// <summary>Natural logarithm of the likelihood at the maximum; with ties as half wins, a quasi-likelihood.</summary>
    public double LogLikelihood { get; }

    /// <summary>Newton steps taken.</summary>
    public int NewtonSteps { get; }

    /// <summary>In how many ways the votes are clustered.</summary>
    public int Clusterings => Likelihood.Clusters.Ways;

    internal ComparisonLikelihood Likelihood { get; }

    internal double[] Parameters { get; }

    /// <summary>Cholesky factor of the information with its gauge fixed.</summary>
    internal double[] Factor => _factor;

    private double[] Inverse => _inverse ??= SymmetricMatrix.Inverse(_factor, Likelihood.Size);

    /// <summary>Errors that hold where votes are independent and the model is true. Not where ties are half wins.</summary>
    public RankingInference ModelBased()
    {
        // The gauge adds a constant to all covariances of strengths; it cancels in contrasts, and is taken out of the rest.
        var covariance = (double[])Inverse.Clone();
        var (size, models) = (Likelihood.Size, Models);
        var shift = 0.0;
        for (var i = 0; i < models; i++)
        {
            shift += covariance.AsSpan(i * size, models).ToArray().Sum();
        }

        shift /= (double)models * models;
        for (var i = 0; i < models; i++)
        {
            for (var j = 0; j < models; j++)
            {
                covariance[(i * size) + j] -= shift;
            }
        }

        return new RankingInference(this, CovarianceKind.ModelBased, covariance, [], false);
    }

    /// <summary>Errors that hold where votes are independent, the model true or not: the sandwich.</summary>
    public RankingInference Robust()
    {
        var meat = new double[Likelihood.Size * Likelihood.Size];
        Likelihood.AddVoteProducts(Parameters, meat);
        return new RankingInference(this, CovarianceKind.Robust, Sandwich(meat), [], false);
    }

    /// <summary>Errors that hold where clusters of votes are independent, or null with fewer than two clusters.</summary>
    /// <param name="clustering">Which way of clustering: 0 or 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The votes are not clustered in this way.</exception>
    /// <remarks>With the factor K / (K - 1) for K clusters, and a Student t of K - 1 degrees of freedom: Cameron and Miller (2015), "A practitioner's
    /// guide to cluster-robust inference", Journal of Human Resources 50(2), 317-372, sections II and VI. With fewer than about 50 clusters, or few
    /// that hold most votes, errors are still too small: <see cref="RankingInference.FewClusters"/>.</remarks>
    public RankingInference? Clustered(int clustering = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(clustering);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(clustering, Clusterings);
        var clusters = Likelihood.Clusters.By(clustering);
        return clusters.Clusters < 2 ? null : new RankingInference(this, CovarianceKind.Clustered, Sandwich(Meat(clusters)), [Count(clusters)], false);
    }

    /// <summary>Errors that hold where votes that share neither cluster are independent, or null where one way of clustering has fewer than two
    /// clusters.</summary>
    /// <exception cref="InvalidOperationException">The votes are not clustered in two ways.</exception>
    /// <remarks>Errors of the one way plus those of the other minus those of both together: Cameron, Gelbach and Miller (2011), "Robust inference
    /// with multiway clustering", Journal of Business and Economic Statistics 29(2), 238-249, equation (2.9). With few clusters the difference may have
    /// negative eigenvalues. To set them to zero, as their section 2.3 does, can leave a contrast without any error at all; here nothing is subtracted
    /// then, so that errors are too wide instead, and <see cref="RankingInference.OverlapKept"/> says so. Degrees of freedom: those of the way with
    /// fewer clusters.</remarks>
    public RankingInference? TwoWayClustered()
    {
        if (Clusterings != 2)
        {
            throw new InvalidOperationException($"The votes are clustered in {Clusterings} ways; give each vote two clusters, such as its prompt and its voter.");
        }

        var (one, other) = (Likelihood.Clusters.By(0), Likelihood.Clusters.By(1));
        if (one.Clusters < 2 || other.Clusters < 2)
        {
            return null;
        }

        var (both, overlap) = (Meat(one), Meat(Likelihood.Clusters.ByBoth()));
        Likelihood.AddClusterProducts(Parameters, other, both);
        var less = new double[both.Length];
        for (var i = 0; i < less.Length; i++)
        {
            less[i] = both[i] - overlap[i];
        }

        var covariance = Sandwich(less);
        var kept = !SymmetricMatrix.IsSemidefinite(covariance, Likelihood.Size);
        return new RankingInference(this, CovarianceKind.TwoWayClustered, kept ? Sandwich(both) : covariance, [Count(one), Count(other)], kept);
    }

    private static ClusterCount Count(VoteClusters.Grouping clusters) => new(clusters.Clusters, clusters.EffectiveClusters);

    private double[] Meat(VoteClusters.Grouping clusters)
    {
        var meat = new double[Likelihood.Size * Likelihood.Size];
        Likelihood.AddClusterProducts(Parameters, clusters, meat);
        return meat;
    }

    private double[] Sandwich(double[] meat)
    {
        SymmetricMatrix.Mirror(meat, Likelihood.Size);
        return SymmetricMatrix.Sandwich(Inverse, meat, Likelihood.Size);
    }

    internal void ThrowUnlessModel(int model, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(model, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(model, Models, name);
    }

    internal static double Alpha(double level) => ConfidenceLevel.Alpha(level);
}
