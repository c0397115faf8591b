namespace CodeRed.Statistics.Watching;

/// <summary>The sum of products of neighbours, Σ d(r) d(r + 1), and its mean and variance over all orders of the same values.</summary>
/// <remarks>Values d(1) ... d(m) with sum zero, S2 = Σ d², S4 = Σ d⁴. Over random orders E d1 d2 = -S2 / (m (m - 1)), E d1² d2² = (S2² - S4) / (m (m - 1)),
/// E d1 d2² d3 = (2 S4 - S2²) / (m (m - 1) (m - 2)) and E d1 d2 d3 d4 = (3 S2² - 6 S4) / (m (m - 1) (m - 2) (m - 3)), of which the square of the
/// sum has m - 1, 2 (m - 2) and (m - 2) (m - 3) terms. Wald and Wolfowitz (1943) for the circular form.</remarks>
internal static class SerialProduct
{
    /// <summary>Sum, mean and variance.</summary>
    /// <param name="deviations">Values with sum zero, in their order.</param>
    public static (double Sum, double Mean, double Variance) Of(ReadOnlySpan<double> deviations)
    {
        double m = deviations.Length;
        if (m < 2)
        {
            return (0, 0, 0);
        }

        var (sum, second, fourth) = (0.0, 0.0, 0.0);
        for (var i = 0; i < deviations.Length; i++)
        {
            var square = deviations[i] * deviations[i];
            second += square;
            fourth += square * square;
            sum += i == 0 ? 0 : deviations[i - 1] * deviations[i];
        }

        var mean = -second / m;
        var of2 = ((second * second) - fourth) / (m * (m - 1));
        var of3 = m < 3 ? 0 : ((2 * fourth) - (second * second)) / (m * (m - 1) * (m - 2));
        var of4 = m < 4 ? 0 : ((3 * second * second) - (6 * fourth)) / (m * (m - 1) * (m - 2) * (m - 3));
        var square2 = ((m - 1) * of2) + (2 * (m - 2) * of3) + ((m - 2) * (m - 3) * of4);
        return (sum, mean, Math.Max(0, square2 - (mean * mean)));
    }
}
