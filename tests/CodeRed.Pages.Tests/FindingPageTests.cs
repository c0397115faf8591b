using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CodeRed.Findings;
using CodeRed.Findings.Wording;

namespace CodeRed.Pages.Tests;

public sealed partial class FindingPageTests
{
    [Fact]
    public async Task A_page_says_the_verdict_the_effect_and_what_is_not_known()
    {
        string text = Page.Text(await Page.Of(Fixture.Worse));
        foreach (string expected in new[]
        {
            "WORSE",
            Language.English.Headline(Fixture.Worse),
            "−32.9 points",
            "−37.4 to −28.4",
            "84.0 %",
            "51.1 %",
            "477",
            "148",
            "375",
            Language.English.ErrorRate(Fixture.Worse),
            Language.English.SmallestDrop(Fixture.Worse.Primary.Raw, Fixture.Worse.Settings),
            Language.English.Betting(Fixture.Worse.Primary.Raw.Betting!, 1000),
            Language.English.Sentence(Fixture.Worse.Onset, Fixture.Worse),
            new string('a', 64),
            new string('b', 64),
            "seed 1",
            "codered.drift/1",
            "Made by Code Red 0.1.0",
            "2023-07-01",
        }.Concat(Fixture.Worse.Diagnoses.Select(Language.English.Sentence))
         .Concat(Fixture.Worse.NotKnown.Select(u => Language.English.Sentence(u, Fixture.Worse))))
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_flip_stands_with_its_question_expected_answer_labels_and_both_answers()
    {
        string text = Page.Text(await Page.Of(Fixture.Worse));
        Assert.Contains("newly wrong primes/17077 prime Is 17077 a prime number?", text, StringComparison.Ordinal);
        Assert.Contains("Expected Yes Baseline Yes To determine if 17077 is a prime number", text, StringComparison.Ordinal);
        Assert.Contains("Therefore the answer is [Yes]. Current No [No]", text, StringComparison.Ordinal);
        Assert.Contains(Language.English.Text(Label.AnswerNotKept), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_speaks_the_language_it_was_asked_for()
    {
        foreach (string tag in Language.Tags)
        {
            var language = Language.For(tag);
            string html = await Page.Of(Fixture.Worse, language);
            Assert.Contains($"<html lang=\"{tag}\">", html, StringComparison.Ordinal);
            Assert.Contains(language.Headline(Fixture.Worse), Page.Text(html), StringComparison.Ordinal);
            Assert.Contains(language.Text(Label.SinceWhen), html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_same_finding_gives_the_same_bytes() =>
        Assert.Equal(await Page.Of(Fixture.Worse), await Page.Of(Fixture.Worse));

    [Fact]
    public async Task A_page_refers_to_nothing_outside_itself()
    {
        string html = Page.WithoutAssets(await Page.Of(Fixture.Attacked));
        foreach (Match attribute in Attribute().Matches(html))
        {
            if (attribute.Groups[1].Value is "src" or "srcset" or "href" or "action" or "formaction" or "data" or "poster")
            {
                Assert.StartsWith("data:", attribute.Groups[2].Value, StringComparison.Ordinal);
            }
        }

        Assert.DoesNotContain("@import", Asset.Styles.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", Asset.Styles.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_policy_allows_the_scripts_and_the_style_sheet_that_are_in_the_page_and_no_others()
    {
        string html = await Page.Of(Fixture.Attacked);
        string policy = System.Net.WebUtility.HtmlDecode(Policy().Match(html).Groups[1].Value);
        var scripts = Script().Matches(html).Select(m => Hash(m.Groups[1].Value));
        var styles = Style().Matches(html).Select(m => Hash(m.Groups[1].Value));

        Assert.Equal(
            $"default-src 'none'; script-src {string.Join(' ', scripts)}; style-src {string.Join(' ', styles)}; img-src data:; base-uri 'none'; form-action 'none'",
            policy);
        Assert.DoesNotContain(" style=", Page.WithoutAssets(html), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hostile_text_stays_text(bool log)
    {
        string html = Page.WithoutAssets(log ? await Page.Of(Fixture.AttackedLog) : await Page.Of(Fixture.Attacked));
        Assert.DoesNotContain("<script>alert", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\u202E", html, StringComparison.Ordinal);
        Assert.DoesNotContain("&#x202E;", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\u001b", html, StringComparison.Ordinal);
        Assert.DoesNotContain("&#x1B;", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<script>alert(1)</script></script><img src=x onerror=alert(2)> ⟦U+202E⟧evil⟦U+202C⟧ ⟦ESC⟧[31mred javascript:alert(3)", Page.Text(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chart_options_are_JSON_that_no_name_can_break_out_of()
    {
        string html = await Page.Of(Fixture.Attacked);
        var options = Json().Matches(html).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(2, options.Count);
        foreach (string option in options)
        {
            Assert.DoesNotContain('<', option);
            _ = System.Text.Json.Nodes.JsonNode.Parse(option);
        }

        Assert.Equal(Scripts().Count(html), Regex.Count(html, "</script>"));
    }

    [Fact]
    public async Task What_could_not_be_measured_shows_no_figure()
    {
        string html = await Page.Of(Fixture.NothingMeasured);
        Assert.Contains("COULD NOT MEASURE", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<div class=\"chart\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"big\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", Page.WithoutAssets(html), StringComparison.Ordinal);

        Assert.Contains(Language.English.Headline(Fixture.LogWithoutTimes), Page.Text(await Page.Of(Fixture.LogWithoutTimes)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_targets_side_by_side_are_asked_another_question()
    {
        string text = Page.Text(await Page.Of(Fixture.NoChange));
        Assert.Contains("Which one does better?", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Did it get worse?", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_states_its_assumption_before_any_figure()
    {
        string text = Page.Text(await Page.Of(Fixture.Log));
        int assumption = text.IndexOf(Language.English.Assumption(Fixture.Log), StringComparison.Ordinal);
        Assert.InRange(assumption, 0, text.IndexOf("−5.1 points", StringComparison.Ordinal));
        foreach (string expected in new[] { Language.English.Headline(Fixture.Log), Language.English.ErrorRate(Fixture.Log), "−170 characters", "−221 to −119 characters", "billing", "returns", "2026-03-01 – 2026-04-29" })
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_log_gets_one_plot_for_each_unit() =>
        Assert.Equal(3, Json().Count(await Page.Of(Fixture.Log)));

    [Fact]
    public async Task A_ranking_says_the_verdict_each_model_with_its_ranks_and_interval_and_what_to_bear_in_mind()
    {
        var ranking = Fixture.Ranking;
        string text = Page.Text(await Page.Of(ranking));
        var first = ranking.Main!.Models[0];
        foreach (string expected in new[]
        {
            "LEADER",
            Language.English.Headline(ranking),
            Language.English.Sentence(ranking.Votes),
            Language.English.Method(ranking, ranking.Main),
            Language.English.ErrorRate(ranking),
            Language.English.Bootstrap(ranking, ranking.Main)!,
            Language.English.Scale(ranking),
            Language.English.RatingInterval(first.Fit!.RatingInterval),
            Language.English.RatingInterval(first.Fit.BootstrapInterval!.Value),
            Language.English.WithInterval(first.Fit.WinsAgainstBaseline!.Value),
            Language.English.Sentence(ranking.Unranked.Single()),
            ranking.Source.Content.Hex,
            "codered.ranking/1",
        }.Concat(ranking.Main.Models.Select(m => m.Name)).Concat(ranking.Groups[1].Models.Select(m => m.Name)).Concat(Language.English.Cautions(ranking)))
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_ranking_needs_no_script_and_holds_every_cell_of_the_matrix()
    {
        string html = await Page.Of(Fixture.Ranking);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Equal(12 * 11, Regex.Count(html, "<td class=\"win-\\d"));
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 20_000, 150_000);
    }

    [Fact]
    public async Task A_ranking_that_could_not_be_made_shows_no_table()
    {
        string html = await Page.Of(Fixture.NoRanking);
        Assert.Contains("COULD NOT RANK", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<table", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hostile_names_of_models_stay_text()
    {
        string html = Page.WithoutAssets(await Page.Of(Fixture.AttackedRanking));
        Assert.DoesNotContain("<script>alert", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\u202E", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", html, StringComparison.Ordinal);
        Assert.Contains("⟦U+202E⟧", Page.Text(html), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_verdict_has_its_badge_in_words()
    {
        foreach (var verdict in Enum.GetValues<Verdict>().Where(v => v != Verdict.ChangedNotWorse))
        {
            string html = await Page.Of(Fixture.Worse with { Verdict = verdict });
            Assert.Contains($"<p class=\"badge\">{Language.English.Badge(verdict)}</p>", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_weighs_at_most_1_3_megabytes() =>
        Assert.InRange(Encoding.UTF8.GetByteCount(await Page.Of(Fixture.Worse)), 1_100_000, 1_300_000);

    private static string Hash(string text) => "'sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text))) + "'";

    // Quotes within a value are escaped, so a value is swallowed whole with whatever it pretends to be.
    [GeneratedRegex("\\s([\\w:-]+)=\"([^\"]*)\"")]
    private static partial Regex Attribute();

    [GeneratedRegex("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<script[ >]")]
    private static partial Regex Scripts();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<script type=\"application/json\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Json();
}
