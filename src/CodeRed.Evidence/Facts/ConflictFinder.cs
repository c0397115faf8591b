using System.Collections.Immutable;
using System.Globalization;

namespace CodeRed.Evidence.Facts;

/// <summary>Finds facts that cannot both be right, or only seem so, by comparing them. It decides nothing.</summary>
/// <remarks>
/// Only what claims to be the same is compared: figures of one series, model, conditions and time; figures of one product, measure, counter and time;
/// the release of one thing by one lab; the moves of one person. Two editions, two runners or two counters are never the same, and neither is a
/// later measurement. Dates of which only the month is known are the same time as any day in it. Figures of usage that may stand for one value agree (<see cref="UsageRange"/>), and so do scores that only differ by their rounding.
/// </remarks>
public static class ConflictFinder
{
    // Everybody who enters facts by hand stays far below; a file made to take time is cut short.
    private const int MostCompared = 500;

    /// <summary>The conflicts that are not written down yet, by id.</summary>
    public static ImmutableArray<LedgerConflict> Find(Ledger ledger)
    {
        var written = ledger.Conflicts.Select(conflict => conflict.Sides.SelectMany(side => side.Facts).ToHashSet(StringComparer.Ordinal)).ToList();
        return
        [
            .. Scores(ledger).Concat(Votes(ledger)).Concat(Usages(ledger)).Concat(Prices(ledger)).Concat(Releases(ledger)).Concat(Moves(ledger))
                .Where(found => !written.Any(facts => facts.IsSupersetOf(found.Sides.SelectMany(side => side.Facts))))
                .OrderBy(found => found.Id, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<LedgerConflict> Scores(Ledger ledger) => Compare(
        ledger.Of<Score>(),
        score => (score.Series, score.Model, score.Conditions),
        (a, b) => IsSameTime(a, b) && !IsSameRounded(a.Value, b.Value),
        score => $"{Figure(score.Value)} {ledger.Benchmarks[score.Series.Benchmark].Metrics.First(metric => metric.Id == score.Series.Metric).Unit}".TrimEnd(),
        score => $"{ledger.Models[score.Model].Name}: {Series(ledger, score.Series)}{(score.Conditions is { } conditions ? $", {conditions}" : "")}");

    private static IEnumerable<LedgerConflict> Votes(Ledger ledger) => Compare(
        ledger.Of<VoteTally>(),
        votes => (votes.Series, votes.First, votes.Second),
        (a, b) => IsSameTime(a, b) && (a.Wins, a.Losses, a.Ties) != (b.Wins, b.Losses, b.Ties),
        votes => string.Create(CultureInfo.InvariantCulture, $"{votes.Wins} won, {votes.Losses} lost, {votes.Ties} tied"),
        votes => $"{ledger.Models[votes.First].Name} against {ledger.Models[votes.Second].Name}: {Series(ledger, votes.Series)}");

    private static IEnumerable<LedgerConflict> Usages(Ledger ledger)
    {
        UsageRange Range(Usage usage) => UsageRange.Of(usage.Value, usage.Precision, ledger.Measures[usage.Measure].IsShare);
        return Compare(
            ledger.Of<Usage>(),
            usage => (usage.Product, usage.Measure, usage.By),
            (a, b) => IsSameTime(a, b) && !Range(a).Overlaps(Range(b)),
            usage => $"{usage.Precision switch { Precision.AtLeast => "at least ", Precision.About => "about ", _ => "" }}{Figure(usage.Value)} {ledger.Measures[usage.Measure].Unit}",
            usage => $"{ledger.Products[usage.Product].Name}: {ledger.Measures[usage.Measure].Name}");
    }

    private static IEnumerable<LedgerConflict> Prices(Ledger ledger) => Compare(
        ledger.Of<Price>(),
        price => (price.Model, price.Vendor),
        (a, b) => IsSameTime(a, b) && (a.Input, a.Output) != (b.Input, b.Output),
        price => string.Create(CultureInfo.InvariantCulture, $"{price.Input} and {price.Output} US dollars per million tokens"),
        price => $"{ledger.Models[price.Model].Name}: price");

    private static IEnumerable<LedgerConflict> Releases(Ledger ledger) => Compare(
        ledger.Of<Release>().Where(release => release.Kind != ReleaseKind.Announcement),
        release => (release.Lab, release.Kind, release.Model ?? ModelNames.Normal(release.Subject)),
        (a, b) => !IsSameTime(a, b),
        release => release.TrueOn.ToString(),
        release => $"{release.Subject}: day of release");

    private static IEnumerable<LedgerConflict> Moves(Ledger ledger)
    {
        bool Leaves(Move move) => move.Kind is MoveKind.Left or MoveKind.Dismissed;
        bool Arrives(Move move) => move.Kind is MoveKind.Joined or MoveKind.Returned;
        string NameOf(string? lab) => lab is null ? "unknown" : ledger.Labs[lab].Name;
        string Person(Move move) => ledger.People[move.Person].Name;
        var byPerson = ledger.Of<Move>().ToLookup(move => move.Person, StringComparer.Ordinal);
        bool IsBetween(Move between, Move a, Move b)
        {
            var (earlier, later) = a.TrueOn.CompareTo(b.TrueOn) <= 0 ? (a, b) : (b, a);
            return between.TrueOn.Last >= earlier.TrueOn.First && between.TrueOn.First <= later.TrueOn.Last;
        }

        return
        [
            .. Compare(
                ledger.Of<Move>().Where(move => Leaves(move) && move.To is not null),
                move => (move.Person, move.From),
                (a, b) => IsSameTime(a, b) && a.To != b.To,
                move => $"went to {NameOf(move.To)}",
                move => $"{Person(move)}: where to after {NameOf(move.From)}"),
            .. Compare(
                ledger.Of<Move>().Where(Leaves),
                move => (move.Person, move.From),
                (a, b) => !IsSameTime(a, b) && !byPerson[a.Person].Any(move => Arrives(move) && move.To == a.From && IsBetween(move, a, b)),
                move => $"left on {move.TrueOn}",
                move => $"{Person(move)}: when {NameOf(move.From)} was left"),
            .. Compare(
                ledger.Of<Move>().Where(Arrives),
                move => (move.Person, move.To),
                (a, b) => !IsSameTime(a, b) && !byPerson[a.Person].Any(move => Leaves(move) && move.From == a.To && IsBetween(move, a, b)),
                move => $"came on {move.TrueOn}",
                move => $"{Person(move)}: when {NameOf(move.To)} was joined"),
        ];
    }

    /// <summary>Compares the facts of each key two by two; those that differ, and what differs from them, are one conflict.</summary>
    private static IEnumerable<LedgerConflict> Compare<T, TKey>(
        IEnumerable<T> facts, Func<T, TKey> key, Func<T, T, bool> differ, Func<T, string> says, Func<T, string> subject)
        where T : Fact
    {
        foreach (var group in facts.GroupBy(key))
        {
            var compared = group.OrderBy(fact => fact.TrueOn).ThenBy(fact => fact.Id, StringComparer.Ordinal).Take(MostCompared).ToList();
            int[] conflictOf = [.. Enumerable.Range(0, compared.Count)];
            bool[] differs = new bool[compared.Count];
            for (int i = 0; i < compared.Count; i++)
            {
                for (int j = i + 1; j < compared.Count; j++)
                {
                    if (differ(compared[i], compared[j]))
                    {
                        differs[i] = differs[j] = true;
                        int from = conflictOf[j];
                        int to = conflictOf[i];
                        conflictOf = from == to ? conflictOf : [.. conflictOf.Select(of => of == from ? to : of)];
                    }
                }
            }

            foreach (var conflict in compared.Index().Where(fact => differs[fact.Index]).GroupBy(fact => conflictOf[fact.Index], fact => fact.Item))
            {
                var first = conflict.First();
                yield return new LedgerConflict(
                    $"found.{first.Id}",
                    subject(first),
                    [.. conflict.GroupBy(says, StringComparer.Ordinal).Select(side => new ConflictSide(side.Key, [.. side.Select(fact => fact.Id)], null))],
                    null,
                    null,
                    0);
            }
        }
    }

    private static bool IsSameTime(Fact a, Fact b) => a.TrueOn.First <= b.TrueOn.Last && b.TrueOn.First <= a.TrueOn.Last;

    private static bool IsSameRounded(double a, double b) => Math.Abs(a - b) <= HalfUnit(Math.Min(Decimals(a), Decimals(b)));

    private static double HalfUnit(int decimals) => Math.Pow(10, -decimals) / 2 * (1 + 1e-9);

    private static int Decimals(double value)
    {
        string digits = value.ToString("0.#########", CultureInfo.InvariantCulture);
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? 0 : digits.Length - point - 1;
    }

    private static string Figure(double value) => value.ToString("#,0.#########", CultureInfo.InvariantCulture);

    private static string Series(Ledger ledger, ScoreSeries series)
    {
        var benchmark = ledger.Benchmarks[series.Benchmark];
        string edition = series.Edition is { } id ? $" {id}" : "";
        string metric = benchmark.Metrics.Length > 1 ? $" {benchmark.Metrics.First(metric => metric.Id == series.Metric).Name}" : "";
        return $"{benchmark.Name}{edition}{metric} by {ledger.Runners[series.Runner].Name}";
    }
}
