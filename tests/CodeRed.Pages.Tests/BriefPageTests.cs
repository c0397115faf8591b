using System.Text.RegularExpressions;
using CodeRed.Findings.Wording;

namespace CodeRed.Pages.Tests;

public sealed partial class BriefPageTests
{
    public static TheoryData<string> Tags => [.. Language.Tags];

    [Theory, MemberData(nameof(Tags))]
    public async Task A_brief_says_all_that_its_outline_says(string tag)
    {
        var language = Language.For(tag);
        var outline = new BriefOutline(BriefFixture.One, language);
        string text = Page.Text(await Page.Of(BriefFixture.One, language));

        Assert.Contains(language.Headline(BriefFixture.One), text, StringComparison.Ordinal);
        Assert.Contains(language.Basis(BriefFixture.One), text, StringComparison.Ordinal);
        Assert.NotEmpty(outline.LeftOut());
        foreach (string expected in outline.LeftOut()
            .Concat(outline.Parts.SelectMany(part => part.Findings.Append(part.Answer).Select(line => line.Text).Concat(part.Open)))
            .Concat(outline.Parts.SelectMany(part => part.Tables).SelectMany(table => table.Rows).SelectMany(row => row.Cells))
            .Concat(BriefFixture.One.Claims.Claims.SelectMany(claim => new[] { language.Statement(claim), language.Reason(claim.Now), language.Badge(claim.Now.Verdict) })))
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_citation_leads_to_an_entry_of_the_sources_and_every_entry_to_its_page()
    {
        string html = await Page.Of(BriefFixture.One);
        var cited = Inner().Matches(html).Select(m => m.Groups[1].Value).ToHashSet();
        var entries = Entry().Matches(html).Select(m => m.Groups[1].Value).ToList();

        Assert.NotEmpty(cited);
        Assert.Equal(entries.Order(), entries.Distinct().Order());
        Assert.Subset(entries.ToHashSet(), cited);
        Assert.Equal(BriefFixture.One.Sources.Length, entries.Count);
        Assert.Equal(BriefFixture.One.Sources.Length, Outer().Count(html));
        Assert.All(BriefFixture.One.Sources.SelectMany(source => source.Facts), fact => Assert.Contains(fact.Id, html, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_brief_needs_no_script_and_lets_none_run()
    {
        string html = await Page.Of(BriefFixture.One);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("script-src &#x27;none&#x27;", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", Page.WithoutAssets(html), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_text_of_a_ledger_stays_text()
    {
        foreach (string html in new[] { await Page.Of(BriefFixture.Attacked), await Page.Of(BriefFixture.Attacked.Standing), await Page.Of(BriefFixture.Attacked.Claims) })
        {
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("\u202E", html, StringComparison.Ordinal);
            Assert.DoesNotContain("\u001b", html, StringComparison.Ordinal);
            Assert.Contains("⟦U+202E⟧", Page.Text(html), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("not an address")]
    public async Task An_address_that_is_no_web_address_becomes_no_link(string address)
    {
        var finding = BriefFixture.One with { Sources = [.. BriefFixture.One.Sources.Select(source => source with { Url = address })] };
        string html = await Page.Of(finding);

        Assert.Equal(0, Outer().Count(html));
        Assert.DoesNotContain($"href=\"{address}", html, StringComparison.Ordinal);
        Assert.Contains(address, Page.Text(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_brief_gives_the_same_bytes() => Assert.Equal(await Page.Of(BriefFixture.One), await Page.Of(BriefFixture.One));

    [Fact]
    public async Task A_brief_of_nothing_says_so_and_draws_nothing()
    {
        string html = await Page.Of(BriefFixture.Empty);
        Assert.Contains(Language.English.Headline(BriefFixture.Empty), Page.Text(html), StringComparison.Ordinal);
        Assert.DoesNotContain("<table", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_claims_keeps_what_vendors_say_apart()
    {
        var claims = BriefFixture.One.Claims;
        var decision = new Findings.Claims.ReportedDecision(["example.org"], 2) { Verdict = Evidence.Facts.ClaimVerdict.Contradicted };
        var swayed = claims with { Claims = [.. claims.Claims.Select(claim => claim with { Now = claim.Now with { WithVendors = decision.Verdict, VendorDecision = decision } })] };
        string html = await Page.Of(swayed);

        Assert.Contains("class=\"vendors\"", html, StringComparison.Ordinal);
        Assert.Contains("With the labs' own figures: contradicted. Reported by 1 publisher", System.Net.WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"vendors\"", (await Page.Of(claims)).Replace(Asset.Styles.Text, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [GeneratedRegex("href=\"#(s\\d+)\"")]
    private static partial Regex Inner();

    [GeneratedRegex("<li id=\"(s\\d+)\"")]
    private static partial Regex Entry();

    [GeneratedRegex("<a href=\"https?://")]
    private static partial Regex Outer();
}
