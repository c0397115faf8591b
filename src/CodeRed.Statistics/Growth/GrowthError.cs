using MathNet.Numerics.Distributions;
using StudentT = CodeRed.Statistics.Distributions.StudentT;

namespace CodeRed.Statistics.Growth;

/// <summary>Error of a growth estimate: what the scatter of the figures shows, but no less than what their rounding makes.</summary>
/// <param name="Scatter">Variance by scatter.</param>
/// <param name="DegreesOfFreedom">Of that variance.</param>
/// <param name="Rounding">Variance by rounding alone, which is known.</param>
/// <remarks>The scatter contains the rounding, so that Student's t on it suffices, unless few rounded figures lie on a line by chance. So both are
/// applied and the wider one holds: p-values are the larger of two, intervals the union.</remarks>
internal readonly record struct GrowthError(double Scatter, double DegreesOfFreedom, double Rounding)
{
    /// <summary>Half the width of the interval.</summary>
    public double Half(double alpha) => Math.Max(
        Scatter == 0 ? 0 : StudentT.Critical(alpha, DegreesOfFreedom) * Math.Sqrt(Scatter),
        Rounding == 0 ? 0 : -Normal.InvCDF(0, 1, alpha / 2) * Math.Sqrt(Rounding));

    /// <summary>Two-sided p-value of a true value of 0.</summary>
    public double P(double estimate) => estimate == 0 ? 1 : Math.Max(
        StudentT.TwoSidedP(estimate / Math.Sqrt(Scatter), DegreesOfFreedom),
        2 * Normal.CDF(0, 1, -Math.Abs(estimate) / Math.Sqrt(Rounding)));

    /// <summary>The error of a difference of two independent estimates, with Welch's degrees of freedom.</summary>
    /// <remarks>Welch (1947), Biometrika 34, 28-35; Satterthwaite (1946), Biometrics Bulletin 2, 110-114.</remarks>
    public static GrowthError OfDifference(GrowthError one, GrowthError other)
    {
        var scatter = one.Scatter + other.Scatter;
        double a = scatter == 0 ? 1 : one.Scatter / scatter, b = scatter == 0 ? 0 : other.Scatter / scatter;
        return new GrowthError(scatter, 1 / ((a * a / one.DegreesOfFreedom) + (b * b / other.DegreesOfFreedom)), one.Rounding + other.Rounding);
    }
}
