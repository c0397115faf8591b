namespace CodeRed.Statistics.MultipleTesting;

/// <summary>Holm's step-down adjustment of several p-values.</summary>
public static class Holm
{
    /// <summary>Adjusted p-values in the order given: those below alpha are rejected, with a chance of at most alpha of any false rejection.</summary>
    /// <param name="pValues">p-values in [0, 1]; their number is the size of the family.</param>
    /// <returns>As many adjusted p-values in [0, 1], none below its original.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A p-value is outside [0, 1] or not a number.</exception>
    /// <remarks>Holm (1979), Scandinavian Journal of Statistics 6, 65-70. Holds under any dependence of the tests.</remarks>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        var (sorted, places) = OrderedPValues.Of(pValues);
        var adjusted = new double[sorted.Length];
        double previous = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            previous = Math.Max(previous, Math.Min(1, (sorted.Length - i) * sorted[i]));
            adjusted[places[i]] = previous;
        }

        return adjusted;
    }
}
