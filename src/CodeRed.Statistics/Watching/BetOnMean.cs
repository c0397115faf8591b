namespace CodeRed.Statistics.Watching;

/// <summary>A bet against "the mean over the items of their rates is at least (or at most) a bound", for one alternative.</summary>
/// <remarks>
/// <para>The factor of an answer x to item i is 1 + s (e_i - x), with one slope s for all items and intercepts e_i whose mean is the bound b. Items drawn uniformly, its
/// expectation is 1 + s (b - q) with q the current mean rate: at most 1 under the null hypothesis q >= b for s > 0 (or q &lt;= b for s &lt; 0), however the items
/// have changed among themselves, and whatever the e_i were computed from. For an item drawn with chance P, the deviation is weighted by 1 / (n P).</para>
/// <para>For grades of 0 or 1 the intercepts solve (e_i - q_i) / (e_i (1 - e_i)) = s, which makes the factor the likelihood ratio of the alternative q
/// to the closest point of the null hypothesis, and so the e-variable of the greatest expected logarithm (Grünwald, de Heide and Koolen 2024, JRSS B 86, 1091-1128,
/// "Safe testing", theorem 1; the reverse information projection). For other grades they are the centres, moved to the bound.</para>
/// </remarks>
internal sealed class BetOnMean
{
    /// <summary>Slopes are held this far below the one at which a factor could reach 0.</summary>
    private const double Room = .98;

    private readonly float[] _intercepts;

    private BetOnMean(double slope, double[] intercepts)
    {
        Slope = slope;
        _intercepts = Array.ConvertAll(intercepts, static e => (float)e);

        // The intercepts are stored in single precision; the slack of rounding is taken out of the bet.
        Slack = Math.Abs(slope) * 1e-7;
    }

    public double Slope { get; }

    private double Slack { get; }

    /// <summary>The factor of an answer.</summary>
    public double Factor(int item, double grade) => 1 + (Slope * (_intercepts[item] - grade)) - Slack;

    /// <summary>The factor of an answer to an item that was drawn with another chance than 1/n.</summary>
    /// <param name="item">Item.</param>
    /// <param name="grade">Grade in [0, 1].</param>
    /// <param name="weight">1 / (n P), at most the largest weight that the bet was made for.</param>
    public double Factor(int item, double grade, double weight) => 1 + (weight * ((Slope * (_intercepts[item] - grade)) - Slack));

    /// <summary>A bet that the mean has fallen by <paramref name="change"/> from the centres, against the null hypothesis that it is at least <paramref name="bound"/>.</summary>
    /// <returns>The bet, or null when the alternative lies within the null hypothesis.</returns>
    public static BetOnMean? OnDrop(ReadOnlySpan<double> centres, bool binary, double variance, double change, double bound, double maxWeight)
    {
        var mean = 0.0;
        foreach (var centre in centres)
        {
            mean += centre / centres.Length;
        }

        var excess = bound - (mean - change);
        if (excess <= 1e-9 || bound <= 0 || mean - change <= 0)
        {
            return null;
        }

        var intercepts = new double[centres.Length];
        if (binary)
        {
            var alternative = EvenLogitShift.Down(centres, change);
            var slope = ProjectedSlope(alternative, bound, intercepts);
            if (maxWeight * slope * (1 - intercepts.Min()) <= Room)
            {
                return new BetOnMean(slope, intercepts);
            }
        }

        for (var item = 0; item < intercepts.Length; item++)
        {
            intercepts[item] = centres[item] + (bound - mean);
        }

        var largest = Room / (maxWeight * Math.Max(1e-6, 1 - intercepts.Min()));
        return new BetOnMean(Math.Min(largest, excess / (variance + (excess * excess))), intercepts);
    }

    /// <summary>The mirror image: a bet that the mean has risen.</summary>
    public static BetOnMean? OnRise(ReadOnlySpan<double> centres, bool binary, double variance, double change, double bound, double maxWeight)
    {
        var mirrored = new double[centres.Length];
        for (var item = 0; item < mirrored.Length; item++)
        {
            mirrored[item] = 1 - centres[item];
        }

        return OnDrop(mirrored, binary, variance, change, 1 - bound, maxWeight)?.Mirrored();
    }

    // 1 + s (e' - x') with x' = 1 - x and e' = 1 - e is 1 - s (e - x).
    private BetOnMean Mirrored() => new(-Slope, Array.ConvertAll(_intercepts, static e => 1.0 - e));

    private static double ProjectedSlope(double[] alternative, double bound, double[] intercepts)
    {
        double MeanAt(double slope)
        {
            var sum = 0.0;
            for (var item = 0; item < alternative.Length; item++)
            {
                // The root in (0, 1) of s e² + (1 - s) e - q = 0.
                var b = slope - 1;
                var root = Math.Sqrt((b * b) + (4 * slope * alternative[item]));
                intercepts[item] = b >= 0 ? (b + root) / (2 * slope) : 2 * alternative[item] / (root - b);
                sum += intercepts[item];
            }

            return sum / alternative.Length;
        }

        var (lower, upper) = (1e-9, 1.0);
        while (MeanAt(upper) < bound && upper < 1e9)
        {
            upper *= 2;
        }

        for (var step = 0; step < 60; step++)
        {
            var middle = (lower + upper) / 2;
            (lower, upper) = MeanAt(middle) < bound ? (middle, upper) : (lower, middle);
        }

        MeanAt(lower); // a mean of just below the bound keeps the null hypothesis
        return lower;
    }
}
