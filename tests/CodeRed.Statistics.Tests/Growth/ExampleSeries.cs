using CodeRed.Statistics.Growth;

namespace CodeRed.Statistics.Tests.Growth;

/// <summary>Made-up series, and simulated ones of known growth.</summary>
internal static class ExampleSeries
{
    public static readonly DatedValue[] First =
        Exact([2023.0, 2023.4, 2024.1, 2024.9, 2025.3, 2026.0], [100, 180, 250, 700, 800, 1500]);

    public static readonly DatedValue[] Second = Exact([2024.2, 2024.8, 2025.2, 2025.9, 2026.3], [60, 150, 210, 800, 900]);

    public static DatedValue[] Exact(double[] times, double[] values) => [.. times.Zip(values, DatedValue.Exact)];

    public static ExponentialGrowth Fit(ReadOnlySpan<DatedValue> values, double level = .95)
    {
        Assert.True(ExponentialGrowth.TryFit(values, out var growth, out var refusal, level), refusal?.Words);
        return growth;
    }

    /// <summary>Figures spread over a stretch of years, with normal errors of the logarithm; rounded to significant digits and dated to the month, unless digits are 0.</summary>
    public static DatedValue[] Draw(Random random, int count, Func<double, double> logValue, double deviation, int digits, double start = 0, double years = 2.5)
    {
        var values = new DatedValue[count];
        for (var i = 0; i < count; i++)
        {
            var time = start + (years * (i + (.5 * random.NextDouble())) / count);
            var value = Math.Exp(logValue(time) + (deviation * Normal(random)));
            var unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - digits + 1);
            var month = Math.Floor(12 * time) / 12;
            values[i] = digits == 0
                ? DatedValue.Exact(time, value)
                : DatedValue.Rounded(new Interval(month, month + (1 / 12.0)), unit * Math.Round(value / unit), unit);
        }

        return values;
    }

    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
