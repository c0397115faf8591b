using CodeRed.Statistics.Survival;
using CsCheck;

namespace CodeRed.Statistics.Tests.Survival;

public class RateChangeTests
{
    [Fact]
    public void Dispersion_and_adjusted_interval_agree_with_R()
    {
        // R 4.2.2: phi = Pearson's sum over its 12 degrees of freedom; qbeta() and pbeta() at counts times 1 / (phi * (qt(.975, 12) / qnorm(.975))^2)
        var change = Between([0, 1, 0, 2, 0, 0], [3, 0, 5, 1, 0, 0, 7, 1]);
        Assert.NotNull(change.Adjusted);
        Tolerance.Near(2.5, change.Dispersion ?? 0, 1e-12);
        Tolerance.Relative(0.487994267810143, change.Adjusted.Interval.Lower, 1e-9);
        Tolerance.Relative(217.132653151211514, change.Adjusted.Interval.Upper, 1e-9);
        Tolerance.Relative(0.301115336208216, change.Adjusted.P, 1e-9);
        Assert.Equal(change.Poisson.Estimate, change.Adjusted.Estimate);
        Assert.True(change.Poisson.P < .05, "taken as single events they would be a finding");
    }

    [Fact]
    public void The_p_value_of_the_dispersion_agrees_with_enumeration_in_R()
    {
        // R 4.2.2: the share of all 4^5 placements of 5 events in 4 periods with a Pearson sum of at least that of 4, 0, 1, 0
        var change = Between([4, 0, 1, 0], [3]);
        Tolerance.Near(2.86666666666667, change.Dispersion ?? 0, 1e-12);
        Tolerance.Near(.0625, change.DispersionP ?? 0, Tolerance.OfRate(.0625, 9_999));

        // R 4.2.2: chisq.test(c(30, 22, 41, 25)), by the chi-squared distribution
        var many = Between([30, 22, 41, 25], [3]);
        Tolerance.Near(2.36158192090395, many.Dispersion ?? 0, 1e-12);
        Tolerance.Near(0.0692451323799439, many.DispersionP ?? 0, 1e-12);
    }

    [Fact]
    public void A_month_in_which_people_were_twice_as_many_may_have_twice_the_events()
    {
        var change = RateChange.Between([new(2, 1), new(4, 2), new(2, 1)], [new(6, 3), new(2, 1)], 1);
        Tolerance.Near(0, change.Dispersion ?? -1, 1e-12);
        Assert.Equal((1, 1), (change.DispersionP, change.Poisson.Estimate));
    }

    [Fact]
    public void One_period_on_each_side_shows_no_dispersion()
    {
        var change = Between([4], [9]);
        Assert.Equal((null, null, null), (change.Dispersion, change.DispersionP, change.Adjusted));
        change = Between([0, 0, 0], [0, 0]);
        Assert.Null(change.Dispersion);
        Assert.Null(change.Poisson.Estimate);
        Assert.NotNull(Between([0, 0, 0], [2, 1]).Adjusted);
    }

    [Fact]
    public void The_adjusted_interval_holds_the_exact_one_and_the_order_of_periods_is_of_no_account() =>
        Gen.Select(Gen.Int[0, 6].Array[1, 12], Gen.Int[0, 6].Array[1, 12]).Sample(
            (before, after) =>
            {
                RateChange change = Between(before, after, 9), reversed = Between([.. before.Reverse()], [.. after.Reverse()], 9);
                Assert.Equal(change.Dispersion is null, change.Adjusted is null);
                Tolerance.Near(change.Dispersion ?? 0, reversed.Dispersion ?? 0, 1e-12);
                if (change.Adjusted is { } adjusted)
                {
                    Assert.True(adjusted.Interval.Lower <= change.Poisson.Interval.Lower && adjusted.Interval.Upper >= change.Poisson.Interval.Upper);
                }
            },
            iter: 100);

    [Theory] // Events a month before and after; months before and after.
    [InlineData(.5, 1, 12, 24)]
    [InlineData(1, 1, 6, 6)]
    public void Single_events_are_covered_by_both_intervals_and_rarely_taken_for_groups(double before, double after, int monthsBefore, int monthsAfter)
    {
        var (exact, adjusted, dispersed, runs) = Simulate(before, after, monthsBefore, monthsAfter, grouped: false);
        Assert.True(exact >= .95 - Tolerance.OfRate(.95, runs), $"covered {exact}");
        Assert.True(adjusted >= .95 - Tolerance.OfRate(.95, runs), $"covered {adjusted}");
        Assert.True(dispersed <= .05 + Tolerance.OfRate(.05, runs), $"taken for groups {dispersed}");
    }

    [Theory]
    [InlineData(.5, 1, 12, 24)]
    [InlineData(2, 4, 24, 36)]
    public void Departures_in_groups_are_covered_by_the_adjusted_interval_only(double before, double after, int monthsBefore, int monthsAfter)
    {
        var (exact, adjusted, dispersed, runs) = Simulate(before, after, monthsBefore, monthsAfter, grouped: true);
        Assert.True(exact < .88, $"covered {exact}");
        Assert.True(adjusted >= .95 - Tolerance.OfRate(.95, runs), $"covered {adjusted}");
        Assert.True(dispersed > .8, $"recognised {dispersed}");
    }

    [Fact]
    public void Values_outside_their_range_are_errors()
    {
        Assert.Throws<ArgumentException>("before", () => Between([], [1]));
        Assert.Throws<ArgumentException>("after", () => Between([1], []));
        Assert.Throws<ArgumentException>("before", () => Between([-1], [1]));
        Assert.Throws<ArgumentException>("after", () => RateChange.Between([new(1)], [new(1, 0)], 1));
        Assert.Throws<ArgumentException>("after", () => RateChange.Between([new(1)], [new(1, double.NaN)], 1));
        Assert.Throws<ArgumentOutOfRangeException>("draws", () => RateChange.Between([new(1)], [new(1)], 1, draws: 0));
        Assert.Throws<ArgumentOutOfRangeException>("level", () => RateChange.Between([new(1)], [new(1)], 1, level: 0));
    }

    private static RateChange Between(int[] before, int[] after, int draws = 9_999) =>
        RateChange.Between([.. before.Select(events => new PeriodCount(events))], [.. after.Select(events => new PeriodCount(events))], 1, draws: draws);

    // Groups have a geometric size with mean 2.
    private static (double Exact, double Adjusted, double Dispersed, int Runs) Simulate(double before, double after, int monthsBefore, int monthsAfter, bool grouped)
    {
        const int runs = 1_000;
        var random = new Random(20260203);
        int exact = 0, adjusted = 0, dispersed = 0, tested = 0;
        for (var run = 0; run < runs; run++)
        {
            var change = RateChange.Between(Months(monthsBefore, before), Months(monthsAfter, after), (ulong)run, draws: 39);
            exact += change.Poisson.Interval.Contains(after / before) ? 1 : 0;
            adjusted += change.Adjusted?.Interval.Contains(after / before) ?? true ? 1 : 0;
            tested += change.DispersionP is null ? 0 : 1;
            dispersed += change.DispersionP <= .05 ? 1 : 0;
        }

        return ((double)exact / runs, (double)adjusted / runs, (double)dispersed / tested, runs);

        PeriodCount[] Months(int months, double rate) => [.. Enumerable.Range(0, months).Select(_ => new PeriodCount(Events(rate)))];

        int Events(double rate)
        {
            var events = MathNet.Numerics.Distributions.Poisson.Sample(random, grouped ? rate / 2 : rate);
            var followers = 0;
            for (var i = 0; grouped && i < events; i++)
            {
                while (random.Next(2) == 0)
                {
                    followers++;
                }
            }

            return events + followers;
        }
    }
}
