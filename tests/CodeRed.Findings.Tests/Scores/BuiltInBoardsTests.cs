using CodeRed.Evidence.Facts;
using CodeRed.Findings.Claims;
using CodeRed.Findings.Scores;
using CodeRed.Findings.Standings;
using CodeRed.Interchange;

namespace CodeRed.Findings.Tests.Scores;

/// <summary>On the built-in ledger, whose Vectara and LiveBench series have several editions: no two editions and no two runners are ever joined.</summary>
public sealed class BuiltInBoardsTests
{
    private static readonly Ledger Ledger = LedgerReader.Read([LedgerLayer.BuiltIn()], new DateOnly(2026, 12, 31)).Ledger;

    private static IEnumerable<Board> All(Ledger ledger) => new Boards(ledger).Of([], null);

    public static TheoryData<string> Days => ["", "2024-12-31", "2025-06-30", "2025-12-05"];

    // All that it holds where the day is empty.
    private static LedgerView View(string day) => Ledger.AsOf(day.Length == 0 ? null : DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("vectara-hhem", 3)]
    [InlineData("livebench", 5)]
    public void The_series_with_several_editions_are_as_many_boards(string benchmark, int editions)
    {
        var written = Ledger.Of<Score>().Where(score => score.Series.Benchmark == benchmark).Select(score => score.Series).ToHashSet();
        var boards = All(Ledger).Where(board => board.Series.Benchmark == benchmark).ToList();

        Assert.Equal(editions, written.Select(series => series.Edition).Distinct().Count());
        Assert.All(written, series => Assert.NotNull(series.Edition));
        Assert.Equal(written, boards.Select(board => board.Series).ToHashSet());

        // The same model stands on several of them, so that joining them would show.
        Assert.Contains(boards.SelectMany(board => board.Scores.Select(score => score.Model).Distinct()).GroupBy(model => model), models => models.Count() > 1);
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void A_board_holds_the_scores_of_one_series_only(string day)
    {
        var view = View(day);

        Assert.All(All(view.Ledger), board => Assert.All(board.Scores.Concat(board.Better.Values), score => Assert.Equal(board.Series, ((Score)Ledger.Find(score.Id)!).Series)));
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void A_series_of_the_table_that_a_standing_is_fitted_to_is_one_edition_of_one_runner(string day)
    {
        var view = View(day);
        List<Board> boards = [.. All(view.Ledger).Where(board => board.Metric.Scale != ScoreScale.Index)];
        string[] models = [.. boards.SelectMany(board => board.Scores).Select(score => score.Model).Distinct().Order(StringComparer.Ordinal)];
        string[] labs = [.. models.Select(model => view.Ledger.Models[model].Lab).Distinct()];
        var table = StandingFold.Table(view.Ledger, boards, StandingFold.BenchmarksOf(boards), models, labs, null);

        Assert.Equal(boards.Count, table.Series.Count);
        foreach (var cells in table.Scores.GroupBy(score => score.Series))
        {
            var board = boards[cells.Key];
            Assert.Equal(board.Scores.Length, cells.Count());
            Assert.Equal(board.Scores.Select(score => score.Model).Order(StringComparer.Ordinal), cells.Select(cell => models[cell.Model]).Order(StringComparer.Ordinal));
            Assert.Single(board.Scores.Select(score => ((Score)Ledger.Find(score.Id)!).Series).Distinct());
        }
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void Two_results_that_a_verdict_compares_are_of_one_series(string day)
    {
        var finding = new ClaimsFold(Ledger, View(day).AsOf, (_, _) => null).Finding();
        foreach (var boards in finding.Claims.SelectMany(claim => new[] { claim.Now.Decision, claim.Now.VendorDecision }).OfType<Decision>().SelectMany(Parts).OfType<BoardsDecision>())
        {
            var scores = boards.Evidence.Select(id => (Score)Ledger.Find(id)!).ToList();
            Assert.Equal(boards.Boards.Select(board => board.Board.Series).ToHashSet(), scores.Select(score => score.Series).ToHashSet());
            Assert.All(boards.Boards, board => Assert.InRange(scores.Count(score => score.Series == board.Board.Series && (score.Value == board.Value || score.Value == board.OtherValue)), 2, 4));
        }

        static IEnumerable<Decision> Parts(Decision decision) => decision is CombinedDecision combined ? combined.Parts.SelectMany(Parts) : [decision];
    }
}
