using CodeRed.Statistics.Survival;
using CsCheck;
using static CodeRed.Statistics.Tests.Survival.ExampleFollowUps;

namespace CodeRed.Statistics.Tests.Survival;

public class LogRankTestTests
{
    private static readonly FollowUp[] Aml = [.. AmlMaintained, .. AmlNotMaintained];
    private static readonly int[] AmlGroups = [.. AmlMaintained.Select(_ => 0), .. AmlNotMaintained.Select(_ => 1)];

    [Fact]
    public void Aml_agrees_with_R()
    {
        // R 4.2.2, survival 3.5-3: survdiff(Surv(time, status) ~ x, data = aml)
        var result = Run(Aml, AmlGroups);
        Tolerance.Near(3.3963886989776, result.ChiSquare, 1e-12);
        Tolerance.Near(0.065339322, result.AsymptoticP, 1e-9);
        Assert.Equal([(11, 7), (12, 11)], result.Groups.Select(group => (group.Subjects, group.Observed)));
        Tolerance.Near(10.6893359923, result.Groups[0].Expected, 1e-10);
        Tolerance.Near(7.3106640077, result.Groups[1].Expected, 1e-10);
        Assert.False(result.Exact);
        Assert.Equal(10_000, result.Arrangements);
    }

    [Fact]
    public void Four_groups_agree_with_R()
    {
        // R 4.2.2, survival 3.5-3: survdiff(Surv(futime, fustat) ~ I(rx + 2 * (ecog.ps - 1)), data = ovarian)
        var result = Run(Ovarian, [.. OvarianTreatment.Zip(OvarianPerformance, (rx, status) => rx + (2 * (status - 1)) - 1)]);
        Assert.Equal(3, result.DegreesOfFreedom);
        Tolerance.Near(3.02821312080831, result.ChiSquare, 1e-12);
        Tolerance.Near(0.387295689797891, result.AsymptoticP, 1e-12);
        Assert.Equal([4, 1, 3, 4], result.Groups.Select(group => group.Observed));
        Tolerance.Near(3.63140518049725, result.Groups[1].Expected, 1e-12);
    }

    [Fact]
    public void Strata_agree_with_R()
    {
        // R 4.2.2, survival 3.5-3: survdiff(Surv(futime, fustat) ~ rx, data = ovarian), and the same + strata(resid.ds)
        int[] groups = [.. OvarianTreatment.Select(rx => rx - 1)];
        var plain = Run(Ovarian, groups);
        Tolerance.Near(1.06273986129141, plain.ChiSquare, 1e-12);
        Tolerance.Near(5.23353101714994, plain.Groups[0].Expected, 1e-12);
        var stratified = Run(Ovarian, groups, OvarianResidualDisease);
        Tolerance.Near(1.27964345120336, stratified.ChiSquare, 1e-12);
        Tolerance.Near(5.09519647019647, stratified.Groups[0].Expected, 1e-12);
        Tolerance.Near(0.257965340027947, stratified.AsymptoticP, 1e-12);
    }

    [Fact]
    public void Late_entries_agree_with_the_score_test_of_R() =>
        // R 4.2.2, survival 3.5-3: coxph(Surv(s, e, ev) ~ g, ties = "exact")$score
        Tolerance.Near(0.0811650217406309, Run(Late, LateGroups).ChiSquare, 1e-12);

    [Fact]
    public void The_permutation_of_five_against_five_agrees_with_enumeration_in_R()
    {
        // R 4.2.2, survival 3.5-3: mean(apply(combn(10, 5), 2, \(i) survdiff(...)$chisq) >= 7.26004089129154 - 1e-9) on aml[c(1:5, 12:16), ]
        var result = Run([.. AmlMaintained[..5], .. AmlNotMaintained[..5]], [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
        Assert.True(result.Exact);
        Assert.Equal(252, result.Arrangements);
        Tolerance.Near(7.26004089129154, result.ChiSquare, 1e-12);
        Tolerance.Near(0.0158730158730159, result.PermutationP, 1e-15);
        Tolerance.Near(0.00793650793650794, result.SmallestPermutationP, 1e-15);
    }

    [Fact]
    public void Three_against_three_cannot_reach_5_percent()
    {
        var result = Run(Of([1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 1, 1]), [0, 0, 0, 1, 1, 1]);
        Assert.Equal((.1, .1, 20), (result.PermutationP, result.SmallestPermutationP, result.Arrangements));
    }

    [Fact]
    public void Drawn_arrangements_agree_with_the_enumeration_and_depend_on_the_seed_only()
    {
        FollowUp[] subjects = [.. AmlMaintained[..5], .. AmlNotMaintained[..7]];
        int[] groups = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1];
        var exact = Run(subjects, groups);
        Assert.True(LogRankTest.TryRun(subjects, groups, 5, out var drawn, out _, draws: 700));
        Assert.True(exact.Exact && !drawn.Exact && exact.Arrangements == 792);
        Tolerance.Near(exact.PermutationP, drawn.PermutationP, Tolerance.OfRate(exact.PermutationP, 700) + (1 / 701.0));
        Assert.True(LogRankTest.TryRun(subjects, groups, 5, out var again, out _, draws: 700));
        Assert.Equal(drawn.PermutationP, again.PermutationP);
    }

    [Fact]
    public void Strata_are_permuted_within_themselves()
    {
        // Two strata of two against two: 6 x 6 arrangements.
        var result = Run(Of([1, 2, 3, 4, 1, 2, 3, 4], [1, 1, 1, 1, 1, 1, 1, 1]), [0, 0, 1, 1, 0, 0, 1, 1], [7, 7, 7, 7, 9, 9, 9, 9]);
        Assert.True(result.Exact);
        Assert.Equal((36, 2 / 36.0), (result.Arrangements, result.PermutationP));
    }

    [Fact]
    public void The_order_of_subjects_the_numbers_of_groups_and_the_unit_of_time_are_of_no_account() =>
        Gen.Select(
            Gen.Select(Gen.Int[0, 3], Gen.Int[1, 9], Gen.Bool, static (entry, length, ended) => new FollowUp(entry, entry + length, ended)).Array[8],
            Gen.Shuffle(Enumerable.Range(0, 8).ToArray())).Sample(
            (subjects, order) =>
            {
                int[] groups = [0, 1, 2, 0, 1, 2, 0, 1];
                var ran = LogRankTest.TryRun(subjects, groups, 1, out var result, out var refusal);
                FollowUp[] moved = [.. order.Select(i => new FollowUp(7 * subjects[i].Entry, 7 * subjects[i].Exit, subjects[i].Event))];
                Assert.Equal(ran, LogRankTest.TryRun(moved, [.. order.Select(i => 2 - groups[i])], 2, out var again, out var refused));
                Assert.Equal(refusal?.Reason, refused?.Reason);
                if (ran)
                {
                    Tolerance.Near(result!.ChiSquare, again!.ChiSquare, 1e-9);
                    Tolerance.Near(result.PermutationP, again.PermutationP, 1e-12);
                    Tolerance.Near(result.Groups.Sum(group => group.Observed), result.Groups.Sum(group => group.Expected), 1e-9);
                }
            },
            iter: 100);

    [Theory] // Sizes; hazards of censoring in each group; how many of the first enter late.
    [InlineData(10, 10, .5, .5, 0)]
    [InlineData(6, 20, .1, 5, 0)]
    [InlineData(20, 6, 3, .1, 1)]
    [InlineData(5, 40, .5, .5, 1)]
    public void The_permutation_keeps_its_level_in_small_samples_also_where_groups_are_observed_differently(
        int first, int second, double censoringOfFirst, double censoringOfSecond, double late)
    {
        const int runs = 1_000;
        var random = new Random(20260201);
        int[] groups = [.. Enumerable.Repeat(0, first), .. Enumerable.Repeat(1, second)];
        var rejected = 0;
        for (var run = 0; run < runs; run++)
        {
            FollowUp[] subjects = [.. Draw(random, first, censoringOfFirst, late), .. Draw(random, second, censoringOfSecond)];
            rejected += LogRankTest.TryRun(subjects, groups, (ulong)run, out var result, out _, draws: 199) && result.PermutationP <= .05 ? 1 : 0;
        }

        Assert.True((double)rejected / runs <= .05 + Tolerance.OfRate(.05, runs), $"rejected {rejected} of {runs}");
        Assert.True(rejected > .02 * runs, $"rejected {rejected} of {runs}: a test that never rejects says nothing");
    }

    [Fact]
    public void The_detectable_hazard_ratio_is_Schoenfelds()
    {
        // Without ties, late entries or censoring before events, equal groups have a variance near a quarter of the events.
        var result = Run(Of([1, 2, 3, 4, 5, 6, 7, 8], [1, 0, 0, 0, 0, 0, 0, 0]), [0, 1, 0, 1, 0, 1, 0, 1]);
        Assert.Equal(.25, result.Variance);
        Tolerance.Relative(Math.Exp(2 * (1.959963984540054 + 0.8416212335729143)), result.DetectableHazardRatio() ?? 0, 1e-12);
        Assert.Null(Run(Ovarian, [.. OvarianTreatment.Zip(OvarianPerformance, (rx, status) => rx + (2 * (status - 1)) - 1)]).DetectableHazardRatio());
        Assert.Throws<ArgumentOutOfRangeException>("power", () => result.DetectableHazardRatio(power: .1));
        Assert.Throws<ArgumentOutOfRangeException>("level", () => result.DetectableHazardRatio(level: 0));
    }

    [Fact]
    public void A_detectable_hazard_ratio_is_detected_about_as_often_as_said()
    {
        // With 20 subjects in either group and few censored, 3 is about the ratio that is detected with a chance of .8.
        const int runs = 600;
        var random = new Random(20260202);
        int[] groups = [.. Enumerable.Repeat(0, 20), .. Enumerable.Repeat(1, 20)];
        int rejected = 0;
        double logRatio = 0;
        for (var run = 0; run < runs; run++)
        {
            FollowUp[] subjects = [.. Draw(random, 20, .2), .. Draw(random, 20, .2).Select(subject => subject with { Exit = subject.Exit / 3 })];
            Assert.True(LogRankTest.TryRun(subjects, groups, (ulong)run, out var result, out _, draws: 199));
            rejected += result.PermutationP <= .05 ? 1 : 0;
            logRatio += Math.Log(result.DetectableHazardRatio() ?? 0) / runs;
        }

        Tolerance.Near(3, Math.Exp(logRatio), .3);
        Tolerance.Near(.8, (double)rejected / runs, .1); // Schoenfeld's formula is for small effects and many events
    }

    [Fact]
    public void Without_events_or_without_common_times_nothing_is_tested()
    {
        Assert.False(LogRankTest.TryRun(Of([3, 4, 5], [0, 0, 0]), [0, 1, 1], 1, out _, out var refusal));
        Assert.Equal(SurvivalRefusalReason.NoEvents, refusal.Reason);

        Assert.False(LogRankTest.TryRun([new(0, 2, true), new(0, 3, true), new(3, 5, true), new(4, 6, true)], [0, 0, 1, 1], 1, out _, out refusal));
        Assert.Equal(SurvivalRefusalReason.NeverTogether, refusal.Reason);

        // All leave at once: nobody who stays is there to compare with.
        Assert.False(LogRankTest.TryRun(Of([3, 3, 3], [1, 1, 1]), [0, 1, 1], 1, out _, out refusal));
        Assert.Equal(SurvivalRefusalReason.NeverTogether, refusal.Reason);

        // Groups 0 and 1 meet, and so do 2 and 3, but not the pairs.
        FollowUp[] pairs = [new(0, 1, true), new(0, 2, true), new(0, 3, false), new(5, 6, true), new(5, 7, true), new(5, 8, false)];
        Assert.False(LogRankTest.TryRun(pairs, [0, 1, 0, 2, 3, 2], 1, out _, out refusal));
        Assert.StartsWith("The groups fall into sets", refusal.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_that_do_not_fit_are_errors()
    {
        Assert.Throws<ArgumentException>("groups", () => Run(Late, [0, 1]));
        Assert.Throws<ArgumentException>("groups", () => Run([], []));
        Assert.Throws<ArgumentException>("groups", () => Run(Late, new int[12]));
        Assert.Throws<ArgumentException>("groups", () => Run(Late, [0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2]));
        Assert.Throws<ArgumentException>("groups", () => Run(Late, [0, -1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1]));
        Assert.Throws<ArgumentException>("strata", () => Run(Late, LateGroups, [1]));
        Assert.Throws<ArgumentException>("subjects", () => Run([new(0, 1, true), new(2, double.NaN, true)], [0, 1]));
        Assert.Throws<ArgumentOutOfRangeException>("draws", () => LogRankTest.TryRun(Late, LateGroups, 1, out _, out _, draws: 0));
    }

    private static LogRankResult Run(FollowUp[] subjects, int[] groups, params int[] strata)
    {
        Assert.True(LogRankTest.TryRun(subjects, groups, 1, out var result, out var refusal, strata), refusal?.Words);
        return result;
    }
}
