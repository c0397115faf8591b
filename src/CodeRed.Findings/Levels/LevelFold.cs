using System.Collections.Immutable;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Claims;

namespace CodeRed.Findings.Levels;

/// <summary>Applies rules to what was known of labs.</summary>
/// <remarks>What labs measured or counted themselves does not count. A rule that applies makes a level, whatever else is not known; that none applies makes a lab green only where at
/// least half of the rules could be decided.</remarks>
public static class LevelFold
{
    /// <summary>The levels of labs on a day.</summary>
    /// <param name="ledger">The whole ledger.</param>
    /// <param name="day">The day.</param>
    /// <param name="rules">The rules for a lab, by id, on a day.</param>
    /// <param name="throne">For what is known and a skill, how probable it is of each lab, by id, that its best model is the best; null where no standing can be computed.</param>
    /// <param name="labs">Ids of the labs; null for all that are watched.</param>
    /// <param name="months">Months of history.</param>
    public static LevelsFinding Finding(
        Ledger ledger,
        DateOnly day,
        Func<string, DateOnly, ImmutableArray<LevelRule>> rules,
        Func<LedgerView, string, IReadOnlyDictionary<string, double>?> throne,
        IReadOnlyCollection<string>? labs = null,
        int months = 0)
    {
        var claims = new ClaimsFold(ledger, day, throne);
        var view = ledger.AsOf(day);
        ImmutableArray<RuleOutcome> Outcomes(string lab, DateOnly on) =>
            [.. rules(lab, on).Select(rule => new RuleOutcome(rule.Id, rule.Level, rule.Text, rule.TextZhHant, claims.Decider(on, independent: true).Decide(rule.Condition)))];
        return new LevelsFinding
        {
            AsOf = day,
            Later = view.Later,
            Undated = view.Undated,
            Labs =
            [
                .. (labs is null ? view.Ledger.Labs.Values.Where(lab => lab.Watched) : labs.Select(id => ledger.Labs[id])).Select(lab =>
                {
                    var outcomes = Outcomes(lab.Id, day);
                    return new LabLevel(
                        lab.Id,
                        lab.Name,
                        Worst(outcomes),
                        outcomes,
                        [.. Enumerable.Range(1, months).Reverse().Select(back => MonthEnd(day, back)).Select(on => new DatedLevel(on, Worst(Outcomes(lab.Id, on))))]);
                }).OrderByDescending(lab => lab.Level).ThenBy(lab => lab.Name, StringComparer.Ordinal),
            ],
        };
    }

    private static Level Worst(ImmutableArray<RuleOutcome> outcomes) =>
        outcomes.Any(outcome => outcome.Applies) ? outcomes.Where(outcome => outcome.Applies).Max(outcome => outcome.Level)
        : outcomes.Length > 0 && 2 * outcomes.Count(outcome => outcome.Decision.Verdict != ClaimVerdict.Open) >= outcomes.Length ? Level.Green
        : Level.NotMeasured;

    private static DateOnly MonthEnd(DateOnly day, int back) => new DateOnly(day.Year, day.Month, 1).AddMonths(1 - back).AddDays(-1);
}
