using System.Globalization;
using CodeRed.Findings.Ranking;
using CodeRed.Findings.Wording;
using Spectre.Console;

namespace CodeRed.Cli;

/// <summary>A ranking as text.</summary>
internal static class RankScreen
{
    private const int NameWidth = 26;
    private const int PlotWidth = 14;
    private const int MostUnranked = 12;

    /// <param name="console">Where to.</param>
    /// <param name="finding">What to print.</param>
    /// <param name="language">The wording.</param>
    /// <param name="top">Models of a group to list.</param>
    /// <param name="next">What to type next.</param>
    public static void Write(IAnsiConsole console, RankingFinding finding, Language language, int top, IReadOnlyList<string> next)
    {
        var screen = new Screen(console, language);
        screen.Headline(StyleOf(finding.Verdict), language.Badge(finding.Verdict), language.Headline(finding));
        screen.Blank();
        screen.Paragraph(language.Sentence(finding.Votes));
        foreach (var (group, number) in finding.Groups.Select((group, number) => (group, number)))
        {
            if (number == 1)
            {
                screen.Title(language.Text(Label.OtherGroups));
            }

            if (group.Refusal is { } refusal)
            {
                if (number > 0)
                {
                    screen.Paragraph($"{string.Join(", ", group.Models.Take(MostUnranked).Select(m => InertText.OnOneLine(m.Name, 60)))}: {language.Sentence(refusal)}");
                }

                continue;
            }

            screen.Blank();
            Table(screen, group, finding, language, top);
        }

        if (finding.Main is { Refusal: null } main)
        {
            screen.Quietly(language.Scale(finding));
            if (!main.Covariates.IsEmpty)
            {
                screen.Title(language.Text(Label.Covariates));
                foreach (var covariate in main.Covariates)
                {
                    screen.Bullet(language.Sentence(covariate, finding.Settings.Alpha));
                }
            }

            screen.Title(language.Text(Label.HowSure));
            screen.Paragraph($"{language.Method(finding, main)} {language.ErrorRate(finding)}", 4);
            if (language.Bootstrap(finding, main) is { } bootstrap)
            {
                screen.Paragraph(bootstrap, 4);
            }
        }

        Unranked(screen, finding, language);
        if (finding.Verdict != RankingVerdict.CouldNotRank)
        {
            screen.Title(language.Text(Label.Cautions));
            foreach (string caution in language.Cautions(finding))
            {
                screen.Bullet(caution);
            }
        }

        if (next.Count > 0)
        {
            screen.Title(language.Text(Label.Next));
            foreach (string command in next)
            {
                screen.Command(command);
            }
        }

        screen.Blank();
    }

    private static Style StyleOf(RankingVerdict verdict) => verdict switch
    {
        RankingVerdict.Leader => new Style(Color.Black, Color.Green, Decoration.Bold),
        RankingVerdict.NoClearLeader => new Style(Color.Black, Color.Aqua, Decoration.Bold),
        _ => new Style(Color.White, Color.Grey, Decoration.Bold),
    };

    private static void Table(Screen screen, RankedGroup group, RankingFinding finding, Language language, int top)
    {
        bool against = finding.Settings.Baseline is not null && group.Models.Any(m => m.Fit!.WinsAgainstBaseline is not null);
        var shown = group.Models.Take(top).ToList();
        double low = shown.Min(m => m.Fit!.RatingInterval.Lower);
        double high = shown.Max(m => m.Fit!.RatingInterval.Upper);
        screen.Table(
            [
                language.Text(Label.Ranks),
                language.Text(Label.Model),
                language.Text(Label.Rating),
                against ? language.Text(Label.WinsAgainstBaseline) : "",
                language.Text(Label.ChanceBest),
                language.Text(Label.Votes),
            ],
            shown.Select(m => (IReadOnlyList<string>)
            [
                language.Ranks(m.Fit!.Ranks),
                Name(m.Name),
                PlusMinus(m, finding, language),
                !against ? Plot(m.Fit, low, high) : m.Fit.WinsAgainstBaseline is { } wins ? language.WithInterval(wins) : "–",
                language.Chance(m.Fit.ProbabilityBest),
                language.Count(m.Votes),
            ]),
            [true, false, true, false, true, true]);
        if (group.Models.Length > top)
        {
            screen.Quietly(language.MoreModels(group.Models.Length - top));
        }
    }

    private static string Name(string hostile)
    {
        string inert = InertText.OnOneLine(hostile, 2 * NameWidth);
        return inert.Length <= NameWidth ? inert : inert[..(NameWidth - (char.IsHighSurrogate(inert[NameWidth - 2]) ? 2 : 1))] + "…";
    }

    private static string PlusMinus(RankedModel model, RankingFinding finding, Language language)
    {
        string half = model.Name == finding.Settings.Baseline ? new string(' ', 6)
            : string.Create(CultureInfo.InvariantCulture, $" ± {(model.Fit!.RatingInterval.Upper - model.Fit.RatingInterval.Lower) / 2,-3:0}");
        return language.Rating(model.Fit!.Rating) + half;
    }

    // A dot on its interval, all rows to one scale.
    private static string Plot(ModelFit fit, double low, double high)
    {
        int At(double value) => high > low ? (int)Math.Clamp(Math.Round((value - low) / (high - low) * (PlotWidth - 1)), 0, PlotWidth - 1) : PlotWidth / 2;
        var (from, to, dot) = (At(fit.RatingInterval.Lower), At(fit.RatingInterval.Upper), At(fit.Rating));
        return string.Concat(Enumerable.Range(0, PlotWidth).Select(place => place == dot ? '●' : place >= from && place <= to ? '─' : ' '));
    }

    private static void Unranked(Screen screen, RankingFinding finding, Language language)
    {
        if (finding.Unranked.IsEmpty)
        {
            return;
        }

        screen.Title(language.Text(Label.Unranked));
        foreach (var model in finding.Unranked.Take(MostUnranked))
        {
            screen.Bullet(language.Sentence(model));
        }

        if (finding.Unranked.Length > MostUnranked)
        {
            screen.Quietly(language.MoreModels(finding.Unranked.Length - MostUnranked));
        }
    }
}
