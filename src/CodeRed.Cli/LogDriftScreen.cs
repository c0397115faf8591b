using CodeRed.Findings.LogDrift;
using CodeRed.Findings.Wording;
using Spectre.Console;

namespace CodeRed.Cli;

/// <summary>A log drift finding as text.</summary>
internal static class LogDriftScreen
{
    private const int MostStrata = 8;

    public static void Write(IAnsiConsole console, LogDriftFinding finding, Language language)
    {
        var screen = new Screen(console, language);
        screen.Headline(finding.Verdict, language.Headline(finding));
        screen.Blank();
        screen.Line(language.Text(Label.Before), language.RowsAndDays(finding.Sides.RowsBefore, finding.Sides.DaysBefore));
        screen.Line(language.Text(Label.After), language.RowsAndDays(finding.Sides.RowsAfter, finding.Sides.DaysAfter));
        screen.Blank();
        screen.Table(
            [language.Text(Label.Metric), language.Text(Label.Before), language.Text(Label.After), language.IntervalLevel(finding.Settings.Alpha), ""],
            finding.Metrics.Select(m => (IReadOnlyList<string>)
            [
                language.Name(m),
                m.Before is { } before ? language.Value(m.Kind, before) : "–",
                m.After is { } after ? language.Value(m.Kind, after) : "–",
                m.Interval is { } i ? language.EffectInterval(m.Kind, i) : "–",
                language.Badge(m.Verdict).ToLowerInvariant(),
            ]));
        if (finding.Metrics.FirstOrDefault(m => m.Strata.Length > 1) is { } byStratum)
        {
            screen.Title($"{language.Text(Label.ByStratum)}: {language.Name(byStratum)}");
            screen.Table(
                [language.Text(Label.Stratum), language.Text(Label.Before), language.Text(Label.After), language.Text(Label.Rows), ""],
                byStratum.Strata.Take(MostStrata).Select(s => (IReadOnlyList<string>)
                [
                    InertText.OnOneLine(s.Stratum, 30),
                    s.Before is { } before ? language.Value(byStratum.Kind, before) : "–",
                    s.After is { } after ? language.Value(byStratum.Kind, after) : "–",
                    language.Count(s.RowsBefore + s.RowsAfter),
                    "",
                ]));
        }

        screen.Title(language.Text(Label.Assumption));
        screen.Paragraph(language.Assumption(finding), 4);
        if (finding.Reason is null)
        {
            screen.Title(language.Text(Label.HowSure));
            screen.Paragraph(language.ErrorRate(finding), 4);
        }

        screen.Blank();
    }
}
