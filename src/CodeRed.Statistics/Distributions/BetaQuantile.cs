namespace CodeRed.Statistics.Distributions;

/// <summary>Quantiles of the beta distribution, within 1e-10 of their size also in far tails and for parameters of ten million.</summary>
/// <remarks>The density of logit B is log-concave, hence so is its cdf, and Newton's method on the logarithm of the cdf cannot miss: a tangent
/// lies above a concave curve, so that from the second step on every step climbs towards the root and none passes it.</remarks>
internal static class BetaQuantile
{
    /// <summary>The share below which Beta(<paramref name="a"/>, <paramref name="b"/>) lies with chance <paramref name="tail"/>; a, b > 0, tail in
    /// (0, 1).</summary>
    public static double Lower(double a, double b, double tail) => 1 / (1 + Math.Exp(-LowerLogit(a, b, tail)));

    /// <summary>The share above which Beta(<paramref name="a"/>, <paramref name="b"/>) lies with chance <paramref name="tail"/>; a, b > 0, tail in
    /// (0, 1).</summary>
    public static double Upper(double a, double b, double tail) => 1 / (1 + Math.Exp(LowerLogit(b, a, tail)));

    private static double LowerLogit(double a, double b, double tail)
    {
        double logit = Math.Log(a / b), previous = logit;
        var left = false;
        for (var i = 0; i < 200; i++)
        {
            double share = 1 / (1 + Math.Exp(-logit)), complement = 1 / (1 + Math.Exp(logit));
            var below = RegularizedBeta.Lower(a, b, share, complement);
            if (below < 1e-250)
            {
                (logit, left) = ((logit + previous) / 2, false); // so far left that cdf and density underflow: half the step
                continue;
            }

            var density = a * b / (a + b) * RegularizedBeta.BinomialProbability(a, a + b, share, complement);
            var step = Math.Log(tail / below) * below / density;
            (previous, logit) = (logit, logit + step);
            if (Math.Abs(step) <= 1e-15 * Math.Max(1, Math.Abs(logit)) || (left && step < 0))
            {
                return logit; // from the left of the root a step back is rounding
            }

            left = true;
        }

        throw new ArithmeticException($"The beta quantile did not converge for a = {a}, b = {b}, tail = {tail}.");
    }
}
