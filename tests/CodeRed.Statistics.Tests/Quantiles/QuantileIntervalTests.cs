using CodeRed.Statistics.Quantiles;

namespace CodeRed.Statistics.Tests.Quantiles;

/// <summary>Order statistics bound a quantile whatever the distribution.</summary>
public sealed class QuantileIntervalTests
{
    // R 4.2.2: for n, p and a = 1 - level the lower rank is max { r : pbinom(r - 1, n, p) <= a / 2 }, the upper one
    // min { r : 1 - pbinom(r - 1, n, p) <= a / 2 }, found by which() over 0:n; 0 or n + 1 is none.
    [Theory]
    [InlineData(10, .5, .95, 2L, 9L)]
    [InlineData(100, .5, .95, 40L, 61L)]
    [InlineData(100, .95, .95, 90L, 100L)]
    [InlineData(100, .99, .95, 97L, null)]
    [InlineData(1000, .99, .95, 983L, 997L)]
    [InlineData(5, .5, .95, null, null)]
    [InlineData(6, .5, .95, 1L, 6L)]
    [InlineData(200, .5, .99, 82L, 119L)]
    [InlineData(0, .5, .95, null, null)]
    public void Ranks_are_those_of_the_binomial(long count, double probability, double level, long? lower, long? upper) =>
        Assert.Equal(new QuantileRanks(lower, upper), QuantileInterval.Ranks(count, probability, level));

    [Fact]
    public void The_99th_percentile_has_an_upper_bound_from_368_values_on()
    {
        Assert.Null(QuantileInterval.Ranks(367, .99, .95).Upper);
        Assert.Equal(368, QuantileInterval.Ranks(368, .99, .95).Upper);
    }

    [Theory]
    [InlineData(20, 1, .5)]
    [InlineData(100, 1, .95)]
    [InlineData(50, 4, .5)]
    [InlineData(100, 3, .9)]
    public void The_interval_covers_the_quantile_also_where_an_item_has_several_values(int items, int repeats, double probability)
    {
        // Lognormal latencies; the item's own share of the variance is half, so that its repeats are far from independent.
        const int Runs = 2000;
        var random = new Random(items + repeats);
        double truth = Math.Exp(6 + (Normal(probability) * .6));
        int covered = 0;
        for (int run = 0; run < Runs; run++)
        {
            var values = new LogHistogram();
            for (int item = 0; item < items; item++)
            {
                double shared = Draw(random);
                for (int i = 0; i < repeats; i++)
                {
                    values.Add(Math.Exp(6 + (.6 * Math.Sqrt(.5) * (shared + Draw(random)))));
                }
            }

            covered += QuantileInterval.From(values, items, probability, .95).Contains(truth) ? 1 : 0;
        }

        // Four standard errors of 2,000 runs.
        Assert.True(covered >= Runs * (.95 - (4 * Math.Sqrt(.95 * .05 / Runs))), $"{covered} of {Runs} intervals cover");
    }

    [Fact]
    public void Too_few_values_have_no_bounds_and_say_so()
    {
        var values = new LogHistogram();
        values.Add(100);
        values.Add(200);
        var interval = QuantileInterval.From(values, 2, .5, .95);

        Assert.Equal((0, double.PositiveInfinity), (interval.Lower, interval.Upper));
        Assert.Throws<ArgumentOutOfRangeException>(() => QuantileInterval.From(values, 3, .5, .95));
        Assert.Throws<ArgumentOutOfRangeException>(() => QuantileInterval.Ranks(2, 1, .95));
    }

    private static double Draw(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    // qnorm in R 4.2.2.
    private static double Normal(double probability) => probability switch { .5 => 0, .9 => 1.2815515655446, .95 => 1.64485362695147, _ => throw new ArgumentException("not tabled") };
}
