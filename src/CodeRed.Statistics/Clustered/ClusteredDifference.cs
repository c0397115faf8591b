namespace CodeRed.Statistics.Clustered;

/// <summary>Weighted mean of differences that come in clusters, such as the repeats of one item, in constant memory.</summary>
/// <remarks>The ratio estimator sum(w d) / sum(w) with the cluster-robust variance
/// G/(G - 1) sum of r^2 / (sum w)^2, where r = sum over the cluster of w (d - estimate): Miller (2024), "Adding error bars to
/// evals", arXiv 2411.00640, section 2.2, with the small-sample factor and a Student t of G - 1 degrees of freedom. Assumes
/// independent clusters, many enough for the mean to be near normal; with fewer than about 300 prefer
/// <see cref="Paired.SignFlipTest"/>.</remarks>
public sealed class ClusteredDifference
{
    // Moments of weight w and residual y - reference w, as Welford keeps them. The first cluster's own mean as the reference makes
    // constant differences exactly constant, whatever the weights.
    private double _reference, _meanWeight, _meanResidual, _weightSquares, _residualSquares, _products;

    /// <summary>Clusters added so far.</summary>
    public long Clusters { get; private set; }

    /// <summary>Weighted mean difference; not a number before the first cluster.</summary>
    public double Mean => Clusters == 0 ? double.NaN : _reference + (_meanResidual / _meanWeight);

    /// <summary>Adds one cluster.</summary>
    /// <param name="weight">Sum of the weights in the cluster, positive and finite.</param>
    /// <param name="weightedDifferences">Sum of weight times difference in the cluster, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Add(double weight, double weightedDifferences)
    {
        if (!(weight > 0 && double.IsFinite(weight)))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "A cluster's weight is positive and finite.");
        }

        if (!double.IsFinite(weightedDifferences))
        {
            throw new ArgumentOutOfRangeException(nameof(weightedDifferences), weightedDifferences, "A cluster's sum of differences is finite.");
        }

        if (Clusters++ == 0)
        {
            _reference = weightedDifferences / weight;
        }

        var residual = weightedDifferences - (_reference * weight);
        var fromWeight = weight - _meanWeight;
        var fromResidual = residual - _meanResidual;
        _meanWeight += fromWeight / Clusters;
        _meanResidual += fromResidual / Clusters;
        _weightSquares += fromWeight * (weight - _meanWeight);
        _residualSquares += fromResidual * (residual - _meanResidual);
        _products += fromWeight * (residual - _meanResidual);
    }

    /// <summary>The estimate with its error, or null with fewer than two clusters: no spread can be seen then.</summary>
    public TInference? Infer()
    {
        if (Clusters < 2)
        {
            return null;
        }

        // r = residual - slope w has mean zero, so its sum of squares follows from the centred moments.
        var slope = _meanResidual / _meanWeight;
        var squares = Math.Max(0, _residualSquares - (2 * slope * _products) + (slope * slope * _weightSquares));
        var variance = squares / (Clusters - 1) / Clusters / (_meanWeight * _meanWeight);
        return new TInference(Mean, Math.Sqrt(variance), Clusters - 1);
    }
}
