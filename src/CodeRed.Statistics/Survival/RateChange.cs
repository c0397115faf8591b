using CodeRed.Statistics.Distributions;
using CodeRed.Statistics.Intervals;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using StudentT = CodeRed.Statistics.Distributions.StudentT;

namespace CodeRed.Statistics.Survival;

/// <summary>Whether events became more or less frequent at a date, from counts of periods before and after it, which show whether events came in
/// groups.</summary>
/// <param name="Poisson">The comparison if events come singly and independently.</param>
/// <param name="Dispersion">Pearson's chi-squared of the periods within each side over its degrees of freedom: 1 for Poisson counts, more where events come in groups. Null
/// where fewer than three periods leave nothing to estimate it from, or nothing happened.</param>
/// <param name="DispersionP">p-value of so large a dispersion from Poisson counts; null with it.</param>
/// <param name="Adjusted">The comparison with as many independent events as the dispersion leaves, never more than there are; null where
/// <paramref name="Dispersion"/> is. Approximate.</param>
public sealed record RateChange(RateRatio Poisson, double? Dispersion, double? DispersionP, RateRatio? Adjusted)
{
    /// <summary>From this many expected events in every period on, the chi-squared distribution takes the place of draws.</summary>
    public const double ManyEvents = 20;

    /// <summary>Compares the rate after a date with the rate before it.</summary>
    /// <param name="before">The periods before the date, at least 1.</param>
    /// <param name="after">The periods after it, at least 1. A period that the date divides belongs to neither.</param>
    /// <param name="seed">Seed of the draws behind <see cref="DispersionP"/>.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <param name="draws">Draws besides the observed counts, at least 1.</param>
    /// <exception cref="ArgumentException">A side has no period, or a period is not one.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> or <paramref name="draws"/> is outside its range.</exception>
    /// <remarks>Given the events of a side, Poisson counts share them out in proportion to exposure, which is simulated: with few events a period, the
    /// chi-squared distribution of the dispersion fails. The adjusted comparison divides the counts by the dispersion, at least 1, times (t / z)^2 with t of the dispersion's
    /// degrees of freedom, as Korn and Graubard (1998), "Confidence intervals for proportions with small expected number of positive counts estimated from survey data", Survey
    /// Methodology 24, 193-201, do for proportions. It takes periods as independent of each other: a wave of departures that lasts for months is still
    /// counted as several.</remarks>
    public static RateChange Between(
        ReadOnlySpan<PeriodCount> before, ReadOnlySpan<PeriodCount> after, ulong seed, double level = 0.95, int draws = 9_999)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        var alpha = ConfidenceLevel.Alpha(level);
        Side one = new(before, nameof(before)), other = new(after, nameof(after));
        var poisson = new RateRatio(one.Events, one.Exposure, other.Events, other.Exposure, level);

        // A side without events shows nothing of dispersion.
        var freedom = one.Freedom + other.Freedom;
        if (freedom == 0)
        {
            return new RateChange(poisson, null, null, null);
        }

        var observed = one.Pearson + other.Pearson;
        var ratio = StudentT.Critical(alpha, freedom) / Normal.InvCDF(0, 1, 1 - (alpha / 2));
        var share = 1 / (Math.Max(1, observed / freedom) * ratio * ratio);
        return new RateChange(
            poisson,
            observed / freedom,
            Math.Min(one.LeastExpected, other.LeastExpected) >= ManyEvents
                ? SpecialFunctions.GammaUpperRegularized(freedom / 2.0, observed / 2)
                : DrawnP(one, other, observed, seed, draws),
            new RateRatio(one.Events * share, one.Exposure, other.Events * share, other.Exposure, level));
    }

    private static double DrawnP(Side one, Side other, double observed, ulong seed, int draws)
    {
        var random = new SplitMix64(seed);
        var extreme = 1;
        for (var draw = 0; draw < draws; draw++)
        {
            extreme += one.DrawnPearson(ref random) + other.DrawnPearson(ref random) >= observed * (1 - 1e-9) ? 1 : 0;
        }

        return (double)extreme / (draws + 1);
    }

    private sealed class Side
    {
        private readonly double[] _upTo;
        private readonly double[] _expected;
        private readonly long[] _drawn;

        public Side(ReadOnlySpan<PeriodCount> periods, string name)
        {
            if (periods.IsEmpty)
            {
                throw new ArgumentException("Give at least one period on each side of the date.", name);
            }

            foreach (var (events, exposure) in periods)
            {
                if (events < 0 || !(exposure > 0 && double.IsFinite(exposure)))
                {
                    throw new ArgumentException($"A period has {events} events in an exposure of {exposure}: give at least 0 events and a positive and finite exposure.", name);
                }

                Events += events;
                Exposure += exposure;
            }

            (_upTo, _expected, _drawn) = (new double[periods.Length], new double[periods.Length], new long[periods.Length]);
            double sum = 0;
            for (var i = 0; i < periods.Length; i++)
            {
                sum += periods[i].Exposure;
                _upTo[i] = sum / Exposure;
                _expected[i] = Events * periods[i].Exposure / Exposure;
                _drawn[i] = periods[i].Events;
            }

            Pearson = Events == 0 ? 0 : PearsonOf(_drawn);
            Freedom = Events == 0 ? 0 : periods.Length - 1;
        }

        public long Events { get; }

        public double Exposure { get; }

        public int Freedom { get; }

        public double Pearson { get; }

        // Infinite where the side shows nothing of dispersion.
        public double LeastExpected => Freedom == 0 ? double.PositiveInfinity : _expected.Min();

        public double DrawnPearson(ref SplitMix64 random)
        {
            if (Freedom == 0)
            {
                return 0;
            }

            Array.Clear(_drawn);
            for (long i = 0; i < Events; i++)
            {
                var at = Array.BinarySearch(_upTo, random.Uniform());
                _drawn[Math.Min(at < 0 ? ~at : at, _drawn.Length - 1)]++;
            }

            return PearsonOf(_drawn);
        }

        private double PearsonOf(long[] counts)
        {
            double sum = 0;
            for (var i = 0; i < counts.Length; i++)
            {
                var difference = counts[i] - _expected[i];
                sum += difference * difference / _expected[i];
            }

            return sum;
        }
    }
}
