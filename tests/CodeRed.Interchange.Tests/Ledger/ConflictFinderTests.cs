using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange.Tests;

/// <summary>Facts that cannot both be right are found; different editions, runners and times are no conflict.</summary>
public sealed class ConflictFinderTests
{
    private const string Common = "confidence: low, source: { title: t, url: \"https://a.example\" } }";

    /// <summary>What is found in the small ledger with rows of one kind more: the sides of each conflict, with a bar between.</summary>
    private static string[] Found(string kind, params string[] rows) =>
    [
        .. ConflictFinder.Find(LedgerTexts.Read(("more.yaml", $"{kind}:\n" + string.Concat(rows.Select((row, i) => $"- {{ id: x{i}, {row}, {Common}\n")))).Ledger)
            .Select(conflict => string.Join(" | ", conflict.Sides.Select(side => side.Says))),
    ];

    private static string[] Scores(params string[] rows) => Found("scores", [.. rows.Select(row => $"date_means: measured, runner: judge, {row}")]);

    [Fact]
    public void The_small_ledger_holds_only_the_conflict_that_is_written_down() => Assert.Empty(ConflictFinder.Find(LedgerTexts.Read().Ledger));

    [Fact]
    public void Two_values_of_one_series_model_conditions_and_time_are_a_conflict()
    {
        Assert.Equal(["91 % | 92 %"], Scores("benchmark: quiz, model: beta-2, value: 92, on: 2025-11-20, conditions: no tools"));
        Assert.Equal(["92 % | 91 %"], Scores("benchmark: quiz, model: beta-2, value: 92, on: 2025-11, conditions: no tools"));
        Assert.Equal(["70 % | 72 % | 74 %"], Scores(
            "benchmark: quiz, model: beta-2, value: 70, on: 2025-10", "benchmark: quiz, model: beta-2, value: 72, on: 2025-10", "benchmark: quiz, model: beta-2, value: 74, on: 2025-10"));
    }

    [Theory]
    [InlineData("benchmark: quiz, model: beta-2, value: 92, on: 2025-11-21, conditions: no tools")]
    [InlineData("benchmark: quiz, model: beta-2, value: 92, on: 2025-11-20, conditions: with tools")]
    [InlineData("benchmark: quiz, model: beta-2, value: 92, on: 2025-11-20")]
    [InlineData("benchmark: quiz, model: alpha-1-high, value: 92, on: 2025-11-20, conditions: no tools")]
    [InlineData("benchmark: quiz, model: beta-2, value: 91.4, on: 2025-11-20, conditions: no tools")]
    [InlineData("benchmark: quiz, model: beta-2, value: 90.5, on: 2025-11-20, conditions: no tools")]
    [InlineData("benchmark: board, edition: \"2025-04\", metric: rating, model: beta-2, value: 1400, on: 2025-12-01")]
    [InlineData("benchmark: board, edition: \"2025-11\", metric: horizon, model: beta-2, value: 90, on: 2025-12-01")]
    public void Another_day_condition_model_edition_metric_or_rounding_is_none(string row) => Assert.Empty(Scores(row));

    [Fact]
    public void Another_runner_is_none() => Assert.Empty(Found("scores", "date_means: measured, runner: alpha-evals, benchmark: quiz, model: beta-2, value: 70, on: 2025-11-20, conditions: no tools"));

    [Fact]
    public void Two_days_of_one_release_are_a_conflict_and_its_announcement_is_not()
    {
        Assert.Equal(["2025-11-18 | 2025-12-17"], Found("releases", "lab: beta, subject: Beta-2, model: beta-2, on: 2025-12-17"));
        Assert.Equal(["2022-11-30 | 2022-12"], Found("releases", "lab: alpha, subject: chatalpha, kind: product, on: 2022-12"));
        Assert.Empty(Found("releases", "lab: beta, subject: Beta 2, model: beta-2, on: 2025-11"));
        Assert.Empty(Found("releases", "lab: beta, subject: Beta 2, model: beta-2, kind: announcement, on: 2025-06-01"));
        Assert.Empty(Found("releases", "lab: alpha, subject: Beta 2, on: 2025-12-17"));
    }

    [Fact]
    public void Two_destinations_or_two_days_of_one_move_are_a_conflict()
    {
        Assert.Equal(["went to Elsewhere | went to Beta Labs"], Found("moves", "person: bob-two, kind: left, from: alpha, to: elsewhere, on: 2024-05"));
        Assert.Empty(Found("moves", "person: bob-two, kind: left, from: alpha, on: 2024-05"));
        Assert.Equal(["left on 2024-05-15 | left on 2024-12"], Found("moves", "person: bob-two, kind: left, from: alpha, on: 2024-12"));
        Assert.Empty(Found("moves", "person: bob-two, kind: returned, to: alpha, on: 2024-08", "person: bob-two, kind: left, from: alpha, on: 2024-12"));
        Assert.Empty(Found("moves", "person: bob-two, kind: left, from: beta, on: 2024-12"));
        Assert.Empty(Found("moves", "person: bob-two, kind: joined, to: beta, on: 2024-07-01"));
        Assert.Equal(["came on 2024-07-01 | came on 2025-01"], Found("moves", "person: bob-two, kind: joined, to: beta, on: 2024-07-01", "person: bob-two, kind: joined, to: beta, on: 2025-01"));
    }

    [Theory]
    [InlineData("value: 700000000, on: 2025-10-01, by: alpha, precision: rounded", true)]
    [InlineData("value: 700000000, on: 2025-10-01, by: alpha, precision: about", true)]
    [InlineData("value: 790000000, on: 2025-10-01, by: alpha", true)]
    [InlineData("value: 900000000, on: 2025-10-01, by: alpha", false)]
    [InlineData("value: 700000000, on: 2025-10-01, by: alpha, precision: at_least", false)]
    [InlineData("value: 700000000, on: 2025-09-30, by: alpha", false)]
    [InlineData("value: 700000000, on: 2025-10-01, by: judge", false)]
    public void Usage_of_one_product_measure_counter_and_time_is_compared_as_precisely_as_it_is_meant(string row, bool conflict) =>
        Assert.Equal(conflict, Found("usage", "product: chat-alpha, measure: weekly-active-users, " + row).Length == 1);

    [Fact]
    public void Shares_are_compared_by_their_decimals()
    {
        Assert.Equal(["61.5 % | 60 %"], Found("usage", "product: chat-alpha, measure: share-of-visits, value: 60, on: 2025-11, by: judge").Select(found => string.Join(" | ", found.Split(" | ").OrderDescending(StringComparer.Ordinal))));
        Assert.Empty(Found("usage", "product: chat-alpha, measure: share-of-visits, value: 62, on: 2025-11, by: judge"));
    }

    [Fact]
    public void Prices_and_votes_of_one_time_are_compared()
    {
        Assert.Single(Found("prices", "model: beta-2, vendor: beta, input: 3, output: 12.5, on: 2025-11"));
        Assert.Empty(Found("prices", "model: beta-2, vendor: beta, input: 2, output: 12.5, cached_input: 1, on: 2025-11"));
        Assert.Empty(Found("prices", "model: beta-2, vendor: beta, input: 3, output: 12.5, on: 2025-12"));
        string votes = "date_means: measured, runner: judge, benchmark: board, metric: rating, first: beta-2, second: alpha-1-high, wins: 61, losses: 40, ties: 20, on: 2025-12-01";
        Assert.Single(Found("votes", votes + ", edition: \"2025-11\""));
        Assert.Empty(Found("votes", votes + ", edition: \"2025-04\""));
    }

    [Fact]
    public void A_conflict_says_what_it_is_about_and_which_facts_are_on_which_side()
    {
        var found = Assert.Single(ConflictFinder.Find(LedgerTexts.Read(("more.yaml", $"releases:\n- {{ id: x, lab: beta, subject: Beta Two, model: beta-2, on: 2025-12-17, {Common}\n")).Ledger));
        Assert.Equal(("found.release.beta.beta-2", "Beta 2: day of release", (string?)null), (found.Id, found.Subject, found.Path));
        Assert.Equal([["release.beta.beta-2"], ["x"]], found.Sides.Select(side => side.Facts.ToArray()));
    }

    [Fact]
    public void What_is_written_down_is_not_found_again()
    {
        Assert.Empty(ConflictFinder.Find(LedgerTexts.Read(
            ("more.yaml", $"releases:\n- {{ id: x, lab: beta, subject: Beta Two, model: beta-2, on: 2025-12-17, {Common}\n"),
            ("known.yaml", "conflicts: [{ id: conflict.known, subject: Beta 2, sides: [{ says: November, facts: [release.beta.beta-2] }, { says: December, facts: [x] }] }]\n")).Ledger));
    }

    [Fact]
    public void A_conflict_is_as_old_as_its_second_side()
    {
        var ledger = LedgerTexts.Read(
            ("more.yaml", $"releases:\n- {{ id: x, lab: beta, subject: Beta Two, model: beta-2, on: 2025-12-17, known_by: 2026-01-10, known_basis: publication, {Common}\n"),
            ("known.yaml", "conflicts: [{ id: conflict.known, subject: Beta 2, sides: [{ says: November, facts: [release.beta.beta-2] }, { says: December, facts: [x] }, { says: May, source: { title: t, url: \"https://a.example\", published: 2026-02 } }, { says: June, source: { title: t, url: \"https://a.example\" } }] }]\n")).Ledger;
        string[] Sides(string day) => [.. ledger.AsOf(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).Ledger.Conflicts.SelectMany(conflict => conflict.Sides).Select(side => side.Says)];
        Assert.Empty(Sides("2026-01-09"));
        Assert.Equal(["November", "December"], Sides("2026-01-10"));
        Assert.Equal(["November", "December", "May"], Sides("2026-02-28"));
        Assert.Equal(4, ledger.AsOf(null).Ledger.Conflicts.Single(conflict => conflict.Id == "conflict.known").Sides.Length);
    }
}
