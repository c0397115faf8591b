namespace CodeRed.Statistics.MultipleTesting;

/// <summary>p-values in ascending order, and where each stood.</summary>
internal static class OrderedPValues
{
    /// <summary>Orders them.</summary>
    /// <param name="pValues">p-values in [0, 1].</param>
    /// <returns>The values in ascending order, and the place of each among those given.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A p-value is outside [0, 1] or not a number.</exception>
    public static (double[] Sorted, int[] Places) Of(ReadOnlySpan<double> pValues)
    {
        foreach (var p in pValues)
        {
            if (!(p is >= 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(pValues), p, "A p-value lies in [0, 1].");
            }
        }

        var sorted = pValues.ToArray();
        var places = Enumerable.Range(0, sorted.Length).ToArray();
        Array.Sort(sorted, places);
        return (sorted, places);
    }
}
