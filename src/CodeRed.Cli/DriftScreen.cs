using CodeRed.Findings;
using CodeRed.Findings.Drift;
using CodeRed.Findings.Wording;
using Spectre.Console;

namespace CodeRed.Cli;

/// <summary>A drift finding as text: the verdict first, then how much, why, an example, what is not known, what to type next.</summary>
internal static class DriftScreen
{
    private const int AnswerLength = 400;
    private const int MostStrata = 8;

    public static void Write(IAnsiConsole console, DriftFinding finding, Language language, IReadOnlyList<string> next)
    {
        var screen = new Screen(console, language);
        var raw = finding.Primary.Raw;
        screen.Headline(finding.Verdict, language.Headline(finding));
        screen.Blank();
        if (raw is { Effect: { } effect, BaselineRate: { } before, CurrentRate: { } after })
        {
            string interval = raw.Interval is { } i ? $"   {language.IntervalLevel(finding.Settings.Alpha)} {language.PointsInterval(i)}" : "";
            screen.Line(language.Text(Label.Effect), $"{language.Points(effect)}{interval}   {language.PValue(raw.PValue ?? 1)}");
            screen.Bar(language.Text(Label.Baseline), before, Side(finding.Baseline, finding.Current), Style.Plain);
            screen.Bar(language.Text(Label.Current), after, Side(finding.Current, finding.Baseline), new Style(BarColour(finding.Verdict)));
            screen.Line(language.Text(Label.Items), language.Counts(raw));
        }

        screen.Line("", language.Sentence(finding.Pairing));
        if (finding.Primary.Normalised is not null && language.Normalised(finding.Primary) is { } normalised)
        {
            screen.Blank();
            screen.Paragraph(normalised);
        }

        if (finding.Diagnoses.Length > 0)
        {
            screen.Title(language.Text(Label.Why));
            for (int i = 0; i < finding.Diagnoses.Length; i++)
            {
                screen.Numbered(i + 1, language.Title(finding.Diagnoses[i]), language.Sentence(finding.Diagnoses[i]));
            }
        }

        if (raw.PValue is not null)
        {
            screen.Title(language.Text(Label.HowSure));
            screen.Quietly(language.Name(raw.Method), 4);
            screen.Paragraph(language.ErrorRate(finding), 4);
            if (raw.Betting is { } betting)
            {
                screen.Paragraph(language.Betting(betting, raw.Items), 4);
            }

            if (finding.Verdict == Verdict.NoChangeSeen)
            {
                screen.Paragraph(language.SmallestDrop(raw, finding.Settings), 4);
            }
        }

        Also(screen, finding, language);
        Strata(screen, finding, language);
        if (finding.Flips.Length > 0)
        {
            screen.Title(language.Text(Label.Flips));
            screen.Quietly(language.Text(Label.FlipsDrawn), 4);
            Flip(screen, finding.Flips[0], language);
            if (finding.Flips.FirstOrDefault(f => f.Lost != finding.Flips[0].Lost) is { } other)
            {
                Flip(screen, other, language);
            }
        }

        screen.Title(language.Text(Label.NotKnown));
        foreach (var unknown in finding.NotKnown)
        {
            screen.Bullet(language.Sentence(unknown, finding));
        }

        if (finding.Onset.Kind == OnsetKind.Between)
        {
            screen.Blank();
            screen.Paragraph(language.Sentence(finding.Onset, finding));
        }

        screen.Title(language.Text(Label.Next));
        foreach (string command in next)
        {
            screen.Command(command);
        }

        screen.Blank();
    }

    // One target on both sides is told apart by its files.
    private static string Side(RunSummary side, RunSummary other) => InertText.OnOneLine(side.Target == other.Target ? side.Source : side.Target, 40);

    private static Color BarColour(Verdict verdict) => verdict switch
    {
        Verdict.Worse => Color.Red,
        Verdict.Better => Color.Green,
        Verdict.Changed or Verdict.ChangedNotWorse => Color.Yellow,
        _ => Color.Default,
    };

    private static void Also(Screen screen, DriftFinding finding, Language language)
    {
        var rows = finding.Metrics.Skip(1)
            .Where(m => m.Raw.BaselineRate is not null)
            .Select(m => (IReadOnlyList<string>)
            [
                InertText.OnOneLine(m.Name, 30), language.Percent(m.Raw.BaselineRate!.Value), language.Percent(m.Raw.CurrentRate!.Value),
                language.PValue(m.Raw.AdjustedPValue ?? 1), language.Badge(m.Raw.Verdict).ToLowerInvariant(),
            ])
            .Concat(finding.Measures.Select(m => (IReadOnlyList<string>)
            [
                // The test counts rises and falls, which medians follow and means may not.
                m.BaselineMedian is null ? language.Name(m.Kind) : $"{language.Name(m.Kind)} ({language.Text(Label.Median)})",
                language.Value(m.Kind, m.BaselineMedian ?? m.BaselineMean), language.Value(m.Kind, m.CurrentMedian ?? m.CurrentMean),
                language.PValue(m.AdjustedPValue), language.Badge(m.Verdict).ToLowerInvariant(),
            ]))
            .ToList();
        if (rows.Count > 0)
        {
            screen.Title(language.Text(Label.AlsoMeasured));
            screen.Table(["", language.Text(Label.Baseline), language.Text(Label.Current), "", ""], rows);
        }
    }

    private static void Strata(Screen screen, DriftFinding finding, Language language)
    {
        if (finding.Strata.Length < 2)
        {
            return;
        }

        screen.Title(language.Text(Label.ByStratum));
        screen.Table(
            [language.Text(Label.Stratum), language.Text(Label.Baseline), language.Text(Label.Current), language.Text(Label.Items), ""],
            finding.Strata.Take(MostStrata).Select(s => (IReadOnlyList<string>)
            [
                InertText.OnOneLine(s.Stratum, 30), language.Percent(s.BaselineRate), language.Percent(s.CurrentRate), language.Count(s.Pairs), "",
            ]));
    }

    private static void Flip(Screen screen, Flip flip, Language language)
    {
        screen.Blank();
        string expected = flip.Expected is { } e ? $" · {language.Text(Label.Expected)}: {InertText.OnOneLine(e, 60)}" : "";
        screen.Paragraph($"{InertText.OnOneLine(flip.Key, 60)} · {language.Direction(flip)}{expected}", 4);
        if (flip.Question is { } question)
        {
            screen.Quietly(InertText.OnOneLine(question, 200), 4);
        }

        Answer(Label.Baseline, flip.BaselineLabel, flip.BaselineAnswer);
        Answer(Label.Current, flip.CurrentLabel, flip.CurrentAnswer);

        void Answer(Label side, string? label, string? answer)
        {
            string text = answer is { } a ? InertText.OnOneLine(a, AnswerLength) : language.Text(Label.AnswerNotKept);
            screen.Line("  " + language.Text(side), label is { } l ? $"“{InertText.OnOneLine(l, 40)}”  {text}" : text);
        }
    }
}
