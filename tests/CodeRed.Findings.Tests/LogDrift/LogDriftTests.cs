using CodeRed.Evidence;
using CodeRed.Findings.Drift;
using CodeRed.Findings.LogDrift;

namespace CodeRed.Findings.Tests.LogDrift;

public class LogDriftTests
{
    private static readonly DateTimeOffset Split = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly RunSummary Log = new(new string('c', 64), "model", "log.jsonl", 0, null, null);
    private static readonly Metric Score = new("helpful", Better.Higher, true, "score");

    private static Suite SuiteOf(params Metric[] metrics) => new("log", [.. metrics], HasItems: false);

    private static LogEntry Row(DateTimeOffset? at, double? score = null, bool nonAnswer = false, int length = 100, string? stratum = null) =>
        new(at, stratum, true, nonAnswer, false, null, length, null, null, score is null ? [] : [score]);

    private static LogDriftFinding Find(Suite suite, IEnumerable<LogEntry> rows)
    {
        var fold = new LogDriftFold(suite, Log, Split, new DriftSettings());
        foreach (var row in rows)
        {
            fold.Add(row);
        }

        return fold.Finish(DateTimeOffset.UnixEpoch);
    }

    // So many days a side, rows a day; the value of a row may depend on whether it is after, on its day, and on chance.
    private static IEnumerable<LogEntry> Days(int days, int rows, int seed, Func<bool, double, Random, LogEntry> row)
    {
        var random = new Random(seed);
        for (int day = -days; day < days; day++)
        {
            double effect = (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2;
            for (int i = 0; i < rows; i++)
            {
                yield return row(day >= 0, effect, random) with { At = Split.AddDays(day).AddMinutes(random.Next(1440)) };
            }
        }
    }

    [Fact]
    public void A_lower_score_after_the_date_is_worse()
    {
        var finding = Find(SuiteOf(Score), Days(10, 50, 1, (after, _, random) => Row(null, random.NextDouble() < (after ? .6 : .8) ? 1 : 0)));

        Assert.Equal(Verdict.Worse, finding.Verdict);
        Assert.InRange(finding.Metrics[0].Effect!.Value, -.28, -.12);
        Assert.Equal((500, 500, 10, 10), (finding.Sides.RowsBefore, finding.Sides.RowsAfter, finding.Sides.DaysBefore, finding.Sides.DaysAfter));
    }

    [Fact]
    public void Without_a_score_nothing_is_ever_called_worse()
    {
        var finding = Find(SuiteOf(), Days(10, 50, 1, (after, _, random) => Row(null, nonAnswer: random.NextDouble() < (after ? .9 : .01), length: after ? 5 : 500)));

        Assert.Equal(Verdict.Changed, finding.Verdict);
        Assert.False(finding.HasScore);
        Assert.DoesNotContain(finding.Metrics, m => m.Verdict is Verdict.Worse or Verdict.Better);
        Assert.Contains(finding.Metrics, m => m is { Kind: LogMetricKind.NonAnswers, Verdict: Verdict.Changed });
    }

    [Fact]
    public void Format_validity_is_no_score()
    {
        var finding = Find(
            SuiteOf(new Metric(Metric.FormatValid, Better.Higher, true, "json")),
            Days(10, 50, 1, (after, _, random) => Row(null, random.NextDouble() < (after ? .1 : .9) ? 1 : 0)));

        Assert.Equal(Verdict.Changed, finding.Verdict);
        Assert.False(finding.HasScore);
    }

    [Fact]
    public void Another_mix_of_strata_is_not_a_change()
    {
        // Easy questions score 1 and hard ones 0, before and after; after the date there are many more hard ones.
        var finding = Find(SuiteOf(Score), Days(10, 60, 1, (after, _, random) =>
        {
            bool hard = random.NextDouble() < (after ? .7 : .3);
            return Row(null, hard ? 0 : 1, stratum: hard ? "hard" : "easy");
        }));

        Assert.Equal(Verdict.NoChangeSeen, finding.Verdict);
        Assert.Equal(0, finding.Metrics[0].Effect!.Value, 12);
        Assert.Equal(finding.Metrics[0].Before!.Value, finding.Metrics[0].After!.Value, 12);
    }

    [Fact]
    public void Strata_that_hardly_meet_could_not_be_measured()
    {
        var finding = Find(SuiteOf(Score), Days(10, 60, 1, (after, _, random) =>
        {
            bool old = !after || random.NextDouble() < .05;
            return Row(null, old ? 1 : 0, stratum: old ? "old" : "new", length: 100);
        }));

        Assert.Equal(Verdict.CouldNotMeasure, finding.Metrics[0].Verdict);
        Assert.InRange(finding.Metrics[0].Compared, 0, .1);
    }

    [Fact]
    public void Three_days_a_side_without_spread_prove_nothing()
    {
        var rows = Enumerable.Range(-3, 6).Select(day => Row(Split.AddDays(day), day < 0 ? 1 : 0));

        Assert.Equal(Verdict.CouldNotMeasure, Find(SuiteOf(Score), rows).Metrics[0].Verdict);
    }

    [Theory]
    [InlineData(2, 10, LogDriftReason.TooFewDays)]
    [InlineData(10, 0, LogDriftReason.OneSideEmpty)]
    public void Too_little_on_a_side_could_not_be_measured(int before, int after, LogDriftReason reason)
    {
        var rows = Enumerable.Range(-before, before + after).SelectMany(day => Enumerable.Repeat(Row(Split.AddDays(day), day < 0 ? 1 : 0), 100));
        var finding = Find(SuiteOf(Score), rows);

        Assert.Equal((Verdict.CouldNotMeasure, reason), (finding.Verdict, finding.Reason));
    }

    [Fact]
    public void Rows_without_a_time_are_counted_and_left_out()
    {
        var finding = Find(SuiteOf(Score), Enumerable.Repeat(Row(null, 1), 7));

        Assert.Equal((Verdict.CouldNotMeasure, LogDriftReason.NoTimes, 7L), (finding.Verdict, finding.Reason, finding.Sides.RowsWithoutTime));
    }

    [Fact]
    public void The_first_instant_of_after_belongs_to_after()
    {
        var finding = Find(SuiteOf(Score), [Row(Split, 1), Row(Split.AddMilliseconds(-1), 1)]);

        Assert.Equal((1, 1), (finding.Sides.RowsBefore, finding.Sides.RowsAfter));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(14)]
    public void Without_a_change_about_five_percent_are_called_worse_or_better_though_days_differ(int days)
    {
        // Days move the pass rate by as much as chance moves a day's mean: rows as the unit would alarm far more often.
        const int Runs = 600;
        int alarms = Enumerable.Range(0, Runs).Count(run =>
            Find(SuiteOf(Score), Days(days, 30, run, (_, effect, random) => Row(null, random.NextDouble() < .7 + (.1 * effect) ? 1 : 0)))
                .Verdict is Verdict.Worse or Verdict.Better);

        Assert.InRange(alarms, 0, Runs * .05 + 4 * Math.Sqrt(Runs * .05 * .95));
    }
}
