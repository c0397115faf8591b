using System.Text.Encodings.Web;
using System.Text.Unicode;
using CodeRed.Findings.Brief;
using CodeRed.Findings.Claims;
using CodeRed.Findings.Compare;
using CodeRed.Findings.Drift;
using CodeRed.Findings.Levels;
using CodeRed.Findings.LogDrift;
using CodeRed.Findings.Ranking;
using CodeRed.Findings.Standings;
using CodeRed.Findings.Talent;
using CodeRed.Findings.UsageGrowth;
using CodeRed.Findings.Wording;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CodeRed.Pages;

/// <summary>Draws a finding as one self-contained HTML file: it can be mailed, archived and opened without a network.</summary>
/// <remarks>
/// The file asks nothing of any host; its content security policy allows exactly its own scripts and style sheet, by hash.
/// Without scripts everything but the charts is there, and each chart has its figures in a table or sentence beside it.
/// The same finding in the same language gives the same bytes.
/// </remarks>
public static class FindingPage
{
    /// <summary>Writes the page of a drift finding.</summary>
    /// <param name="finding">What to draw.</param>
    /// <param name="language">The wording, and the page's <c>lang</c>.</param>
    /// <param name="output">Receives the file, to be encoded as UTF-8; it is left open.</param>
    public static Task WriteAsync(DriftFinding finding, Language language, TextWriter output) =>
        WriteAsync<DriftDocument>(new() { ["Finding"] = finding, ["Language"] = language }, output);

    /// <summary>Writes the page of a log drift finding.</summary>
    /// <inheritdoc cref="WriteAsync(DriftFinding, Language, TextWriter)"/>
    public static Task WriteAsync(LogDriftFinding finding, Language language, TextWriter output) =>
        WriteAsync<LogDriftDocument>(new() { ["Finding"] = finding, ["Language"] = language }, output);

    /// <summary>Writes the page of a ranking.</summary>
    /// <inheritdoc cref="WriteAsync(DriftFinding, Language, TextWriter)"/>
    public static Task WriteAsync(RankingFinding finding, Language language, TextWriter output) =>
        WriteAsync<RankingDocument>(new() { ["Finding"] = finding, ["Language"] = language }, output);

    /// <summary>Writes the page of a standing.</summary>
    /// <inheritdoc cref="WriteAsync(DriftFinding, Language, TextWriter)"/>
    public static Task WriteAsync(StandingFinding finding, Language language, TextWriter output) =>
        WriteAsync<StandingDocument>(new() { ["Finding"] = finding, ["Language"] = language }, output);

    /// <summary>Writes the page of claims.</summary>
    /// <inheritdoc cref="WriteAsync(DriftFinding, Language, TextWriter)"/>
    public static Task WriteAsync(ClaimsFinding finding, Language language, TextWriter output) =>
        WriteAsync<ClaimsDocument>(new() { ["Finding"] = finding, ["Language"] = language }, output);

    /// <summary>Writes the page of a comparison of several runs.</summary>
    /// <inheritdoc cref="WriteAsync(DriftFinding, Language, TextWriter)"/>
    public static Task WriteAsync(CompareFinding finding, Language language, TextWriter output) =>
        WriteAsync<CompareDocument>(new() { ["Finding"] = finding, ["Language"] = language }, output);

    /// <summary>Writes the page of usage.</summary>
    /// <inheritdoc cref="WriteAsync(DriftFinding, Language, TextWriter)"/>
    public static Task WriteAsync(UsageFinding finding, Language language, TextWriter output) =>
        WriteAsync<UsageDocument>(new() { ["Finding"] = finding, ["Language"] = language }, output);

    /// <summary>Writes the page of talent.</summary>
    /// <inheritdoc cref="WriteAsync(DriftFinding, Language, TextWriter)"/>
    public static Task WriteAsync(TalentFinding finding, Language language, TextWriter output) =>
        WriteAsync<TalentDocument>(new() { ["Finding"] = finding, ["Language"] = language }, output);

    /// <summary>Writes the page of levels.</summary>
    /// <inheritdoc cref="WriteAsync(DriftFinding, Language, TextWriter)"/>
    public static Task WriteAsync(LevelsFinding finding, Language language, TextWriter output) =>
        WriteAsync<LevelsDocument>(new() { ["Finding"] = finding, ["Language"] = language }, output);

    /// <summary>Writes a brief.</summary>
    /// <inheritdoc cref="WriteAsync(DriftFinding, Language, TextWriter)"/>
    public static Task WriteAsync(BriefFinding finding, Language language, TextWriter output) =>
        WriteAsync<BriefDocument>(new() { ["Finding"] = finding, ["Language"] = language }, output);

    private static async Task WriteAsync<TDocument>(Dictionary<string, object?> parameters, TextWriter output)
        where TDocument : IComponent
    {
        // Only what HTML needs is escaped, so that Chinese stays readable in the source.
        await using var services = new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<TDocument>(ParameterView.FromDictionary(parameters));
            root.WriteHtmlTo(output);
        });
    }
}
