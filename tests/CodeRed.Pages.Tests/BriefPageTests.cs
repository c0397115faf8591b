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
            .Concat(outline.Parts.Where(part => part.Part != BriefPart.Level).SelectMany(part => part.Findings).Select(line => line.Text))
            .Concat(outline.Parts.SelectMany(part => part.Open.Add(part.Answer)).Select(line => line.Text))
            .Concat(outline.Level!.Rules.SelectMany(rule => new[] { language.Sentence(rule), language.Applies(rule), language.Sentence(rule.Decision) }))
            .Concat(language.Changes(outline.Level))
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
        foreach (string html in new[] { await Page.Of(BriefFixture.Attacked), await Page.Of(BriefFixture.Attacked.Standing), await Page.Of(BriefFixture.Attacked.Claims), await Page.Of(BriefFixture.Attacked.Usage), await Page.Of(BriefFixture.Attacked.Talent), await Page.Of(BriefFixture.Attacked.Levels!) })
        {
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("\u202E", html, StringComparison.Ordinal);
            Assert.DoesNotContain("\u001b", html, StringComparison.Ordinal);
            Assert.Contains("<script>alert(1)", Page.Text(html), StringComparison.Ordinal);
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

    [Theory, MemberData(nameof(Tags))]
    public async Task Every_part_of_a_brief_has_a_chart_an_answer_and_what_is_open(string tag)
    {
        var language = Language.For(tag);
        var outline = new BriefOutline(BriefFixture.One, language);
        string html = await Page.Of(BriefFixture.One, language);

        Assert.Equal(Enum.GetValues<BriefPart>().ToHashSet(), outline.Parts.Select(part => part.Part).ToHashSet());
        Assert.All(outline.Parts, part =>
        {
            string section = html.Split($"aria-labelledby=\"{part.Part.ToString().ToLowerInvariant()}\"")[1].Split("</section>")[0];
            Assert.Contains(part.Part == BriefPart.Level ? "class=\"strip\"" : "<svg", section, StringComparison.Ordinal);
            Assert.Contains("class=\"open\"", section, StringComparison.Ordinal);
            Assert.Contains("href=\"#s", section, StringComparison.Ordinal);
        });
    }

    [Theory, MemberData(nameof(Tags))]
    public async Task A_page_says_whether_the_lead_is_robust_and_what_contradicts_it(string tag)
    {
        var language = Language.For(tag);
        var standing = BriefFixture.One.Standing;
        string leads = Page.Text((await Page.Of(BriefFixture.One, language)).Split("aria-labelledby=\"leads\"")[1].Split("</section>")[0]);

        Assert.NotEmpty(standing.Sensitivity);
        Assert.Contains(language.Robust(standing)!, leads, StringComparison.Ordinal);
        Assert.Contains(language.Misfits(standing)!, leads, StringComparison.Ordinal);
        Assert.All(standing.Misfits, misfit => Assert.Contains(language.Sentence(misfit), leads, StringComparison.Ordinal));
        Assert.All(standing.Sensitivity, variation =>
        {
            Assert.Contains(language.Choice(variation), leads, StringComparison.Ordinal);
            Assert.Contains(language.Outcome(variation, standing), leads, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_number_and_its_percent_sign_stay_together_in_tables_too()
    {
        string html = await Page.Of(BriefFixture.One, Language.English);
        var tables = html.Split("<table class=\"outline\">").Skip(1).Select(table => table.Split("</table>")[0]).ToList();

        Assert.Contains(tables, table => table.Contains('%', StringComparison.Ordinal));
        Assert.All(tables, table => Assert.DoesNotMatch("[0-9] %(?!</span>)", table));
    }

    [Theory, MemberData(nameof(Tags))]
    public async Task A_page_of_usage_draws_each_measure_and_says_when_curves_cross(string tag)
    {
        var language = Language.For(tag);
        var usage = BriefFixture.One.Usage;
        string html = await Page.Of(usage with { Comparisons = BriefFixture.One.UsagePairs[0].Comparisons, Products = [BriefFixture.One.UsagePairs[0].First, BriefFixture.One.UsagePairs[0].Second] }, language);
        string text = Page.Text(html);

        Assert.Equal(usage.Series.Select(series => series.Measure).Distinct().Count(), System.Text.RegularExpressions.Regex.Count(html, "<figure class=\"usage\""));
        Assert.Contains("class=\"crossing\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.All(usage.Series, series => Assert.Contains(language.Growth(series, .95), text, StringComparison.Ordinal));
        Assert.All(usage.Series.SelectMany(series => series.Figures), figure => Assert.Contains(figure.Id, text, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Tags))]
    public async Task A_page_of_talent_shows_who_came_and_left_and_the_limit_of_its_sample(string tag)
    {
        var language = Language.For(tag);
        var talent = BriefFixture.All.Talent;
        string html = await Page.Of(talent, language);
        string text = Page.Text(html);

        Assert.Contains(language.Sentence(talent.Sample), text, StringComparison.Ordinal);
        Assert.Contains(language.Headline(talent), text, StringComparison.Ordinal);
        Assert.All(talent.Labs, lab => Assert.Contains(lab.Name, text, StringComparison.Ordinal));
        Assert.All(talent.Moves, move => Assert.Contains(move.Evidence, text, StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Tags))]
    public async Task A_page_of_levels_gives_each_rule_with_its_reason_and_what_would_change_the_level(string tag)
    {
        var language = Language.For(tag);
        var levels = BriefFixture.All.Levels!;
        string html = await Page.Of(levels, language);
        string text = Page.Text(html);

        Assert.Contains(language.Summary(levels), text, StringComparison.Ordinal);
        Assert.All(levels.Labs, lab =>
        {
            Assert.Contains(language.Headline(lab), text, StringComparison.Ordinal);
            Assert.All(lab.Rules, rule => Assert.Contains(language.Sentence(rule.Decision), text, StringComparison.Ordinal));
            Assert.All(language.Changes(lab), change => Assert.Contains(change, text, StringComparison.Ordinal));
        });
        Assert.Equal(levels.Labs.Sum(lab => lab.History.Length + 1), System.Text.RegularExpressions.Regex.Count(html, "class=\"cell\""));
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
