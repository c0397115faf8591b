using CodeRed.Statistics.Watching;

namespace CodeRed.Statistics.Tests.Watching;

public class WatchGuaranteeTests
{
    private static readonly WatchedChange Drop = new(.01, .05);

    [Fact]
    public void A_mean_time_is_worded_as_a_mean_time_with_its_luck_and_its_assumptions() => Assert.Equal(
        "As long as the mean is at most 1 point lower than in the baseline, the mean time to a false alarm is at least 3,650 rounds, "
        + "for at least 95 % of baselines. Proved, if rounds are independent; the sun shines.",
        Worded(WatchUnit.Round, FalseAlarmPromise.MeanTime(3_650), Drop, .05, GuaranteeBasis.Proved));

    [Fact]
    public void A_chance_is_worded_as_a_chance() => Assert.Equal(
        "As long as each item's rate is at most 1 point higher than in the baseline, the chance of a false alarm within 365 answers is at most 5 %. "
        + "Proved but for one approximation, whose error rate is simulated, if rounds are independent; the sun shines.",
        Worded(WatchUnit.Draw, FalseAlarmPromise.Chance(.05, 365), new(.01, .05, Direction.Rise, ToleratedDrop.OfEachItem), 0, GuaranteeBasis.Simulated));

    [Fact]
    public void A_share_of_the_budget_promises_more() => Assert.Contains(
        "at least 7,300 rounds",
        Worded(WatchUnit.Round, FalseAlarmPromise.MeanTime(365).Share(.05), Drop, .05, GuaranteeBasis.Proved), StringComparison.Ordinal);

    [Theory]
    [InlineData(1.0, "at most 5 %")]
    [InlineData(.25, "at most 1.25 %")]
    [InlineData(1 / 3.0, "at most 1.67 %")] // 1.666...: rounded down it would promise too much
    [InlineData(1 / 7.0, "at most 0.715 %")] // 0.71428...
    [InlineData(1e-4, "at most 0.0005 %")]
    public void Chances_are_rounded_up(double weight, string words) => Assert.Contains(
        words + ", for",
        Worded(WatchUnit.Round, FalseAlarmPromise.Chance(.05, 365).Share(weight), Drop, .05, GuaranteeBasis.Proved), StringComparison.Ordinal);

    [Theory]
    [InlineData(.0125, "at least 98.75 % of baselines")]
    [InlineData(1e-5, "at least 99.999 % of baselines")] // not 100
    [InlineData(1 / 30.0, "at least 96.66 % of baselines")] // 96.666...
    public void The_share_of_lucky_baselines_is_rounded_down(double eta, string words) => Assert.Contains(
        words, Worded(WatchUnit.Round, FalseAlarmPromise.MeanTime(365), Drop, eta, GuaranteeBasis.Proved), StringComparison.Ordinal);

    [Fact]
    public void Promised_times_are_rounded_down() => Assert.Contains(
        "at least 521 rounds", // 365.3 / .7 = 521.857
        Worded(WatchUnit.Round, FalseAlarmPromise.MeanTime(365.3).Share(.7), Drop, .05, GuaranteeBasis.Proved), StringComparison.Ordinal);

    [Fact]
    public void Points_carry_no_noise_of_binary_fractions() => Assert.StartsWith(
        "As long as the mean is within 7 points of the baseline,",
        Worded(WatchUnit.Round, FalseAlarmPromise.MeanTime(365), new(.07, .1, Direction.Either), .05, GuaranteeBasis.Proved), StringComparison.Ordinal);

    private static string Worded(WatchUnit unit, FalseAlarmPromise promise, WatchedChange change, double eta, GuaranteeBasis basis) =>
        new WatchGuarantee(unit, promise, change, eta, basis, ["rounds are independent", "the sun shines"]).ToString();
}
