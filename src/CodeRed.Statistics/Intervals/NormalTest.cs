using MathNet.Numerics;

namespace CodeRed.Statistics.Intervals;

/// <summary>Test of a normal statistic against zero.</summary>
public static class NormalTest
{
    /// <summary>Chance that a standard normal variable is at least as far from zero.</summary>
    /// <param name="z">The statistic in standard errors.</param>
    /// <returns>The two-sided p-value in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="z"/> is not a number.</exception>
    public static double TwoSided(double z) =>
        double.IsNaN(z) ? throw new ArgumentOutOfRangeException(nameof(z), z, "A statistic is a number.") : SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2));
}
