using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Evidence.Facts;
using CodeRed.Statistics;

namespace CodeRed.Findings.Scores;

/// <summary>The boards of a ledger: for each series the latest score of each model.</summary>
/// <remarks>A board is one benchmark, one edition, one runner, one metric; nothing joins two of them. Where a board's values are ratings, which are fitted
/// anew for each snapshot, only its latest snapshot counts. Two results differ when their difference exceeds 1.96 standard errors, taken as independent; where the
/// error of either is not known, any difference counts. Nothing corrects for the number of boards or of settings.</remarks>
internal sealed class Boards
{
    private const int DaysOfOneReading = 7;

    private const double Z = 1.959963984540054;

    private readonly Ledger _ledger;
    private readonly ImmutableArray<Board> _boards;

    /// <summary>The boards of what is known.</summary>
    /// <param name="ledger">What is known.</param>
    /// <param name="counts">Whether a result counts; null for all.</param>
    public Boards(Ledger ledger, Func<Score, bool>? counts = null)
    {
        _ledger = ledger;
        _boards =
        [
            .. ledger.Of<Score>()
                .Where(counts ?? (_ => true))
                .GroupBy(score => score.Series)
                .Select(Board)
                .OfType<Board>()
                .OrderBy(board => board.Series.Benchmark, StringComparer.Ordinal).ThenBy(board => board.Series.Edition, StringComparer.Ordinal)
                .ThenBy(board => board.Series.Runner, StringComparer.Ordinal).ThenBy(board => board.Series.Metric, StringComparer.Ordinal),
        ];
    }

    /// <summary>Boards of these benchmarks, or of a skill, or all whose values have a better end.</summary>
    public IEnumerable<Board> Of(ImmutableArray<string> benchmarks, string? skill) => _boards.Where(board =>
        (benchmarks.IsEmpty || benchmarks.Contains(board.Series.Benchmark))
        && (skill is null || board.Benchmark.Skills.Any(speaks => speaks.Skill == skill))
        && board.Metric.Better != Better.Neither);

    /// <summary>The best scores of two sides on a board, with how they stand; null where one side is not on it.</summary>
    public (BoardMeeting Meeting, Score Who, Score Over)? Meet(Board board, Contestant who, Contestant? over)
    {
        var one = Best(board, board.Scores.Where(score => IsOf(score, who)));
        var other = Best(board, board.Scores.Where(score => over is null ? !IsOf(score, who) && !IsOfSameLab(score, who) : IsOf(score, over)));
        if (one is null || other is null)
        {
            return null;
        }

        var (error, otherError) = (StandardError(board, one), StandardError(board, other));
        var difference = Oriented(board, one) - Oriented(board, other);
        var noise = error is { } a && otherError is { } b ? Z * Math.Sqrt((a * a) + (b * b)) : (double?)null;
        var result = Math.Abs(difference) <= (noise ?? 0) ? Meeting.Level : difference > 0 ? Meeting.Ahead : Meeting.Behind;
        var kind = one.RunnerKind == RunnerKind.Independent ? other.RunnerKind : one.RunnerKind;
        return (new BoardMeeting(NameOf(board), Name(one), one.Value, Name(other), other.Value, result, noise is not null, kind), one, other);
    }

    /// <summary>The 95 % interval of a score: the runner's own, else by the items asked; null where the noise is not known.</summary>
    public static Interval? IntervalOf(Board board, Score score) => score is { Lower: { } lower, Upper: { } upper } ? new Interval(lower, upper)
        : StandardError(board, score) is { } error ? new Interval(Math.Max(0, score.Value - (Z * error)), Math.Min(100, score.Value + (Z * error)))
        : null;

    /// <summary>The first of a board.</summary>
    public Score Leader(Board board) => Best(board, board.Scores)!;

    /// <summary>The name of a score's model.</summary>
    public string Name(Score score) => _ledger.Models.GetValueOrDefault(score.Model)?.Name ?? score.Model;

    /// <summary>A board as it is called.</summary>
    public BoardName NameOf(Board board) => new(
        board.Series,
        board.Series.Edition is { } edition ? $"{board.Benchmark.Name} {edition}" : board.Benchmark.Name,
        _ledger.Runners.GetValueOrDefault(board.Series.Runner)?.Name ?? board.Series.Runner);

    private Board? Board(IGrouping<ScoreSeries, Score> series)
    {
        if (!_ledger.Benchmarks.TryGetValue(series.Key.Benchmark, out var benchmark)
            || benchmark.Metrics.FirstOrDefault(metric => metric.Id == series.Key.Metric) is not { } metric)
        {
            return null;
        }

        var items = benchmark.Editions.FirstOrDefault(edition => edition.Id == series.Key.Edition)?.Items ?? benchmark.Items;
        IEnumerable<Score> counted = series;
        if (metric.Scale == ScoreScale.Rating)
        {
            var latest = series.Max(score => score.TrueOn);
            var snapshot = series.Where(score => score.TrueOn == latest).ToList();

            // A figure alone on its day was read off a board that others were read off some days earlier.
            counted = snapshot.Count > 1 ? snapshot : series.Where(score => score.TrueOn.Last >= latest.First.AddDays(-DaysOfOneReading));
        }

        return new Board(series.Key, benchmark, metric, items, [.. counted.GroupBy(score => score.Model).Select(scores => scores.MaxBy(score => score.TrueOn)!)]);
    }

    private static Score? Best(Board board, IEnumerable<Score> scores) => scores.OrderByDescending(score => Oriented(board, score)).ThenBy(score => score.Model, StringComparer.Ordinal).FirstOrDefault();

    private static double Oriented(Board board, Score score) => board.Metric.Better == Better.Lower ? -score.Value : score.Value;

    private static double? StandardError(Board board, Score score)
    {
        if (score is { Lower: { } lower, Upper: { } upper })
        {
            return (upper - lower) / (2 * Z);
        }

        // One added pass and one added failure: a share of exactly 0 or 100 % is not known without error.
        return board.Metric.Scale == ScoreScale.Share && (score.Items ?? board.Items) is { } items && ((score.Value / 100 * items) + 1) / (items + 2) is var p
            ? 100 * Math.Sqrt(p * (1 - p) / items)
            : null;
    }

    private bool IsOf(Score score, Contestant side) => side.Lab is { } lab
        ? LabOf(score) == lab
        : side.Models.Contains(score.Model) || (_ledger.Models.TryGetValue(score.Model, out var model) && side.Models.Contains(model.Version));

    private bool IsOfSameLab(Score score, Contestant side) => side.Lab is null && side.Models.Any(id => LabOf(id) is { } lab && lab == LabOf(score));

    private string? LabOf(Score score) => LabOf(score.Model);

    private string? LabOf(string model) =>
        _ledger.Models.TryGetValue(model, out var entry) ? entry.Lab : _ledger.Models.Values.FirstOrDefault(other => other.Version == model)?.Lab;
}

/// <summary>A series with the latest score of each model.</summary>
/// <param name="Series">Which.</param>
/// <param name="Benchmark">Of which benchmark.</param>
/// <param name="Metric">By which metric.</param>
/// <param name="Items">Items asked; null where that is not known.</param>
/// <param name="Scores">One for each model.</param>
internal sealed record Board(ScoreSeries Series, Benchmark Benchmark, BenchmarkMetric Metric, int? Items, ImmutableArray<Score> Scores);
