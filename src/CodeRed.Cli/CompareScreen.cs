using CodeRed.Findings.Compare;
using CodeRed.Findings.Drift;
using CodeRed.Findings.Wording;
using Spectre.Console;

namespace CodeRed.Cli;

/// <summary>A comparison of several runs as text: the verdict, each target's quality, cost and latency, then the pairs, and what is not known.</summary>
internal static class CompareScreen
{
    private const int NameWidth = 22;

    public static void Write(IAnsiConsole console, CompareFinding finding, Language language, IReadOnlyList<string> next)
    {
        var screen = new Screen(console, language);
        screen.Headline(StyleOf(finding.Verdict), language.Badge(finding.Verdict), language.Headline(finding));
        screen.Blank();
        screen.Paragraph(language.Sentence(finding));
        screen.Blank();
        if (finding.Items > 0)
        {
            Targets(screen, finding, language);
            Pairs(screen, finding, language);
            screen.Title(language.Text(Label.HowSure));
            screen.Paragraph(language.ErrorRate(finding), 4);
        }

        screen.Title(language.Text(Label.NotKnown));
        foreach (var unknown in finding.NotKnown)
        {
            screen.Bullet(language.Sentence(unknown, finding));
        }

        screen.Title(language.Text(Label.Next));
        foreach (string command in next)
        {
            screen.Command(command);
        }

        screen.Blank();
    }

    private static void Targets(Screen screen, CompareFinding finding, Language language)
    {
        screen.Table(
            [language.Text(Label.Target), language.Text(CompareLabel.Quality), language.Text(CompareLabel.MayBeBest), language.Text(CompareLabel.CostPerThousand)],
            finding.Runs.Select(r => (IReadOnlyList<string>)
            [
                Name(r.Run.Target, finding.Baseline == r.Run.Id ? $" ({language.Text(Label.Baseline)})" : ""), language.Quality(r),
                language.Text(r.MayBeBest ? CompareLabel.Yes : CompareLabel.No), language.Cost(r.Cost),
            ]),
            [false, true, false, true]);
        screen.Title(language.Text(CompareLabel.Latency));
        if (finding.Runs.Any(r => r.Latency.Recorded > 0))
        {
            screen.Table(
                [language.Text(Label.Target), .. LatencyOrders(finding).Select(language.Percentile)],
                finding.Runs.Select(r => (IReadOnlyList<string>)
                [
                    Name(r.Run.Target), .. LatencyOrders(finding).Select(order =>
                        r.Latency.Percentiles.FirstOrDefault(p => p.Order == order) is { } p ? language.Latency(p) : language.Text(CompareLabel.Unknown)),
                ]),
                [false, .. LatencyOrders(finding).Select(_ => true)]);
        }
        else
        {
            screen.Paragraph(language.Text(CompareLabel.Unknown), 4);
        }

        screen.Title(language.Text(CompareLabel.Front));
        screen.Table(
            [language.Text(Label.Target), ""],
            finding.Runs.Select(r => (IReadOnlyList<string>)[Name(r.Run.Target), language.Name(r.Front)]),
            [false, false]);
        foreach (var run in finding.Runs)
        {
            if (language.Dominated(run, finding) is { } sentence)
            {
                screen.Bullet(sentence);
            }
        }

        screen.Quietly(language.FrontRule(finding));
        screen.Title(language.Text(CompareLabel.CostSources));
        foreach (var run in finding.Runs)
        {
            screen.Bullet(language.CostSource(run, finding));
        }

        screen.Quietly(language.CostRule);
        screen.Title(language.Text(CompareLabel.AnswersGiven));
        screen.Table(
            [
                language.Text(Label.Target), language.Text(CompareLabel.InputTokens), language.Text(CompareLabel.OutputTokens), language.Text(CompareLabel.Missing),
                language.Text(CompareLabel.Refused), language.Text(CompareLabel.NonAnswers),
            ],
            finding.Runs.Select(r => (IReadOnlyList<string>)
            [
                Name(r.Run.Target), language.Tokens(r.InputTokens), language.Tokens(r.OutputTokens), language.ShareOf(r.Missing, r.Asked),
                language.ShareOf(r.Refused, r.Asked), language.ShareOf(r.NonAnswers, r.Asked),
            ]),
            [false, true, true, true, true, true]);
    }

    private static void Pairs(Screen screen, CompareFinding finding, Language language)
    {
        screen.Title(language.Text(CompareLabel.Pairs));
        screen.Table(
            [language.Text(CompareLabel.Judged), language.Text(CompareLabel.Against), language.Text(CompareLabel.Difference), language.Text(Label.AdjustedPValue), ""],
            finding.Pairs.Select(p => (IReadOnlyList<string>)
            [
                Name(finding.Run(p.Second).Run.Target), Name(finding.Run(p.First).Run.Target), Difference(p.Comparison, language),
                p.Comparison.AdjustedPValue is { } adjusted ? language.PValue(adjusted) : "–", language.BadgeOfPair(p.Comparison.Verdict).ToLowerInvariant(),
            ]),
            [false, false, true, true, false]);
    }

    private static string Difference(Comparison comparison, Language language) => comparison switch
    {
        { Effect: { } effect, Interval: { } interval } => $"{language.Points(effect)} ({language.PointsInterval(interval)})",
        { Effect: { } effect } => language.Points(effect),
        _ => "–",
    };

    private static double[] LatencyOrders(CompareFinding finding) => [.. finding.Runs.SelectMany(r => r.Latency.Percentiles).Select(p => p.Order).Distinct().Order()];

    private static Style StyleOf(CompareVerdict verdict) => verdict switch
    {
        CompareVerdict.SomeWorse => new Style(Color.White, Color.Red, Decoration.Bold),
        CompareVerdict.OneBest => new Style(Color.Black, Color.Green, Decoration.Bold),
        CompareVerdict.CouldNotCompare => new Style(Color.White, Color.Grey, Decoration.Bold),
        _ => new Style(Color.Black, Color.Aqua, Decoration.Bold),
    };

    private static string Name(string hostile, string suffix = "")
    {
        string inert = InertText.OnOneLine(hostile, 2 * NameWidth);
        return (inert.Length <= NameWidth ? inert : inert[..(NameWidth - (char.IsHighSurrogate(inert[NameWidth - 2]) ? 2 : 1))] + "…") + suffix;
    }
}
