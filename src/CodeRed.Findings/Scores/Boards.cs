using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Evidence.Facts;
using CodeRed.Statistics;
using CodeRed.Statistics.Intervals;
using CodeRed.Statistics.MultipleTesting;

namespace CodeRed.Findings.Scores;

/// <summary>The boards of a ledger: for each series the latest score of each model.</summary>
/// <remarks>
/// <para>A board is one benchmark, one edition, one runner, one metric, and one of with tools, without, and not said; nothing joins two of them. Where a board's values are
/// ratings, which are fitted anew for each snapshot, only its latest snapshot counts. Where sources give a model two values on its latest day, a comparison has to come out
/// the same by both; what shows one value shows the less good.</para>
/// <para>Two results differ when a normal test of their difference, taken as independent, rejects. The better side's best is the luckiest of as many models as it has on the
/// board, so that the p-value is multiplied by their number (a union bound); the p-values of all boards of one question are adjusted by Holm. Where an error is not known, a
/// large one is assumed (<see cref="AssumedError"/>). Positive quantities are compared by their logarithm.</para>
/// </remarks>
internal sealed class Boards
{
    /// <summary>The chance that any board of a question is called for the wrong side.</summary>
    public const double Alpha = 0.05;

    private const int DaysOfOneReading = 7;

    private const double Z = 1.959963984540054;

    // What is assumed where an error is not known: a share as of so many items, a rating and a composite as below.
    private const int AssumedItems = 100;
    private const double AssumedRating = 15;
    private const double AssumedShareOfValue = 0.05;

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
                .GroupBy(score => (score.Series, Tools: Tools(score)))
                .Select(scores => Board(scores.Key.Series, scores.Key.Tools, [.. scores]))
                .OfType<Board>()
                .OrderBy(board => board.Series.Benchmark, StringComparer.Ordinal).ThenBy(board => board.Series.Edition, StringComparer.Ordinal)
                .ThenBy(board => board.Series.Runner, StringComparer.Ordinal).ThenBy(board => board.Series.Metric, StringComparer.Ordinal).ThenBy(board => board.Tools, StringComparer.Ordinal),
        ];
    }

    /// <summary>Boards of these benchmarks, or of a skill, or all whose values have a better end.</summary>
    public IEnumerable<Board> Of(ImmutableArray<string> benchmarks, string? skill) => _boards.Where(board =>
        (benchmarks.IsEmpty || benchmarks.Contains(board.Series.Benchmark))
        && (skill is null || board.Benchmark.Skills.Any(speaks => speaks.Skill == skill))
        && board.Metric.Better != Better.Neither);

    /// <summary>The boards that a question is about: those named; else those that speak for the skill, or for any. Of several editions the latest, or all.</summary>
    public IEnumerable<Board> Asked(ImmutableArray<string> benchmarks, string? skill, bool latest)
    {
        var asked = Of(benchmarks, skill).Where(board => !benchmarks.IsEmpty || !board.Benchmark.Skills.IsEmpty);
        return latest ? OfLatestEdition(asked) : asked;
    }

    /// <summary>How two sides stand on each of the boards that hold both; the boards are one family.</summary>
    /// <param name="boards">The boards of a question.</param>
    /// <param name="who">The one side.</param>
    /// <param name="over">The other; null for all other labs.</param>
    public ImmutableArray<Met> Meet(IEnumerable<Board> boards, Contestant who, Contestant? over)
    {
        List<Contest> contests = [.. boards.Select(board => Contest(board, who, over)).OfType<Contest>()];
        if (who.Lab is null && over is { Lab: null })
        {
            // Of models that are named, those of long ago too, the latest edition that holds both.
            var latest = OfLatestEdition(contests.Select(contest => contest.Board)).ToHashSet();
            contests = [.. contests.Where(contest => latest.Contains(contest.Board))];
        }

        return Called(contests);
    }

    /// <summary>The first of each board against everybody who is of another lab; the boards are one family.</summary>
    /// <remarks>Whose lab is asked about is seen from the board, so that its first is the luckiest of all models there.</remarks>
    public ImmutableArray<(string Lab, Met Met)> Leads(IEnumerable<Board> boards)
    {
        List<(string Lab, Contest Contest)> contests =
        [
            .. boards.Select(board => (Board: board, Lab: LabOf(Best(board, board.Scores)!))).Where(one => one.Lab is not null)
                .Select(one => (Lab: one.Lab!, Contest: Contest(one.Board, new Contestant([], one.Lab), null, one.Board.Scores.Length))).Where(one => one.Contest is not null)
                .Select(one => (one.Lab, one.Contest!)),
        ];
        return [.. contests.Zip(Called([.. contests.Select(one => one.Contest)]), (one, met) => (one.Lab, met))];
    }

    private ImmutableArray<Met> Called(List<Contest> contests)
    {
        double[] adjusted = Holm.Adjust([.. contests.Select(contest => contest.PValue)]);
        return [.. contests.Zip(adjusted, Met)];
    }

    /// <summary>How two sides stand on each benchmark, its editions apart: two metrics of one, two runners and with tools or without ask the same questions, and say it once.</summary>
    /// <remarks>Ahead where one of its boards says so and none the reverse; boards that contradict each other decide for neither.</remarks>
    public static ImmutableArray<Meeting> OnBenchmarks(IEnumerable<Met> met) =>
    [
        .. met.GroupBy(one => one.Meeting.Board.Series.Question(), one => one.Meeting.Result)
            .Select(results => (results.Contains(Meeting.Ahead), results.Contains(Meeting.Behind)) switch
            {
                (true, false) => Meeting.Ahead,
                (false, true) => Meeting.Behind,
                _ => Meeting.Level,
            }),
    ];

    /// <summary>How two sides stand on one board; null where one side is not on it.</summary>
    public BoardMeeting? Meet(Board board, Contestant who, Contestant? over) => Meet([board], who, over) is [var met] ? met.Meeting : null;

    /// <summary>How far behind the first of all others a side is, in the board's unit, with its 95 % interval; negative where it is ahead. Null where it or everybody else is not on it.</summary>
    public (double Behind, Interval Interval)? Gap(Board board, Contestant who)
    {
        if (Contest(board, who, null) is not { } contest)
        {
            return null;
        }

        // By two values of one day the interval has to hold both.
        var gaps = new[] { (contest.OneLow, contest.OtherHigh), (contest.OneHigh, contest.OtherLow) }.Select(pair =>
        {
            var behind = board.Metric.Better == Better.Lower ? pair.Item1.Value - pair.Item2.Value : pair.Item2.Value - pair.Item1.Value;
            var noise = Z * Math.Sqrt(Square(LinearError(board, pair.Item1)) + Square(LinearError(board, pair.Item2)));
            return new Interval(behind - noise, behind + noise);
        }).ToList();
        var interval = new Interval(gaps.Min(gap => gap.Lower), gaps.Max(gap => gap.Upper));
        return (board.Metric.Better == Better.Lower ? contest.OneLow.Value - contest.OtherLow.Value : contest.OtherLow.Value - contest.OneLow.Value, interval);
    }

    /// <summary>The 95 % interval of a score: the runner's own, else by the items asked; null where the noise is not known.</summary>
    public static Interval? IntervalOf(Board board, Score score) => score is { Lower: { } lower, Upper: { } upper } ? new Interval(lower, upper)
        : board.Metric.Scale == ScoreScale.Share && KnownError(board, score) is { } error ? new Interval(Math.Max(0, score.Value - (Z * error)), Math.Min(100, score.Value + (Z * error)))
        : null;

    /// <summary>The name of a score's model.</summary>
    public string Name(Score score) => _ledger.Models.GetValueOrDefault(score.Model)?.Name ?? score.Model;

    /// <summary>A board as it is called.</summary>
    public BoardName NameOf(Board board) => new(
        board.Series,
        (board.Series.Edition is { } edition ? $"{board.Benchmark.Name} {edition}" : board.Benchmark.Name) + (board.Tools is { } tools ? $" ({tools})" : ""),
        _ledger.Runners.GetValueOrDefault(board.Series.Runner)?.Name ?? board.Series.Runner);

    private static IEnumerable<Board> OfLatestEdition(IEnumerable<Board> boards) => boards
        .GroupBy(board => (board.Series.Benchmark, board.Series.Runner, board.Series.Metric, board.Tools))
        .Select(editions => editions.MaxBy(board => board.Scores.Max(score => score.TrueOn))!);

    private Board? Board(ScoreSeries series, string? tools, List<Score> scores)
    {
        if (!_ledger.Benchmarks.TryGetValue(series.Benchmark, out var benchmark) || benchmark.Metrics.FirstOrDefault(metric => metric.Id == series.Metric) is not { } metric)
        {
            return null;
        }

        var items = benchmark.Editions.FirstOrDefault(edition => edition.Id == series.Edition)?.Items ?? benchmark.Items;
        var counted = metric.Scale == ScoreScale.Rating ? LatestSnapshot(scores) : scores;
        var board = new Board(series, benchmark, metric, items, [], tools);
        var latest = counted.GroupBy(score => score.Model).Select(ofModel =>
        {
            var day = ofModel.Max(score => score.TrueOn);
            return ofModel.Where(score => score.TrueOn == day).OrderBy(score => Oriented(board, score)).ThenBy(score => score.Id, StringComparer.Ordinal).ToList();
        }).ToList();
        return board with
        {
            Scores = [.. latest.Select(ofModel => ofModel[0])],
            Better = latest.Where(ofModel => ofModel[^1].Value != ofModel[0].Value).ToImmutableDictionary(ofModel => ofModel[0].Id, ofModel => ofModel[^1], StringComparer.Ordinal),
        };
    }

    // The latest day on or just before which a good part of the models was read: a few rows that are newer are no snapshot.
    private static List<Score> LatestSnapshot(List<Score> scores)
    {
        List<(PartialDate On, List<Score> Reading)> readings =
        [
            .. scores.Select(score => score.TrueOn).Distinct().OrderDescending()
                .Select(on => (on, scores.Where(score => score.TrueOn.CompareTo(on) <= 0 && score.TrueOn.Last >= on.First.AddDays(-DaysOfOneReading)).ToList())),
        ];
        static int Models(IEnumerable<Score> of) => of.Select(score => score.Model).Distinct(StringComparer.Ordinal).Count();
        var most = readings.Max(reading => Models(reading.Reading));
        var (day, read) = readings.First(reading => 2 * Models(reading.Reading) >= most);

        // A figure alone on its day was read off a board that others were read off some days earlier.
        List<Score> snapshot = [.. read.Where(score => score.TrueOn == day)];
        return Models(snapshot) > 1 && 2 * Models(snapshot) >= Models(read) ? snapshot : read;
    }

    // What a runner says of tools; other conditions are part of an entry, such as its agent or its edit format.
    private static string? Tools(Score score)
    {
        string[] said =
        [
            .. (score.Conditions ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(condition => condition.Contains("tool", StringComparison.OrdinalIgnoreCase) || condition.Contains("search", StringComparison.OrdinalIgnoreCase)),
        ];
        return said.Length == 0 ? null : string.Join("; ", said);
    }

    private Contest? Contest(Board board, Contestant who, Contestant? over, int? luckiestOf = null)
    {
        List<Score> one = [.. board.Scores.Where(score => IsOf(score, who))];
        List<Score> other = [.. board.Scores.Where(score => over is null ? !IsOf(score, who) && !IsOfSameLab(score, who) : IsOf(score, over))];
        if (one.Count == 0 || other.Count == 0)
        {
            return null;
        }

        var (oneLow, oneHigh, otherLow, otherHigh) = (Best(board, one)!, Best(board, one.Select(board.BetterOf))!, Best(board, other)!, Best(board, other.Select(board.BetterOf))!);
        var (worst, best) = (Test(board, oneLow, otherHigh, luckiestOf ?? one.Count, other.Count), Test(board, oneHigh, otherLow, luckiestOf ?? one.Count, other.Count));
        var sign = Math.Sign(worst.Difference) == Math.Sign(best.Difference) ? Math.Sign(worst.Difference) : 0;
        return new Contest(board, oneLow, oneHigh, otherLow, otherHigh, sign, sign == 0 ? 1 : Math.Max(worst.P, best.P));
    }

    private Met Met(Contest contest, double p)
    {
        var (board, one, other) = (contest.Board, contest.OneLow, contest.OtherLow);
        var result = p >= Alpha ? Meeting.Level : contest.Sign > 0 ? Meeting.Ahead : Meeting.Behind;
        var known = KnownError(board, one) is not null && KnownError(board, other) is not null;
        var kind = Independence(one.RunnerKind) >= Independence(other.RunnerKind) ? one.RunnerKind : other.RunnerKind;
        return new Met(new BoardMeeting(NameOf(board), Name(one), one.Value, Name(other), other.Value, result, known, p, kind), one, other);
    }

    // The less independent, the more.
    private static int Independence(RunnerKind kind) => kind switch { RunnerKind.Independent => 0, RunnerKind.Self => 1, RunnerKind.Rival => 2, _ => 3 };

    // Two-sided, times the number of models that the better side's best is the best of.
    private static (double Difference, double P) Test(Board board, Score one, Score other, int models, int otherModels)
    {
        var (difference, error) = board.Metric.Scale == ScoreScale.Positive && one.Value > 0 && other.Value > 0
            ? ((board.Metric.Better == Better.Lower ? -1 : 1) * Math.Log(one.Value / other.Value), Math.Sqrt(Square(LogError(one)) + Square(LogError(other))))
            : (Oriented(board, one) - Oriented(board, other), Math.Sqrt(Square(LinearError(board, one)) + Square(LinearError(board, other))));
        var p = difference == 0 ? 1 : error > 0 ? NormalTest.TwoSided(difference / error) : 0;
        return (difference, Math.Min(1, p * (difference > 0 ? models : otherModels)));
    }

    private static double Square(double value) => value * value;

    private static Score? Best(Board board, IEnumerable<Score> scores) => scores.OrderByDescending(score => Oriented(board, score)).ThenBy(score => score.Model, StringComparer.Ordinal).FirstOrDefault();

    private static double Oriented(Board board, Score score) => board.Metric.Better == Better.Lower ? -score.Value : score.Value;

    private static double LinearError(Board board, Score score) => KnownError(board, score) ?? AssumedError(board, score);

    /// <summary>The standard error that is assumed of a score of which none is known: large, so that only a large gap decides.</summary>
    /// <remarks>Of a share, that of 100 items, 5 points in the middle; of a rating 15 points; of a composite or a positive quantity 5 % of its value.</remarks>
    public static double AssumedError(Board board, Score score) => board.Metric.Scale switch
    {
        ScoreScale.Share => ShareError(score.Value, AssumedItems),
        ScoreScale.Rating => AssumedRating,
        _ => AssumedShareOfValue * Math.Abs(score.Value),
    };

    // Of the natural logarithm.
    private static double LogError(Score score) => score is { Lower: > 0 and { } lower, Upper: { } upper } ? Math.Log(upper / lower) / (2 * Z) : AssumedShareOfValue;

    private static double? KnownError(Board board, Score score) => score is { Lower: { } lower, Upper: { } upper } ? (upper - lower) / (2 * Z)
        : board.Metric.Scale == ScoreScale.Share && (score.Items ?? board.Items) is { } items ? ShareError(score.Value, items)
        : null;

    // One added pass and one added failure: a share of exactly 0 or 100 % is not known without error.
    private static double ShareError(double percent, int items) => ((percent / 100 * items) + 1) / (items + 2) is var p ? 100 * Math.Sqrt(p * (1 - p) / items) : 0;

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
/// <param name="Tools">What its runner says of tools; null where nothing is said.</param>
internal sealed record Board(ScoreSeries Series, Benchmark Benchmark, BenchmarkMetric Metric, int? Items, ImmutableArray<Score> Scores, string? Tools)
{
    /// <summary>Where sources give a model two values on one day, the best of them, by the id of the one in <see cref="Scores"/>, which is the worst.</summary>
    public ImmutableDictionary<string, Score> Better { get; init; } = ImmutableDictionary<string, Score>.Empty;

    /// <summary>The best value that sources give where this is the worst.</summary>
    public Score BetterOf(Score score) => Better.GetValueOrDefault(score.Id, score);
}

/// <summary>Two sides on one board before the boards of the question are looked at together.</summary>
/// <param name="Board">Which.</param>
/// <param name="OneLow">The one side's best by the worst values.</param>
/// <param name="OneHigh">By the best values.</param>
/// <param name="OtherLow">The other's by the worst.</param>
/// <param name="OtherHigh">By the best.</param>
/// <param name="Sign">1 where the one is better by all values, -1 where it is worse, 0 where neither.</param>
/// <param name="PValue">Of the difference.</param>
internal sealed record Contest(Board Board, Score OneLow, Score OneHigh, Score OtherLow, Score OtherHigh, int Sign, double PValue);

/// <summary>How two sides stand on a board, with their scores.</summary>
internal sealed record Met(BoardMeeting Meeting, Score Who, Score Over);
