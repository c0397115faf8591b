using CodeRed.Statistics.Growth;
using static CodeRed.Statistics.Tests.Growth.ExampleSeries;

namespace CodeRed.Statistics.Tests.Growth;

public class GrowthChangeTests
{
    [Fact]
    public void The_change_agrees_with_R()
    {
        // R 4.2.2: w <- pmax(0, t - 2024.5); m <- lm(log(v) ~ t + w); coef(m); confint(m); summary(m)$coefficients
        var change = Test(First, 2024.5);
        Tolerance.Relative(0.929903338056863, change.RateBefore, 1e-10);
        Tolerance.Relative(0.929903338056863 - 0.0897085651049173, change.RateAfter, 1e-10);
        Tolerance.Near(-1.032619509998265, change.Difference.Lower, 1e-9);
        Tolerance.Near(0.85320237978843, change.Difference.Upper, 1e-9);
        Tolerance.Relative(0.78183943584581572, change.P, 1e-9);
    }

    [Theory] // Rate after the date; it was .8 before.
    [InlineData(.8)]
    [InlineData(.2)]
    public void The_interval_of_the_change_covers_and_excludes_none_exactly_when_the_test_rejects(double after)
    {
        const int runs = 2_000;
        var random = new Random(20260302);
        int covered = 0, rejected = 0;
        for (var run = 0; run < runs; run++)
        {
            var change = Test(Draw(random, 8, time => 4 + (time < 1.2 ? .8 * time : .96 + (after * (time - 1.2))), .1, 2), 1.2);
            covered += change.Difference.Contains(after - .8) ? 1 : 0;
            rejected += change.P < .05 ? 1 : 0;
            Assert.Equal(change.P < .05, !change.Difference.Contains(0));
        }

        Assert.True((double)covered / runs >= .95 - Tolerance.OfRate(.95, runs), $"covered {covered} of {runs}");
        Assert.True(after == .8 ? rejected <= runs * (.05 + Tolerance.OfRate(.05, runs)) : rejected > .6 * runs, $"rejected {rejected} of {runs}");
    }

    [Fact]
    public void Too_few_figures_on_a_side_are_refused()
    {
        Refused(First[..4], 2023.5);
        Refused(First, 2023.2); // one before
        Refused(First, 2023.4); // the second lies on the date
        Refused(First, 2025.5); // one after

        Assert.False(GrowthChange.TryTest(Exact([0, 1, 2, 3, 4], [1, 2, 4, 8, 16]), 2, out _, out var refusal));
        Assert.Equal(GrowthRefusalReason.NoError, refusal.Reason);

        static void Refused(DatedValue[] values, double date)
        {
            Assert.False(GrowthChange.TryTest(values, date, out _, out var refusal));
            Assert.Equal(GrowthRefusalReason.TooFewValues, refusal.Reason);
        }
    }

    [Fact]
    public void A_date_or_figure_that_is_none_is_an_error()
    {
        Assert.Throws<ArgumentOutOfRangeException>("date", () => Test(First, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("level", () => GrowthChange.TryTest(First, 2024.5, out _, out _, 2));
        Assert.Throws<ArgumentException>("values", () => Test([.. First.Reverse()], 2024.5));
    }

    private static GrowthChange Test(ReadOnlySpan<DatedValue> values, double date)
    {
        Assert.True(GrowthChange.TryTest(values, date, out var change, out var refusal), refusal?.Words);
        return change;
    }
}
