namespace CodeRed.Statistics.Tests.Sequential;

/// <summary>Fixed sequences that any program can make again, and random ones whose conditional mean is known.</summary>
internal static class Sequences
{
    /// <summary>x(t) = the fractional part of 0.6180339887498949 t, t = 1, 2, ...; or whether it is below 0.8; or floor(3 x) / 2.</summary>
    public static double Golden(string kind, int t)
    {
        var x = t * 0.6180339887498949 % 1;
        return kind == "pass80" ? (x < .8 ? 1 : 0) : kind == "thirds" ? Math.Floor(3 * x) / 2 : x;
    }

    /// <summary>Each observation has this mean given the earlier ones; of the calm kinds the spread depends on them.</summary>
    public static IEnumerable<double> OfMean(string kind, double mean, Random random, int length)
    {
        double last = 1, sum = 0;
        for (var t = 0; t < length; t++)
        {
            var coin = random.NextDouble() < mean ? 1.0 : 0;
            var near = mean + (random.NextDouble() < .5 ? -.1 : .1) * Math.Min(mean, 1 - mean);
            last = kind switch
            {
                "coins" => coin,
                "beta" => Math.Pow(random.NextDouble(), (1 - mean) / mean), // Beta(mean / (1 - mean), 1)
                "calm after a pass" => last >= mean ? near : coin,
                "calm while below" => sum < mean * t ? near : coin,
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Name one of the sequences above."),
            };
            sum += last;
            yield return last;
        }
    }
}
