namespace CodeRed.Statistics.Watching;

/// <summary>Rates that have all moved by the same amount on the logit scale, so that their mean moved by a given amount.</summary>
internal static class EvenLogitShift
{
    /// <summary>Rates lowered to a mean that is <paramref name="drop"/> lower.</summary>
    /// <param name="rates">Rates in [0, 1]; 0 and 1 are taken for 0.001 and 0.999.</param>
    /// <param name="drop">Drop of the mean, above 0 and below the mean.</param>
    public static double[] Down(ReadOnlySpan<double> rates, double drop)
    {
        var odds = new double[rates.Length];
        var target = 0.0;
        for (var item = 0; item < odds.Length; item++)
        {
            var rate = Math.Clamp(rates[item], .001, .999);
            odds[item] = rate / (1 - rate);
            target += rates[item] / odds.Length;
        }

        target -= drop;
        double Mean(double factor)
        {
            var sum = 0.0;
            foreach (var o in odds)
            {
                sum += factor * o / (1 + (factor * o));
            }

            return sum / odds.Length;
        }

        var (lower, upper) = (-30.0, 1.0); // log of the factor on the odds
        for (var step = 0; step < 50; step++)
        {
            var middle = (lower + upper) / 2;
            (lower, upper) = Mean(Math.Exp(middle)) < target ? (middle, upper) : (lower, middle);
        }

        var factor = Math.Exp(lower);
        return Array.ConvertAll(odds, o => factor * o / (1 + (factor * o)));
    }
}
