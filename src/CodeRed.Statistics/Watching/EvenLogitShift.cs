namespace CodeRed.Statistics.Watching;

/// <summary>Rates that have all moved by the same amount on the logit scale, so that their mean moved by a given amount.</summary>
internal static class EvenLogitShift
{
    /// <summary>Rates lowered to a mean that is <paramref name="drop"/> lower.</summary>
    /// <param name="rates">Rates in [0, 1]; 0 and 1 are taken for 0.001 and 0.999.</param>
    /// <param name="drop">Drop of the mean, above 0 and below the mean.</param>
    public static double[] Down(ReadOnlySpan<double> rates, double drop)
    {
        var factor = OddsFactor(rates, drop);
        var moved = new double[rates.Length];
        for (var item = 0; item < moved.Length; item++)
        {
            moved[item] = Of(rates[item], factor);
        }

        return moved;
    }

    /// <summary>A rate after its odds were multiplied by a factor; 0 and 1 are taken for 0.001 and 0.999.</summary>
    public static double Of(double rate, double oddsFactor)
    {
        var odds = oddsFactor * Odds(rate);
        return odds / (1 + odds);
    }

    /// <summary>The factor of all odds that lowers the mean of the rates by <paramref name="drop"/>.</summary>
    public static double OddsFactor(ReadOnlySpan<double> rates, double drop)
    {
        var odds = new double[rates.Length];
        var target = 0.0;
        for (var item = 0; item < odds.Length; item++)
        {
            odds[item] = Odds(rates[item]);
            target += rates[item] / odds.Length;
        }

        target -= drop;
        // Newton's method on the logarithm of the common factor of the odds, kept within a bracket that shrinks.
        var (lower, upper, log) = (-30.0, 30.0, 0.0);
        for (var step = 0; step < 60; step++)
        {
            var scale = Math.Exp(log);
            var (mean, slope) = (0.0, 0.0);
            foreach (var o in odds)
            {
                var rate = scale * o / (1 + (scale * o));
                mean += rate;
                slope += rate * (1 - rate);
            }

            var excess = (mean / odds.Length) - target;
            if (Math.Abs(excess) < 1e-12)
            {
                break;
            }

            (lower, upper) = excess < 0 ? (log, upper) : (lower, log);
            var next = log - (excess * odds.Length / slope);
            log = next > lower && next < upper ? next : (lower + upper) / 2;
        }

        return Math.Exp(log);
    }

    private static double Odds(double rate) => Math.Clamp(rate, .001, .999) is var inside ? inside / (1 - inside) : double.NaN;
}
