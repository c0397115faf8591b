using CodeRed.Statistics.Watching;
using CsCheck;

namespace CodeRed.Statistics.Tests.Watching;

public class ShiryaevRobertsTests
{
    [Fact]
    public void It_is_the_sum_over_all_starts_of_the_products_since_then() =>
        Gen.Double[0, 3].Array[1, 40].Sample(factors =>
        {
            var detector = new ShiryaevRoberts();
            for (var t = 1; t <= factors.Length; t++)
            {
                var value = detector.Step(factors[t - 1]);
                var sum = Enumerable.Range(0, t).Sum(start => factors[start..t].Aggregate(1.0, static (product, factor) => product * factor));
                Tolerance.Relative(sum, value, 1e-12);
                Assert.Equal(value, detector.Value);
            }
        });

    [Theory]
    [InlineData(.2, .5)]
    [InlineData(.9, .5)]
    [InlineData(.6, .1)]
    public void Over_all_paths_of_a_fair_bet_its_mean_is_the_time_and_it_reaches_A_within_t_with_a_chance_of_at_most_t_over_A(double up, double chance)
    {
        // Every path of 14 bets on a coin that shows heads with the chance in question: the factor is 1 + up, or the rest to a mean of 1.
        const int steps = 14;
        var down = 1 - (up * chance / (1 - chance));
        double[] thresholds = [1.5, 3, 7, 20, 60];
        var (means, reached) = (new double[steps + 1], new double[thresholds.Length, steps + 1]);
        for (var path = 0; path < 1 << steps; path++)
        {
            var (detector, greatest, likelihood) = (new ShiryaevRoberts(), 0.0, 1.0);
            for (var t = 1; t <= steps; t++)
            {
                likelihood *= (path >> (t - 1) & 1) == 1 ? chance : 1 - chance;
            }

            for (var t = 1; t <= steps; t++)
            {
                var value = detector.Step((path >> (t - 1) & 1) == 1 ? 1 + up : down);
                greatest = Math.Max(greatest, value);
                means[t] += likelihood * value;
                for (var k = 0; k < thresholds.Length; k++)
                {
                    reached[k, t] += greatest >= thresholds[k] ? likelihood : 0;
                }
            }
        }

        for (var t = 1; t <= steps; t++)
        {
            Tolerance.Relative(t, means[t], 1e-9);
            for (var k = 0; k < thresholds.Length; k++)
            {
                Assert.True(reached[k, t] <= (t / thresholds[k]) + 1e-12, $"{thresholds[k]} within {t}: {reached[k, t]}");
            }
        }
    }

    [Fact]
    public void It_stays_a_number_however_long_it_runs_after_an_alarm()
    {
        var detector = new ShiryaevRoberts();
        for (var t = 0; t < 1_000; t++)
        {
            detector.Step(1e6);
        }

        Assert.Equal(1e300, detector.Value);
        Assert.Equal(0, detector.Step(0));
    }
}
