using CodeRed.Findings.Standings;
using CodeRed.Findings.Wording;
using Spectre.Console;

namespace CodeRed.Cli;

/// <summary>A standing as text.</summary>
internal static class StandingsScreen
{
    private const int NameWidth = 34;
    private const int MostBoards = 8;

    /// <param name="console">Where to.</param>
    /// <param name="finding">What to print.</param>
    /// <param name="language">The wording.</param>
    /// <param name="top">Models to list.</param>
    /// <param name="listed">Which models to list.</param>
    /// <param name="next">What to type next.</param>
    public static void Write(IAnsiConsole console, StandingFinding finding, Language language, int top, Func<ModelStanding, bool> listed, IReadOnlyList<string> next)
    {
        var screen = new Screen(console, language);
        Head(screen, finding, language);
        if (finding.Refusal is not null)
        {
            screen.Blank();
            return;
        }

        screen.Title(language.Text(Label.Throne));
        screen.Table(
            [language.Text(Label.Lab), language.Text(Label.ChanceBest), language.Text(Label.Model)],
            finding.Labs.Where(lab => lab.Throne >= .005).Select(lab => (IReadOnlyList<string>)[Short(lab.Name), language.Chance(lab.Throne), Short(lab.Best)]),
            [false, true, false]);
        screen.Title(language.Text(Label.Model));
        screen.Table(
            [language.Text(Label.Ranks), language.Text(Label.Model), language.Text(Label.Capability), language.Text(Label.ChanceBest), language.Text(Label.Boards)],
            finding.Models.Where(listed).Take(top).Select(model => (IReadOnlyList<string>)
            [
                language.Ranks(model.Ranks),
                Short(model.Name),
                $"{language.Capability(model.Capability)} ({language.Capability(model.Interval.Lower)}, {language.Capability(model.Interval.Upper)})",
                language.Chance(model.Throne),
                language.Count(model.Boards),
            ]),
            [true, false, true, true, true]);
        int all = finding.Models.Count(listed);
        if (all > top)
        {
            screen.Quietly(language.MoreModels(all - top));
        }

        if (!finding.Inflation.IsEmpty)
        {
            screen.Title(language.Text(Label.OwnResults));
            foreach (var results in finding.Inflation)
            {
                screen.Bullet(language.Sentence(results));
            }
        }

        if (language.Robust(finding) is { } robust)
        {
            screen.Title(language.Text(Label.Sensitivity));
            screen.Paragraph(robust);
            foreach (var variation in finding.Sensitivity)
            {
                screen.Bullet(language.Sentence(variation, finding));
            }

            screen.Paragraph(language.Misfits(finding)!);
            foreach (var misfit in finding.Misfits)
            {
                screen.Bullet(language.Sentence(misfit));
            }
        }

        screen.Title(language.Text(Label.RestsOn));
        screen.Paragraph(language.RestsOn(finding));
        foreach (var votes in language.Votes(finding))
        {
            screen.Paragraph(votes);
        }

        screen.Table(
            [language.Text(Label.Board), language.Text(Label.Models), language.Text(Label.Latest)],
            finding.Boards.Take(MostBoards).Select(board => (IReadOnlyList<string>)[Short(language.BoardName(board.Board)), language.Count(board.Models), language.Day(board.Latest)]),
            [false, true, false]);
        screen.Title(language.Text(Label.HowSure));
        screen.Paragraph(language.ErrorRate(finding), 4);
        Cautions(screen, finding, language);
        screen.Title(language.Text(Label.Next));
        foreach (var command in next)
        {
            screen.Command(command);
        }

        screen.Blank();
    }

    /// <param name="console">Where to.</param>
    /// <param name="finding">What to print.</param>
    /// <param name="language">The wording.</param>
    /// <param name="models">Whether changes of the leading model are meant, instead of the leading lab.</param>
    public static void WriteHandovers(IAnsiConsole console, StandingFinding finding, Language language, bool models)
    {
        var screen = new Screen(console, language);
        Head(screen, finding, language);
        if (finding.Refusal is null)
        {
            var changes = models ? finding.ModelHandovers : finding.Handovers;
            screen.Title(language.Text(Label.Handovers));
            foreach (var change in changes)
            {
                screen.Bullet(language.Sentence(change));
            }

            if (changes.IsEmpty)
            {
                screen.Quietly(language.Text(Label.None));
            }

            foreach (var votes in language.Votes(finding))
            {
                screen.Paragraph(votes);
            }

            screen.Title(language.Text(Label.HowSure));
            screen.Paragraph(language.Text(Label.HandoverRule), 4);
            Cautions(screen, finding, language);
        }

        screen.Blank();
    }

    private static void Head(Screen screen, StandingFinding finding, Language language)
    {
        var style = finding.Refusal is not null ? new Style(Color.White, Color.Grey, Decoration.Bold)
            : finding.Lead == LeadVerdict.ClearLeader ? new Style(Color.Black, Color.Green, Decoration.Bold)
            : new Style(Color.Black, Color.Aqua, Decoration.Bold);
        screen.Headline(style, language.Badge(finding), language.Headline(finding));
        if (language.LeftOut(finding.AsOf, finding.Later, finding.Undated) is { } left)
        {
            screen.Quietly(left);
        }
    }

    private static void Cautions(Screen screen, StandingFinding finding, Language language)
    {
        screen.Title(language.Text(Label.Cautions));
        foreach (var caution in language.Cautions(finding))
        {
            screen.Bullet(caution);
        }
    }

    private static string Short(string hostile)
    {
        var inert = InertText.OnOneLine(hostile, 2 * NameWidth);
        return inert.Length <= NameWidth ? inert : inert[..(NameWidth - 1)] + "…";
    }
}
