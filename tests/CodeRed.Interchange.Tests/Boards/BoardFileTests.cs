using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange.Tests.Boards;

public sealed class BoardFileTests : IDisposable
{
    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    private BoardReading Read(string text, BoardColumns? columns = null, string? categories = null) => BoardFile.Read(
        scratch.File("board.txt", text), columns ?? new BoardColumns(), categories is null ? null : scratch.File("categories.json", categories));

    private DocumentProblem Complaint(string text, BoardColumns? columns = null, string? categories = null) =>
        Assert.Throws<DocumentException>(() => Read(text, columns, categories)).Problems[0];

    private static string Run(string model, double rate, int passed, int cases) =>
        $"- dirname: d\n  test_cases: {cases}\n  model: {model}\n  edit_format: diff\n  pass_rate_2: {rate}\n  pass_num_2: {passed}\n  date: 2025-02-25\n  total_cost: 1.5\n";

    [Fact]
    public void A_run_of_Aider_has_its_share_its_cases_and_its_day()
    {
        var reading = Read(Run("o3-mini (high)", 60.4, 136, 225));

        Assert.Equal(BoardFormat.Aider, reading.Format);
        var row = Assert.Single(reading.Rows);
        Assert.Equal(("o3-mini (high)", 60.4, 225, "2025-02-25", "edit format diff", 1L), (row.Model, row.Value, row.Items, row.On.ToString(), row.Conditions, row.Line));
        Assert.Empty(reading.Notices);
    }

    [Fact]
    public void A_published_share_that_does_not_follow_from_its_cases_is_said_and_kept()
    {
        var reading = Read(Run("a", 60.4, 136, 225) + Run("b", 60.4, 136, 224));

        Assert.Equal([60.4, 60.4], reading.Rows.Select(row => row.Value));
        var notice = Assert.Single(reading.Notices);
        Assert.Equal(9, notice.Line);
        Assert.Contains("136 of 224 cases are 60.7 %", notice.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Five_rows_of_Aiders_polyglot_board_do_not_follow_from_their_cases()
    {
        var data = Environment.GetEnvironmentVariable("CODERED_DATA");
        Assert.SkipUnless(data is not null && Directory.Exists(data), "CODERED_DATA names no folder with the boards' data.");

        var reading = BoardFile.Read(Path.Combine(data!, "aider", "polyglot_leaderboard.yml"), new BoardColumns());

        Assert.Equal(69, reading.Rows.Length);
        Assert.Equal(
            ["chatgpt-4o-latest (2025-02-15)", "gpt-4.5-preview", "o1-2024-12-17 (high)", "o3 (high) + gpt-4.1", "o3-mini (high)"],
            reading.Notices.Select(notice => notice.Problem.Split('\'')[1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Ratings_of_LMArena_come_from_all_votes_with_their_intervals()
    {
        var reading = Read("""{"chinese": {"a": {"rating": 1}}, "full": {"a": {"rating": 1451.5, "rating_q975": 1456, "rating_q025": 1447}, "b": {"rating": 1400}}}""");

        Assert.Equal(BoardFormat.LmArena, reading.Format);
        Assert.Equal([("a", 1451.5, (double?)1447, (double?)1456), ("b", 1400, null, null)], reading.Rows.Select(row => (row.Model, row.Value, row.Lower, row.Upper)));
    }

    [Fact]
    public void LiveBench_is_the_mean_of_the_means_of_categories_and_a_model_without_a_task_has_none()
    {
        var reading = Read("model,t1,t2,t3\nx,10,20,60\ny,10,,60\n", categories: """{"A": ["t1", "t2"], "B": ["t3"]}""");

        Assert.Equal(BoardFormat.LiveBench, reading.Format);
        Assert.Equal([("x", 37.5)], reading.Rows.Select(row => (row.Model, row.Value)));
    }

    [Fact]
    public void Epochs_runs_are_fractions_with_the_day_they_started()
    {
        var reading = Read(
            "\ufeffid,task,model,Best score (across scorers),started_at\n1,GPQA diamond,gpt-5.1_medium,0.850,17 November 2025 4:28pm\n2,Other,x,0.1,16 November 2025 8:17pm\n3,GPQA diamond,y,,16 November 2025 8:17pm\n",
            new BoardColumns { Only = ("task", "GPQA diamond") });

        Assert.Equal(BoardFormat.EpochRuns, reading.Format);
        Assert.Equal([("gpt-5.1_medium", 85.0, "2025-11-17", 2L)], reading.Rows.Select(row => (row.Model, row.Value, row.On.ToString(), row.Line)));
    }

    [Fact]
    public void Any_table_is_read_by_the_columns_that_are_named()
    {
        var reading = Read("Model version,Score,N,low\na,62.4%,200,60%\n", new BoardColumns { Model = "Model version", Value = "Score", Items = "N", Lower = "low" });

        Assert.Equal(new BoardRow("a", 62.4, null, 60, null, 200, null, 2), Assert.Single(reading.Rows));
    }

    [Theory]
    [InlineData("1,234", 1234)]
    [InlineData("1,234,567.5", 1234567.5)]
    [InlineData("-1,234", -1234)]
    [InlineData("0.85", 0.85)]
    public void A_comma_between_thousands_is_read(string cell, double value) =>
        Assert.Equal(value, Assert.Single(Read($"m,s\na,\"{cell}\"\n", new BoardColumns { Model = "m", Value = "s" }).Rows).Value);

    [Theory]
    [InlineData("0,85")]
    [InlineData("85,5")]
    [InlineData("0,123")]
    [InlineData("1,2345")]
    public void A_decimal_comma_is_no_number_and_never_a_hundred_times_as_much(string cell) =>
        Assert.Contains($"'s' is '{cell}', no number", Complaint($"m,s\na,\"{cell}\"\n", new BoardColumns { Model = "m", Value = "s" }).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a,b\n1,2\n", "nothing says which columns")]
    [InlineData("{\"x\": 1}", "there is no category 'full'")]
    [InlineData("{\"full\": {\"a\": {\"rating\": \"high\"}}}", "has no rating that is a number")]
    [InlineData("{\"full\": {\"a\":", "not JSON, or it is cut off")]
    [InlineData("- dirname: d\n  pass_rate_2: x\n", "'model' is missing")]
    [InlineData("- dirname: d\n  model: m\n  date: 0000-01-01\n  pass_rate_2: 5\n", "'date' is '0000-01-01'")]
    public void A_file_in_no_known_form_is_named_with_what_is_wrong(string text, string problem) =>
        Assert.Contains(problem, Complaint(text).Problem, StringComparison.Ordinal);

    [Fact]
    public void A_column_that_is_not_there_and_a_value_that_is_no_number_are_named_with_their_line()
    {
        Assert.Contains("did you mean Score?", Complaint("m,Score\na,1\n", new BoardColumns { Model = "m", Value = "Scor" }).Remedy, StringComparison.Ordinal);
        var complaint = Complaint("m,s\na,1\nb,many\n", new BoardColumns { Model = "m", Value = "s" });
        Assert.Equal((3L, "'s' is 'many', no number"), (complaint.Line, complaint.Problem));
    }

    [Fact]
    public void Categories_of_another_table_are_refused() =>
        Assert.Contains("there is no column for the task 't9'", Complaint("model,t1\nx,1\n", categories: """{"A": ["t9"]}""").Problem, StringComparison.Ordinal);
}
