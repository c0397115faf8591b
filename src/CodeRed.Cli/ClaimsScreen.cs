using CodeRed.Evidence.Facts;
using CodeRed.Findings.Claims;
using CodeRed.Findings.Wording;
using Spectre.Console;

namespace CodeRed.Cli;

/// <summary>Verdicts on claims as text.</summary>
internal static class ClaimsScreen
{
    /// <param name="console">Where to.</param>
    /// <param name="finding">What to print.</param>
    /// <param name="language">The wording.</param>
    /// <param name="evidence">Whether to list the facts each verdict rests on.</param>
    public static void Write(IAnsiConsole console, ClaimsFinding finding, Language language, bool evidence)
    {
        var screen = new Screen(console, language);
        if (language.LeftOut(finding.AsOf, finding.Later, finding.Undated) is { } left)
        {
            screen.Blank();
            screen.Quietly(left);
        }

        foreach (var claim in finding.Claims)
        {
            screen.Headline(StyleOf(claim.Now.Verdict), language.Badge(claim.Now.Verdict), language.Statement(claim));
            screen.Quietly($"{InertText.OnOneLine(claim.Claimant, 60)}, {language.Day(claim.MadeOn)} · {InertText.OnOneLine(claim.Id, 80)}");
            State(screen, claim.Now, language);
            if (claim.OnTheDay.Verdict != claim.Now.Verdict)
            {
                screen.Paragraph($"{language.Text(Label.OnTheDay)}: {language.Badge(claim.OnTheDay.Verdict)}", 4, new Style(decoration: Decoration.Bold));
                State(screen, claim.OnTheDay, language);
            }

            if (evidence)
            {
                screen.Title(language.Text(Label.Evidence));
                foreach (var id in claim.Now.Evidence())
                {
                    screen.Bullet(InertText.OnOneLine(id));
                }
            }
        }

        if (finding.Claims.IsEmpty)
        {
            screen.Blank();
            screen.Paragraph(language.Text(Label.None));
        }

        if (!evidence && finding.Claims.Length > 1)
        {
            screen.Title(language.Text(Label.TrackRecords));
            foreach (var record in finding.Records)
            {
                screen.Bullet(language.Sentence(record));
            }
        }

        screen.Title(language.Text(Label.HowSure));
        screen.Paragraph(language.ErrorRate(finding), 4);
        screen.Blank();
    }

    private static void State(Screen screen, ClaimState state, Language language)
    {
        screen.Paragraph(language.Reason(state), 4);
        if (language.Vendors(state) is { } vendors)
        {
            screen.Paragraph(vendors, 4);
        }
    }

    private static Style StyleOf(ClaimVerdict verdict) => verdict switch
    {
        ClaimVerdict.Supported => new Style(Color.Black, Color.Green, Decoration.Bold),
        ClaimVerdict.Contradicted => new Style(Color.White, Color.Red, Decoration.Bold),
        _ => new Style(Color.White, Color.Grey, Decoration.Bold),
    };
}
