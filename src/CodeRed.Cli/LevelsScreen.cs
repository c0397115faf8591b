using CodeRed.Evidence.Facts;
using CodeRed.Findings.Levels;
using CodeRed.Findings.Wording;
using Spectre.Console;

namespace CodeRed.Cli;

/// <summary>Levels as text.</summary>
internal static class LevelsScreen
{
    /// <param name="console">Where to.</param>
    /// <param name="finding">What to print.</param>
    /// <param name="language">The wording.</param>
    /// <param name="next">What to type next.</param>
    public static void Write(IAnsiConsole console, LevelsFinding finding, Language language, IReadOnlyList<string> next)
    {
        var screen = new Screen(console, language);
        foreach (var lab in finding.Labs)
        {
            screen.Headline(StyleOf(lab.Level), language.Badge(lab.Level), language.Headline(lab));
            foreach (var rule in lab.Rules.OrderByDescending(rule => rule.Applies).ThenBy(rule => rule.Decision.Verdict == ClaimVerdict.Open))
            {
                screen.Bullet(language.WithReason(rule));
            }

            foreach (var change in language.Changes(lab))
            {
                screen.Quietly(change);
            }

            if (language.History(lab) is { } history)
            {
                screen.Quietly(history);
            }
        }

        if (finding.Labs.IsEmpty)
        {
            screen.Blank();
            screen.Paragraph(language.Text(Label.None));
        }

        if (language.LeftOut(finding.AsOf, finding.Later, finding.Undated) is { } left)
        {
            screen.Blank();
            screen.Quietly(left);
        }

        screen.Title(language.Text(Label.HowSure));
        screen.Paragraph(language.ErrorRate(finding), 4);
        screen.Title(language.Text(Label.Next));
        foreach (var command in next)
        {
            screen.Command(command);
        }

        screen.Blank();
    }

    private static Style StyleOf(Level level) => level switch
    {
        Level.Red => new Style(Color.White, Color.Red, Decoration.Bold),
        Level.Amber => new Style(Color.Black, Color.Yellow, Decoration.Bold),
        Level.Green => new Style(Color.Black, Color.Green, Decoration.Bold),
        _ => new Style(Color.White, Color.Grey, Decoration.Bold),
    };
}
