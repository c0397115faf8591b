using CodeRed.Statistics.Distributions;
using CodeRed.Statistics.Intervals;

namespace CodeRed.Statistics.Survival;

/// <summary>The rate of events after a date over the rate before it, with exact inference for two Poisson counts.</summary>
/// <remarks>
/// <para>Przyborowski and Wilenski (1940), "Homogeneity of results in testing samples from Poisson series", Biometrika 31, 313-323: given the sum of both counts, the later one is
/// binomial. The interval is Clopper-Pearson's for that share, turned into a ratio; it covers at least as often as it says, and the p-value, twice the smaller
/// tail, is below 1 - level exactly when the interval excludes 1.</para>
/// <para>Assumes events that come singly and independently, at one rate before and one after, at a date chosen without a look at them. Departures that come in
/// groups break it: see <see cref="RateChange"/>.</para>
/// </remarks>
public sealed class RateRatio
{
    private readonly double _pooledRate, _exposureBefore, _exposureAfter;

    /// <summary>Compares two counts.</summary>
    /// <param name="eventsBefore">Events before the date, at least 0.</param>
    /// <param name="exposureBefore">Time, or people times time, in which they happened; positive.</param>
    /// <param name="eventsAfter">Events after it, at least 0.</param>
    /// <param name="exposureAfter">The same after it, in the same unit; positive.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A count, an exposure or the level is outside its range.</exception>
    public RateRatio(long eventsBefore, double exposureBefore, long eventsAfter, double exposureAfter, double level = 0.95)
        : this(Counted(eventsBefore, nameof(eventsBefore)), exposureBefore, (double)Counted(eventsAfter, nameof(eventsAfter)), exposureAfter, level)
    {
    }

    // Counts may be fractional where they stand for fewer independent ones.
    internal RateRatio(double eventsBefore, double exposureBefore, double eventsAfter, double exposureAfter, double level)
    {
        ThrowUnlessPositive(exposureBefore, nameof(exposureBefore));
        ThrowUnlessPositive(exposureAfter, nameof(exposureAfter));
        Level = level;
        var tail = ConfidenceLevel.Alpha(level) / 2;
        var all = eventsBefore + eventsAfter;
        (_pooledRate, _exposureBefore, _exposureAfter) = (all / (exposureBefore + exposureAfter), exposureBefore, exposureAfter);
        Estimate = all == 0 ? null : eventsAfter / exposureAfter / (eventsBefore / exposureBefore);

        // Odds of an event to fall after the date, over the odds at equal rates.
        var scale = exposureBefore / exposureAfter;
        Interval = new Interval(
            eventsAfter == 0 ? 0
                : scale * BetaQuantile.Lower(eventsAfter, eventsBefore + 1, tail) / BetaQuantile.Upper(eventsBefore + 1, eventsAfter, tail),
            eventsBefore == 0 ? double.PositiveInfinity
                : scale * BetaQuantile.Upper(eventsAfter + 1, eventsBefore, tail) / BetaQuantile.Lower(eventsBefore, eventsAfter + 1, tail));

        double p = exposureAfter / (exposureBefore + exposureAfter), q = exposureBefore / (exposureBefore + exposureAfter);
        P = Math.Min(1, 2 * Math.Min(AtLeast(eventsAfter, eventsBefore, p, q), AtLeast(eventsBefore, eventsAfter, q, p)));
    }

    /// <summary>Rate after over rate before: infinite where nothing happened before, null where nothing happened at all.</summary>
    public double? Estimate { get; }

    /// <summary>Confidence interval for the ratio, within 0 to infinity.</summary>
    public Interval Interval { get; }

    /// <summary>Two-sided p-value of equal rates, in (0, 1].</summary>
    public double P { get; }

    /// <summary>Confidence level of the interval.</summary>
    public double Level { get; }

    /// <summary>What this comparison could have seen, at the rate of both sides together.</summary>
    /// <param name="power">Wanted chance to see it, in [0.5, 1).</param>
    /// <returns>Null where nothing happened at all: no rate is known.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The power is outside its range.</exception>
    public DetectableRateRatio? Detectable(double power = 0.8) =>
        _pooledRate == 0 ? null : DetectableRateRatio.From(_pooledRate, _exposureBefore, _exposureAfter, Level, power);

    internal static void ThrowUnlessPositive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value)))
        {
            throw new ArgumentOutOfRangeException(name, value, "Give a positive and finite number.");
        }
    }

    // The chance of at least so many successes and at most so many failures, of their sum.
    private static double AtLeast(double successes, double failures, double p, double q) =>
        successes == 0 ? 1 : RegularizedBeta.Lower(successes, failures + 1, p, q);

    private static long Counted(long events, string name) =>
        events >= 0 ? events : throw new ArgumentOutOfRangeException(name, events, "A count of events is at least 0.");
}
