using System.Collections.Immutable;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Brief;
using CodeRed.Findings.Standings;
using CodeRed.Findings.Tests.Claims;
using CodeRed.Findings.UsageGrowth;
using CodeRed.Findings.Wording;
using static CodeRed.Findings.Tests.Claims.SmallLedger;

namespace CodeRed.Findings.Tests.Brief;

public sealed class BriefFoldTests
{
    private static readonly DateOnly Day = new(2025, 12, 5);

    private static SmallLedger World() => new SmallLedger()
        .Score("s1", "a1", 70).Score("s2", "a2", 90).Score("s3", "b1", 80).Score("s4", "c1", 40)
        .Score("m1", "a1", 60, "maps").Score("m2", "a2", 85, "maps").Score("m3", "b1", 82, "maps")
        .Add(Flagship("a1", "2024-03")).Add(Flagship("a2", "2025-04-16"))
        .Add(Price("a2", "one", 10, 30, "2025-04-16")).Add(Price("b1", "two", 1, 3, "2025-02-01")).Add(Price("b1", "elsewhere", .1m, .2m, "2025-02-01"))
        .Move("kim", "one", "two", "2024-06-01").Move("lee", "one", null, "2025-01-15")
        .Claim("claim.a", new Released("t", 1, "none", null, null, null, null, null, 1, false))
        .Claim("claim.b", null, manual: ClaimVerdict.Supported);

    private static Release Flagship(string model, string on) => new("one", model, ReleaseKind.Model, model, true)
    {
        Id = "release." + model, TrueOn = On(on), KnownBy = On(on), Sources = Source(), Confidence = Confidence.High, Path = "t", Line = 1,
    };

    private static Price Price(string model, string vendor, decimal input, decimal output, string on, string? known = null) => new(model, vendor, input, output, null)
    {
        Id = $"price.{model}.{vendor}.{on}", TrueOn = On(on), KnownBy = On(known ?? on), Sources = Source("prices.example"), Confidence = Confidence.High, Path = "t", Line = 1,
    };

    private static BriefFinding Of(SmallLedger ledger, DateOnly? day = null, string? lab = "one") => BriefFold.Finding(ledger.Build(), day ?? Day, lab, StandingFold.Throne);

    [Fact]
    public void A_newer_model_is_held_against_the_one_before_it_on_boards_of_outsiders()
    {
        var succession = Assert.Single(Assert.Single(Of(World()).Progress).Successions);

        Assert.Equal(("A1", "A2"), (succession.Older, succession.Newer));
        Assert.Equal((2, 0, 0), (succession.Ahead, succession.Behind, succession.Level));
        Assert.Equal(["m1", "m2", "s1", "s2"], succession.Evidence.Order());

        // What the lab ran itself is no outsider's board.
        var own = World().Score("o1", "a1", 90, "bare", "one", kind: RunnerKind.Vendor).Score("o2", "a2", 20, "bare", "one", kind: RunnerKind.Vendor);
        Assert.Equal(succession.Boards.Length, Of(own).Progress[0].Successions[0].Boards.Length);
    }

    [Theory]
    [InlineData("en", "Robust: Lab One", "leads instead", "contradicts one capability")]
    [InlineData("zh-Hant", "結論穩固", "改由", "相矛盾")]
    public void A_brief_says_whether_the_lead_is_robust_under_which_choice_another_leads_and_what_contradicts_it(string tag, string robust, string another, string misfit)
    {
        var language = tag == "en" ? Language.English : Language.TraditionalChinese;
        var sure = BriefMarkdown.Of(Of(new SmallLedger().Score("s1", "a1", 95).Score("s2", "b1", 50).Score("m1", "a1", 95, "maps").Score("m2", "b1", 50, "maps")), language);
        var own = Of(new SmallLedger().Score("s1", "a1", 60).Score("s2", "b1", 75).Score("s3", "c1", 50)
            .Score("v1", "a1", 99, "maps", "one", kind: RunnerKind.Vendor).Score("v2", "b1", 20, "maps", "one", kind: RunnerKind.Rival).Score("v3", "c1", 20, "maps", "one", kind: RunnerKind.Rival));
        var unsure = BriefMarkdown.Of(own, language);

        Assert.Contains(robust, sure, StringComparison.Ordinal);
        Assert.DoesNotContain(another, sure, StringComparison.Ordinal);
        Assert.DoesNotContain(robust, unsure, StringComparison.Ordinal);
        Assert.Contains(language.Text(Label.Sensitivity), unsure, StringComparison.Ordinal);
        Assert.Contains(another, unsure, StringComparison.Ordinal);
        Assert.All(own.Standing.Sensitivity, variation => Assert.Contains(language.Choice(variation), unsure, StringComparison.Ordinal));
        Assert.Contains(misfit, unsure, StringComparison.Ordinal);
        Assert.Contains("\"robust\": \"not_robust\"", FindingJson.Write(own), StringComparison.Ordinal);
    }

    [Fact]
    public void A_handover_is_cited_with_the_scores_of_both()
    {
        var ledger = World().LabWithAll("four", On("2025-01-01")).LabWithAll("five", On("2025-06-01"))
            .Score("f1", "four-model", 40).Score("f2", "four-model", 40, "maps").Score("g1", "five-model", 98).Score("g2", "five-model", 97, "maps");
        var finding = Of(ledger);
        var change = Assert.Single(finding.Standing.Handovers);

        Assert.Equal(["f1", "f2", "g1", "g2"], change.Evidence.Order());
        var outline = new BriefOutline(finding, Language.English);
        Assert.Contains(outline.Parts[0].Findings, line => line.Text == Language.English.Sentence(change) && line.Facts == change.Evidence);
        Assert.All(change.Evidence, id => Assert.Contains(finding.Sources, source => source.Facts.Any(fact => fact.Id == id)));
    }

    [Fact]
    public void A_model_that_got_worse_is_said_to_be_worse()
    {
        var fallen = new SmallLedger().Score("s1", "a1", 90).Score("s2", "a2", 60).Add(Flagship("a1", "2024-03")).Add(Flagship("a2", "2025-04-16"));

        Assert.Equal((0, 1, 0), (Of(fallen).Progress[0].Successions[0] is var one ? (one.Ahead, one.Behind, one.Level) : default));
    }

    [Fact]
    public void A_price_is_the_labs_own_and_in_force()
    {
        var finding = Of(World().Add(Price("a2", "one", 8, 24, "2026-02-01", "2025-11-01")));

        var prices = finding.Prices.ToDictionary(place => place.Place.Id, place => place.Place.Price!.Input);
        Assert.Equal(10m, prices["a2"]);
        Assert.Equal(1m, prices["b1"]);
        Assert.DoesNotContain("a1", prices.Keys);
    }

    [Fact]
    public void A_price_of_a_month_that_is_not_over_is_not_surely_in_force()
    {
        var ledger = World().Add(Price("a2", "one", 8, 24, "2025-12", "2025-12-01"));

        Assert.Equal(10m, Of(ledger).Prices.Single(place => place.Place.Id == "a2").Place.Price!.Input);
        Assert.Equal(8m, Of(ledger, new DateOnly(2025, 12, 31)).Prices.Single(place => place.Place.Id == "a2").Place.Price!.Input);
    }

    [Fact]
    public void Usage_shows_the_labs_products_first_beside_those_of_which_the_same_is_measured()
    {
        var ledger = World().Usage("app", 100, "2025-01-01").Usage("rival-app", 300, "2025-01-01").Usage("rival-app", 7, "2025-01-01", "monthly");
        var finding = Of(ledger);

        Assert.Equal([("app", "weekly"), ("rival-app", "weekly")], finding.Usage.Series.Select(series => (series.Product.Id, series.Measure.Id)));
        Assert.Equal(Larger.Second, Assert.Single(Assert.Single(finding.UsagePairs).Comparisons).Meeting.Larger);
        Assert.All(finding.Usage.Series.SelectMany(series => series.Figures), figure => Assert.Contains(finding.Sources.SelectMany(source => source.Facts), fact => fact.Id == figure.Id));
        Assert.Equal(3, Of(ledger, lab: null).Usage.Series.Length);
    }

    [Fact]
    public void Products_that_cannot_be_compared_are_told_with_the_reason()
    {
        var finding = Of(World().Usage("app", 100, "2025-01-01").Usage("rival-app", 7, "2025-01-01", "monthly"));

        Assert.Equal(IncomparableReason.NoCommonMeasure, Assert.Single(finding.UsagePairs).NotComparable!.Reason);
        Assert.Contains(
            Language.English.NotComparable(finding.UsagePairs[0].NotComparable!, finding.UsagePairs[0].First, finding.UsagePairs[0].Second),
            new BriefOutline(finding, Language.English).Parts.Single(part => part.Part == BriefPart.Users).Open.Select(point => point.Text));
    }

    [Fact]
    public void Talent_counts_the_departures_that_are_listed()
    {
        var finding = Of(World());

        Assert.Equal(finding.Departures.Length, finding.Talent.Labs.Single(lab => lab.Id == "one").Left);
    }

    [Fact]
    public void A_level_stands_with_its_reasons_and_what_would_change_it_where_there_are_rules()
    {
        var rules = ImmutableArray.Create(
            new LevelRule("drains", Level.Red, "It loses people.", null, new LosesPeople("t", 1, "one", On("2023"), null, [])),
            new LevelRule("behind", Level.Amber, "It is behind.", null, new Negation("t", 1, new Leads("t", 1, new Contestant([], "one"), null, [], null, BoardNeed.Most, 1))));
        var ledger = World();
        foreach (var month in Enumerable.Range(1, 8))
        {
            ledger.Move("leaver-" + month, "one", null, $"2025-0{month}-01");
        }

        var finding = BriefFold.Finding(ledger.Build(), Day, "one", StandingFold.Throne, (_, _) => rules);
        var level = Assert.Single(finding.Levels!.Labs);

        Assert.Equal(Level.Red, level.Level);
        Assert.Equal(BriefFold.HistoryMonths, level.History.Length);
        var part = new BriefOutline(finding, Language.English).Parts[^1];
        Assert.Equal(BriefPart.Level, part.Part);
        Assert.Contains(part.Findings, found => found.Text.StartsWith("It would fall to ", StringComparison.Ordinal) && found.Text.Contains("“It loses people”", StringComparison.Ordinal));
        Assert.Subset(finding.Sources.SelectMany(source => source.Facts).Select(fact => fact.Id).ToHashSet(), level.Rules[0].Decision.Evidence.ToHashSet());
        Assert.Null(Of(World()).Levels);
        Assert.DoesNotContain(new BriefOutline(Of(World()), Language.English).Parts, found => found.Part == BriefPart.Level);
    }

    [Fact]
    public void The_front_holds_whom_nobody_beats_in_price_and_capability()
    {
        var finding = Of(World().Add(Price("a1", "one", 2, 6, "2024-03-01")));

        // A1 is dearer than B1 and less capable.
        Assert.Equal(["a2", "b1"], finding.Prices.Where(place => place.Front).Select(place => place.Place.Id).Order());
    }

    [Fact]
    public void Cheaper_models_may_be_first_themselves()
    {
        var all = Of(World()).Choices[0];

        Assert.Equal("a2", all.First!.Id);
        Assert.All(all.Cheaper, place =>
        {
            Assert.Equal(1, place.Ranks.Best);
            Assert.True(place.Price!.Mixed < all.First.Price!.Mixed);
        });
    }

    [Fact]
    public void A_document_is_shown_whole_where_one_of_its_claims_is_about_the_lab()
    {
        static Claim Of(string id, string? of, params string[] about) => new("one", id)
        {
            Id = id, Of = of, About = [.. about], TrueOn = On("2025-06-30"), KnownBy = On("2025-06-30"), Sources = Source(), Confidence = Confidence.High, Path = "t", Line = 1,
        };
        var ledger = World().Add(Of("d.1", "doc", "one")).Add(Of("d.2", "doc", "two")).Add(Of("e.1", "else", "two")).Add(Of("x", null, "one")).Add(Of("y", null, "two"));

        Assert.Equal(["d.1", "d.2", "x"], BriefFoldTests.Of(ledger).Claims.Claims.Select(claim => claim.Id));
    }

    [Fact]
    public void Every_fact_that_is_cited_has_a_source_with_a_number()
    {
        var finding = Of(World());
        var outline = new BriefOutline(finding, Language.English);

        Assert.Equal(Enumerable.Range(1, finding.Sources.Length), finding.Sources.Select(source => source.Number));
        foreach (var part in outline.Parts)
        {
            foreach (var facts in part.Findings.Append(part.Answer).Select(line => line.Facts).Concat(part.Tables.SelectMany(table => table.Rows).Select(row => row.Facts)))
            {
                Assert.All(facts, fact => Assert.NotEmpty(outline.SourcesOf([fact])));
            }
        }
    }

    [Fact]
    public void Facts_without_a_date_are_counted_by_kind()
    {
        var finding = Of(World().Score("u1", "b2", 50, known: null).Score("u2", "b2", 55, "maps", known: null).Move("kim", "two", "three", "2025-03-01", known: null));

        Assert.Equal(3, finding.Undated);
        Assert.Equal([new UndatedFacts(FactKind.Score, 2), new UndatedFacts(FactKind.Move, 1)], finding.UndatedKinds);
        Assert.Contains("2 scores, 1 move", Language.English.LeftOut(finding.UndatedKinds), StringComparison.Ordinal);
    }

    // What became known later must be as good as not there, whatever it is and however it is mixed in.
    [Fact]
    public void Facts_known_later_change_nothing_but_their_count()
    {
        var before = FindingJson.Write(Of(World()));
        var random = new Random(5);
        for (int round = 0; round < 12; round++)
        {
            var later = World();
            int added = 1 + random.Next(6);
            for (int i = 0; i < added; i++)
            {
                string on = $"2025-0{1 + random.Next(9)}-1{random.Next(10)}";
                string known = $"2026-0{1 + random.Next(9)}-1{random.Next(10)}";
                _ = random.Next(6) switch
                {
                    0 => later.Score($"late.{i}", random.Next(2) == 0 ? "b2" : "a1", random.Next(100), random.Next(2) == 0 ? "sums" : "errors", on: on, known: known),
                    1 => later.Move(random.Next(2) == 0 ? "kim" : "lee", "one", "two", $"2025-02-{10 + i}", known: known),
                    2 => later.Claim($"late.claim.{i}", null, on, manual: ClaimVerdict.Contradicted, manualOn: on, known: known),
                    3 => later.Add(Price("b1", "two", random.Next(9), random.Next(99), $"2025-03-{10 + i}", known)),
                    4 => later.Release($"late.release.{i}", "one", "none", on, known),
                    _ => later.Usage("app", random.Next(1000), $"2025-05-{10 + i}", known: known),
                };
            }

            Assert.Equal(added, Of(later).Later);
            var after = Of(later);
            Assert.Equal(before, FindingJson.Write(after with
            {
                Later = 0, Standing = after.Standing with { Later = 0 }, Claims = after.Claims with { Later = 0 }, Usage = after.Usage with { Later = 0 }, Talent = after.Talent with { Later = 0 },
            }));
        }

        // And a fact known in time does change it.
        Assert.NotEqual(before, FindingJson.Write(Of(World().Score("late", "b2", 99, known: "2025-12-05"))));
    }

    [Fact]
    public void Markdown_of_a_hostile_ledger_holds_no_link_heading_or_HTML_of_its_own()
    {
        var hostile = World().Add(new Claim("one", "[click](javascript:alert(1)) <b>x</b> | # `code`\u202e")
        {
            Id = "h", About = ["one"], TrueOn = On("2025-06-30"), KnownBy = On("2025-06-30"), Confidence = Confidence.High, Path = "t", Line = 1,
            Sources = [new("<script>|`x`](y)", "javascript:alert(2)", null, null, true, null)],
        });
        string text = BriefMarkdown.Of(Of(hostile), Language.English);

        Assert.Contains(@"\[click\](javascript:alert(1)) \<b\>x\</b\> \| \# \`code\`⟦U+202E⟧", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", text.Replace(@"\<script\>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("](<javascript", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', text);
    }

    [Fact]
    public void An_empty_ledger_gives_a_brief_that_says_so()
    {
        foreach (string tag in Language.Tags)
        {
            var finding = Of(new SmallLedger(), lab: null);
            Assert.NotNull(finding.Standing.Refusal);
            Assert.Empty(finding.Sources);
            Assert.NotEmpty(BriefMarkdown.Of(finding, Language.For(tag)));
        }
    }
}
