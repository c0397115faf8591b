namespace CodeRed.Statistics.Growth;

/// <summary>A published figure: a value known up to its rounding, at a time known up to its dating. Two figures of one date are one, whose bounds hold both.</summary>
/// <param name="Time">Earliest and latest time that it may be true of, in days or years from any zero; equal where it is dated exactly. "November 2023" is the month.</param>
/// <param name="Value">Smallest and largest value that it may stand for, positive; equal where it is exact.</param>
public readonly record struct DatedValue(Interval Time, Interval Value)
{
    /// <summary>An exact value at an exact time.</summary>
    public static DatedValue Exact(double time, double value) => new(new Interval(time, time), new Interval(value, value));

    /// <summary>A value that was rounded to the nearest multiple of a unit: 800 with unit 100 may stand for 750 to 850.</summary>
    /// <param name="time">Earliest and latest time that it may be true of.</param>
    /// <param name="value">The figure as published, above half of <paramref name="unit"/>.</param>
    /// <param name="unit">What it was rounded to, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The unit is negative, or so large that the value could have been 0.</exception>
    public static DatedValue Rounded(Interval time, double value, double unit) =>
        unit >= 0 && value > unit / 2
            ? new DatedValue(time, new Interval(value - (unit / 2), value + (unit / 2)))
            : throw new ArgumentOutOfRangeException(nameof(unit), unit, $"{value} rounded to {unit} could have been 0, which no exponential growth can reach.");

    /// <summary>The middle of the times.</summary>
    internal double MiddleTime => Time.Lower + (Time.Width / 2);

    /// <summary>Logarithm of the middle of the values, which is the figure as published where it was rounded to the nearest.</summary>
    internal double LogValue => Math.Log(Value.Lower + (Value.Width / 2));

    /// <summary>Variance of the logarithm if all permitted values, and all permitted times of a growth at this rate, are equally likely.</summary>
    internal double RoundingVariance(double rate)
    {
        double values = Math.Log(Value.Upper / Value.Lower), times = rate * Time.Width;
        return ((values * values) + (times * times)) / 12;
    }

    internal static void ThrowUnlessSeries(ReadOnlySpan<DatedValue> values, string name)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var (time, value) = values[i];
            if (!(double.IsFinite(time.Lower) && time.Upper >= time.Lower && double.IsFinite(time.Upper)))
            {
                throw new ArgumentException($"Value {i} is dated from {time.Lower} to {time.Upper}: give finite times, the earliest first.", name);
            }

            if (!(value.Lower > 0 && value.Upper >= value.Lower && double.IsFinite(value.Upper)))
            {
                throw new ArgumentException($"Value {i} lies between {value.Lower} and {value.Upper}: give positive and finite bounds, the smaller first.", name);
            }

            if (i > 0 && !(values[i].MiddleTime > values[i - 1].MiddleTime))
            {
                throw new ArgumentException(
                    $"Value {i} is dated at {values[i].MiddleTime}, not after value {i - 1} at {values[i - 1].MiddleTime}: give values in order of time, one a time.", name);
            }
        }
    }
}
