using CodeRed.Evidence;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Scores;
using CodeRed.Findings.Standings;
using CodeRed.Findings.Tests.Claims;
using CodeRed.Interchange;
using CodeRed.Statistics.Latent;
using RunnerKind = CodeRed.Evidence.Facts.RunnerKind;
using Score = CodeRed.Evidence.Facts.Score;
using ScoreScale = CodeRed.Evidence.Facts.ScoreScale;
using ScoreSeries = CodeRed.Evidence.Facts.ScoreSeries;

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

        Assert.Equal((LeadVerdict.ClearLeader, Robustness.Robust), (finding.Lead, finding.Robust));
        Assert.Equal(4, finding.Sensitivity.Count(variation => variation.Kind == VariationKind.Prior));
        Assert.Equal(["maps", "sums"], finding.Sensitivity.Select(variation => variation.Board?.Series.Benchmark).OfType<string>().Order());
        Assert.All(finding.Sensitivity, variation => Assert.Equal((variation.LeaderThrone, VariationOutcome.SameLeads, true), (variation.Throne, variation.Outcome, variation.Converged)));
    }

    [Fact]
    public void A_leader_by_its_own_figures_alone_is_not_robust()
    {
        var finding = Finding(new SmallLedger().Score("s1", "a1", 60).Score("s2", "b1", 75).Score("s3", "c1", 50)
            .Score("v1", "a1", 99, "maps", "one", kind: RunnerKind.Vendor).Score("v2", "b1", 20, "maps", "one", kind: RunnerKind.Rival).Score("v3", "c1", 20, "maps", "one", kind: RunnerKind.Rival));

        var outsiders = finding.Sensitivity.Single(variation => variation.Kind == VariationKind.IndependentOnly);
        Assert.Equal(("Lab Two", VariationOutcome.AnotherLeads), (outsiders.Leader, outsiders.Outcome));
        Assert.Equal("Lab One", finding.Labs[0].Name);
        Assert.Equal(Robustness.NotRobust, finding.Robust);
    }

    [Fact]
    public void Two_labs_with_the_same_scores_are_a_near_tie_whatever_the_seed_and_the_choice()
    {
        var ledger = new SmallLedger().Score("s1", "a1", 70).Score("s2", "b1", 70).Score("s3", "c1", 40).Score("m1", "a1", 65, "maps").Score("m2", "b1", 65, "maps").Score("m3", "c1", 45, "maps");
        for (ulong seed = 1; seed <= 10; seed++)
        {
            var finding = Finding(ledger, new StandingSettings(Seed: seed));

            Assert.Equal((LeadVerdict.NearTie, Robustness.NearTie), (finding.Lead, finding.Robust));
            Assert.All(finding.Sensitivity, variation => Assert.Equal(VariationOutcome.NearTie, variation.Outcome));
        }
    }

    [Theory]
    [InlineData(.95, .05, LeadVerdict.ClearLeader)]
    [InlineData(.94, .06, LeadVerdict.NobodyClearly)]
    [InlineData(.45, .35, LeadVerdict.NobodyClearly)]
    [InlineData(.45, .36, LeadVerdict.NearTie)]
    public void A_lab_leads_clearly_from_95_percent_on_and_nine_points_of_1000_draws_are_noise(double first, double second, LeadVerdict verdict)
    {
        var finding = Finding(TwoBoards(), new StandingSettings(Sensitivity: false));

        Assert.Equal(verdict, (finding with { Labs = [finding.Labs[0] with { Throne = first }, finding.Labs[1] with { Throne = second }] }).Lead);
    }

    [Fact]
    public void Seeds_move_no_choice_of_the_built_in_ledger_from_one_lab_to_another()
    {
        var view = LedgerReader.Read([LedgerLayer.BuiltIn()], new DateOnly(2026, 12, 31)).Ledger.AsOf(new DateOnly(2025, 12, 5));
        List<StandingFinding> findings = [.. Enumerable.Range(1, 3).Select(seed => StandingFold.Finding(view, new StandingSettings(Seed: (ulong)seed)))];

        var leaders = findings.SelectMany(finding => finding.Sensitivity).Where(variation => variation.Outcome == VariationOutcome.SameLeads)
            .GroupBy(variation => (variation.Kind, variation.Prior, variation.Board?.Series), variation => variation.Leader);
        Assert.All(leaders, choice => Assert.Single(choice.Distinct()));
        Assert.Single(findings.Select(finding => finding.Labs[0].Name).Distinct());
    }

    [Fact]
    public void A_change_of_leader_names_the_scores_of_both_that_weigh_most()
    {
        var ledger = TwoBoards().LabWithAll("four", SmallLedger.On("2025-01-01")).LabWithAll("five", SmallLedger.On("2025-06-01")).Bench("other", ScoreScale.Share)
            .Score("f1", "four-model", 40).Score("f2", "four-model", 40, "maps").Score("f3", "four-model", 50, "other")
            .Score("g1", "five-model", 98).Score("g2", "five-model", 97, "maps");

        var change = Assert.Single(Finding(ledger).Handovers);

        Assert.Equal(("Lab four", "Lab five", "Model of four", "Model of five"), (change.From, change.To, change.FromModel, change.ToModel));
        Assert.NotNull(change.By);
        Assert.Equal(["g2", "g1"], change.Evidence.Take(2)); // 97 % of 100 items tells more than 98 %, in logits
        Assert.Equal(["f1", "f2", "f3"], change.Evidence.Skip(2)); // the board that holds only one of them comes last, though it has the least noise
    }

    [Fact]
    public void A_horizons_error_is_that_of_its_logarithm()
    {
        var metric = new BenchmarkMetric("hours", "hours", ScoreScale.Positive, "h", Better.Higher);
        var score = Published(2, 1, 8);

        var measured = StandingFold.Measured(BoardOf(metric, null, score), score, 0, 0);

        Assert.Equal(Math.Log(2), measured.Value, 12);
        Assert.Equal(Math.Log(8) / (2 * 1.959963984540054), measured.StandardError!.Value, 12);
    }

    [Theory]
    [InlineData(1, 400, null)] // narrower than 400 items would give: the items count
    [InlineData(10, null, .0510213)]
    public void A_published_interval_counts_where_it_is_wider_than_the_items_give(double half, int? items, double? error)
    {
        var metric = new BenchmarkMetric("accuracy", "accuracy", ScoreScale.Share, "%", Better.Higher);
        var score = Published(60, 60 - half, 60 + half);

        var measured = StandingFold.Measured(BoardOf(metric, 400, score), score, 0, 0);

        Assert.Equal(items, (int?)measured.Items);
        Assert.Equal(error ?? 0, measured.StandardError ?? 0, 6);
    }

    [Fact]
    public void Votes_between_models_of_the_ledger_enter_and_unknown_names_are_a_question()
    {
        var votes = new StandingVotes(byPrompt: false) { Names = ["a1", "B1", "nobody", "c1"] };
        for (var i = 0; i < 300; i++)
        {
            // Each beats each at times, so that votes link both ways: a1 three of four, b1 two of three.
            votes.Add(new Vote(0, 1, i % 4 == 0 ? Preference.Second : Preference.First), []);
            votes.Add(new Vote(1, 3, i % 3 == 0 ? Preference.Second : Preference.First), []);
            votes.Add(new Vote(2, 3, i % 2 == 0 ? Preference.Second : Preference.First), []);
        }

        var finding = StandingFold.Finding(new SmallLedger().Score("s1", "a2", 90).Score("s2", "b1", 60).Build().AsOf(null), new StandingSettings(), votes);

        Assert.Equal((900, 600, 3), (finding.Votes!.Given, finding.Votes.Entered, finding.Votes.Models));
        Assert.Equal(["nobody"], finding.Votes.Unknown);
        Assert.Equal(["a1", "a2", "b1", "c1"], finding.Models.Select(model => model.Id).Order());
        Assert.True(finding.Models.Single(model => model.Id == "a1").Capability > finding.Models.Single(model => model.Id == "c1").Capability);
    }

    [Fact]
    public void Votes_between_strangers_enter_nothing()
    {
        var votes = new StandingVotes(byPrompt: false) { Names = ["x", "y"] };
        votes.Add(new Vote(0, 1, Preference.First), []);

        var finding = StandingFold.Finding(TwoBoards().Build().AsOf(null), new StandingSettings(), votes);

        Assert.Equal((1, 0, 0), (finding.Votes!.Given, finding.Votes.Entered, finding.Votes.Models));
        Assert.Equal(["x", "y"], finding.Votes.Unknown);
        Assert.Equal(FindingJson.Write(Finding(TwoBoards())), FindingJson.Write(finding with { Votes = null }));
    }

    private static Score Published(double value, double lower, double upper) => new(new ScoreSeries("sums", null, "outsider", "accuracy"), "a1", value, RunnerKind.Independent)
    {
        Id = "s",
        TrueOn = SmallLedger.On("2025-06-01"),
        KnownBy = null,
        Sources = SmallLedger.Source(),
        Confidence = Confidence.High,
        Path = "t",
        Line = 1,
        Lower = lower,
        Upper = upper,
    };

    private static Board BoardOf(BenchmarkMetric metric, int? items, Score score) =>
        new(score.Series, new Benchmark(score.Series.Benchmark, score.Series.Benchmark, [metric], items, [], [], null), metric, items, [score], null);

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
