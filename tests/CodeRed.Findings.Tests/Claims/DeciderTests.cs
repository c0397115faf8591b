using System.Collections.Immutable;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Claims;
using static CodeRed.Findings.Tests.Claims.SmallLedger;

namespace CodeRed.Findings.Tests.Claims;

/// <summary>Each kind of condition, with ledgers in which it is supported, contradicted and open.</summary>
public sealed class DeciderTests
{
    private const ClaimVerdict Supported = ClaimVerdict.Supported;
    private const ClaimVerdict Contradicted = ClaimVerdict.Contradicted;
    private const ClaimVerdict Open = ClaimVerdict.Open;

    private static readonly Condition Yes = new ValueLies("t", 1, "score", 50, null);
    private static readonly Condition No = new ValueLies("t", 1, "score", null, 50);
    private static readonly Condition Unsure = new ValueLies("t", 1, "not there", 50, null);

    private static Decision Decide(SmallLedger ledger, Condition condition, IReadOnlyDictionary<string, double>? throne = null) =>
        new Decider(ledger.Build().AsOf(null), _ => throne, _ => new ClaimCounts(0, 0, 0, [])).Decide(condition);

    private static ClaimVerdict Verdict(SmallLedger ledger, Condition condition) => Decide(ledger, condition).Verdict;

    [Theory]
    [InlineData("yes", "yes", Supported, Supported)]
    [InlineData("yes", "no", Contradicted, Supported)]
    [InlineData("yes", "unsure", Open, Supported)]
    [InlineData("no", "unsure", Contradicted, Open)]
    [InlineData("no", "no", Contradicted, Contradicted)]
    [InlineData("unsure", "unsure", Open, Open)]
    public void All_and_any_follow_Kleene(string one, string other, ClaimVerdict all, ClaimVerdict any)
    {
        var ledger = new SmallLedger().Score("score", "a1", 80, half: 1);
        ImmutableArray<Condition> parts = [Part(one), Part(other)];

        Assert.Equal(all, Verdict(ledger, new AllOf("t", 1, parts)));
        Assert.Equal(any, Verdict(ledger, new AnyOf("t", 1, parts)));
        Assert.Equal(all, Verdict(ledger, new AllOf("t", 1, [.. parts.Reverse()])));
        static Condition Part(string word) => word switch { "yes" => Yes, "no" => No, _ => Unsure };
    }

    [Fact]
    public void Not_turns_both_verdicts_and_leaves_open_open()
    {
        var ledger = new SmallLedger().Score("score", "a1", 80, half: 1);

        Assert.Equal(Contradicted, Verdict(ledger, new Negation("t", 1, Yes)));
        Assert.Equal(Supported, Verdict(ledger, new Negation("t", 1, No)));
        Assert.Equal(Open, Verdict(ledger, new Negation("t", 1, Unsure)));
    }

    [Fact]
    public void A_comparison_with_nothing_named_is_open_whatever_the_ledger_holds() =>
        Assert.Equal(Open, Verdict(new SmallLedger().Score("score", "a1", 80), new Undecidable("t", 1, UndecidableKind.Comparison, "unusual speed", null)));

    [Fact]
    public void A_report_needs_as_many_publishers_as_asked_and_copies_on_one_host_are_one()
    {
        static SmallLedger With(params string[] hosts) => new SmallLedger().Add(
            new Claim("one", "x") { Id = "said", TrueOn = On("2025-06-01"), KnownBy = On("2025-06-01"), Sources = Source(hosts), Confidence = Confidence.High, Path = "t", Line = 1 });
        var condition = new Reported("t", 1, ["said"], 2);

        Assert.Equal(Supported, Verdict(With("a.example", "b.example"), condition));
        Assert.Equal(Open, Verdict(With("a.example", "www.a.example"), condition));
        Assert.Equal(Open, Verdict(new SmallLedger(), condition));
    }

    [Fact]
    public void A_release_within_the_time_supports_and_one_at_another_time_contradicts()
    {
        var december = new Released("t", 1, null, "one", "A3", ReleaseKind.Model, On("2025-12-08"), On("2025-12-14"), 1, false);

        Assert.Equal(Supported, Verdict(new SmallLedger().Release("r", "one", "A3", "2025-12-11"), december));
        Assert.Equal(Contradicted, Verdict(new SmallLedger().Release("r", "one", "A3", "2025-08-07").Release("later", "two", "B9", "2026-01-01"), december));
        Assert.Equal(Open, Verdict(new SmallLedger().Release("r", "one", "A3", "2025-12"), december));
        Assert.Equal(Open, Verdict(new SmallLedger(), december));
    }

    [Fact]
    public void An_absent_release_contradicts_only_where_it_would_be_known_and_the_ledger_was_kept_on()
    {
        var soon = new Released("t", 1, null, "one", "A3", ReleaseKind.Model, On("2025-12-08"), On("2025-12-14"), 1, true);

        Assert.Equal(Contradicted, Verdict(new SmallLedger().Release("later", "one", "B9", "2026-02-01"), soon));
        Assert.Equal(Open, Verdict(new SmallLedger().Release("later", "one", "B9", "2025-12-20"), soon));
        Assert.Equal(Open, Verdict(new SmallLedger().Release("later", "one", "B9", "2026-02-01"), soon with { WouldBeKnown = false }));
    }

    [Fact]
    public void A_release_that_two_sources_date_differently_is_said_to_be_disputed()
    {
        var decision = Decide(
            new SmallLedger().Release("r1", "one", "A3", "2025-12-11").Release("r2", "one", "A3", "2026-01-20"),
            new Released("t", 1, null, "one", "A3", null, On("2025-12"), On("2025-12"), 1, false));

        Assert.True(decision.Disputed);
        Assert.Equal(Supported, decision.Verdict);
    }

    [Fact]
    public void Counting_releases_never_contradicts_because_a_ledger_may_lack_some()
    {
        var three = new Released("t", 1, null, "one", null, ReleaseKind.Model, On("2025"), On("2025"), 3, false);

        Assert.Equal(Supported, Verdict(new SmallLedger().Release("1", "one", "A1", "2025-01").Release("2", "one", "A2", "2025-05").Release("3", "one", "A3", "2025-09"), three));
        Assert.Equal(Open, Verdict(new SmallLedger().Release("1", "one", "A1", "2025-01").Release("2", "one", "A2", "2024-05"), three));
    }

    [Fact]
    public void A_move_between_the_labs_named_supports_and_the_same_at_another_time_contradicts()
    {
        var condition = new Moved("t", 1, "kim", "one", "two", On("2024"), On("2024"));

        Assert.Equal(Supported, Verdict(new SmallLedger().Move("kim", "one", "two", "2024-05-15"), condition));
        Assert.Equal(Contradicted, Verdict(new SmallLedger().Move("kim", "one", "two", "2023-05-15"), condition));
        Assert.Equal(Open, Verdict(new SmallLedger().Move("kim", "one", "three", "2024-05-15"), condition));
        Assert.Equal(Open, Verdict(new SmallLedger().Move("lee", "one", "two", "2024-05-15"), condition));
    }

    [Fact]
    public void Where_somebody_went_next_is_told_with_the_move()
    {
        var decision = Assert.IsType<MovedDecision>(Decide(
            new SmallLedger().Move("kim", "one", "two", "2024-08-05").Move("kim", "two", "three", "2025-02"), new Moved("t", 1, "kim", "one", "two", null, null)));

        Assert.Equal(new DatedName("Lab Three", On("2025-02")), decision.Since);
    }

    [Fact]
    public void A_founder_is_one_where_the_ledger_says_so_and_open_elsewhere()
    {
        Assert.Equal(Supported, Verdict(new SmallLedger(), new FounderOf("t", 1, "kim", "two")));
        Assert.Equal(Open, Verdict(new SmallLedger(), new FounderOf("t", 1, "lee", "two")));
    }

    [Theory]
    [InlineData(8, 0, Supported)]
    [InlineData(0, 8, Contradicted)]
    [InlineData(5, 3, Open)]
    [InlineData(0, 0, Open)]
    public void A_lab_loses_people_when_chance_would_hardly_send_so_many_out(int left, int joined, ClaimVerdict verdict)
    {
        var ledger = new SmallLedger();
        for (var i = 0; i < left; i++)
        {
            ledger.Move($"out{i}", "one", "two", "2024-05");
        }

        for (var i = 0; i < joined; i++)
        {
            ledger.Move($"in{i}", "two", "one", "2024-06", MoveKind.Joined);
        }

        // Outside the time, in a month left out, and within the lab: none of them counts.
        ledger.Move("early", "one", "two", "2020-01").Move("board", "one", null, "2024-11").Move("promoted", "one", "one", "2024-07", MoveKind.Role);

        Assert.Equal(verdict, Verdict(ledger, new LosesPeople("t", 1, "one", On("2024"), On("2024"), [On("2024-11")])));
    }

    [Theory]
    [InlineData(9, 0, Supported)]
    [InlineData(0, 9, Contradicted)]
    [InlineData(3, 2, Open)]
    public void Most_leavers_went_somewhere_when_the_interval_of_their_share_is_beyond_half(int rivals, int elsewhere, ClaimVerdict verdict)
    {
        var ledger = new SmallLedger().Move("unknown", "one", null, "2024-05");
        for (var i = 0; i < rivals; i++)
        {
            ledger.Move($"r{i}", "one", "two", "2024-05");
        }

        for (var i = 0; i < elsewhere; i++)
        {
            ledger.Move($"e{i}", "one", "three", "2024-05");
        }

        var decision = Assert.IsType<DestinationsDecision>(Decide(ledger, new MostLeaversWentTo("t", 1, "one", [], null, null)));

        Assert.Equal((verdict, rivals, elsewhere, 1), (decision.Verdict, decision.There, decision.Elsewhere, decision.Unknown));
    }

    [Fact]
    public void Order_needs_dates_that_do_not_overlap()
    {
        var ledger = new SmallLedger().Release("early", "one", "X", "2022-11-30").Release("late", "two", "Y", "2022-12-21").Release("vague", "two", "Z", "2022");

        Assert.Equal(Supported, Verdict(ledger, new Precedes("t", 1, "early", "late")));
        Assert.Equal(Contradicted, Verdict(ledger, new Precedes("t", 1, "late", "early")));
        Assert.Equal(Open, Verdict(ledger, new Precedes("t", 1, "early", "vague")));
        Assert.Equal(Open, Verdict(ledger, new Precedes("t", 1, "early", "not there")));
    }

    [Fact]
    public void Months_between_two_figures_are_counted_by_the_calendar()
    {
        var ledger = new SmallLedger().Usage("app", 450, "2025-07").Usage("app", 650, "2025-10").Usage("rival-app", 1, "2025");

        Assert.Equal(Supported, Verdict(ledger, new WithinMonths("t", 1, "usage.app.weekly.2025-07", "usage.app.weekly.2025-10", 3)));
        Assert.Equal(Contradicted, Verdict(ledger, new WithinMonths("t", 1, "usage.app.weekly.2025-07", "usage.app.weekly.2025-10", 2)));
        Assert.Equal(Contradicted, Verdict(ledger, new WithinMonths("t", 1, "usage.app.weekly.2025-10", "usage.app.weekly.2025-07", 3)));
        Assert.Equal(Open, Verdict(ledger, new WithinMonths("t", 1, "usage.app.weekly.2025-07", "usage.rival-app.weekly.2025", 3)));
    }

    [Fact]
    public void A_value_whose_interval_holds_the_limit_decides_nothing()
    {
        Assert.Equal(Supported, Verdict(new SmallLedger().Score("s", "a1", 81, half: 0.5), new ValueLies("t", 1, "s", 80, null)));
        Assert.Equal(Contradicted, Verdict(new SmallLedger().Score("s", "a1", 79, half: 0.5), new ValueLies("t", 1, "s", 80, null)));
        Assert.Equal(Open, Verdict(new SmallLedger().Score("s", "a1", 81, half: 3), new ValueLies("t", 1, "s", 80, null)));
    }

    [Fact]
    public void Growth_is_read_from_figures_of_one_measure_only()
    {
        var condition = new Grows("t", 1, "app", "weekly", On("2025-07"), On("2025-10"));

        Assert.Equal(Supported, Verdict(new SmallLedger().Usage("app", 450, "2025-07").Usage("app", 650, "2025-10"), condition));
        Assert.Equal(Contradicted, Verdict(new SmallLedger().Usage("app", 650, "2025-07").Usage("app", 450, "2025-10"), condition));
        Assert.Equal(Open, Verdict(new SmallLedger().Usage("app", 450, "2025-07").Usage("app", 650, "2025-10", "monthly"), condition));
    }

    [Fact]
    public void Weekly_and_monthly_users_are_not_comparable()
    {
        var condition = new MoreUsed("t", 1, "app", "rival-app", []);

        Assert.Equal(Supported, Verdict(new SmallLedger().Usage("app", 800, "2025-10").Usage("rival-app", 650, "2025-10"), condition));
        Assert.Equal(Contradicted, Verdict(new SmallLedger().Usage("app", 610, "2025-10").Usage("rival-app", 650, "2025-10"), condition));
        var decision = Assert.IsType<UsageDecision>(Decide(new SmallLedger().Usage("app", 800, "2025-10").Usage("rival-app", 650, "2025-10", "monthly"), condition));
        Assert.Equal(Open, decision.Verdict);
        Assert.Equal(["monthly", "weekly"], decision.OnlyOne.Select(measure => measure.Id));
    }

    [Theory]
    [InlineData(90, 60, Supported)]
    [InlineData(60, 90, Contradicted)]
    [InlineData(75, 74, Open)]
    public void A_lead_must_exceed_the_noise_of_as_many_items(double one, double other, ClaimVerdict verdict) =>
        Assert.Equal(verdict, Verdict(new SmallLedger().Score("s1", "a1", one).Score("s2", "b1", other), Lead(BoardNeed.AtLeast, "sums")));

    [Fact]
    public void Where_less_is_better_the_lower_value_leads()
    {
        Assert.Equal(Supported, Verdict(new SmallLedger().Score("s1", "a1", 2, "errors").Score("s2", "b1", 30, "errors"), Lead(BoardNeed.AtLeast, "errors")));
        Assert.Equal(Contradicted, Verdict(new SmallLedger().Score("s1", "a1", 30, "errors").Score("s2", "b1", 2, "errors"), Lead(BoardNeed.AtLeast, "errors")));
    }

    [Fact]
    public void Results_of_two_runners_or_two_editions_never_meet()
    {
        Assert.Equal(Open, Verdict(new SmallLedger().Score("s1", "a1", 90).Score("s2", "b1", 10, runner: "another"), Lead(BoardNeed.AtLeast, "sums")));
        Assert.Equal(Open, Verdict(new SmallLedger().Score("s1", "a1", 90, edition: "1").Score("s2", "b1", 10, edition: "2"), Lead(BoardNeed.AtLeast, "sums")));
    }

    [Fact]
    public void Of_ratings_only_the_latest_snapshot_counts()
    {
        var ledger = new SmallLedger().Score("s1", "a1", 1400, "arena", on: "2025-05-01", half: 5).Score("s2", "b1", 1300, "arena", on: "2025-05-01", half: 5)
            .Score("s3", "a1", 1410, "arena", on: "2025-06-01", half: 5).Score("s4", "b1", 1450, "arena", on: "2025-06-01", half: 5);

        Assert.Equal(Contradicted, Verdict(ledger, Lead(BoardNeed.AtLeast, "arena")));
    }

    [Theory]
    [InlineData(BoardNeed.Most, Supported)]
    [InlineData(BoardNeed.Every, Contradicted)]
    public void Two_boards_of_three_are_most_and_not_every(BoardNeed need, ClaimVerdict verdict)
    {
        var ledger = new SmallLedger().Score("s1", "a1", 90).Score("s2", "b1", 60).Score("m1", "a1", 90, "maps").Score("m2", "b1", 60, "maps")
            .Score("t1", "a1", 60, "third").Score("t2", "b1", 90, "third");

        var decision = Assert.IsType<BoardsDecision>(Decide(ledger, Lead(need)));

        Assert.Equal((verdict, 2, 1, 0, true), (decision.Verdict, decision.Ahead, decision.Behind, decision.Level, decision.Disputed));
    }

    [Fact]
    public void A_skill_names_the_boards_that_count()
    {
        var ledger = Boards(3, 90, 60).Score("e1", "a1", 60, "errors").Score("e2", "b1", 10, "errors");

        Assert.Equal(Supported, Verdict(ledger, Lead(BoardNeed.Every) with { Skill = "reasoning" }));
        Assert.Equal(Contradicted, Verdict(ledger, Lead(BoardNeed.Every, "errors")));

        // Where nothing is named, a benchmark that speaks for no skill says nothing.
        Assert.Equal(Supported, Verdict(ledger, Lead(BoardNeed.Every)));
    }

    [Fact]
    public void A_version_stands_for_all_its_settings_and_the_best_of_them_counts()
    {
        var ledger = new SmallLedger().Score("s1", "a3-low", 60).Score("s2", "a3-high", 95).Score("s3", "b1", 75);

        Assert.Equal(Supported, Verdict(ledger, new Leads("t", 1, new Contestant(["a3"], null), new Contestant([], "two"), [], null, BoardNeed.AtLeast, 1)));
    }

    [Fact]
    public void Everybody_else_means_other_labs()
    {
        var condition = new Leads("t", 1, new Contestant(["a1"], null), null, [], null, BoardNeed.AtLeast, 1);

        Assert.Equal(Supported, Verdict(new SmallLedger().Score("s1", "a1", 90).Score("s2", "a2", 95).Score("s3", "b1", 60), condition));
        Assert.Equal(Open, Verdict(new SmallLedger().Score("s1", "a1", 90).Score("s2", "a2", 95), condition));
    }

    [Fact]
    public void The_distance_to_the_first_is_measured_on_the_latest_board()
    {
        var near = new WithinOfLeader("t", 1, new Contestant([], "two"), "arena", 35);

        Assert.Equal(Supported, Verdict(new SmallLedger().Score("s1", "a1", 1450, "arena", half: 1).Score("s2", "b1", 1420, "arena", half: 1), near));
        Assert.Equal(Contradicted, Verdict(new SmallLedger().Score("s1", "a1", 1450, "arena", half: 1).Score("s2", "b1", 1300, "arena", half: 1), near));
        Assert.Equal(Supported, Verdict(new SmallLedger().Score("s1", "a1", 1400, "arena", half: 1).Score("s2", "b1", 1450, "arena", half: 1), near));
        Assert.Equal(Open, Verdict(new SmallLedger().Score("s1", "a1", 1450, "arena"), near));
    }

    [Fact]
    public void Several_labs_lead_when_boards_have_different_first_labs()
    {
        var two = new SeveralLeaders("t", 1, [], null, 2);
        static SmallLedger Second(double one, double other) => new SmallLedger().Score("s1", "a1", 90).Score("s2", "b1", 60).Score("m1", "a1", one, "maps").Score("m2", "b1", other, "maps");

        Assert.Equal(Supported, Verdict(Second(60, 90), two));
        Assert.Equal(Open, Verdict(Second(84, 88), two));
        Assert.Equal(Open, Verdict(Second(90, 60), two));
        Assert.Equal(Contradicted, Verdict(Second(90, 60).Score("t1", "a1", 90, "third").Score("t2", "b1", 60, "third"), two));
        Assert.Equal(Open, Verdict(Second(90, 60).Score("t1", "a1", 75, "third").Score("t2", "b1", 74, "third"), two));
    }

    [Fact]
    public void Two_metrics_two_runners_and_tools_of_one_benchmark_are_one_board()
    {
        var most = new Leads("t", 1, new Contestant(["a1"], null), new Contestant(["b1"], null), [], null, BoardNeed.Most, 0);
        static SmallLedger Again() => new SmallLedger().Score("s1", "a1", 95).Score("s2", "b1", 40)
            .Score("n1", "a1", 95, metric: "second").Score("n2", "b1", 40, metric: "second").Score("r1", "a1", 95, runner: "another").Score("r2", "b1", 40, runner: "another")
            .Score("t1", "a1", 95, conditions: "with tools").Score("t2", "b1", 40, conditions: "with tools");

        var once = Assert.IsType<BoardsDecision>(Decide(Again(), most));
        Assert.Equal((Open, 4, 1), (once.Verdict, once.Boards.Length, once.Ahead + once.Behind + once.Level));
        Assert.Equal(Open, Verdict(Again().Score("m1", "a1", 95, "maps").Score("m2", "b1", 40, "maps"), most));
        Assert.Equal(Supported, Verdict(Again().Score("m1", "a1", 95, "maps").Score("m2", "b1", 40, "maps").Score("u1", "a1", 95, "third").Score("u2", "b1", 40, "third"), most));

        // Another edition asks other questions.
        var editions = Assert.IsType<BoardsDecision>(Decide(
            new SmallLedger().Score("s1", "a1", 95, edition: "1").Score("s2", "c1", 40, edition: "1").Score("e1", "a1", 95, edition: "2").Score("e2", "c1", 40, edition: "2", runner: "another").Score("e3", "c1", 40, edition: "2"),
            most with { Over = new Contestant(["c1"], null) }));
        Assert.Equal(1, editions.Ahead); // of models that are named the latest edition that holds both
    }

    [Fact]
    public void Metrics_of_one_benchmark_that_contradict_each_other_decide_for_neither()
    {
        var three = new SmallLedger().Score("s1", "a1", 95).Score("s2", "b1", 40).Score("m1", "a1", 95, "maps").Score("m2", "b1", 40, "maps").Score("u1", "a1", 95, "third").Score("u2", "b1", 40, "third");
        var every = new Leads("t", 1, new Contestant(["a1"], null), new Contestant(["b1"], null), [], null, BoardNeed.Every, 0);
        Assert.Equal(Supported, Verdict(three, every));

        var divided = Assert.IsType<BoardsDecision>(Decide(three.Score("n1", "a1", 40, metric: "second").Score("n2", "b1", 95, metric: "second"), every));
        Assert.Equal((Open, 2, 0, 1, true), (divided.Verdict, divided.Ahead, divided.Behind, divided.Level, divided.Disputed));
        Assert.Contains("n1", divided.Evidence);
    }

    [Fact]
    public void A_benchmark_whose_metrics_two_labs_lead_has_no_leader()
    {
        var two = new SeveralLeaders("t", 1, [], null, 2);
        var divided = new SmallLedger().Score("s1", "a1", 95).Score("s2", "b1", 40).Score("n1", "a1", 40, metric: "second").Score("n2", "b1", 95, metric: "second");

        Assert.Equal((Open, 0, 1), Assert.IsType<LeadersDecision>(Decide(divided, two)) is var one ? (one.Verdict, one.Labs, one.Undecided) : default);
        Assert.Equal(Supported, Verdict(divided.Score("m1", "a1", 95, "maps").Score("m2", "b1", 40, "maps").Score("u1", "a1", 40, "third").Score("u2", "b1", 95, "third"), two));
    }

    [Theory]
    [InlineData(40, 95, Contradicted)]
    [InlineData(95, 40, Supported)]
    public void Boards_of_models_decide_nothing_about_a_product_and_a_board_of_the_product_does(double old, double @new, ClaimVerdict ofModels)
    {
        var most = new Leads("t", 1, new Contestant(["a1"], null), new Contestant(["a2"], null), [], null, BoardNeed.Most, 0);
        SmallLedger Boards() => new SmallLedger().BenchOfProduct("used", "app").BenchOfProduct("used-too", "rival-app")
            .Score("s1", "a1", old).Score("s2", "a2", @new).Score("m1", "a1", old, "maps").Score("m2", "a2", @new, "maps").Score("u1", "a1", old, "third").Score("u2", "a2", @new, "third");
        Decision OfApp(SmallLedger ledger, Condition condition) => new Decider(ledger.Build().AsOf(null), _ => null, _ => new ClaimCounts(0, 0, 0, [])).Decide(condition, "app");

        Assert.Equal((ofModels, (string?)null), (Decide(Boards(), most).Verdict, Decide(Boards(), most).Unmeasured));
        var open = OfApp(Boards(), most);
        Assert.Equal((Open, "App"), (open.Verdict, open.Unmeasured));
        Assert.Equal(Decide(Boards(), most).Evidence, open.Evidence);
        Assert.Equal(Open, OfApp(Boards(), new Negation("t", 1, most)).Verdict);
        Assert.Equal(Open, OfApp(Boards().Score("x1", "a1", old, "used-too").Score("x2", "a2", @new, "used-too"), most).Verdict);
        Assert.Equal(ofModels, OfApp(Boards().Score("p1", "a1", old, "used").Score("p2", "a2", @new, "used"), most).Verdict);

        // What is no score decides as before.
        Assert.Equal(Supported, OfApp(Boards().Release("r", "one", "App 2", "2025-05-01"), new Released("t", 1, "r", null, null, null, null, null, 1, false)).Verdict);
    }

    [Fact]
    public void A_board_that_speaks_for_no_skill_has_no_leader_to_count() => Assert.Equal(
        Open,
        Verdict(
            new SmallLedger().Score("s1", "a1", 90).Score("s2", "b1", 60).Score("e1", "a1", 90, "errors").Score("e2", "b1", 10, "errors"),
            new SeveralLeaders("t", 1, [], null, 2)));

    [Theory]
    [InlineData(.97, Supported)]
    [InlineData(.02, Contradicted)]
    [InlineData(.6, Open)]
    public void The_throne_is_held_with_the_probability_asked_for(double probability, ClaimVerdict verdict) => Assert.Equal(
        verdict, Decide(new SmallLedger(), new HoldsThrone("t", 1, "one", "reasoning", .95), new Dictionary<string, double> { ["one"] = probability }).Verdict);

    [Fact]
    public void Without_a_standing_the_throne_is_open() => Assert.Equal(Open, Verdict(new SmallLedger(), new HoldsThrone("t", 1, "one", "reasoning", .95)));

    [Theory]
    [InlineData(0, 12, Supported)]
    [InlineData(12, 0, Contradicted)]
    [InlineData(2, 3, Open)]
    [InlineData(0, 0, Open)]
    public void A_claimant_is_often_wrong_when_the_interval_of_the_record_says_so(int held, int failed, ClaimVerdict verdict)
    {
        var decider = new Decider(new SmallLedger().Build().AsOf(null), _ => null, _ => new ClaimCounts(held, failed, 1, []));

        Assert.Equal(verdict, decider.Decide(new OftenWrong("t", 1, ["one"], .5)).Verdict);
    }

    [Theory]
    [InlineData(BoardNeed.Most)]
    [InlineData(BoardNeed.Every)]
    public void Two_boards_are_too_few_for_most_or_every_and_three_are_enough(BoardNeed need)
    {
        Assert.Equal(Open, Verdict(Boards(2, 90, 60), Lead(need)));
        Assert.Equal(Supported, Verdict(Boards(3, 90, 60), Lead(need)));
        Assert.Equal(Open, Verdict(Boards(2, 60, 90), Lead(need)));
        Assert.Equal(Contradicted, Verdict(Boards(3, 60, 90), Lead(need)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public void Being_ahead_on_so_many_boards_is_not_contradicted_for_want_of_boards(int wanted)
    {
        var leads = Lead(BoardNeed.AtLeast) with { AtLeast = wanted };

        Assert.Equal(Open, Verdict(Boards(2, 60, 90), leads));
        Assert.Equal(wanted <= 3 ? Contradicted : Open, Verdict(Boards(3, 60, 90), leads));
        Assert.Equal(wanted <= 3 ? Supported : Open, Verdict(Boards(3, 90, 60), leads));
    }

    [Fact]
    public void More_boards_on_which_one_is_ahead_never_turn_a_verdict_against_it()
    {
        foreach (var need in Enum.GetValues<BoardNeed>())
        {
            foreach (var wanted in Enumerable.Range(1, 4))
            {
                var order = new[] { Contradicted, Open, Supported };
                for (var ahead = 0; ahead < 3; ahead++)
                {
                    var (before, after) = (Mixed(ahead), Mixed(ahead + 1));
                    var leads = Lead(need) with { AtLeast = wanted };
                    Assert.True(Array.IndexOf(order, Verdict(before, leads)) <= Array.IndexOf(order, Verdict(after, leads)));
                }
            }
        }

        // Three boards; on the first so many the one is ahead, on the others behind.
        static SmallLedger Mixed(int ahead)
        {
            var ledger = new SmallLedger();
            foreach (var (place, bench) in new[] { "sums", "maps", "third" }.Index())
            {
                ledger.Score($"{bench}1", "a1", place < ahead ? 90 : 60, bench).Score($"{bench}2", "b1", place < ahead ? 60 : 90, bench);
            }

            return ledger;
        }
    }

    [Fact]
    public void A_benchmark_that_is_named_and_holds_not_both_is_undecided_and_not_against()
    {
        var ledger = new SmallLedger().Score("s1", "a1", 60).Score("s2", "b1", 90).Score("m1", "a1", 60, "maps").Score("m2", "b1", 90, "maps");

        Assert.Equal(Contradicted, Verdict(ledger, Lead(BoardNeed.AtLeast, "sums", "maps")));
        Assert.Equal(Open, Verdict(ledger, Lead(BoardNeed.AtLeast, "sums", "maps", "third")));
        Assert.Equal(Open, Verdict(ledger.Score("t1", "a1", 90, "third"), Lead(BoardNeed.Every, "sums", "maps", "third") with { Benchmarks = ["third"] }));
    }

    [Fact]
    public void Where_an_error_is_not_known_only_a_large_gap_decides()
    {
        Assert.Equal(Open, Verdict(new SmallLedger().Score("s1", "a1", 71, "bare").Score("s2", "b1", 66, "bare"), Lead(BoardNeed.AtLeast, "bare")));
        Assert.Equal(Supported, Verdict(new SmallLedger().Score("s1", "a1", 85, "bare").Score("s2", "b1", 60, "bare"), Lead(BoardNeed.AtLeast, "bare")));
        Assert.Equal(Open, Verdict(new SmallLedger().Score("s1", "a1", 1420, "arena", half: 1).Score("s2", "b1", 1400, "arena"), Lead(BoardNeed.AtLeast, "arena")));
        var decision = Assert.IsType<BoardsDecision>(Decide(new SmallLedger().Score("s1", "a1", 1480, "arena", half: 1).Score("s2", "b1", 1400, "arena"), Lead(BoardNeed.AtLeast, "arena")));
        Assert.Equal((Supported, false), (decision.Verdict, decision.Boards[0].NoiseKnown));
    }

    [Fact]
    public void Of_many_boards_one_small_lead_is_chance()
    {
        // 2.2 standard errors: enough on a board looked at alone, not as the best of ten.
        var ledger = new SmallLedger().Bench("arena-0", ScoreScale.Rating).Score("s1", "a1", 1000 + (2.2 * Math.Sqrt(2)), "arena-0", half: 1.96).Score("s2", "b1", 1000, "arena-0", half: 1.96);
        Assert.Equal(Supported, Verdict(ledger, Lead(BoardNeed.AtLeast)));
        foreach (var number in Enumerable.Range(1, 9))
        {
            ledger.Bench($"arena-{number}", ScoreScale.Rating).Score($"x{number}", "a1", 1000, $"arena-{number}", half: 1.96).Score($"y{number}", "b1", 1000, $"arena-{number}", half: 1.96);
        }

        Assert.Equal(Open, Verdict(ledger, Lead(BoardNeed.AtLeast)));
    }

    [Fact]
    public void The_best_of_several_settings_is_the_luckiest_of_them()
    {
        var one = new SmallLedger().Score("s1", "a1", 1003.2, "arena", half: 1.96).Score("s2", "b1", 1000, "arena", half: 1.96);
        Assert.Equal(Supported, Verdict(one, Lead(BoardNeed.AtLeast, "arena")));
        Assert.Equal(Open, Verdict(one.Score("s3", "a2", 1000, "arena", half: 1.96).Score("s4", "a3-high", 1001, "arena", half: 1.96), Lead(BoardNeed.AtLeast, "arena")));
    }

    [Fact]
    public void An_old_edition_says_nothing_of_who_leads_today()
    {
        var ledger = new SmallLedger().Score("s1", "a1", 90, edition: "old", on: "2024-01-01").Score("s2", "b1", 60, edition: "old", on: "2024-01-01")
            .Score("s3", "a1", 60, edition: "new", on: "2025-06-01").Score("s4", "b1", 90, edition: "new", on: "2025-06-01");

        Assert.Equal(Contradicted, Verdict(ledger, Lead(BoardNeed.AtLeast, "sums")));

        // Two models of long ago are compared on the latest edition that holds both.
        var models = new Leads("t", 1, new Contestant(["a1"], null), new Contestant(["b1"], null), ["sums"], null, BoardNeed.AtLeast, 1);
        Assert.Equal(Contradicted, Verdict(ledger, models));
        Assert.Equal(Supported, Verdict(new SmallLedger().Score("s1", "a1", 90, edition: "old", on: "2024-01-01").Score("s2", "b1", 60, edition: "old", on: "2024-01-01")
            .Score("s3", "a2", 60, edition: "new", on: "2025-06-01").Score("s4", "b2", 90, edition: "new", on: "2025-06-01"), models));
    }

    [Fact]
    public void A_positive_quantity_is_compared_by_its_logarithm()
    {
        // 60 (30 to 120) against 20 (10 to 40): a factor of three with a standard error of a half, too little; linearly, 40 with one of 24 and 8 would be too little as well,
        // and 600 against 60 with like factors is plain only by the logarithm.
        SmallLedger With(double one, double other) => new SmallLedger().Bench("hours", ScoreScale.Positive)
            .Add(Horizon("s1", "a1", one)).Add(Horizon("s2", "b1", other));
        static Score Horizon(string id, string model, double value) => new(new ScoreSeries("hours", null, "outsider", "accuracy"), model, value, RunnerKind.Independent)
        {
            Id = id, TrueOn = On("2025-06-01"), KnownBy = On("2025-06-01"), Sources = Source(), Confidence = Confidence.High, Path = "t", Line = 1, Lower = value / 2.5, Upper = value * 2.5,
        };

        Assert.Equal(Open, Verdict(With(60, 20), Lead(BoardNeed.AtLeast, "hours")));
        Assert.Equal(Supported, Verdict(With(600, 60), Lead(BoardNeed.AtLeast, "hours")));
    }

    [Fact]
    public void Results_with_and_without_tools_never_meet()
    {
        Assert.Equal(Open, Verdict(new SmallLedger().Score("s1", "a1", 90, conditions: "with tools").Score("s2", "b1", 30, conditions: "no tools"), Lead(BoardNeed.AtLeast, "sums")));
        Assert.Equal(Open, Verdict(new SmallLedger().Score("s1", "a1", 90, conditions: "web search enabled").Score("s2", "b1", 30), Lead(BoardNeed.AtLeast, "sums")));
        Assert.Equal(Supported, Verdict(new SmallLedger().Score("s1", "a1", 90, conditions: "edit format whole; no tools").Score("s2", "b1", 30, conditions: "no tools"), Lead(BoardNeed.AtLeast, "sums")));
    }

    [Fact]
    public void Two_values_of_one_day_decide_only_what_both_say()
    {
        Assert.Equal(Open, Verdict(new SmallLedger().Score("s1", "a1", 90).Score("s1b", "a1", 61).Score("s2", "b1", 60), Lead(BoardNeed.AtLeast, "sums")));
        Assert.Equal(Supported, Verdict(new SmallLedger().Score("s1", "a1", 90).Score("s1b", "a1", 88).Score("s2", "b1", 60), Lead(BoardNeed.AtLeast, "sums")));
    }

    [Fact]
    public void Two_rows_that_are_newer_are_no_snapshot_of_a_rating_board()
    {
        var ledger = new SmallLedger().Score("s1", "a1", 1450, "arena", on: "2025-05-01", half: 5).Score("s2", "b1", 1300, "arena", on: "2025-05-01", half: 5)
            .Score("s3", "c1", 1200, "arena", on: "2025-05-01", half: 5).Score("s4", "a3-low", 1210, "arena", on: "2025-05-01", half: 5).Score("s5", "a3-high", 1220, "arena", on: "2025-05-01", half: 5)
            .Score("n1", "c1", 1205, "arena", on: "2025-07-01", half: 5).Score("n2", "b2", 1310, "arena", on: "2025-07-01", half: 5);

        Assert.Equal(Supported, Verdict(ledger, Lead(BoardNeed.AtLeast, "arena")));
    }

    [Fact]
    public void Of_a_users_own_and_a_labs_own_result_the_labs_is_the_less_independent()
    {
        var decision = Assert.IsType<BoardsDecision>(Decide(
            new SmallLedger().Score("s1", "a1", 90, kind: RunnerKind.Self).Score("s2", "b1", 60, kind: RunnerKind.Vendor), Lead(BoardNeed.AtLeast, "sums")));

        Assert.Equal(RunnerKind.Vendor, decision.Boards[0].RunnerKind);
    }

    [Fact]
    public void The_distance_to_the_first_has_a_sign_and_an_interval()
    {
        var near = new WithinOfLeader("t", 1, new Contestant([], "two"), "arena", 35);

        // 34 behind with an error of 5 in each may be 48 or 20.
        Assert.Equal(Open, Verdict(new SmallLedger().Score("s1", "a1", 1450, "arena", half: 10).Score("s2", "b1", 1416, "arena", half: 10), near));

        // Ahead by more than that, but not beyond noise, is not far behind.
        var wide = Assert.IsType<GapDecision>(Decide(new SmallLedger().Score("s1", "a1", 1400, "arena", half: 30).Score("s2", "b1", 1440, "arena", half: 30), near));
        Assert.Equal((Supported, -40), (wide.Verdict, wide.Behind));
        Assert.InRange(wide.Interval!.Value.Upper, 2, 3);
    }

    [Fact]
    public void A_lab_that_nobody_measured_is_not_behind_but_open()
    {
        var decision = Decide(
            new SmallLedger().Score("s1", "a1", 90).Score("s2", "b1", 60), new HoldsThrone("t", 1, "three", "reasoning", .95), new Dictionary<string, double> { ["one"] = 1, ["two"] = 0 });
        Assert.Equal((Open, 0), (decision.Verdict, decision.Evidence.Length));

        var held = Decide(
            new SmallLedger().Score("s1", "a1", 90).Score("s2", "b1", 60), new HoldsThrone("t", 1, "one", "reasoning", .95), new Dictionary<string, double> { ["one"] = 1, ["two"] = 0 });
        Assert.Equal(["s1", "s2"], held.Evidence.Order());
    }

    [Fact]
    public void Growth_is_that_of_one_counter_and_beyond_its_rounding()
    {
        var condition = new Grows("t", 1, "app", "weekly", On("2025-07"), On("2025-10"));

        Assert.Equal(Open, Verdict(new SmallLedger().Usage("app", 450, "2025-07", by: "one").Usage("app", 650, "2025-10"), condition));

        // 400 and 430 to one digit and to two: both may be 425.
        Assert.Equal(Open, Verdict(new SmallLedger().Usage("app", 400, "2025-07").Usage("app", 430, "2025-10"), condition));
        Assert.Equal(Open, Verdict(new SmallLedger().Usage("app", 450, "2025-07").Usage("app", 650, "2025-10").Usage("app", 65, "2025-07", by: "one").Usage("app", 45, "2025-10", by: "one"), condition));
    }

    [Fact]
    public void More_used_means_by_every_measure_that_one_and_the_same_counted_of_both_at_about_one_time()
    {
        var condition = new MoreUsed("t", 1, "app", "rival-app", []);

        Assert.Equal(Open, Verdict(new SmallLedger().Usage("app", 800, "2025-10").Usage("rival-app", 650, "2025-10", by: "one"), condition));
        Assert.Equal(Open, Verdict(new SmallLedger().Usage("app", 800, "2025-10").Usage("rival-app", 650, "2024-10"), condition));
        Assert.Equal(Open, Verdict(new SmallLedger().Usage("app", 800, "2025-10").Usage("rival-app", 650, "2025-10").Usage("app", 30, "2025-10", "monthly").Usage("rival-app", 30, "2025-10", "monthly"), condition));
        Assert.Equal(Supported, Verdict(new SmallLedger().Usage("app", 800, "2025-10").Usage("rival-app", 650, "2025-10").Usage("app", 34, "2025-10", "monthly").Usage("rival-app", 31, "2025-10", "monthly"), condition));
    }

    [Fact]
    public void A_rounded_figure_stands_for_all_that_rounds_to_it()
    {
        var ledger = new SmallLedger().Usage("app", 450, "2025-07").Usage("app", 1000, "2025-08");

        Assert.Equal(Supported, Verdict(ledger, new ValueLies("t", 1, "usage.app.weekly.2025-07", 445, 455)));
        Assert.Equal(Open, Verdict(ledger, new ValueLies("t", 1, "usage.app.weekly.2025-07", 450, null)));
        Assert.Equal(Open, Verdict(ledger, new ValueLies("t", 1, "usage.app.weekly.2025-08", 1000, null)));
        Assert.Equal(Supported, Verdict(new SmallLedger().Usage("app", 1000, "2025-08", precision: Precision.AtLeast), new ValueLies("t", 1, "usage.app.weekly.2025-08", 1000, null)));
    }

    [Fact]
    public void A_release_whose_day_of_publication_is_not_known_keeps_its_absence_from_contradicting()
    {
        var soon = new Released("t", 1, null, "one", "A3", ReleaseKind.Model, On("2025-12-08"), On("2025-12-14"), 1, true);
        var day = new DateOnly(2026, 3, 1);

        Assert.Equal(Contradicted, AsOf(new SmallLedger().Release("later", "one", "B9", "2026-02-01"), soon, day));
        Assert.Equal(Open, AsOf(new SmallLedger().Release("later", "one", "B9", "2026-02-01").Release("it", "one", "A3", "2025-12-11", known: null), soon, day));
    }

    [Fact]
    public void That_another_labs_releases_were_kept_says_nothing_of_ones_own() => Assert.Equal(
        Open, Verdict(
            new SmallLedger().Release("later", "two", "B9", "2026-02-01"), new Released("t", 1, null, "one", "A3", ReleaseKind.Model, On("2025-12-08"), On("2025-12-14"), 1, true)));

    [Fact]
    public void A_namesake_of_another_time_contradicts_only_when_the_time_is_over()
    {
        var december = new Released("t", 1, null, "one", "A3", ReleaseKind.Model, On("2025-12-08"), On("2025-12-14"), 1, false);
        var ledger = new SmallLedger().Release("r", "one", "A3", "2025-08-07");

        Assert.Equal(Open, AsOf(ledger, december, new DateOnly(2025, 12, 5)));
        Assert.Equal(Contradicted, AsOf(ledger, december, new DateOnly(2025, 12, 15)));
    }

    [Fact]
    public void What_is_announced_has_not_happened()
    {
        var ledger = new SmallLedger().Release("r", "one", "A3", "2025-12-11", known: "2025-12-01").Move("kim", "one", "two", "2025-12-11", known: "2025-12-01");

        Assert.Equal(Open, AsOf(ledger, new Released("t", 1, "r", null, null, null, null, null, 1, false), new DateOnly(2025, 12, 5)));
        Assert.Equal(Open, AsOf(ledger, new Moved("t", 1, "kim", "one", null, null, null), new DateOnly(2025, 12, 5)));
        Assert.Equal(Supported, AsOf(ledger, new Released("t", 1, "r", null, null, null, null, null, 1, false), new DateOnly(2025, 12, 11)));
    }

    [Fact]
    public void A_founder_is_one_when_the_start_the_launch_or_a_move_was_known()
    {
        var condition = new FounderOf("t", 1, "kim", "two");
        var day = new DateOnly(2025, 6, 1);

        Assert.Equal(Open, AsOf(new SmallLedger(), condition, day));
        Assert.Equal(Open, AsOf(new SmallLedger().Release("r", "two", "Lab Two", "2025-07-01", kind: ReleaseKind.Lab).Person("kim", ["two"], ("two", "2025-07-01", null)), condition, day));
        Assert.Equal(Supported, AsOf(new SmallLedger().Release("r", "two", "Lab Two", "2025-05-01", kind: ReleaseKind.Lab), condition, day));
        Assert.Equal(Supported, AsOf(new SmallLedger().Person("kim", ["two"], ("two", "2025-05", null)), condition, day));
        Assert.Equal(Supported, AsOf(new SmallLedger().Move("kim", "one", "two", "2025-05-01"), condition, day));
    }

    private static ClaimVerdict AsOf(SmallLedger ledger, Condition condition, DateOnly day) =>
        new Decider(ledger.Build().AsOf(day), _ => null, _ => new ClaimCounts(0, 0, 0, [])).Decide(condition).Verdict;

    // So many boards of 100 items with the same two results.
    private static SmallLedger Boards(int count, double one, double other)
    {
        var ledger = new SmallLedger();
        foreach (var bench in new[] { "sums", "maps", "third" }.Take(count))
        {
            ledger.Score($"{bench}1", "a1", one, bench).Score($"{bench}2", "b1", other, bench);
        }

        return ledger;
    }

    private static Leads Lead(BoardNeed need, params string[] benchmarks) => new("t", 1, new Contestant([], "one"), new Contestant([], "two"), [.. benchmarks], null, need, 1);
}
