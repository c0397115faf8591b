using CodeRed.Statistics.Paired;
using CsCheck;

namespace CodeRed.Statistics.Tests.Paired;

public class PairedPowerTests
{
    [Theory] // R 4.2.2, brute force: dmultinom() over all (lost, gained) with lost > gained and 2 * pbinom(gained, lost + gained, 0.5) < alpha
    [InlineData(10, .5, .1, .05, 0.196929687500001)]
    [InlineData(40, .3, .1, .05, 0.439713343060486)]
    [InlineData(60, .25, 0, .01, 0.991221929548049)]
    [InlineData(6, .9999, 0, .05, 0.999400149980001)]
    [InlineData(5, 1, 0, .05, 0)]
    public void The_exact_power_agrees_with_brute_force_in_R(long items, double loss, double gain, double alpha, double power) =>
        Tolerance.Near(power, PairedPower.OfMcNemarExact(items, loss, gain, alpha), 1e-10);

    [Theory] // R 4.2.2, exact also where ours is not: sum over m of dbinom(m, n, loss + gain) * pbinom(critical - 1, m, loss / (loss + gain))
    [InlineData(1_000, .08, .05, .05, 0.725727140500381, 1e-10)]
    [InlineData(1_000_000, .0011, .001, .05, 0.579757661423015, .001)]
    [InlineData(1_000_000, .0511, .05, .05, 0.932735054546549, .001)]
    [InlineData(10_000, .27, .25, .05, 0.788206133983742, .001)]
    [InlineData(10_000, .27, .25, .001, 0.297880275205933, .001)]
    [InlineData(2_400, .53, .47, .05, 0.831760097532533, .001)]
    public void The_power_of_many_discordant_pairs_agrees_with_the_exact_sum_in_R(
        long items, double loss, double gain, double alpha, double power, double tolerance) =>
        Tolerance.Near(power, PairedPower.OfMcNemarExact(items, loss, gain, alpha), tolerance);

    [Theory] // R 4.2.2: uniroot(tol = 1e-10) on the sums above
    [InlineData(20, .1, .05, 0.459732256393682, 1e-8)]
    [InlineData(50, .2, .05, 0.281624561527959, 1e-8)]
    [InlineData(50, 0, .05, 0.153522427575133, 1e-8)]
    [InlineData(1_000, .1, .05, 0.0330595913180861, 1e-8)]
    [InlineData(1_000_000, 0, .05, 7.90598148222346e-06, 1e-8)]
    [InlineData(1_000_000, .1, .05, 0.000890867478998252, 1e-6)]
    [InlineData(100_000, .1, .001, 0.00422780804462084, 1e-5)]
    [InlineData(5_000, .5, .05, 0.0290060576849358, 2e-5)]
    public void The_smallest_detectable_drop_agrees_with_R(long items, double churn, double alpha, double drop, double tolerance) =>
        Tolerance.Near(drop, PairedPower.MinimumDetectableDrop(items, churn, alpha) ?? double.NaN, tolerance);

    [Fact]
    public void Five_items_can_show_nothing_at_5_percent() // all five lost: p = 1/16
    {
        Assert.Null(PairedPower.MinimumDetectableDrop(5, 0, .05));
        Assert.Null(PairedPower.MinimumDetectableDrop(1_000, 1, .05));
    }

    [Fact]
    public void The_smallest_detectable_drop_has_the_wanted_power_and_grows_with_churn() =>
        Gen.Select(Gen.Int[30, 3_000], Gen.Double[.01, .4], Gen.Double[.6, .95]).Sample(
            (items, churn, power) =>
            {
                var drop = PairedPower.MinimumDetectableDrop(items, churn, .05, power);
                Assert.NotNull(drop);
                Tolerance.Near(power, PairedPower.OfMcNemarExact(items, (churn / 2) + drop.Value, churn / 2, .05), 1e-4);
                Assert.True(PairedPower.MinimumDetectableDrop(items, churn * 1.5, .05, power) is null or > 0
                    && (PairedPower.MinimumDetectableDrop(items, churn * 1.5, .05, power) ?? 1) > drop);
            },
            iter: 20);

    [Fact]
    public void The_smallest_detectable_drop_of_a_mean_grade_is_close_to_the_noncentral_t()
    {
        // R 4.2.2: power.t.test(n = 100, sd = .4, power = .8, type = "paired")$delta
        Tolerance.Relative(0.113189420539949, PairedPower.MinimumDetectableMeanDrop(100, .4, .05), .001);

        // R 4.2.2: (qt(.9995, 299) + qt(.9, 299)) * .3 / sqrt(300)
        Tolerance.Near(0.0798085935374545, PairedPower.MinimumDetectableMeanDrop(300, .3, .001, .9), 1e-12);
    }

    [Fact]
    public void Values_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedPower.MinimumDetectableDrop(0, .1, .05));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedPower.MinimumDetectableDrop(10, 1.1, .05));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedPower.MinimumDetectableDrop(10, .1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedPower.MinimumDetectableDrop(10, .1, .05, .3));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedPower.OfMcNemarExact(10, .6, .5, .05));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedPower.MinimumDetectableMeanDrop(1, .1, .05));
    }
}
