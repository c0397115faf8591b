using CodeRed.Evidence.Facts;
using CodeRed.Findings.Claims;
using CsCheck;
using static CodeRed.Findings.Tests.Claims.SmallLedger;

namespace CodeRed.Findings.Tests.Claims;

public sealed class ClaimsFoldTests
{
    private static readonly Leads OneLeads = new("t", 1, new Contestant([], "one"), new Contestant([], "two"), ["sums"], null, BoardNeed.AtLeast, 1);

    private static ClaimsFinding Finding(SmallLedger ledger, DateOnly? asOf = null) => new ClaimsFold(ledger.Build(), asOf, (_, _) => null).Finding();

    [Fact]
    public void A_claim_is_judged_by_what_was_known_when_it_was_made_and_by_what_is_known_now()
    {
        var claim = Finding(new SmallLedger().Claim("leads", OneLeads, "2025-06-30").Score("s1", "a1", 90).Score("s2", "b1", 60)
            .Score("s3", "b2", 99, on: "2025-09-01")).Claims.Single();

        Assert.Equal(ClaimVerdict.Supported, claim.OnTheDay.Verdict);
        Assert.Equal(ClaimVerdict.Contradicted, claim.Now.Verdict);
    }

    [Fact]
    public void A_vendors_own_figures_are_kept_apart_from_independent_ones()
    {
        var claim = Finding(new SmallLedger().Claim("leads", OneLeads).Score("s1", "a1", 90, kind: RunnerKind.Vendor, runner: "one")
            .Score("s2", "b1", 60, kind: RunnerKind.Rival, runner: "one")).Claims.Single();

        Assert.Equal(ClaimVerdict.Open, claim.Now.Verdict);
        Assert.Equal(ClaimVerdict.Supported, claim.Now.WithVendors);

        // Both are told: what outsiders leave open, and what the labs' own decides.
        Assert.Empty(Assert.IsType<BoardsDecision>(claim.Now.Decision).Boards);
        Assert.Single(Assert.IsType<BoardsDecision>(claim.Now.VendorDecision).Boards);
        Assert.Equal(["s1", "s2"], claim.Now.Evidence());
    }

    [Theory]
    [InlineData("one")]
    [InlineData("ones-press")]
    [InlineData("two")]
    public void What_a_lab_counts_of_its_own_users_or_a_rivals_is_no_independent_evidence(string by)
    {
        var claim = Finding(new SmallLedger().Claim("users", new ValueLies("t", 1, "usage.app.weekly.2025-05", 400, null)).Usage("app", 450, "2025-05", by: by)).Claims.Single();

        Assert.Equal((ClaimVerdict.Open, ClaimVerdict.Supported), (claim.Now.Verdict, claim.Now.WithVendors));
    }

    [Fact]
    public void What_an_outsider_counts_is_independent_evidence() => Assert.Equal(
        ClaimVerdict.Supported,
        Finding(new SmallLedger().Claim("users", new ValueLies("t", 1, "usage.app.weekly.2025-05", 400, null)).Usage("app", 450, "2025-05")).Claims.Single().Now.Verdict);

    [Fact]
    public void Who_led_when_it_was_said_and_was_overtaken_was_right()
    {
        var overtaken = new SmallLedger().Claim("leads", OneLeads, "2025-06-30").Score("s1", "a1", 90).Score("s2", "b1", 60).Score("s3", "b2", 99, on: "2025-09-01");
        Assert.Equal((1, 0), (Finding(overtaken).Records[0].Counts.Supported, Finding(overtaken).Records[0].Counts.Contradicted));

        // What could not be decided on its day counts as it is now.
        var later = new SmallLedger().Claim("leads", OneLeads, "2025-05-30").Score("s1", "a1", 60).Score("s2", "b1", 90);
        Assert.Equal((0, 1), (Finding(later).Records[0].Counts.Supported, Finding(later).Records[0].Counts.Contradicted));
    }

    [Fact]
    public void A_persons_verdict_counts_from_the_day_its_evidence_was_there()
    {
        var ledger = new SmallLedger().Claim("felt", null, "2025-06-30", manual: ClaimVerdict.Supported, manualOn: "2025-08-01");

        Assert.Equal(ClaimVerdict.Open, Finding(ledger).Claims.Single().OnTheDay.Verdict);
        Assert.Equal(ClaimVerdict.Supported, Finding(ledger).Claims.Single().Now.Verdict);
        Assert.Equal(ClaimVerdict.Open, Finding(ledger, new DateOnly(2025, 7, 15)).Claims.Single().Now.Verdict);
    }

    [Fact]
    public void A_claimants_record_counts_claims_and_never_those_about_records()
    {
        var ledger = new SmallLedger().Claim("1", null, manual: ClaimVerdict.Supported).Claim("2", null, manual: ClaimVerdict.Contradicted).Claim("3", null)
            .Claim("about records", new OftenWrong("t", 1, ["one"], .5)).Claim("other", null, claimant: "outsider", manual: ClaimVerdict.Supported);

        var record = Finding(ledger).Records[0];

        Assert.Equal(("one", 1, 1, 1), (record.Claimant, record.Counts.Supported, record.Counts.Contradicted, record.Counts.Open));
        Assert.True(record.Counts.Share!.Value.Contains(.5));
    }

    [Fact]
    public void Facts_without_a_day_of_publication_are_left_out_and_counted()
    {
        var ledger = new SmallLedger().Claim("leads", OneLeads).Score("s1", "a1", 90, known: null).Score("s2", "b1", 60).Score("s3", "b2", 60, on: "2025-11-01");

        var finding = Finding(ledger, new DateOnly(2025, 7, 1));

        Assert.Equal((1, 1), (finding.Undated, finding.Later));
        Assert.Equal(ClaimVerdict.Open, finding.Claims.Single().Now.Verdict);
    }

    [Fact]
    public void Nothing_known_later_changes_a_finding_of_a_past_day() => Gen.Select(Gen.Int[0, 100].Array[0, 12], Gen.Int[0, 3]).Sample(
        (values, unknown) =>
        {
            static SmallLedger Before() => new SmallLedger().Claim("leads", OneLeads).Claim("most", OneLeads with { Need = BoardNeed.Most })
                .Claim("flow", new LosesPeople("t", 1, "one", On("2024"), null, [])).Claim("used", new MoreUsed("t", 1, "app", "rival-app", []))
                .Claim("soon", new Released("t", 1, null, "one", "A9", null, On("2025-07"), On("2025-07"), 1, true))
                .Claim("record", new OftenWrong("t", 1, ["one"], .5)).Claim("by hand", null, manual: ClaimVerdict.Supported)
                .Score("s1", "a1", 90).Score("s2", "b1", 80).Usage("app", 10, "2025-05").Usage("rival-app", 9, "2025-05").Move("lee", "one", "two", "2025-01");
            var after = Before();
            for (var i = 0; i < values.Length; i++)
            {
                var known = i < unknown ? null : "2025-09-01";
                after.Score($"late{i}", i % 2 == 0 ? "a2" : "b2", values[i], i % 3 == 0 ? "maps" : "sums", on: "2025-06-10", known: known)
                    .Usage("rival-app", values[i], $"2025-06-{10 + i}", known: known).Move($"p{i}", "two", "one", "2025-02", MoveKind.Joined, known)
                    .Release($"r{i}", "one", "A9", "2025-06-11", known).Claim($"c{i}", null, manual: ClaimVerdict.Contradicted, known: known);
            }

            var day = new DateOnly(2025, 8, 1);
            var (one, other) = (Finding(Before(), day), Finding(after, day));
            Assert.Equal(System.Text.Json.JsonSerializer.Serialize(one.Claims), System.Text.Json.JsonSerializer.Serialize(other.Claims));
            Assert.Equal(System.Text.Json.JsonSerializer.Serialize(one.Records), System.Text.Json.JsonSerializer.Serialize(other.Records));
        },
        iter: 200);
}
