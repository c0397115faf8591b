namespace CodeRed.Laboratory;

/// <summary>A median with an interval of about 95 % by order statistics, so that values may be infinite.</summary>
/// <param name="Value">The median; infinite where half of the values are.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
internal sealed record Median(double Value, double Low, double High)
{
    public static Median Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0)
        {
            return new Median(double.NaN, double.NaN, double.NaN);
        }

        // Ranks n/2 -+ 0.98 root n: the normal approximation of the binomial number of values below the median.
        var reach = 0.98 * Math.Sqrt(sorted.Length);
        var low = Math.Max(0, (int)Math.Floor(sorted.Length / 2.0 - reach) - 1);
        var high = Math.Min(sorted.Length - 1, (int)Math.Ceiling(sorted.Length / 2.0 + reach));
        var middle = sorted.Length / 2;
        return new Median(sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, sorted[low], sorted[high]);
    }
}
