namespace CodeRed.Statistics.Watching;

/// <summary>How long a watch takes to find a change, as simulated from its baseline.</summary>
/// <param name="Median">Median number of steps from the change to the alarm, or null when half of the runs found nothing within <paramref name="Horizon"/>.</param>
/// <param name="Found">Share of runs that found it within the horizon, in [0, 1].</param>
/// <param name="Horizon">Steps after which a run was given up.</param>
/// <param name="Runs">Simulated runs.</param>
public sealed record WatchDelay(double? Median, double Found, int Horizon, int Runs)
{
    /// <summary>Simulates runs of a watch after a change.</summary>
    /// <param name="size">Size of the change, finite.</param>
    /// <param name="horizon">Steps after which a run is given up, at least 1.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="runs">Runs, at least 1.</param>
    /// <param name="power">With a wanted power, it stops as soon as the share of runs that find the change is certain to be above or below it.</param>
    /// <param name="start">Starts a run: a fresh world and watch, of which each call takes one step and tells whether there is an alarm.</param>
    internal static WatchDelay Simulate(double size, int horizon, ulong seed, int runs, double? power, Func<Random, Func<bool>> start)
    {
        if (!double.IsFinite(size))
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, "The size of a change is a finite number.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        var random = new Random(unchecked((int)(seed ^ (seed >> 32))));
        List<int> delays = [];
        bool Decided(int done) => power * runs is { } wanted && (delays.Count >= wanted || delays.Count + (runs - done) < wanted);
        for (var run = 0; run < runs && !Decided(run); run++)
        {
            var alarms = start(random);
            for (var step = 1; step <= horizon; step++)
            {
                if (alarms())
                {
                    delays.Add(step);
                    break;
                }
            }
        }

        delays.Sort();
        var middle = (runs - 1) / 2;
        return new WatchDelay(delays.Count > middle ? delays[middle] : null, (double)delays.Count / runs, horizon, runs);
    }

    /// <summary>The smallest change that is found within the horizon with the wanted chance, by bisection to a tenth of a point.</summary>
    /// <returns>A change in grades, or null when not even <paramref name="largest"/> is found.</returns>
    internal static double? SmallestFound(Func<double, WatchDelay> simulate, double from, double largest, double power)
    {
        if (simulate(largest).Found < power)
        {
            return null;
        }

        var (lower, upper) = (from, largest);
        while (upper - lower > .001)
        {
            var middle = (lower + upper) / 2;
            (lower, upper) = simulate(middle).Found >= power ? (lower, middle) : (middle, upper);
        }

        return upper;
    }
}
