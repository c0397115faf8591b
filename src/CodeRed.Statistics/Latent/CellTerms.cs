namespace CodeRed.Statistics.Latent;

/// <summary>Loss of one score given its predictor, per unit of weight, and its derivatives.</summary>
/// <param name="Loss">For a proportion Kullback and Leibler's divergence of the expected from the observed share, for a real score half the squared
/// residual; at least 0.</param>
/// <param name="Score">Minus the first derivative by the predictor.</param>
/// <param name="Information">The expected second derivative, at least 0.</param>
internal readonly record struct CellTerms(double Loss, double Score, double Information)
{
    public static CellTerms OfReal(double value, double predictor)
    {
        var residual = value - predictor;
        return new CellTerms(.5 * residual * residual, residual, 1);
    }

    /// <param name="value">The observed share.</param>
    /// <param name="predictor">The logit of the expected one between floor and ceiling.</param>
    /// <param name="floor">The smallest share that is expected.</param>
    /// <param name="ceiling">The largest.</param>
    /// <param name="loss">Whether the loss is wanted: without, it is 0, and none of its logarithms are taken.</param>
    public static CellTerms OfProportion(double value, double predictor, double floor, double ceiling, bool loss = true)
    {
        // Shares of the logistic function on both sides without cancellation.
        var q = Math.Exp(-Math.Abs(predictor));
        var (larger, smaller) = (1 / (1 + q), q / (1 + q));
        var (up, down) = predictor >= 0 ? (larger, smaller) : (smaller, larger);
        var range = ceiling - floor;
        var share = floor == 0 ? ceiling * up : floor + (range * up);
        var rest = ceiling == 1 ? range * down : 1 - share;
        share = Math.Max(share, double.Epsilon);
        rest = Math.Max(rest, double.Epsilon);

        // The slope of the logarithm of either: with neither floor nor ceiling they are down and up.
        var slope = range * up * down;
        var (bySuccess, byFailure) = (floor == 0 ? down : slope / share, ceiling == 1 ? up : slope / rest);
        var sum = 0.0;
        if (loss && value > 0)
        {
            sum += value * (Math.Log(value) - (floor == 0 && ceiling == 1 ? LogLogistic(predictor, q) : Math.Log(share)));
        }

        if (loss && value < 1)
        {
            sum += (1 - value) * (Math.Log(1 - value) - (floor == 0 && ceiling == 1 ? LogLogistic(-predictor, q) : Math.Log(rest)));
        }

        return new CellTerms(Math.Max(0, sum), (value * bySuccess) - ((1 - value) * byFailure), slope * (bySuccess + byFailure));
    }

    private static double LogLogistic(double x, double q) => Math.Min(x, 0) - Math.Log(1 + q);
}
