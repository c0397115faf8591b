using CodeRed.Findings.UsageGrowth;
using CodeRed.Findings.Wording;
using Spectre.Console;

namespace CodeRed.Cli;

/// <summary>Usage as text.</summary>
internal static class UsageScreen
{
    /// <param name="console">Where to.</param>
    /// <param name="finding">What to print.</param>
    /// <param name="language">The wording.</param>
    /// <param name="next">What to type next.</param>
    public static void Write(IAnsiConsole console, UsageFinding finding, Language language, IReadOnlyList<string> next)
    {
        var screen = new Screen(console, language);
        var style = finding.NotComparable is not null ? new Style(Color.White, Color.Grey, Decoration.Bold) : new Style(Color.Black, Color.Aqua, Decoration.Bold);
        screen.Headline(style, language.Badge(finding), language.Headline(finding));
        if (language.LeftOut(finding.AsOf, finding.Later, finding.Undated) is { } left)
        {
            screen.Quietly(left);
        }

        if (!finding.Comparisons.IsEmpty)
        {
            screen.Title(language.Text(Label.Compared));
            foreach (var sentence in finding.Comparisons.SelectMany(comparison => language.Sentences(comparison, finding)))
            {
                screen.Bullet(sentence);
            }
        }

        foreach (var series in finding.Series)
        {
            screen.Title(language.Name(series));
            screen.Paragraph(language.Growth(series, finding.Settings.Level), 4);
            screen.Table(
                [language.Text(Label.Date), language.Text(Label.PublishedFigure)],
                series.Figures.Select(figure => (IReadOnlyList<string>)[language.Day(figure.On), language.Published(series.Measure, figure)]),
                [false, true]);
        }

        screen.Title(language.Text(Label.HowSure));
        screen.Paragraph(language.ErrorRate(finding), 4);
        screen.Title(language.Text(Label.Cautions));
        foreach (var caution in language.Cautions(finding))
        {
            screen.Bullet(caution);
        }

        screen.Title(language.Text(Label.Next));
        foreach (var command in next)
        {
            screen.Command(command);
        }

        screen.Blank();
    }
}
