using CodeRed.Statistics.Paired;
using CsCheck;

namespace CodeRed.Statistics.Tests.Paired;

public class PairedSampleSizeTests
{
    [Theory] // R 4.2.2, brute force: dbinom() and pbinom() sums for every size, up to 1.8 times the answer or more;
             // 1 + the largest that lacks the power
    [InlineData(.2, .1, .05, .8, 61)]
    [InlineData(.1, .1, .05, .8, 168)]
    [InlineData(.05, .1, .05, .8, 498)]
    [InlineData(1, 0, .05, .8, 6)]
    [InlineData(.3, 0, .01, .9, 37)]
    [InlineData(.9, .1, .05, .8, 9)]
    // Every item changes, so that the power falls wherever the test demands one loss more; the first size with the power is in brackets.
    [InlineData(.5, .5, .05, .8, 35)] // 30
    [InlineData(.4, .6, .05, .8, 54)] // 49
    [InlineData(.25, .75, .05, .9, 178)] // 169
    [InlineData(.2, .8, .05, .8, 210)] // 199
    [InlineData(.15, .85, .05, .9, 487)] // 470
    public void The_items_for_the_exact_test_agree_with_brute_force_in_R(double drop, double churn, double alpha, double power, long items) =>
        Assert.Equal(items, PairedSampleSize.ForMcNemarExact(drop, churn, alpha, power));

    [Fact]
    public void The_power_is_there_from_the_answer_to_the_end_of_the_scan_and_not_one_item_before() =>
        Gen.Select(Gen.Double[.02, .5], Gen.Double[0, 1], Gen.Double[.55, .95], Gen.Bool).Sample(
            (drop, share, power, strict) =>
            {
                var alpha = strict ? .01 : .05;
                var churn = (1 - drop) * share * .999999999999; // so that rounding does not take losses and gains above 1
                var items = PairedSampleSize.ForMcNemarExact(drop, churn, alpha, power) ?? 0;
                Assert.True(PowerOf(items - 1) < power);
                for (var n = items; n <= items + PairedSampleSize.Scan(items, drop + churn); n += 1 + (items / 50))
                {
                    Assert.True(PowerOf(n) >= power, $"{n} items, answer {items}");
                }

                double PowerOf(long n) => n == 0 ? 0 : PairedPower.OfMcNemarExact(n, (churn / 2) + drop, churn / 2, alpha);
            },
            iter: 30);

    [Fact]
    public void A_tiny_drop_is_answered_by_the_approximation_and_a_tinier_one_not_at_all()
    {
        var items = PairedSampleSize.ForMcNemarExact(.001, .1, .05) ?? 0;
        Tolerance.Near(.001, PairedPower.MinimumDetectableDrop(items, .1, .05) ?? 0, 1e-8);
        Assert.Null(PairedSampleSize.ForMcNemarExact(1e-6, .5, .05));
    }

    [Theory] // R 4.2.2: ceiling(power.t.test(delta = d, sd = s, sig.level = a, power = w, type = "paired")$n)
    [InlineData(.05, .2, .05, .8, 128)]
    [InlineData(.03, .4, .01, .9, 2649)]
    [InlineData(.5, .4, .05, .8, 8)]
    [InlineData(.01, .3, .05, .8, 7066)]
    [InlineData(2, .5, .05, .9, 3)]
    public void The_items_for_the_t_test_agree_with_R(double drop, double standardDeviation, double alpha, double power, long items) =>
        Assert.Equal(items, PairedSampleSize.ForTTest(drop, standardDeviation, alpha, power));

    [Theory] // R 4.2.2: power.t.test(n = n, delta = d, sd = s, sig.level = a, type = "paired")$power
    [InlineData(10, .3, .3, .05, 0.803096208690599)]
    [InlineData(100, .1, .4, .05, 0.696975692746086)]
    [InlineData(3, 1, .5, .05, 0.470747706193378)]
    [InlineData(2, 1, .5, .05, 0.175664003714264)]
    [InlineData(1000, .02, .3, .001, 0.11740703554594)]
    public void The_power_of_the_t_test_agrees_with_R(long items, double drop, double standardDeviation, double alpha, double power) =>
        Tolerance.Near(power, PairedPower.OfTTest(items, drop, standardDeviation, alpha), 1e-9);

    [Fact]
    public void Without_a_drop_half_of_alpha_and_without_spread_every_drop_is_found()
    {
        Tolerance.Near(.025, PairedPower.OfTTest(20, 0, .3, .05), 1e-15);
        Tolerance.Near(.025, PairedPower.OfTTest(20, 1e-9, .3, .05), 1e-8);
        Assert.Equal(1, PairedPower.OfTTest(2, .1, 0, .05));
        Assert.Equal(2, PairedSampleSize.ForTTest(.1, 0, .05));
    }

    [Fact]
    public void The_standard_deviation_of_a_difference_is_Millers_and_repeats_shrink_only_its_part_within_items()
    {
        Tolerance.Near(.5, PairedSampleSize.DifferenceStandardDeviation(.3, .4, 1, 0, 1), 1e-15); // 9 + 16 = 25
        Tolerance.Near(Math.Sqrt(.09 + (.16 / 4) + (.36 / 9)), PairedSampleSize.DifferenceStandardDeviation(.3, .4, 4, .6, 9), 1e-15);

        // Miller's equation 9 with its normal quantiles asks for about z^2 / 2, two items, less.
        // R 4.2.2: (qnorm(.975) + qnorm(.8))^2 = 7.848879734349086
        var deviation = PairedSampleSize.DifferenceStandardDeviation(1 / 3.0, .5, 10, .5, 10);
        var normal = 7.848879734349086 * deviation * deviation / .0009;
        Assert.InRange((PairedSampleSize.ForTTest(.03, deviation, .05) ?? 0) - normal, 1, 3);
    }

    [Fact]
    public void The_repeats_are_the_fewest_that_reach_the_power_and_none_are_when_the_items_alone_are_too_few() =>
        Gen.Select(Gen.Int[50, 500], Gen.Double[0, .2], Gen.Double[.1, .5]).Sample(
            (items, between, within) =>
            {
                const double drop = .05;
                var repeats = PairedSampleSize.RepeatsForTTest(items, drop, between, within, .05);
                if (repeats is not { } fewest)
                {
                    Assert.True(PairedPower.OfTTest(items, drop, between, .05) < .8 + 1e-6);
                    return;
                }

                Assert.True(PowerAt(fewest) >= .8 && (fewest == 1 || PowerAt(fewest - 1) < .8));

                double PowerAt(long k) =>
                    PairedPower.OfTTest(items, drop, PairedSampleSize.DifferenceStandardDeviation(between, within, k, within, k), .05);
            },
            iter: 50);

    [Fact]
    public void Values_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedSampleSize.ForMcNemarExact(0, .1, .05));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedSampleSize.ForMcNemarExact(.95, .1, .05));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedSampleSize.ForMcNemarExact(.1, -1, .05));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedSampleSize.ForMcNemarExact(.1, .1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedSampleSize.ForTTest(0, .1, .05));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedSampleSize.ForTTest(.1, -.1, .05));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedSampleSize.ForTTest(.1, .1, .05, .2));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedSampleSize.RepeatsForTTest(1, .1, .1, .1, .05));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedSampleSize.DifferenceStandardDeviation(.1, .1, 0, .1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedSampleSize.DifferenceStandardDeviation(.1, double.NaN, 1, .1, 1));
    }
}
