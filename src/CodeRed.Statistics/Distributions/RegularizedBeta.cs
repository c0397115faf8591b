using MathNet.Numerics;

namespace CodeRed.Statistics.Distributions;

/// <summary>Regularised incomplete beta function I_x(a, b), accurate in relative terms also in the far tail and for
/// parameters of ten million, where MathNet's fixed number of terms no longer converges.</summary>
/// <remarks>The continued fraction DLMF 8.17.22 by Lentz's method; its leading factor by
/// Loader (2000), "Fast and accurate computation of binomial probabilities", which avoids differences of large
/// log-gamma values.</remarks>
internal static class RegularizedBeta
{
    /// <summary>I_x(a, b) for a, b > 0, where <paramref name="x"/> and <paramref name="complement"/> = 1 - x are both given so that
    /// neither loses digits to the other.</summary>
    public static double Lower(double a, double b, double x, double complement)
    {
        if (x <= 0)
        {
            return 0;
        }

        if (complement <= 0)
        {
            return 1;
        }

        return x < (a + 1) / (a + b + 2)
            ? LeadingFactor(a, b, x, complement) * ContinuedFraction(a, b, x)
            : 1 - (LeadingFactor(b, a, complement, x) * ContinuedFraction(b, a, complement));
    }

    /// <summary>Probability of exactly <paramref name="k"/> successes in <paramref name="n"/> trials; both may be fractional, 0 &lt; p &lt; 1.</summary>
    public static double BinomialProbability(double k, double n, double p, double q)
    {
        if (k < 0 || k > n)
        {
            return 0;
        }

        if (k == 0)
        {
            return Math.Exp(n * (p < 0.5 ? NearZero.Log1p(-p) : Math.Log(q)));
        }

        if (k == n)
        {
            return Math.Exp(n * (q < 0.5 ? NearZero.Log1p(-q) : Math.Log(p)));
        }

        var exponent = StirlingError(n) - StirlingError(k) - StirlingError(n - k) - Deviance(k, n * p) - Deviance(n - k, n * q);
        return Math.Exp(exponent) * Math.Sqrt(n / (2 * Math.PI * k * (n - k)));
    }

    // x^a (1-x)^b / (a B(a, b)), written as a binomial probability with a + b trials.
    private static double LeadingFactor(double a, double b, double x, double complement) =>
        BinomialProbability(a, a + b, x, complement) * b / (a + b);

    private static double ContinuedFraction(double a, double b, double x)
    {
        const double tiny = 1e-300;
        double c = 1, d = 1 - ((a + b) * x / (a + 1));
        d = 1 / (Math.Abs(d) < tiny ? tiny : d);
        var value = d;
        for (var m = 1; m < 10_000_000; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 + (even * d);
            d = 1 / (Math.Abs(d) < tiny ? tiny : d);
            c = 1 + (even / c);
            c = Math.Abs(c) < tiny ? tiny : c;
            value *= d * c;

            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 + (odd * d);
            d = 1 / (Math.Abs(d) < tiny ? tiny : d);
            c = 1 + (odd / c);
            c = Math.Abs(c) < tiny ? tiny : c;
            var step = d * c;
            value *= step;
            if (Math.Abs(step - 1) < 1e-15)
            {
                return value;
            }
        }

        throw new ArithmeticException($"The incomplete beta function did not converge for a = {a}, b = {b}, x = {x}.");
    }

    // log n! minus Stirling's approximation to it.
    private static double StirlingError(double n)
    {
        if (n <= 15)
        {
            return SpecialFunctions.GammaLn(n + 1) - ((n + 0.5) * Math.Log(n)) + n - (0.5 * Math.Log(2 * Math.PI));
        }

        var square = n * n;
        return ((1 / 12.0) - (((1 / 360.0) - (((1 / 1260.0) - (((1 / 1680.0) - (1 / 1188.0 / square)) / square)) / square)) / square)) / n;
    }

    // k log(k / mean) + mean - k, by a series where the terms nearly cancel.
    private static double Deviance(double k, double mean)
    {
        if (Math.Abs(k - mean) >= 0.1 * (k + mean))
        {
            return (k * Math.Log(k / mean)) + mean - k;
        }

        var ratio = (k - mean) / (k + mean);
        var sum = (k - mean) * ratio;
        var term = 2 * k * ratio;
        for (var j = 1; j < 1000; j++)
        {
            term *= ratio * ratio;
            var next = sum + (term / ((2 * j) + 1));
            if (next == sum)
            {
                break;
            }

            sum = next;
        }

        return sum;
    }

}
