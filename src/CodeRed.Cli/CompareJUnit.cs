using CodeRed.Findings;
using CodeRed.Findings.Compare;
using CodeRed.Findings.Wording;
using CodeRed.Interchange;

namespace CodeRed.Cli;

/// <summary>A comparison of several runs as test cases, one a pair: it fails where a run is worse than the baseline.</summary>
/// <remarks>
/// A pair and not an item, because single items flip without anything having changed. Without a baseline none fails: which of two does better is no
/// regression. What could not be measured is an error.
/// </remarks>
internal static class CompareJUnit
{
    public static JUnitSuite Suite(CompareFinding finding, Language language)
    {
        var cases = finding.Pairs.Select(pair => Case(pair, finding, language)).ToList();
        return new JUnitSuite(finding.Suite, () => cases);
    }

    private static JUnitCase Case(ComparedPair pair, CompareFinding finding, Language language)
    {
        var comparison = pair.Comparison;
        string interval = comparison.Interval is { } i ? $" ({language.PointsInterval(i)})" : "";
        string message = comparison.Effect is { } effect
            ? $"{language.BadgeOfPair(comparison.Verdict)}: {language.Points(effect)}{interval}, {language.PValue(comparison.AdjustedPValue ?? 1)}"
            : language.BadgeOfPair(comparison.Verdict);
        return new JUnitCase(
            finding.Metric,
            $"{finding.Run(pair.Second).Run.Target} {language.Text(CompareLabel.Against)} {finding.Run(pair.First).Run.Target}",
            comparison.Verdict switch
            {
                Verdict.CouldNotMeasure => JUnitOutcome.Error,
                Verdict.Worse when finding.Baseline is not null => JUnitOutcome.Failed,
                _ => JUnitOutcome.Passed,
            },
            message,
            $"{language.Sentence(finding)}\n{language.ErrorRate(finding)}",
            null);
    }
}
