using MathNet.Numerics.Distributions;

namespace CodeRed.Statistics.Watching;

/// <summary>What a watch by rounds can see with its baseline, before it starts: simulated, with mean and variance drawn from what the baseline says about them.</summary>
/// <remarks>Each run draws the variance between rounds and their mean from the fiducial distribution of a normal sample of the baseline's size, mean and standard deviation,
/// moves the mean by the wanted change, and lets a fresh detector watch. Seeded: the same seed gives the same figures.</remarks>
public static class RoundSimulation
{
    /// <summary>Delay of an alarm after a change.</summary>
    /// <param name="watch">The watch; it is left as it is.</param>
    /// <param name="size">Change of the mean, in the metric's unit; in the watched direction.</param>
    /// <param name="horizon">Rounds after which a run is given up, at least 1.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="runs">Runs, at least 1.</param>
    public static WatchDelay Delay(RoundDetector watch, double size, int horizon, ulong seed, int runs = 400) =>
        Delay(watch, size, horizon, seed, runs, null);

    private static WatchDelay Delay(RoundDetector watch, double size, int horizon, ulong seed, int runs, double? power)
    {
        ArgumentNullException.ThrowIfNull(watch);
        var (detector, baseline) = (watch.Fresh(), watch.Baseline);
        var sign = watch.Guarantee.Change.Direction == Direction.Rise ? 1 : -1;
        return WatchDelay.Simulate(size, horizon, seed, runs, power, random =>
        {
            var u = Math.Sqrt(ChiSquared.Sample(random, baseline.Rounds - 1) / (baseline.Rounds - 1));
            var deviation = baseline.StandardDeviation / u;
            var mean = Normal.Sample(random, baseline.Mean, deviation / Math.Sqrt(baseline.Rounds)) + (sign * size);
            detector.Restart();
            return () => detector.Step(Normal.Sample(random, mean, deviation));
        });
    }

    /// <summary>The floor: the smallest change that is found within the horizon with the wanted chance. A watch cannot be relied on to see a smaller one.</summary>
    /// <param name="watch">The watch; it is left as it is.</param>
    /// <param name="horizon">Rounds within which a change is to be found, at least 1.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="power">Wanted chance, in (0, 1).</param>
    /// <returns>A change of the mean in the metric's unit, to a thousandth, or null when none up to twenty standard deviations is.</returns>
    public static double? Floor(RoundDetector watch, int horizon, ulong seed, double power = .8)
    {
        ArgumentNullException.ThrowIfNull(watch);
        var (baseline, change) = (watch.Baseline, watch.Guarantee.Change);
        return WatchDelay.SmallestFound(size => Delay(watch, size, horizon, seed, 200, power), change.Tolerance,
            change.Tolerance + (20 * baseline.StandardDeviation), power);
    }
}
