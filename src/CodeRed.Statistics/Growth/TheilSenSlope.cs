using CodeRed.Statistics.Intervals;

namespace CodeRed.Statistics.Growth;

/// <summary>Median of the slopes between any two points, with the interval that inverts Kendall's exact test.</summary>
/// <param name="Slope">In units of value per unit of time.</param>
/// <param name="Interval">Confidence interval; infinite at both ends where the points are too few for its level (four at 95 %).</param>
/// <remarks>Theil (1950); Sen (1968), "Estimates of the regression coefficient based on Kendall's tau", JASA 63, 1379-1389. Exact if errors are exchangeable; they need not be normal.
/// Ties among errors make the interval cover more often.</remarks>
public sealed record TheilSenSlope(double Slope, Interval Interval)
{
    /// <summary>The slope through points.</summary>
    /// <param name="times">Strictly increasing, at least two.</param>
    /// <param name="values">One value a time.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <exception cref="ArgumentException">The lengths differ, there are fewer than two points, times do not increase or a number is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside its range.</exception>
    public static TheilSenSlope Through(ReadOnlySpan<double> times, ReadOnlySpan<double> values, double level = 0.95)
    {
        var tail = ConfidenceLevel.Alpha(level) / 2;
        if (times.Length < 2 || values.Length != times.Length)
        {
            throw new ArgumentException($"There are {times.Length} times and {values.Length} values; give one value a time, and at least two.", nameof(times));
        }

        List<double> slopes = [];
        for (var i = 0; i < times.Length; i++)
        {
            if (!double.IsFinite(times[i]) || (i > 0 && times[i] <= times[i - 1]))
            {
                throw new ArgumentException($"Time {i} is {times[i]}: give finite times in strictly increasing order.", nameof(times));
            }

            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException($"Value {i} is {values[i]}: give finite values.", nameof(values));
            }

            for (var j = 0; j < i; j++)
            {
                slopes.Add((values[i] - values[j]) / (times[i] - times[j]));
            }
        }

        slopes.Sort();
        var rejected = Rejected(times.Length, tail);
        var middle = slopes.Count / 2;
        return new TheilSenSlope(
            slopes.Count % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2,
            rejected < 0
                ? new Interval(double.NegativeInfinity, double.PositiveInfinity)
                : new Interval(slopes[rejected], slopes[^(rejected + 1)]));
    }

    // The largest number of inversions of a random order that a one-sided test rejects, or -1.
    private static int Rejected(int points, double tail)
    {
        // The number of inversions is a sum of independent numbers, uniform on 0 to i - 1 for the i-th point (Kendall 1938, Biometrika 30, 81-93).
        double[] chances = [1];
        for (var i = 2; i <= points; i++)
        {
            var next = new double[chances.Length + i - 1];
            double window = 0;
            for (var k = 0; k < next.Length; k++)
            {
                window += k < chances.Length ? chances[k] : 0;
                window -= k >= i && k - i < chances.Length ? chances[k - i] : 0;
                next[k] = window / i;
            }

            chances = next;
        }

        double below = 0;
        var inversions = 0;
        for (; below + chances[inversions] <= tail; inversions++)
        {
            below += chances[inversions];
        }

        return inversions - 1;
    }
}
