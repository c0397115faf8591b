using CodeRed.Findings.Talent;
using CodeRed.Findings.Wording;
using Spectre.Console;

namespace CodeRed.Cli;

/// <summary>Talent as text.</summary>
internal static class TalentScreen
{
    private const int NameWidth = 24;

    /// <param name="console">Where to.</param>
    /// <param name="finding">What to print.</param>
    /// <param name="language">The wording.</param>
    /// <param name="next">What to type next.</param>
    public static void Write(IAnsiConsole console, TalentFinding finding, Language language, IReadOnlyList<string> next)
    {
        var screen = new Screen(console, language);
        screen.Headline(new Style(Color.Black, Color.Aqua, Decoration.Bold), language.Badge(finding), language.Headline(finding));
        screen.Paragraph(language.Sentence(finding.Sample));
        if (language.LeftOut(finding.AsOf, finding.Later, finding.Undated) is { } left)
        {
            screen.Quietly(left);
        }

        screen.Title(language.Text(Label.InAndOut));
        screen.Table(
            [language.Text(Label.Lab), language.Text(Label.Left), language.Text(Label.Came), language.Text(Label.Net)],
            finding.Labs.Select(lab => (IReadOnlyList<string>)
            [
                InertText.OnOneLine(lab.Name, NameWidth), language.Count(lab.Left), language.Count(lab.Joined), language.Balance(lab.Joined - lab.Left),
            ]),
            [false, true, true, true]);
        if (finding.Settings.Lab is null)
        {
            Matrix(screen, finding, language);
        }

        Bullets(screen, language.Text(Label.Destinations), finding.Labs.Take(finding.Settings.Lab is null ? finding.Labs.Length : 1).Select(language.Destinations).OfType<string>());
        Bullets(screen, language.Text(Label.Founders), finding.Founders.Select(lab => language.Sentence(lab, founders: true, finding.Settings.Level))
            .Concat(finding.FounderTest is { } test ? [language.Sentence(test, finding.Settings.Level)] : []));
        Bullets(screen, language.Text(Label.OtherPeople), finding.Others.Select(lab => language.Sentence(lab, founders: false, finding.Settings.Level)));
        Bullets(screen, language.Text(Label.AcrossEvent), finding.Events.Select(test => language.Sentence(test, finding.Settings.Level)));
        if (finding.Settings.Lab is not null)
        {
            Bullets(screen, language.Text(Label.Moves), finding.Moves.Select(language.Sentence));
        }

        screen.Title(language.Text(Label.HowSure));
        screen.Paragraph(language.ErrorRate(finding), 4);
        Bullets(screen, language.Text(Label.Cautions), language.Cautions(finding));
        screen.Title(language.Text(Label.Next));
        foreach (var command in next)
        {
            screen.Command(command);
        }

        screen.Blank();
    }

    private static void Matrix(Screen screen, TalentFinding finding, Language language)
    {
        screen.Title(language.Text(Label.Flows));
        screen.Table(
            [language.Text(Label.From), language.Text(Label.To), language.Text(Label.People)],
            finding.Flows.Select(flow => (IReadOnlyList<string>)[language.Place(finding, flow.From), language.Place(finding, flow.To), language.Count(flow.People)]),
            [false, false, true]);
    }

    private static void Bullets(Screen screen, string title, IEnumerable<string> sentences)
    {
        List<string> all = [.. sentences];
        if (all.Count == 0)
        {
            return;
        }

        screen.Title(title);
        foreach (var sentence in all)
        {
            screen.Bullet(sentence);
        }
    }
}
