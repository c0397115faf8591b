using StudentT = CodeRed.Statistics.Distributions.StudentT;

namespace CodeRed.Statistics.Growth;

/// <summary>Error of a growth estimate: what the scatter of the figures shows, but no less than what their rounding makes.</summary>
/// <param name="Scatter">Variance by scatter.</param>
/// <param name="DegreesOfFreedom">Of that variance.</param>
/// <param name="Rounding">Variance by rounding alone, which is known.</param>
/// <remarks>The scatter contains the rounding, so that Student's t on it suffices, unless few rounded figures lie on a line by chance. So both are
/// applied and the wider one holds: p-values are the larger of two, intervals the union.</remarks>
internal readonly record struct GrowthError(double Scatter, int DegreesOfFreedom, double Rounding)
{
    /// <summary>Half the width of the interval.</summary>
    public double Half(double alpha) => Half(StudentT.Critical(alpha, DegreesOfFreedom), Normal(alpha));

    /// <summary>Two-sided p-value of a true value of 0.</summary>
    public double P(double estimate) => estimate == 0 ? 1 : Math.Max(
        StudentT.TwoSidedP(estimate / Math.Sqrt(Scatter), DegreesOfFreedom),
        2 * MathNet.Numerics.Distributions.Normal.CDF(0, 1, -Math.Abs(estimate) / Math.Sqrt(Rounding)));

    /// <summary>Half the width with given critical values of the scatter and of rounding.</summary>
    public double Half(double student, double normal) => Math.Max(student * Math.Sqrt(Scatter), normal * Math.Sqrt(Rounding));

    /// <summary>The critical value of rounding.</summary>
    public static double Normal(double alpha) => -MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, alpha / 2);
}
