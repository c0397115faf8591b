using System.Text.RegularExpressions;
using CodeRed.Findings.Brief;
using CodeRed.Findings.Claims;
using CodeRed.Findings.Drift;
using CodeRed.Findings.Levels;
using CodeRed.Findings.LogDrift;
using CodeRed.Findings.Ranking;
using CodeRed.Findings.Standings;
using CodeRed.Findings.Talent;
using CodeRed.Findings.UsageGrowth;
using CodeRed.Findings.Wording;

namespace CodeRed.Pages.Tests;

/// <summary>Pages as text.</summary>
internal static partial class Page
{
    public static async Task<string> Of(DriftFinding finding, Language? language = null)
    {
        var output = new StringWriter();
        await FindingPage.WriteAsync(finding, language ?? Language.English, output);
        return output.ToString();
    }

    public static async Task<string> Of(LogDriftFinding finding, Language? language = null)
    {
        var output = new StringWriter();
        await FindingPage.WriteAsync(finding, language ?? Language.English, output);
        return output.ToString();
    }

    public static async Task<string> Of(RankingFinding finding, Language? language = null)
    {
        var output = new StringWriter();
        await FindingPage.WriteAsync(finding, language ?? Language.English, output);
        return output.ToString();
    }

    public static async Task<string> Of(BriefFinding finding, Language? language = null)
    {
        var output = new StringWriter();
        await FindingPage.WriteAsync(finding, language ?? Language.English, output);
        return output.ToString();
    }

    public static async Task<string> Of(StandingFinding finding, Language? language = null)
    {
        var output = new StringWriter();
        await FindingPage.WriteAsync(finding, language ?? Language.English, output);
        return output.ToString();
    }

    public static async Task<string> Of(ClaimsFinding finding, Language? language = null)
    {
        var output = new StringWriter();
        await FindingPage.WriteAsync(finding, language ?? Language.English, output);
        return output.ToString();
    }

    public static async Task<string> Of(UsageFinding finding, Language? language = null)
    {
        var output = new StringWriter();
        await FindingPage.WriteAsync(finding, language ?? Language.English, output);
        return output.ToString();
    }

    public static async Task<string> Of(TalentFinding finding, Language? language = null)
    {
        var output = new StringWriter();
        await FindingPage.WriteAsync(finding, language ?? Language.English, output);
        return output.ToString();
    }

    public static async Task<string> Of(LevelsFinding finding, Language? language = null)
    {
        var output = new StringWriter();
        await FindingPage.WriteAsync(finding, language ?? Language.English, output);
        return output.ToString();
    }

    /// <summary>The page without its scripts and style sheet, which are ours.</summary>
    public static string WithoutAssets(string html) => html
        .Replace(Asset.ECharts.Text, "", StringComparison.Ordinal)
        .Replace(Asset.Charts.Text, "", StringComparison.Ordinal)
        .Replace(Asset.Styles.Text, "", StringComparison.Ordinal);

    /// <summary>What a reader reads: no tags, entities resolved.</summary>
    public static string Text(string html) => Space().Replace(
        System.Net.WebUtility.HtmlDecode(Tag().Replace(Span().Replace(Script().Replace(WithoutAssets(html), " "), ""), " ")), " ");

    [GeneratedRegex("<script.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("</?span[^>]*>")]
    private static partial Regex Span();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
