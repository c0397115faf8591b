using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CodeRed.Cli.Tests;

public sealed partial class BriefTests : IDisposable
{
    private readonly Workbench bench = new();

    public void Dispose() => bench.Dispose();

    [Theory]
    [InlineData("openai")]
    [InlineData("ssi")]
    [InlineData(null)]
    public void Every_line_of_a_brief_fits_80_columns(string? lab)
    {
        foreach (string language in new[] { "en", "zh-Hant" })
        {
            string[] words = lab is null ? ["brief"] : ["brief", lab];
            string text = bench.Run([.. words, "--as-of", "2025-12-05", "--lang", language]).Ends(0).Out;
            Assert.All(text.Split('\n'), line => Assert.True(Approval.Cells(line) <= 80, line));
        }
    }

    [Fact]
    public void A_brief_is_written_as_a_page_and_as_Markdown()
    {
        Assert.Contains("brief.html", bench.Run("brief", "openai", "--as-of", "2025-12-05", "-o", "brief.html").Ends(0).Out, StringComparison.Ordinal);
        bench.Run("brief", "openai", "--as-of", "2025-12-05", "--lang", "zh-Hant", "-o", "brief.md").Ends(0);
        string page = File.ReadAllText(bench.PathOf("brief.html"));
        string markdown = File.ReadAllText(bench.PathOf("brief.md"));

        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Equal(31, Regex.Count(page, "· <code>article\\.\\d\\d</code>"));
        Assert.Equal(31, Articles().Count(markdown));
        Assert.Contains("## 這些話是真的嗎？", markdown, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(bench.Folder, "*.part"));
    }

    [Theory]
    [InlineData("brief.pdf", "--output brief.pdf: the name says neither a page nor Markdown; let it end in .html or .md.")]
    [InlineData("nowhere/brief.html", "--output nowhere/brief.html: the folder")]
    public void A_file_that_cannot_be_is_refused_before_anything_is_written(string file, string complaint)
    {
        bench.Run("brief", "openai", "-o", file).Refuses(complaint);
        Assert.Empty(Directory.GetFiles(bench.Folder, "brief*"));
    }

    [Fact]
    public void A_lab_that_is_not_there_is_refused_with_the_one_that_may_be_meant() =>
        bench.Run("brief", "opnai").Refuses("opnai: the ledger has no such lab. Did you mean 'openai'?");

    [Fact]
    public void Standings_and_claims_are_written_as_pages()
    {
        bench.Run("standings", "--skill", "coding", "--as-of", "2025-12-05", "--html", "standings.html").Ends(0);
        bench.Run("claims", "code-red-article", "--html", "claims.html").Ends(0);

        Assert.Contains("class=\"forest\"", File.ReadAllText(bench.PathOf("standings.html")), StringComparison.Ordinal);
        Assert.Equal(31, Regex.Count(File.ReadAllText(bench.PathOf("claims.html")), "· <code>article\\.\\d\\d</code>"));
    }

    [Theory]
    [InlineData("usage chatgpt gemini-app", "class=\"crossing\"")]
    [InlineData("talent openai", "class=\"stay\"")]
    [InlineData("levels", "class=\"strip\"")]
    public void Usage_talent_and_levels_are_written_as_pages_in_either_language(string words, string drawn)
    {
        foreach (string language in new[] { "en", "zh-Hant" })
        {
            string shown = bench.Run([.. words.Split(' '), "--html", "page.html", "--lang", language]).Out;
            string page = File.ReadAllText(bench.PathOf("page.html"));

            Assert.Contains("page.html", shown, StringComparison.Ordinal);
            Assert.All(shown.Split('\n'), line => Assert.True(Approval.Cells(line) <= 80, line));
            Assert.Contains(drawn, page, StringComparison.Ordinal);
            Assert.Contains($"lang=\"{language}\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
            Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_page_on_the_article_gives_the_verdicts_that_the_program_computes()
    {
        string page = File.ReadAllText(Path.Combine(Approval.Checkout(), "docs", "explanation", "the-article.md"));
        var written = Row().Matches(page).ToDictionary(m => "article." + m.Groups[1].Value, m => (m.Groups[2].Value, m.Groups[3].Value));
        var day = Verdicts("--as-of", "2025-12-05");
        var now = Verdicts();

        Assert.Equal(31, written.Count);
        Assert.Equal(now.Keys.Order(), written.Keys.Order());
        Assert.All(written, claim => Assert.Equal((claim.Key, day[claim.Key].Verdict, now[claim.Key].Verdict), (claim.Key, claim.Value.Item1, claim.Value.Item2)));
        Assert.All(written, claim => Assert.Contains(
            claim.Value.Item1 == claim.Value.Item2 ? $"**{char.ToUpperInvariant(claim.Value.Item1[0])}{claim.Value.Item1[1..]}, on its day and now." : $"**On its day {claim.Value.Item1}, now {claim.Value.Item2}.",
            page.Split($"### {claim.Key["article.".Length..]}\n")[1].Split("\n### ")[0].ReplaceLineEndings(" "),
            StringComparison.Ordinal));
        Assert.InRange(now.Values.Count(claim => claim.Computed), 20, 31);
    }

    private Dictionary<string, (string Verdict, bool Computed)> Verdicts(params string[] words) =>
        JsonNode.Parse(bench.Run(["claims", "code-red-article", "--json", .. words]).Ends(0).Out)!["claims"]!.AsArray()
            .ToDictionary(claim => (string)claim!["id"]!, claim => ((string)claim!["now"]!["verdict"]!, claim["now"]!["decision"] is not null));

    [GeneratedRegex(@"^\| \[(\d\d)\]\(#\d\d\) \| .+ \| (\w+) \| (\w+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^    - `article\.\d\d` ", RegexOptions.Multiline)]
    private static partial Regex Articles();
}
