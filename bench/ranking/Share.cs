namespace CodeRed.RankingBenchmark;

/// <summary>A mean over simulated worlds.</summary>
/// <param name="Value">The mean.</param>
/// <param name="Error">Its standard error, with the world as the unit.</param>
/// <param name="Worlds">How many there were.</param>
internal readonly record struct Share(double Value, double Error, int Worlds)
{
    public static Share Of(IEnumerable<double> byWorld)
    {
        double[] values = [.. byWorld];
        var mean = values.Average();
        return new Share(mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length), values.Length);
    }
}
