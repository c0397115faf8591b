using CodeRed.Evidence.Facts;
using CodeRed.Findings.Brief;
using CodeRed.Findings.Wording;
using Spectre.Console;

namespace CodeRed.Cli;

/// <summary>A brief as text.</summary>
internal static class BriefScreen
{
    private static readonly Style Badge = new(Color.Black, Color.Aqua, Decoration.Bold);

    /// <summary>All of it but the list of sources, which needs a file.</summary>
    public static void Write(IAnsiConsole console, BriefFinding finding, Language language)
    {
        var outline = new BriefOutline(finding, language);
        var screen = new Screen(console, language);
        Head(screen, finding, outline, language);
        foreach (var part in outline.Parts)
        {
            screen.Title(language.Title(part.Part));
            screen.Paragraph(part.Answer.Text, 4);
            foreach (var line in part.Findings)
            {
                screen.Bullet(line.Text);
            }

            foreach (var table in part.Tables.Where(table => !table.Detail))
            {
                screen.Blank();
                if (table.Title is { } title)
                {
                    screen.Quietly(title);
                }

                screen.Table([.. table.Header], table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Cells]), [.. table.Figures]);
                if (table.More > 0)
                {
                    screen.Quietly(language.MoreRows(table.More));
                }
            }

            foreach (var (title, claims) in part.Claims)
            {
                screen.Blank();
                screen.Quietly(title);
                screen.Table(
                    [language.Text(Label.OnTheDay), language.Text(BriefLabel.Now), language.Text(BriefLabel.Claims)],
                    claims.Select(claim => (IReadOnlyList<string>)[Mark(claim.OnTheDay.Verdict), Mark(claim.Now.Verdict), language.Statement(claim)]),
                    [false, false, false]);
            }

            foreach (var (title, _) in part.Claims.Take(1))
            {
                screen.Quietly(language.MarkKey(Mark(ClaimVerdict.Supported), Mark(ClaimVerdict.Contradicted), Mark(ClaimVerdict.Open)));
            }

            screen.Blank();
            screen.Quietly(language.Text(BriefLabel.Open));
            foreach (var point in part.Open)
            {
                screen.Bullet(point.Text);
            }

            foreach (string command in part.Commands)
            {
                screen.Command(command);
            }
        }

        screen.Title(language.Text(BriefLabel.LeftOut));
        foreach (string left in outline.LeftOut().DefaultIfEmpty(language.Text(Label.None)))
        {
            screen.Paragraph(left, 4);
        }

        screen.Title(language.Text(BriefLabel.Sources));
        screen.Paragraph(language.Cited(finding.Sources.SelectMany(source => source.Facts).Select(fact => fact.Id).Distinct().Count(), finding.Sources.Length), 4);
        screen.Command($"codered brief{(finding.Lab is { } lab ? " " + InertText.OnOneLine(lab.Id) : "")}{(finding.AsOf is { } day ? $" --as-of {day:yyyy-MM-dd}" : "")} -o brief.html");
        screen.Blank();
    }

    /// <summary>The answer in a sentence, and where the rest is.</summary>
    public static void WriteHeadline(IAnsiConsole console, BriefFinding finding, Language language, string next)
    {
        var screen = new Screen(console, language);
        Head(screen, finding, new BriefOutline(finding, language), language);
        screen.Blank();
        screen.Command(next);
        screen.Blank();
    }

    private static void Head(Screen screen, BriefFinding finding, BriefOutline outline, Language language)
    {
        screen.Headline(Badge, outline.Badge, language.Headline(finding));
        screen.Quietly(language.Basis(finding));
    }

    // A sign says as much as a word and leaves room for the claim; no colour is needed to tell them apart.
    private static string Mark(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Supported => "+",
        ClaimVerdict.Contradicted => "−",
        _ => "?",
    };
}
