using CodeRed.Evidence.Facts;
using CodeRed.Findings.Talent;
using CodeRed.Findings.Tests.Claims;
using CsCheck;

namespace CodeRed.Findings.Tests.Talent;

public sealed class TalentFoldTests
{
    private static readonly DateOnly Event = new(2024, 6, 15);

    private static TalentFinding Finding(SmallLedger ledger, TalentSettings? settings = null, DateOnly? asOf = null) =>
        TalentFold.Finding(ledger.Build().AsOf(asOf), settings ?? new TalentSettings("one"));

    [Fact]
    public void Leavers_arrivals_and_where_they_went_are_counted_once_a_person()
    {
        var finding = Finding(new SmallLedger().Move("lee", "one", "two", "2025-01").Move("kim", "one", null, "2025-02").Move("ann", "three", "one", "2025-03", MoveKind.Joined)
            .Move("ben", "one", "three", "2025-04"));

        var lab = finding.Labs[0];
        Assert.Equal(("one", 3, 1, 0), (lab.Id, lab.Left, lab.Joined, lab.Undone));
        Assert.Equal(0.625, lab.PValue!.Value, 1e-12); // 2 (4 + 1) / 16
        Assert.Equal([("three", 1), ("two", 1), ("unknown", 1)], lab.Destinations.Select(to => (to.Id, to.People)).Order());
        Assert.Equal(
            [("elsewhere", "one", 1), ("one", "elsewhere", 1), ("one", "two", 1), ("one", "unknown", 1)],
            finding.Flows.Select(flow => (flow.From, flow.To, flow.People)));
        Assert.Equal(["Lee", "kim", "ann", "ben"], finding.Moves.Select(move => move.Person == "Kim" ? "kim" : move.Person));
    }

    [Fact]
    public void A_departure_told_twice_is_one_and_learns_where_it_led()
    {
        var lab = Finding(new SmallLedger().Move("lee", "one", null, "2025-01").Move("lee", "one", "two", "2025-03", MoveKind.Joined)).Labs[0];

        Assert.Equal((1, "two"), (lab.Left, lab.Destinations.Single().Id));
    }

    [Fact]
    public void Who_is_back_within_30_days_has_not_left_and_who_returns_later_has()
    {
        var finding = Finding(new SmallLedger().Move("lee", "one", null, "2025-01-01").Move("lee", null, "one", "2025-01-20", MoveKind.Returned)
            .Move("ann", "one", null, "2025-01-01").Move("ann", null, "one", "2025-02-20", MoveKind.Returned));

        Assert.Equal((1, 1, 1), (finding.Labs[0].Left, finding.Labs[0].Joined, finding.Labs[0].Undone));
        Assert.Equal(2, finding.Moves.Count(move => move.Undone));
    }

    [Fact]
    public void A_change_of_role_is_no_move()
    {
        var finding = Finding(new SmallLedger().Move("lee", "one", "one", "2025-01", MoveKind.Role));

        Assert.Equal((0, 0), (finding.Labs[0].Left, finding.Labs[0].Joined));
        Assert.Empty(finding.Moves);
    }

    // Founders since 2020-01-01, observed until 2024-12-31: left after 1 and 3 years of 366 and 365 days, two are there. S: 3/4, 1/2.
    private static SmallLedger Founded() => new SmallLedger()
        .Person("f1", ["one"], ("one", "2020-01-01", null)).Person("f2", ["one"], ("one", "2020-01-01", null))
        .Person("f3", ["one"], ("one", "2020-01-01", null)).Person("f4", ["one"], ("one", "2020-01-01", null))
        .Move("f1", "one", null, "2021-01-01").Move("f2", "one", "two", "2023-01-01").Move("lee", "two", null, "2024-12-31");

    [Fact]
    public void Founders_are_followed_from_their_start_to_the_last_move_that_became_known()
    {
        var finding = Finding(Founded());

        var founders = finding.Founders.Single(lab => lab.Id == "one");
        Assert.Equal(new DateOnly(2024, 12, 31), finding.ObservedUntil);
        Assert.Equal((4, 0, 0, 4, 2), (founders.Named, founders.NoStart, founders.OnlyLeaving, founders.Curve!.People, founders.Curve.Left));
        Assert.Equal([(.75, 4), (.5, 3)], founders.Curve.Steps.Select(step => (Math.Round(step.Share, 12), step.AtRisk)));
        Assert.Equal([366 / 365.25, 1096 / 365.25], founders.Curve.Steps.Select(step => step.Years));
        Assert.Equal(.75, founders.Curve.AfterTwoYears!.Share, 1e-12);
        Assert.Equal(1826 / 365.25, founders.Curve.Until);
    }

    [Fact]
    public void Who_became_known_by_leaving_is_counted_and_is_on_no_curve()
    {
        var others = Finding(Founded().Person("gus", [], ("one", "2022", "2024-05")).Move("gus", "one", null, "2024-05").Move("ida", "one", null, "2024-06"))
            .Others.Single(lab => lab.Id == "one");

        Assert.Equal((2, 1, 1, 0), (others.Named, others.NoStart, others.OnlyLeaving, others.Stays.Length));
        Assert.Null(others.Curve);
    }

    [Fact]
    public void Who_became_known_late_counts_from_then_on()
    {
        var stay = Finding(Founded().Move("gus", "two", "one", "2021-01-01", MoveKind.Joined, known: "2022-01-01")).Others.Single(lab => lab.Id == "one").Stays.Single();

        Assert.Equal((365 / 365.25, 1460 / 365.25, false), (stay.Entry, stay.Exit, stay.Left));
    }

    [Fact]
    public void A_founder_without_a_known_start_is_left_out_and_counted()
    {
        var founders = Finding(Founded().Person("f5", ["one"])).Founders.Single(lab => lab.Id == "one");

        Assert.Equal((5, 1, 4), (founders.Named, founders.NoStart, founders.Stays.Length));
    }

    [Fact]
    public void Founders_whom_the_ledger_does_not_list_are_said_to_be_missing()
    {
        var gap = Assert.Single(Finding(Founded().Founders("one", 6)).Sample.FounderGaps);

        Assert.Equal(("Lab One", 4, 6), (gap.Lab, gap.Listed, gap.Founders));
        Assert.Empty(Finding(Founded().Founders("one", 4)).Sample.FounderGaps);
    }

    [Fact]
    public void Founders_of_labs_are_compared_by_permutation()
    {
        var ledger = new SmallLedger();
        for (var i = 0; i < 5; i++)
        {
            ledger.Person($"stays{i}", ["one"], ("one", "2020-01-01", null)).Person($"goes{i}", ["two"], ("two", "2020-01-01", null)).Move($"goes{i}", "two", null, $"2021-0{i + 1}");
        }

        var test = Finding(ledger.Move("lee", "three", null, "2024-01")).FounderTest!;

        // All five of one of two groups of five leave first: 2 of 252 arrangements.
        Assert.Equal(2 / 252.0, test.PValue!.Value, 1e-12);
        Assert.Equal(2 / 252.0, test.SmallestPValue!.Value, 1e-12);
        Assert.Equal([(0, 5), (5, 5)], test.Groups.Select(group => (group.Left, group.People)));
        Assert.Equal([("Lab One", 5), (null, 5)], test.Groups.Select(group => (group.Lab, group.People)));
    }

    private static SmallLedger Wave(int before, int after)
    {
        var ledger = new SmallLedger().Move("first", "one", null, "2020-01-15");
        for (var i = 0; i < before; i++)
        {
            ledger.Move($"b{i}", "one", null, $"2023-{1 + (i % 12):00}-20");
        }

        for (var i = 0; i < after; i++)
        {
            ledger.Move($"a{i}", "one", null, $"{2024 + ((6 + (i % 18)) / 12)}-{1 + ((6 + (i % 18)) % 12):00}-20");
        }

        return ledger.Move("last", "two", null, "2026-06-15");
    }

    [Fact]
    public void Departures_are_counted_by_whole_months_on_either_side_of_the_day()
    {
        var test = Finding(
            Wave(3, 20).Move("day", "one", null, "2024-06-15").Move("vague", "one", null, "2024-06").Move("bound", "one", null, "2024", known: "2024-03"),
            new TalentSettings("one", Event: Event)).Events[0];

        Assert.Equal((24, 24, 4, 20, 2), (test.MonthsBefore, test.MonthsAfter, test.Before, test.After, test.Unplaced));
        Assert.Equal(5, test.Ratio!.Value, 0.01);
        Assert.Equal(DepartureChange.More, test.Change);
        Assert.True(test.SeenFrom > 1 && test.SeenTo < 1);
    }

    [Fact]
    public void Two_departures_a_side_could_not_have_shown_a_threefold_rise()
    {
        var test = Finding(Wave(2, 2), new TalentSettings("one", Event: Event)).Events[0];

        Assert.Equal(DepartureChange.CouldNotBeSeen, test.Change);
        Assert.True(test.SeenFrom > 3);
    }

    [Fact]
    public void Without_a_departure_nothing_is_claimed_and_without_a_month_nothing_is_tested()
    {
        var none = Finding(new SmallLedger().Move("lee", "two", null, "2026-06-15"), new TalentSettings("one", Event: Event)).Events[0];
        Assert.Equal((DepartureChange.CouldNotBeSeen, null, null), (none.Change, none.Ratio, none.PValue));

        var early = Finding(Wave(2, 2), new TalentSettings("one", Event: new DateOnly(2026, 6, 1))).Events[0];
        Assert.Equal((DepartureChange.TooShort, 0), (early.Change, early.MonthsAfter));
    }

    [Fact]
    public void A_lab_has_no_months_before_it_was_founded()
    {
        var test = Finding(Wave(0, 9).Person("f1", ["one"], ("one", "2024-03-01", null)), new TalentSettings("one", Event: Event)).Events[0];

        Assert.Equal((3, 24), (test.MonthsBefore, test.MonthsAfter));
    }

    [Fact]
    public void Moves_outside_of_the_time_asked_for_are_not_counted()
    {
        var finding = Finding(Wave(12, 12), new TalentSettings("one", Since: new DateOnly(2023, 7, 1), Until: new DateOnly(2023, 12, 31)));

        Assert.Equal((6, 6), (finding.Labs[0].Left, finding.Moves.Length));
    }

    [Fact]
    public void Nothing_known_later_changes_what_was_found_as_of_a_day() => Gen.Select(Gen.Int[0, 5].Array[0, 8], Gen.Int[0, 3]).Sample((kinds, unknown) =>
    {
        var day = new DateOnly(2025, 6, 30);
        static SmallLedger Before() => Founded().Move("lee", "one", "two", "2025-01").Move("ann", "two", "one", "2024-07-01", MoveKind.Joined).Person("gus", [], ("one", "2022", "2025-09"));
        var ledger = Before();
        foreach (var (i, kind) in kinds.Index())
        {
            var person = kind == 5 ? $"new{i}" : $"f{kind}";
            ledger.Move(person, kind % 2 == 0 ? "one" : "two", kind % 3 == 0 ? "two" : null, $"2024-0{i + 1}-01", kind == 4 ? MoveKind.Joined : MoveKind.Left, i < unknown ? null : "2025-07-01");
        }

        var settings = new TalentSettings("one", Event: Event);
        var (was, now) = (Finding(Before(), settings, day), Finding(ledger, settings, day));

        Assert.Equal(FindingJson.Write(was), FindingJson.Write(now with { Later = was.Later, Undated = was.Undated }));
        Assert.Equal(1, was.Sample.StartsLeftOut); // gus's start was published in September
    });
}
