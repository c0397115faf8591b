using MathNet.Numerics.Distributions;

namespace CodeRed.Statistics.Watching;

/// <summary>What a watch by single answers can see with its baseline, before it starts: simulated, with rates drawn from what the baseline says about them.</summary>
/// <remarks>Each run draws every item's rate from its beta posterior (mean the item's centre), lowers or raises them evenly on the logit scale to the wanted change of
/// their mean, and lets a fresh detector watch. For ranks, the mean rank is drawn around 1/2. Seeded: the same seed gives the same figures.</remarks>
public static class DrawSimulation
{
    /// <summary>Delay of an alarm after a change.</summary>
    /// <param name="watch">The watch; it is left as it is.</param>
    /// <param name="size">Change of the mean, in grades; in the watched direction (a drop where both are watched).</param>
    /// <param name="horizon">Steps after which a run is given up, at least 1.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="runs">Runs, at least 1.</param>
    public static WatchDelay Delay(DrawDetector watch, double size, int horizon, ulong seed, int runs = 200) =>
        Delay(watch, size, horizon, seed, runs, null);

    private static WatchDelay Delay(DrawDetector watch, double size, int horizon, ulong seed, int runs, double? wanted)
    {
        ArgumentNullException.ThrowIfNull(watch);
        var (detector, baseline, change) = (watch.Fresh(), watch.Baseline, watch.Guarantee.Change);
        var rises = change.Direction == Direction.Rise;
        var rates = new double[baseline.Items];
        var spread = Math.Sqrt(Math.Min(1, baseline.VarianceWithin / Math.Max(1e-9, baseline.Centres.ToArray().Average(static c => c * (1 - c)))));
        var shared = Math.Sqrt(baseline.SharedVariance);
        return WatchDelay.Simulate(size, horizon, seed, runs, wanted, random =>
        {
            var error = shared > 0 ? Normal.Sample(random, 0, shared) : 0;
            for (var item = 0; item < rates.Length; item++)
            {
                var centre = Math.Clamp((rises ? 1 - baseline.Centres[item] : baseline.Centres[item]) + error, 0, 1);
                rates[item] = double.IsInfinity(baseline.Concentration) ? centre
                    : Beta.Sample(random, Math.Max(1e-3, centre * baseline.Concentration), Math.Max(1e-3, (1 - centre) * baseline.Concentration));
            }

            var power = 0.0;
            if (baseline.OfRanksOnly)
            {
                // A uniform rank to this power has the wanted mean: E U^c = 1 / (1 + c).
                var luck = Normal.Sample(random, 0, Math.Sqrt(1 / (12 * baseline.AnswersPerItem * baseline.Items)));
                power = (1 / Math.Clamp(.5 + luck - size, .01, .99)) - 1;
            }
            else if (size > 0)
            {
                if (size < rates.Average())
                {
                    rates = EvenLogitShift.Down(rates, size);
                }
                else
                {
                    Array.Clear(rates); // these rates cannot fall so far
                }
            }

            detector.Restart();
            return () =>
            {
                var item = random.Next(rates.Length);
                var grade = baseline.OfRanksOnly ? Math.Pow(random.NextDouble(), power)
                    : (spread * (random.NextDouble() < rates[item] ? 1 : 0)) + ((1 - spread) * rates[item]);
                return detector.Step(item, rises ? 1 - grade : grade);
            };
        });
    }

    /// <summary>The floor: the smallest change that is found within the horizon with the wanted chance. A watch cannot be relied on to see a smaller one.</summary>
    /// <param name="watch">The watch; it is left as it is.</param>
    /// <param name="horizon">Steps within which a change is to be found, at least 1.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="power">Wanted chance, in (0, 1).</param>
    /// <returns>A change of the mean in grades, to a tenth of a point, or null when none is.</returns>
    public static double? Floor(DrawDetector watch, int horizon, ulong seed, double power = .8)
    {
        ArgumentNullException.ThrowIfNull(watch);
        var (baseline, change) = (watch.Baseline, watch.Guarantee.Change);
        var largest = Math.Max(0, change.Direction == Direction.Rise ? 1 - baseline.Centre : baseline.Centre) * .95;
        return WatchDelay.SmallestFound(size => Delay(watch, size, horizon, seed, 100, power), change.Tolerance, largest, power);
    }
}
