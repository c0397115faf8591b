using MathNet.Numerics.Distributions;

namespace CodeRed.Statistics.Distributions;

/// <summary>Upper tail of the noncentral t distribution.</summary>
internal static class NoncentralT
{
    private const double LogDrop = 38;
    private const int Points = 400;

    /// <summary>Chance that (Z + shift) / W exceeds <paramref name="t"/>, Z standard normal and W^2 an independent chi-squared over its
    /// <paramref name="degreesOfFreedom"/> >= 1.</summary>
    /// <remarks>The mean of Phi(shift - t W) over log W, whose density is log-concave with its mode at 0. The trapezoid rule converges
    /// geometrically for such an integrand, and dividing by the sum of the weights makes the density's constant unnecessary.</remarks>
    public static double Above(double t, double degreesOfFreedom, double shift)
    {
        double LogDensity(double x) => degreesOfFreedom * (x - (NearZero.Expm1(2 * x) / 2));
        double Edge(int direction)
        {
            var x = direction * 0.5 / Math.Sqrt(degreesOfFreedom);
            while (LogDensity(x) > -LogDrop)
            {
                x *= 1.25;
            }

            return x;
        }

        double low = Edge(-1), step = (Edge(1) - low) / Points;
        double sum = 0, weights = 0;
        for (var i = 0; i <= Points; i++)
        {
            var x = low + (i * step);
            var weight = Math.Exp(LogDensity(x));
            weights += weight;
            sum += weight * Normal.CDF(0, 1, shift - (t * Math.Exp(x)));
        }

        return sum / weights;
    }
}
