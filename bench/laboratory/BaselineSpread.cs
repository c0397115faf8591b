using MathNet.Numerics;

namespace CodeRed.Laboratory;

/// <summary>How the chance of an alarm differs between baselines: what the unluckiest 5 % of them have.</summary>
/// <param name="Mean">The chance over all baselines.</param>
/// <param name="Error">Standard error of it, the baseline being the unit.</param>
/// <param name="Worst">The chance that 5 % of the baselines exceed; NaN with fewer than two watches a baseline.</param>
/// <param name="WorstLow">The lowest of 1,000 bootstrap samples of baselines, roughly: its percentile .1.</param>
/// <param name="WorstHigh">Its percentile 99.9.</param>
/// <remarks>Each baseline is followed by only a few watches, so the share of alarms after it varies also where the chance does not. The
/// variance of the chances is estimated without bias as that of the shares minus the mean of share (1 - share) / (watches - 1); a Beta
/// distribution with this mean and variance then gives the percentile (the beta-binomial by moments, Kleinman 1973, JASA 68, 46-54). When the
/// variance comes out negative it is taken as 0, and the percentile is the mean.</remarks>
internal sealed record BaselineSpread(double Mean, double Error, double Worst, double WorstLow, double WorstHigh)
{
    private const int Resamples = 2000;

    /// <summary>Estimates it.</summary>
    /// <param name="alarms">Alarms among the watches of each baseline.</param>
    /// <param name="watches">Watches that follow each baseline.</param>
    public static BaselineSpread From(int[] alarms, int watches)
    {
        if (alarms.Length == 0)
        {
            return new BaselineSpread(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        }

        var mean = alarms.Average() / watches;
        var error = alarms.Length < 2 ? double.NaN
            : Math.Sqrt(alarms.Sum(count => Square((double)count / watches - mean)) / (alarms.Length - 1) / alarms.Length);
        if (watches < 2 || alarms.Length < 2)
        {
            return new BaselineSpread(mean, error, double.NaN, double.NaN, double.NaN);
        }

        var random = new Xoshiro256(1);
        var sample = new int[alarms.Length];
        var resampled = new double[Resamples];
        for (var r = 0; r < Resamples; r++)
        {
            for (var i = 0; i < sample.Length; i++)
            {
                sample[i] = alarms[random.Below(alarms.Length)];
            }

            resampled[r] = WorstOf(sample, watches);
        }

        Array.Sort(resampled);
        return new BaselineSpread(mean, error, WorstOf(alarms, watches), resampled[Resamples / 1000], resampled[^(Resamples / 1000 + 1)]);
    }

    private static double WorstOf(int[] alarms, int watches)
    {
        var mean = alarms.Average() / watches;
        double shares = 0, within = 0;
        foreach (var count in alarms)
        {
            var share = (double)count / watches;
            shares += Square(share - mean);
            within += share * (1 - share);
        }

        var variance = shares / (alarms.Length - 1) - within / alarms.Length / (watches - 1);
        return variance <= 1e-9 ? mean : Quantile(mean, variance);
    }

    private static double Quantile(double mean, double variance)
    {
        // A variance as large as that of yes and no leaves baselines that always alarm and those that never do.
        var size = mean * (1 - mean) / variance - 1;
        if (size <= 1e-3)
        {
            return mean > 0.05 ? 1 : 0;
        }

        double low = 0, high = 1;
        for (var step = 0; step < 30; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = SpecialFunctions.BetaRegularized(mean * size, (1 - mean) * size, middle) < 0.95 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static double Square(double x) => x * x;
}
