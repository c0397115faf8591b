using System.Collections.Immutable;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Levels;
using CodeRed.Findings.Tests.Claims;
using static CodeRed.Findings.Tests.Claims.SmallLedger;

namespace CodeRed.Findings.Tests.Levels;

public sealed class LevelFoldTests
{
    private static readonly DateOnly Day = new(2025, 12, 5);

    private static ImmutableArray<LevelRule> Rules(string lab, DateOnly day) =>
    [
        new("behind", Level.Red, "behind", null, new Negation("t", 1, new Leads("t", 1, new Contestant([], lab), null, [], null, BoardNeed.Most, 1))),
        new("drains", Level.Amber, "drains", null, new LosesPeople("t", 1, lab, On("2024"), null, [])),
    ];

    private static LevelsFinding Finding(SmallLedger ledger, int months = 0) => LevelFold.Finding(ledger.Build(), Day, Rules, (_, _) => null, null, months);

    // Lab one is ahead of lab two on three boards.
    private static SmallLedger Boards(string one = "2025-06-01", string other = "2025-06-01")
    {
        var ledger = new SmallLedger();
        foreach (var bench in new[] { "sums", "maps", "third" })
        {
            ledger.Score($"{bench}1", "a1", 90, bench, on: one).Score($"{bench}2", "b1", 60, bench, on: other);
        }

        return ledger;
    }

    private static LabLevel Of(LevelsFinding finding, string lab) => finding.Labs.Single(one => one.Id == lab);

    [Fact]
    public void The_worst_rule_that_applies_is_the_level()
    {
        var finding = Finding(Boards());

        Assert.Equal(Level.Green, Of(finding, "one").Level);
        Assert.Equal(Level.Red, Of(finding, "two").Level);
        Assert.Equal(["two", "one"], finding.Labs.Select(lab => lab.Id));
    }

    [Fact]
    public void A_lab_of_which_nothing_is_known_has_no_level() => Assert.Empty(Finding(new SmallLedger()).Labs);

    [Fact]
    public void Only_labs_that_are_watched_have_a_level() => Assert.Equal(["one", "two"], Finding(Boards().Score("c", "c1", 50)).Labs.Select(lab => lab.Id).Order());

    [Fact]
    public void A_labs_own_figures_do_not_set_its_level()
    {
        var finding = Finding(new SmallLedger().Score("s1", "a1", 90, kind: RunnerKind.Vendor, runner: "one").Score("s2", "b1", 60, kind: RunnerKind.Rival, runner: "one"));

        Assert.Equal(Level.NotMeasured, Of(finding, "two").Level);
        Assert.Equal(Level.NotMeasured, Of(Finding(new SmallLedger().Usage("app", 800, "2025-05", by: "one").Score("s2", "b1", 60)), "two").Level);
    }

    [Fact]
    public void History_is_told_by_what_was_known_at_the_end_of_each_month()
    {
        var finding = Finding(Boards(one: "2025-01-10", other: "2025-10-20"), months: 3);

        Assert.Equal(
            [(new DateOnly(2025, 9, 30), Level.NotMeasured), (new DateOnly(2025, 10, 31), Level.Red), (new DateOnly(2025, 11, 30), Level.Red)],
            Of(finding, "two").History.Select(month => (month.On, month.Level)));
    }

    [Fact]
    public void One_rule_of_three_that_does_not_apply_makes_nobody_green()
    {
        static ImmutableArray<LevelRule> Three(string lab, DateOnly day) => [.. Rules(lab, day), new("wrong", Level.Amber, "wrong", null, new OftenWrong("t", 1, [lab], .5))];
        var one = LevelFold.Finding(Boards().Build(), Day, Three, (_, _) => null).Labs.Single(lab => lab.Id == "one");

        Assert.Equal((Level.NotMeasured, 1), (one.Level, one.Rules.Count(rule => rule.Decision.Verdict != ClaimVerdict.Open)));
        Assert.Equal(Level.Green, Of(Finding(Boards()), "one").Level);
    }

    [Fact]
    public void A_lab_that_is_asked_for_has_a_level_before_it_was_known()
    {
        var asked = LevelFold.Finding(new SmallLedger().Build(), Day, Rules, (_, _) => null, ["one"]);

        Assert.Equal(("Lab One", Level.NotMeasured), (asked.Labs.Single().Name, asked.Labs.Single().Level));
    }
}
