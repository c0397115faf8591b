namespace CodeRed.Statistics.Distributions;

/// <summary>log(1 + x) and e^x - 1 to full precision for small x, which neither the base library nor MathNet keeps.</summary>
/// <remarks>Kahan's correction: the rounding error of 1 + x cancels in the quotient. Higham (2002), Accuracy and Stability
/// of Numerical Algorithms, section 1.14.1.</remarks>
internal static class NearZero
{
    public static double Log1p(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) ? u : Math.Log(u) * (x / (u - 1));
    }

    public static double Expm1(double x)
    {
        var u = Math.Exp(x);
        return u == 1 ? x : u <= 1e-16 || u > 1e16 ? u - 1 : (u - 1) * (x / Math.Log(u));
    }
}
