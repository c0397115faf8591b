using CodeRed.Evidence.Facts;
using CodeRed.Findings.Standings;
using CodeRed.Findings.Tests.Claims;

namespace CodeRed.Findings.Tests.Standings;

public sealed class StandingFoldTests
{
    private static SmallLedger TwoBoards() => new SmallLedger()
        .Score("s1", "a1", 90).Score("s2", "b1", 60).Score("s3", "c1", 50).Score("s4", "a2", 70)
        .Score("m1", "a1", 92, "maps").Score("m2", "b1", 55, "maps").Score("m3", "c1", 40, "maps").Score("m4", "a2", 75, "maps");

    private static StandingFinding Finding(SmallLedger ledger, StandingSettings? settings = null, DateOnly? asOf = null) =>
        StandingFold.Finding(ledger.Build().AsOf(asOf), settings ?? new StandingSettings());

    [Fact]
    public void The_model_that_is_better_on_every_board_is_first()
    {
        var finding = Finding(TwoBoards());

        Assert.Null(finding.Refusal);
        Assert.Equal(["a1", "a2", "b1", "c1"], finding.Models.Select(model => model.Id));
        Assert.Equal("one", finding.Labs[0].Id);
        Assert.Equal(1, finding.Labs.Sum(lab => lab.Throne), 9);
        Assert.Equal(finding.Labs[0].Throne, finding.Models.Where(model => model.Lab == "Lab One").Sum(model => model.Throne), 9);
        Assert.Equal(["m1", "s1"], finding.Models[0].Evidence.Order());
    }

    [Fact]
    public void Where_less_is_better_the_lowest_leads() =>
        Assert.Equal("b1", Finding(new SmallLedger().Score("s1", "a1", 40, "errors").Score("s2", "b1", 2, "errors").Score("s3", "c1", 30, "errors")).Models[0].Id);

    [Fact]
    public void Two_editions_and_two_runners_link_nothing()
    {
        var finding = Finding(new SmallLedger().Score("s1", "a1", 90, edition: "1").Score("s2", "b1", 60, edition: "1").Score("s3", "c1", 50, edition: "2").Score("s4", "a2", 50, edition: "2")
            .Score("s5", "b2", 70, runner: "another"));

        Assert.Equal(2, finding.Models.Length);
        Assert.Equal(3, finding.NotLinked.Length);
        Assert.Equal(3, finding.Boards.Length);
    }

    [Fact]
    public void A_skill_takes_only_the_boards_that_speak_for_it()
    {
        var finding = Finding(TwoBoards().Score("e1", "b1", 1, "errors").Score("e2", "a1", 50, "errors"), new StandingSettings("reasoning"));

        Assert.Equal(["maps", "sums"], finding.Boards.Select(board => board.Board.Series.Benchmark).Order());
    }

    [Fact]
    public void A_labs_own_results_count_only_where_they_are_asked_for()
    {
        var ledger = TwoBoards().Score("v", "b2", 99, runner: "one", kind: RunnerKind.Vendor).Score("w", "a1", 50, runner: "one", kind: RunnerKind.Vendor);

        Assert.DoesNotContain(Finding(ledger, new StandingSettings(Runners: Runners.Independent)).Models, model => model.Id == "b2");
        Assert.Contains(Finding(ledger).Models, model => model.Id == "b2");
        Assert.Equal(["a1", "b2"], Finding(ledger, new StandingSettings(Runners: Runners.Vendor)).Models.Select(model => model.Id).Order());
    }

    [Fact]
    public void A_leader_on_every_board_leads_under_every_other_choice()
    {
        var finding = Finding(TwoBoards());

        Assert.True(finding.Robust);
        Assert.Equal(4, finding.Sensitivity.Count(variation => variation.Kind == VariationKind.Prior));
        Assert.Equal(["maps", "sums"], finding.Sensitivity.Select(variation => variation.Board?.Series.Benchmark).OfType<string>().Order());
        Assert.All(finding.Sensitivity, variation => Assert.Equal(variation.LeaderThrone, variation.Throne));
    }

    [Fact]
    public void A_leader_by_its_own_figures_alone_is_not_robust()
    {
        var finding = Finding(new SmallLedger().Score("s1", "a1", 60).Score("s2", "b1", 75).Score("s3", "c1", 50)
            .Score("v1", "a1", 99, "maps", "one", kind: RunnerKind.Vendor).Score("v2", "b1", 20, "maps", "one", kind: RunnerKind.Rival).Score("v3", "c1", 20, "maps", "one", kind: RunnerKind.Rival));

        var outsiders = finding.Sensitivity.Single(variation => variation.Kind == VariationKind.IndependentOnly);
        Assert.Equal("Lab Two", outsiders.Leader);
        Assert.Equal("Lab One", finding.Labs[0].Name);
        Assert.False(finding.Robust);
    }

    [Fact]
    public void Sensitivity_is_left_out_where_it_is_not_asked_for()
    {
        var finding = Finding(TwoBoards(), new StandingSettings(Sensitivity: false));

        Assert.Empty(finding.Sensitivity);
        Assert.Null(finding.Robust);
    }

    [Fact]
    public void Without_scores_there_is_no_standing_and_no_number()
    {
        var finding = Finding(new SmallLedger());

        Assert.NotNull(finding.Refusal);
        Assert.Empty(finding.Models);
        Assert.Null(StandingFold.Throne(new SmallLedger().Build().AsOf(null), "reasoning"));
    }

    [Fact]
    public void Nothing_known_later_changes_the_standing_of_a_past_day()
    {
        var later = TwoBoards();
        for (var i = 0; i < 10; i++)
        {
            later.Score($"late{i}", i % 2 == 0 ? "b2" : "c1", 90 + i, i % 3 == 0 ? "maps" : "sums", on: "2025-06-10", known: i % 4 == 0 ? null : "2025-09-01");
        }

        var day = new DateOnly(2025, 7, 1);
        var (one, other) = (Finding(TwoBoards(), asOf: day), Finding(later, asOf: day));

        Assert.Equal(FindingJson.Write(one), FindingJson.Write(other with { Later = one.Later, Undated = one.Undated }));
        Assert.Equal((7, 3), (other.Later, other.Undated));
    }

    [Fact]
    public void Models_whose_release_is_not_known_do_not_break_handovers() => Assert.Empty(Finding(TwoBoards()).Handovers);
}
