using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange.Tests;

/// <summary>What a right ledger says arrives whole.</summary>
public sealed class LedgerReadingTests
{
    private static readonly LedgerReading Small = LedgerTexts.Read();

    private static T Fact<T>(string id)
        where T : Fact => Assert.IsType<T>(Small.Ledger.Find(id));

    private static PartialDate Date(string text) => PartialDate.TryParse(text, out var date) ? date : throw new ArgumentException(text);

    [Fact]
    public void Every_kind_is_read_and_nothing_else()
    {
        Assert.Equal(LedgerTexts.Small.Count, Small.Files);
        Assert.Equal(
            ["Claim:2", "Move:1", "Price:1", "Release:2", "Score:6", "Usage:2", "VoteTally:1"],
            Small.Ledger.Facts.GroupBy(fact => fact.GetType().Name).Select(kind => $"{kind.Key}:{kind.Count()}").Order(StringComparer.Ordinal));
        Assert.Equal(
            [3, 2, 1, 2, 1, 2, 3, 2, 1],
            (int[])[
                Small.Ledger.Labs.Count, Small.Ledger.Runners.Count, Small.Ledger.Skills.Count, Small.Ledger.Measures.Count, Small.Ledger.Products.Count,
                Small.Ledger.People.Count, Small.Ledger.Models.Count, Small.Ledger.Benchmarks.Count, Small.Ledger.Conflicts.Length,
            ]);
        Assert.Single(Small.Levels);
        Assert.Empty(Small.Notices);
    }

    [Fact]
    public void A_row_takes_from_its_series_and_its_file_what_it_does_not_say_itself()
    {
        var score = Fact<Score>("score.quiz.accuracy.alpha-1-high.judge.2025-09-01");
        Assert.Equal(new ScoreSeries("quiz", null, "judge", "accuracy"), score.Series);
        Assert.Equal(("alpha-1-high", 85.7, 83.0, 88.1, 198, (string?)null), (score.Model, score.Value, score.Lower, score.Upper, score.Items, score.Conditions));
        Assert.Equal((DateMeaning.Measured, Confidence.High, Date("2025-12-03"), KnownBasis.Snapshot), (score.DateMeans, score.Confidence, score.KnownBy, score.KnownBasis));
        Assert.Equal("https://judge.example/quiz", Assert.Single(score.Sources).Url);
        Assert.Equal(("scores/quiz.yaml", 10), (score.Path, score.Line));
        Assert.Equal("no tools", Fact<Score>("score.quiz.accuracy.beta-2.judge.2025-11-20").Conditions);
        Assert.Equal(DateMeaning.Published, Fact<Score>("score.quiz.accuracy.alpha-1-high.alpha-evals.2025-08").DateMeans);
    }

    [Fact]
    public void A_row_can_take_back_what_its_head_says()
    {
        var score = Fact<Score>("score.quiz.accuracy.alpha-1-low.judge.2025-09-01");
        Assert.Equal((null, null), ((PartialDate?, KnownBasis?))(score.KnownBy, score.KnownBasis));
    }

    [Fact]
    public void Who_ran_it_follows_from_the_labs()
    {
        Assert.Equal(RunnerKind.Independent, Fact<Score>("score.quiz.accuracy.beta-2.judge.2025-11-20").RunnerKind);
        Assert.Equal(RunnerKind.Vendor, Fact<Score>("score.quiz.accuracy.alpha-1-high.alpha-evals.2025-08").RunnerKind);
        Assert.Equal(RunnerKind.Rival, Fact<Score>("score.rival").RunnerKind);
    }

    [Fact]
    public void Moves_usage_prices_votes_and_releases_arrive_whole()
    {
        var move = Fact<Move>("move.bob-two.left.2024-05-15");
        Assert.Equal(("bob-two", MoveKind.Left, "alpha", "beta", "head of safety"), (move.Person, move.Kind, move.From, move.To, move.Role));
        Assert.Equal((KnownBasis.Publication, Confidence.Medium, "Both agree.", DateMeaning.Happened), (move.KnownBasis, move.Confidence, move.Note, move.DateMeans));
        Assert.Equal(
            [
                new FactSource("First report", "https://news.example/2", Date("2024-05-28"), Date("2026-11-01"), true, "abc123"),
                new FactSource("Second report", "http://news.example/3", null, null, true, null),
            ],
            move.Sources);
        var usage = Fact<Usage>("usage.chat-alpha.weekly-active-users.alpha.2025-10");
        Assert.Equal(("alpha", 8e8, Precision.AtLeast, Date("2025-10")), (usage.Lab, usage.Value, usage.Precision, usage.TrueOn));
        var price = Fact<Price>("price.beta.beta-2.2025-11-18");
        Assert.Equal((2m, 12.5m, 0.2m), (price.Input, price.Output, price.CachedInput));
        var votes = Fact<VoteTally>("votes.board.2025-11.rating.beta-2.alpha-1-high.judge.2025-12-01");
        Assert.Equal((60, 40, 20, "2025-11"), (votes.Wins, votes.Losses, votes.Ties, votes.Series.Edition));
        var release = Fact<Release>("release.beta.beta-2");
        Assert.Equal((ReleaseKind.Model, "beta-2", true, false), (release.Kind, release.Model, release.Flagship, release.Sources[0].FirstHand));
        Assert.Equal((ReleaseKind.Product, null), (Fact<Release>("release.alpha.chatalpha").Kind, Fact<Release>("release.alpha.chatalpha").Flagship));
    }

    [Fact]
    public void Claims_conflicts_people_and_names_arrive_whole()
    {
        var claim = Fact<Claim>("claim.beta-leads");
        Assert.Equal(("beta", "Beta 2 在 Quiz 上領先。", "launch"), (claim.Claimant, claim.StatementZhHant, claim.Of));
        Assert.Equal("beta-2", Assert.IsType<Leads>(claim.Condition).Who.Models[0]);
        var verdict = Assert.Single(Fact<Claim>("claim.alpha-best-paid").Verdicts);
        Assert.Equal((ClaimVerdict.Open, Date("2025-12-01"), "claim.beta-leads"), (verdict.Verdict, verdict.KnownBy, verdict.Evidence[0]));
        Assert.Equal(["91", "89"], Small.Ledger.Conflicts[0].Sides.Select(side => side.Says));
        Assert.Equal("https://blog.example/1", Small.Ledger.Conflicts[0].Sides[1].Source!.Url);
        Assert.Equal(("alpha", Date("2015-12")), (Small.Ledger.People["ada-one"].Tenures[0].Lab, Small.Ledger.People["ada-one"].Tenures[0].From));
        Assert.Equal(["Alpha One Low"], Small.Ledger.Models["alpha-1-low"].Aliases);
        Assert.Equal(("alpha-1", "beta-2", true), (Small.Ledger.Models["alpha-1-low"].Version, Small.Ledger.Models["beta-2"].Version, Small.Ledger.Models["beta-2"].OpenWeights));
        Assert.Equal("Its questions are programs.", Small.Ledger.Benchmarks["quiz"].Skills[0].Why);
        Assert.Equal([null, 50], Small.Ledger.Benchmarks["board"].Editions.Select(edition => edition.Items));
    }

    [Fact]
    public void The_order_and_the_names_of_files_do_not_matter()
    {
        string[] facts = [.. Small.Ledger.Facts.Select(fact => FactJson.Content(fact).ToJsonString())];
        var backwards = LedgerReader.Read([LedgerLayer.OfTexts(LedgerTexts.Small.Reverse().Select((file, i) => ($"{i}.yaml", file.Text)))]);
        Assert.Equal(facts, backwards.Ledger.Facts.Select(fact => FactJson.Content(fact).ToJsonString()));
    }

    [Fact]
    public void Facts_that_nobody_could_read_by_a_day_are_left_out_and_counted()
    {
        var view = Small.Ledger.AsOf(new DateOnly(2025, 11, 30));
        Assert.Equal(["move.bob-two.left.2024-05-15", "release.alpha.chatalpha", "release.beta.beta-2", "usage.chat-alpha.weekly-active-users.alpha.2025-10"], view.Ledger.Facts.Select(fact => fact.Id));
        Assert.Equal((2, 9), (view.Later, view.Undated));
    }

    [Fact]
    public void The_built_in_ledger_has_no_mistake()
    {
        var reading = LedgerReader.Read([LedgerLayer.BuiltIn()], new DateOnly(2026, 12, 31));
        Assert.All(reading.Ledger.Facts, fact => Assert.All(fact.Sources, source => Assert.StartsWith("http", source.Url, StringComparison.Ordinal)));
    }
}
