using CodeRed.Statistics.Watching;

namespace CodeRed.Statistics.Tests.Watching;

public class RoundBaselineTests
{
    // R 4.2.2: x <- c(.79, .83, .81, .8, .84, .78, .82, .8, .81, .85); mean(x); sd(x)
    [Fact]
    public void It_knows_the_mean_and_the_standard_deviation_of_its_rounds()
    {
        var baseline = RoundBaseline.From([.79, .83, .81, .8, .84, .78, .82, .8, .81, .85]);
        Assert.Equal(10, baseline.Rounds);
        Tolerance.Relative(0.813, baseline.Mean, 1e-14);
        Tolerance.Relative(0.0221359436211787, baseline.StandardDeviation, 1e-12);
        Assert.Empty(baseline.Refusals);
    }

    [Fact]
    public void Missing_answers_do_not_move_a_round_by_the_difficulty_of_their_items()
    {
        // numpy 1.24.2 on these answers: item means by nanmean over rounds, rounds by their mean plus nanmean of the deviations; mean and std(ddof=1) over rounds.
        string[] rows = ["10000000", "11000001", "00000001", "10-01010", "10100010", "10001011", "10001011", "10001-10", "10001100", "10001100"];
        var grades = rows.SelectMany(static row => row.Select(static answer => answer == '-' ? double.NaN : answer - '0')).ToArray();
        var baseline = RoundBaseline.From(new BaselineGrades(grades, 8));
        Tolerance.Relative(0.35535714285714287, baseline.Mean, 1e-12);
        Tolerance.Relative(0.13078927365494694, baseline.StandardDeviation, 1e-12);
        Assert.NotEmpty(baseline.Refusals);
    }

    [Fact]
    public void Values_that_are_not_finite_no_values_and_a_chance_outside_its_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => RoundBaseline.From(ReadOnlySpan<double>.Empty));
        Assert.Throws<ArgumentException>(() => RoundBaseline.From([1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => RoundBaseline.From([1, 2], .5));
        Assert.Throws<ArgumentOutOfRangeException>(() => RoundBaseline.From([1, 2], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RoundBaseline.From([1, 2], double.NaN));
    }
}
