using CodeRed.Statistics.Quantiles;
using CsCheck;

namespace CodeRed.Statistics.Tests.Quantiles;

public class LogHistogramTests
{
    [Fact]
    public void Every_quantile_is_within_1_percent_of_the_exact_order_statistic() =>
        Gen.Select(Gen.OneOf(Gen.Const(0.0), Gen.Double[1e-3, 1e3], Gen.Double[-300, 300].Select(x => Math.Pow(10, x))).Array[1, 200], Gen.Double[0, 1])
            .Sample((values, probability) =>
            {
                var histogram = Of(values);
                var exact = values.Order().ElementAt(Math.Max(1, (int)Math.Ceiling(probability * values.Length)) - 1);
                Tolerance.Relative(exact, histogram.Quantile(probability)!.Value, LogHistogram.RelativeError + 1e-9);
            });

    [Fact]
    public void Parts_merged_are_the_whole() =>
        Gen.Select(Gen.Double[0, 1e6].Array[0, 100], Gen.Double[0, 10].Array[0, 100], Gen.Double[0, 1]).Sample((one, other, probability) =>
        {
            var merged = Of(one);
            merged.Merge(Of(other));
            var whole = Of([.. one, .. other]);
            return merged.Count == whole.Count && merged.Quantile(probability) == whole.Quantile(probability);
        });

    [Fact]
    public void The_median_of_log_normal_latencies_is_found()
    {
        // Seeded; median e^6 = 403 ms. Standard error of a median of n log-normal values: sqrt(pi / 2n) on the log scale.
        const int n = 100_000;
        var random = new Random(20250608);
        var histogram = new LogHistogram();
        for (var i = 0; i < n; i++)
        {
            histogram.Add(Math.Exp(6 + (Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))));
        }

        Tolerance.Relative(Math.Exp(6), histogram.Quantile(.5)!.Value, LogHistogram.RelativeError + (4 * Math.Sqrt(Math.PI / 2 / n)));
    }

    [Fact]
    public void Zeros_count_and_no_values_give_no_quantile()
    {
        var histogram = new LogHistogram();
        Assert.Null(histogram.Quantile(.5));
        histogram.Add(0);
        histogram.Add(0);
        histogram.Add(5);
        Assert.Equal(0, histogram.Quantile(.5));
        Tolerance.Relative(5, histogram.Quantile(1)!.Value, .0100001);
    }

    [Fact]
    public void The_extremes_of_a_double_fit()
    {
        var histogram = Of([double.Epsilon, double.MaxValue, 1]);
        Tolerance.Relative(1, histogram.Quantile(.5)!.Value, .0100001);
        Tolerance.Relative(double.MaxValue, histogram.Quantile(1)!.Value, .0100001);
        Assert.True(histogram.Quantile(0) is > 0 and < 1e-323);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_negative_or_infinite_value_is_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogHistogram().Add(value));

    private static LogHistogram Of(double[] values)
    {
        var histogram = new LogHistogram();
        foreach (var value in values)
        {
            histogram.Add(value);
        }

        return histogram;
    }
}
