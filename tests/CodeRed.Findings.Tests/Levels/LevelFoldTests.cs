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

    private static LabLevel Of(LevelsFinding finding, string lab) => finding.Labs.Single(one => one.Id == lab);

    [Fact]
    public void The_worst_rule_that_applies_is_the_level()
    {
        var finding = Finding(new SmallLedger().Score("s1", "a1", 90).Score("s2", "b1", 60));

        Assert.Equal(Level.Green, Of(finding, "one").Level);
        Assert.Equal(Level.Red, Of(finding, "two").Level);
        Assert.Equal(["two", "one"], finding.Labs.Select(lab => lab.Id));
    }

    [Fact]
    public void A_lab_of_which_nothing_is_known_is_not_green() =>
        Assert.All(Finding(new SmallLedger()).Labs, lab => Assert.Equal(Level.NotMeasured, lab.Level));

    [Fact]
    public void Only_labs_that_are_watched_have_a_level() => Assert.Equal(["one", "two"], Finding(new SmallLedger()).Labs.Select(lab => lab.Id).Order());

    [Fact]
    public void A_labs_own_figures_do_not_set_its_level()
    {
        var finding = Finding(new SmallLedger().Score("s1", "a1", 90, kind: RunnerKind.Vendor, runner: "one").Score("s2", "b1", 60, kind: RunnerKind.Rival, runner: "one"));

        Assert.Equal(Level.NotMeasured, Of(finding, "two").Level);
    }

    [Fact]
    public void History_is_told_by_what_was_known_at_the_end_of_each_month()
    {
        var finding = Finding(new SmallLedger().Score("s1", "a1", 90, on: "2025-01-10").Score("s2", "b1", 60, on: "2025-10-20"), months: 3);

        Assert.Equal(
            [(new DateOnly(2025, 9, 30), Level.NotMeasured), (new DateOnly(2025, 10, 31), Level.Red), (new DateOnly(2025, 11, 30), Level.Red)],
            Of(finding, "two").History.Select(month => (month.On, month.Level)));
    }
}
