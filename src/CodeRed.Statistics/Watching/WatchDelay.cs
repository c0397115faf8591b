namespace CodeRed.Statistics.Watching;

/// <summary>How long a watch takes to find a change, as simulated from its baseline.</summary>
/// <param name="Median">Median number of steps from the change to the alarm, or null when half of the runs found nothing within <paramref name="Horizon"/>.</param>
/// <param name="Found">Share of runs that found it within the horizon, in [0, 1].</param>
/// <param name="Horizon">Steps after which a run was given up.</param>
/// <param name="Runs">Simulated runs.</param>
public sealed record WatchDelay(double? Median, double Found, int Horizon, int Runs)
{
    internal static WatchDelay Of(List<int> delays, int horizon, int runs)
    {
        delays.Sort();
        var middle = (runs - 1) / 2;
        return new WatchDelay(delays.Count > middle ? delays[middle] : null, (double)delays.Count / runs, horizon, runs);
    }

    internal static bool Decided(int found, int done, int runs, double? power) =>
        power is { } wanted && (found >= wanted * runs || found + (runs - done) < wanted * runs);

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
