using CodeRed.Statistics.Paired;
using CsCheck;

namespace CodeRed.Statistics.Tests.Paired;

public class MatchedProportionsIntervalTests
{
    [Theory] // R 4.2.2, the same chance integrated over the winner share instead: integrate() between quantiles of the beta
             // distribution, rel.tol = 1e-10, and uniroot(tol = 1e-12).
    [InlineData(7, 1, 13, .95, -0.545498753427, 0.020449518752)] // Bentur et al. 2009, airway hyper-responsiveness
    [InlineData(1, 0, 0, .95, -1, 0.95)]
    [InlineData(0, 0, 1, .95, -0.975, 0.975)]
    [InlineData(0, 0, 20, .95, -0.168433470983, 0.168433470983)]
    [InlineData(1, 0, 9, .95, -0.445016117028, 0.258865550893)]
    [InlineData(5, 0, 0, .95, -1, 0.043647500210)]
    [InlineData(10, 2, 0, .95, -0.958274949080, -0.029054914967)]
    [InlineData(476, 147, 377, .95, -0.373693088521, -0.282342128019)]
    [InlineData(476, 147, 377, .999, -0.402850177125, -0.251254801443)]
    [InlineData(23, 2, 25, .95, -0.582434094026, -0.215822807444)]
    [InlineData(2, 11, 37, .95, 0.021369668423, 0.332755477095)]
    [InlineData(3, 3, 94, .95, -0.063335025493, 0.063335025493)]
    [InlineData(0, 12, 88, .9, 0.051646059214, 0.187166109779)]
    [InlineData(30_000, 29_000, 941_000, .95, -0.001477086596, -0.000522928948)]
    [InlineData(300, 0, 999_700, .95, -0.000335935088, -0.000265014243)]
    [InlineData(250_000, 250_500, 499_500, .95, -0.000887596535, 0.001887594584)]
    [InlineData(0, 1_000_000, 0, .95, 0.999991248591, 1)]
    [InlineData(12, 0, 9_999_988, .99, -0.000002414493, -0.000000273320)]
    // scipy 1.10.1, integrated over the chance of a discordant pair: quad(epsrel = 1e-11), brentq(xtol = 1e-14); R agrees to 2e-9.
    [InlineData(476, 147, 377, .999999, -0.437226008524, -0.213251691895)]
    [InlineData(3, 1, 20, .999999, -0.616055284545, 0.478585932524)]
    [InlineData(0, 12, 88, .999999, -0.060031500752, 0.338774401093)]
    [InlineData(10, 2, 0, .999999, -0.999825871817, 0.681927423029)]
    public void It_agrees_with_R_and_scipy(long lost, long gained, long unchanged, double level, double lower, double upper)
    {
        var interval = MatchedProportionsInterval.From(lost, gained, unchanged, level);
        Tolerance.Near(lower, interval.Lower, 2e-9);
        Tolerance.Near(upper, interval.Upper, 2e-9);
    }

    [Fact]
    public void It_excludes_zero_exactly_when_the_test_rejects_for_every_table_up_to_40_pairs()
    {
        double[] alphas = [.05, .001, .0625]; // the last is a p-value that occurs: p = alpha must not reject
        foreach (var alpha in alphas)
        {
            for (var pairs = 1; pairs <= 40; pairs += alpha == .05 ? 1 : 10)
            {
                for (var discordant = 0; discordant <= pairs; discordant++)
                {
                    for (var lost = (discordant + 1) / 2; lost <= discordant; lost++)
                    {
                        AssertCompatible(lost, discordant - lost, pairs - discordant, alpha);
                    }
                }
            }
        }
    }

    [Fact]
    public void It_excludes_zero_exactly_when_the_test_rejects_for_random_tables() =>
        Gen.Select(Gen.Long[0, 2_000], Gen.Long[0, 2_000], Gen.Long[1, 1_000_000], Gen.Double[.0001, .5])
            .Sample(AssertCompatible, iter: 200);

    [Fact]
    public void It_mirrors_when_losses_and_gains_are_exchanged_and_holds_the_observed_difference() =>
        Gen.Select(Gen.Long[0, 300], Gen.Long[0, 300], Gen.Long[1, 300]).Sample(
            (lost, gained, unchanged) =>
            {
                var interval = MatchedProportionsInterval.From(lost, gained, unchanged, .95);
                var mirror = MatchedProportionsInterval.From(gained, lost, unchanged, .95);
                return interval == new Interval(-mirror.Upper, -mirror.Lower)
                    && interval.Contains((gained - lost) / (double)(lost + gained + unchanged))
                    && interval.Lower >= -1 && interval.Upper <= 1;
            },
            iter: 200);

    [Fact]
    public void It_covers_at_least_as_often_as_promised_by_exact_enumeration()
    {
        (double Loss, double Gain)[] grid = [(.01, .01), (.05, .02), (.1, 0), (.2, .05), (.3, .3), (.5, .1), (.45, .5), (.7, .05), (.9, .02), (.02, .3), (1, 0)];
        foreach (var pairs in new[] { 1, 2, 5, 12, 25 })
        {
            AssertCoverage(pairs, .95, grid);
        }

        AssertCoverage(50, .95, grid);
        AssertCoverage(15, .8, grid);
    }

    [Fact]
    public void It_covers_at_least_as_often_as_promised_in_a_simulation_of_400_items()
    {
        // Seeded; 3,000 comparisons at a churn of 10 % and a drop of 3 points.
        const int runs = 3_000, items = 400;
        var random = new Random(20250601);
        var known = new Dictionary<(int, int), bool>();
        var covered = 0;
        for (var run = 0; run < runs; run++)
        {
            int lost = 0, gained = 0;
            for (var i = 0; i < items; i++)
            {
                var u = random.NextDouble();
                lost += u < .08 ? 1 : 0;
                gained += u is >= .08 and < .13 ? 1 : 0;
            }

            if (!known.TryGetValue((lost, gained), out var covers))
            {
                covers = MatchedProportionsInterval.From(lost, gained, items - lost - gained, .95).Contains(-.03);
                known[(lost, gained)] = covers;
            }

            covered += covers ? 1 : 0;
        }

        Assert.True((double)covered / runs >= .95 - Tolerance.OfRate(.95, runs), $"covered {covered} of {runs}");
    }

    [Theory]
    [InlineData(0, 0, 0, .95)]
    [InlineData(-1, 0, 2, .95)]
    [InlineData(1, 0, 2, 1)]
    public void Counts_and_levels_outside_their_range_are_refused(long lost, long gained, long unchanged, double level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MatchedProportionsInterval.From(lost, gained, unchanged, level));

    private static void AssertCompatible(long lost, long gained, long unchanged, double alpha)
    {
        var p = McNemarExact.TwoSided(lost, gained);
        var level = 1 - alpha;
        var interval = MatchedProportionsInterval.From(lost, gained, unchanged, level);
        Assert.True(p < Math.Round(1 - level, 15) != interval.Contains(0), $"{lost} lost, {gained} gained, {unchanged} unchanged: p = {p:R} at {alpha}, {interval}");
    }

    private static void AssertCoverage(int pairs, double level, (double Loss, double Gain)[] grid)
    {
        var coverage = new double[grid.Length];
        for (var lost = 0; lost <= pairs; lost++)
        {
            for (var gained = 0; gained <= pairs - lost; gained++)
            {
                var interval = lost >= gained
                    ? MatchedProportionsInterval.From(lost, gained, pairs - lost - gained, level)
                    : MatchedProportionsInterval.From(gained, lost, pairs - lost - gained, level);
                interval = lost >= gained ? interval : new Interval(-interval.Upper, -interval.Lower);
                for (var i = 0; i < grid.Length; i++)
                {
                    var (loss, gain) = grid[i];
                    if (interval.Contains(Math.Round(gain - loss, 12)))
                    {
                        coverage[i] += Trinomial(lost, gained, pairs, loss, gain);
                    }
                }
            }
        }

        for (var i = 0; i < grid.Length; i++)
        {
            Assert.True(coverage[i] >= level - 1e-9, $"{pairs} pairs, loss {grid[i].Loss}, gain {grid[i].Gain}: coverage {coverage[i]}");
        }
    }

    private static double Trinomial(int lost, int gained, int pairs, double loss, double gain)
    {
        double chance = 1;
        for (var i = 1; i <= lost; i++)
        {
            chance *= loss * (pairs - i + 1) / i;
        }

        for (var i = 1; i <= gained; i++)
        {
            chance *= gain * (pairs - lost - i + 1) / i;
        }

        return chance * Math.Pow(Math.Max(0, 1 - loss - gain), pairs - lost - gained);
    }
}
