namespace CodeRed.Statistics.Tests;

/// <summary>Assertions that two numbers agree, absolutely or relatively, and that a simulated rate keeps a promise.</summary>
internal static class Tolerance
{
    public static void Near(double expected, double actual, double absolute) =>
        Assert.True(Math.Abs(expected - actual) <= absolute, $"expected {expected:R}, got {actual:R}");

    public static void Relative(double expected, double actual, double relative) => Near(expected, actual, relative * Math.Abs(expected));

    /// <summary>Four standard errors of a rate estimated from <paramref name="runs"/> runs: a false failure in 30,000.</summary>
    public static double OfRate(double rate, int runs) => 4 * Math.Sqrt(rate * (1 - rate) / runs);
}
