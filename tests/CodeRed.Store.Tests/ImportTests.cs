using System.Collections.Immutable;
using CodeRed.Evidence;

namespace CodeRed.Store.Tests;

public class ImportTests
{
    [Fact]
    public void What_goes_in_comes_out()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var at = new DateTimeOffset(2026, 3, 5, 23, 59, 58, 765, TimeSpan.FromHours(2));
        var first = new Sample(new Item("küche \U0001F525", "Q?", "yes", "kitchen"), 0, "line\nbreak, \"quote\" \0 \U0001F525", null, at, TimeSpan.FromMilliseconds(812.345), 12, 34, 0.000120m, true, 7)
        {
            LooksRefused = true,
        };
        var graded = new GradedSample(new Target("a"), first, [new MetricGrade(Grade.Of(0.25, "label"), Grade.Of(0.5))]);
        var failed = new GradedSample(new Target("b"), new Sample(first.Item, 0, null, "timeout", null, null, null, null, null, null, 8), [default]);
        var empty = new GradedSample(new Target("b"), new Sample(new Item("empty", null, null, null), 0, "", null, null, null, null, null, null, null, 9), [new MetricGrade(Grade.NonAnswer, null)]);

        var result = Scratch.Import(store, [graded, failed, empty]);

        Assert.False(result.AlreadyThere);
        var (a, b) = (result.Runs.Single(r => r.Target.Name == "a"), result.Runs.Single(r => r.Target.Name == "b"));
        Assert.Equal((1, 1, at, at, Scratch.Now), (a.Samples, a.Items, a.FirstAt, a.LastAt, a.ImportedAt));
        Assert.Equal((2, 2, null, null), (b.Samples, b.Items, b.FirstAt, b.LastAt));
        Assert.Equal(Scratch.Source("content"), a.Source);
        Assert.Equal(Scratch.Suite(), a.Suite);
        Assert.Equal(result.Runs, store.Runs());

        var pairs = Pairs(store, a.Id, b.Id);
        Assert.Equal([("küche \U0001F525", "yes", "kitchen"), ("empty", null, null)], pairs.Select(p => (p.Key, p.Expected, p.Stratum)));
        var outcome = Assert.Single(pairs[0].Baseline);
        Assert.Equal(new Outcome(outcome.Sample, 0, outcome.Content, 0.25, 0.5, "label", false, true, true, first.Answer!.Length, 812.345, 34, "yes", "kitchen") { At = at.ToUniversalTime(), InputTokens = 12, Cost = 0.00012m }, outcome);
        var error = Assert.Single(pairs[0].Current);
        Assert.Equal(new Outcome(error.Sample, 0, outcome.Content, null, null, null, false, false, null, null, null, null, "yes", "kitchen"), error);
        Assert.Empty(pairs[1].Baseline);
        Assert.True(Assert.Single(pairs[1].Current).NonAnswer);

        Assert.Equal(new SampleTexts("Q?", first.Answer, null), store.Texts(outcome.Sample));
        Assert.Equal(new SampleTexts("Q?", null, "timeout"), store.Texts(error.Sample));
        Assert.Equal(new SampleTexts(null, "", null), store.Texts(pairs[1].Current[0].Sample));
        Assert.Empty(store.Check());
    }

    [Fact]
    public void A_key_with_a_nul_is_found_again_and_paired()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var runs = Scratch.Import(store, [Scratch.Graded("a", "k\0one"), Scratch.Graded("a", "k\0two"), Scratch.Graded("b", "k\0two"), Scratch.Graded("b", "k\0one")]).Runs;
        var pairs = Pairs(store, runs[0].Id, runs[1].Id);
        Assert.Equal(["k\0one", "k\0two"], pairs.Select(p => p.Key));
        Assert.All(pairs, p => Assert.Equal((1, 1), (p.Baseline.Length, p.Current.Length)));
    }

    [Fact]
    public void Pairs_come_in_the_order_in_which_items_were_first_seen_whatever_the_second_run_does()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        string[] keys = [.. Enumerable.Range(0, 500).Select(i => $"item {i * 7919 % 500}")];
        var first = Scratch.Import(store, keys.Select(k => Scratch.Graded("a", k)), "one").Runs[0];
        var second = Scratch.Import(store, keys.Reverse().Append("new").Select(k => Scratch.Graded("a", k, 0)), "two").Runs[0];
        var pairs = Pairs(store, first.Id, second.Id);
        Assert.Equal([.. keys, "new"], pairs.Select(p => p.Key));
        Assert.All(pairs.SkipLast(1), p => Assert.Equal((1.0, 0.0), (p.Baseline[0].Value, p.Current[0].Value)));
        Assert.Empty(pairs[^1].Baseline);
    }

    [Fact]
    public void Several_runs_are_merged_item_by_item_and_a_missing_item_is_an_empty_list()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var a = Scratch.Import(store, new[] { "p", "q", "r" }.Select(k => Scratch.Graded("a", k)), "one").Runs[0];
        var b = Scratch.Import(store, new[] { "r", "q" }.Select(k => Scratch.Graded("b", k, 0)), "two").Runs[0];
        var c = Scratch.Import(store, new[] { "s", "q" }.Select(k => Scratch.Graded("c", k, .5)), "three").Runs[0];

        var sets = store.Sets([c.Id, a.Id, b.Id], 0).Select(s => (s.Key, Values: s.Runs.Select(r => string.Join(',', r.Select(o => o.Value))).ToArray())).ToList();

        Assert.Equal(["p", "q", "r", "s"], sets.Select(s => s.Key));
        Assert.Equal(["", "1", ""], sets[0].Values);
        Assert.Equal(["0.5", "1", "0"], sets[1].Values);
        Assert.Equal(["", "1", "0"], sets[2].Values);
        Assert.Equal(["0.5", "", ""], sets[3].Values);
    }

    [Fact]
    public void Repeats_without_an_epoch_are_numbered_in_the_order_of_the_file()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var samples = Enumerable.Range(0, 6).Select(i => Scratch.Graded("a", i % 2 == 0 ? "even" : "odd", i / 10.0, line: i + 2, answer: $"answer {i}"));
        var run = Scratch.Import(store, samples, repeats: true).Runs[0];
        Assert.Equal((6, 2), (run.Samples, run.Items));
        var outcomes = Pairs(store, run.Id, run.Id)[0].Baseline;
        Assert.Equal([(0, 0.0), (1, 0.2), (2, 0.4)], outcomes.Select(o => (o.Epoch, o.Value!.Value)));
        Assert.Equal("answer 4", store.Texts(outcomes[2].Sample).Answer);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Items_are_counted_right_also_where_a_file_numbers_its_epochs_from_one(int metrics)
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var samples = Enumerable.Range(0, 9).Select(i =>
            Scratch.Graded("a", new Sample(new Item($"q{i % 3}", null, null, null), 1 + (i / 3), "x", null, null, null, null, null, null, null, i + 2), [.. new double?[metrics]]));
        var run = Scratch.Import(store, samples, suite: Scratch.Suite(metrics)).Runs[0];
        Assert.Equal((9, 3), (run.Samples, run.Items));
    }

    [Fact]
    public void An_item_that_stands_twice_is_reported_with_both_lines_and_leaves_nothing()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var duplicate = Assert.Throws<DuplicateItemException>(() => Scratch.Import(
            store, [Scratch.Graded("a", "x", line: 2), Scratch.Graded("b", "x", line: 3), Scratch.Graded("a", "y", line: 4), Scratch.Graded("a", "x", line: 9)]));
        Assert.Equal(("x", 9, 2), (duplicate.Key, duplicate.Line, duplicate.FirstLine));
        Assert.Equal(Scratch.NoRows, scratch.Rows());
    }

    [Fact]
    public void Edited_items_keep_each_run_its_own_question()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var first = Scratch.Import(store, [Scratch.Graded("a", "x", question: "old?", expected: "1"), Scratch.Graded("a", "same")], "one").Runs[0];
        var second = Scratch.Import(store, [Scratch.Graded("a", "x", question: "new?", expected: "2"), Scratch.Graded("a", "same")], "two").Runs[0];
        var pairs = Pairs(store, first.Id, second.Id);
        Assert.NotEqual(pairs[0].Baseline[0].Content, pairs[0].Current[0].Content);
        Assert.Equal(pairs[1].Baseline[0].Content, pairs[1].Current[0].Content);
        Assert.Equal("old?", store.Texts(pairs[0].Baseline[0].Sample).Question);
        Assert.Equal("new?", store.Texts(pairs[0].Current[0].Sample).Question);
        Assert.Equal("2", Pairs(store, second.Id, second.Id)[0].Expected);
        Assert.Equal(2, scratch.Ask("SELECT count(*) FROM item"));
    }

    [Fact]
    public void Repeats_with_different_questions_each_show_their_own()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var run = Scratch.Import(store, [Scratch.Graded("a", "x", question: "one?"), Scratch.Graded("a", "x", question: "two?")], repeats: true).Runs[0];
        var outcomes = Pairs(store, run.Id, run.Id)[0].Baseline;
        Assert.Equal(["one?", "two?"], outcomes.Select(o => store.Texts(o.Sample).Question));
        Assert.NotEqual(outcomes[0].Content, outcomes[1].Content);
    }

    [Fact]
    public void The_same_source_twice_is_there_already_and_another_reading_of_it_is_another_run()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var first = Scratch.Import(store, Scratch.Many(10, "a", "b"));
        string rows = scratch.Rows();
        var again = Scratch.Import(store, Scratch.Many(10, "a", "b"));
        Assert.True(again.AlreadyThere);
        Assert.Equal(first.Runs.Select(r => r.Id).Order(), again.Runs.Select(r => r.Id).Order());
        Assert.Equal(rows, scratch.Rows());
        Assert.Equal(2, store.RunsFrom(ContentHash.Of("content"), ContentHash.Of("reading")).Count);
        Assert.Empty(store.RunsFrom(ContentHash.Of("content"), ContentHash.Of("other")));
        Assert.True(store.MayHold("content".Length));
        Assert.False(store.MayHold(1));

        var other = Scratch.Import(store, Scratch.Many(10, "a", "b"), reading: "other");
        Assert.False(other.AlreadyThere);
        Assert.Empty(other.Runs.Select(r => r.Id).Intersect(first.Runs.Select(r => r.Id)));
        Assert.Equal(4, store.Runs().Count);
    }

    [Fact]
    public void Rows_of_a_log_have_nothing_to_do_with_rows_of_another()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var suite = Scratch.Suite(hasItems: false);
        Scratch.Import(store, [Scratch.Graded("a", "line:2"), Scratch.Graded("a", "line:3")], "one", suite);
        Scratch.Import(store, [Scratch.Graded("a", "line:2"), Scratch.Graded("a", "line:3")], "two", suite);
        Assert.Equal(4, scratch.Ask("SELECT count(*) FROM item"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_entries_of_a_log_come_in_its_order_with_all_their_grades(int metrics)
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var at = Scratch.Now.AddMilliseconds(1);
        ImmutableArray<MetricGrade> Grades(params MetricGrade[] grades) => [.. grades.Take(metrics)];
        GradedSample[] samples =
        [
            new(new Target("a"), Row("line:2", "1234", "s") with { At = at, Latency = TimeSpan.FromSeconds(2), OutputTokens = 5, Truncated = false }, Grades(new(Grade.Of(0.5), null), new(Grade.NonAnswer, null))),
            new(new Target("b"), Row("line:3", "other target", null), Grades(new(Grade.Of(1), null), new(Grade.Of(1), null))),
            new(new Target("a"), Row("line:4", "", null), Grades(new(Grade.NotMeasured, null), new(Grade.Of(1), null))),
            new(new Target("a"), Row("line:5", null, null) with { Error = "boom" }, Grades(default, default)),
        ];
        var run = Scratch.Import(store, samples, suite: Scratch.Suite(metrics, hasItems: false)).Runs.Single(r => r.Target.Name == "a");

        // The grades are overwritten by the next entry.
        var entries = store.Entries(run.Id, metrics).Select(e => (Entry: e, Grades: e.Grades.ToArray())).ToList();

        Assert.Equal(3, entries.Count);
        Assert.Equal((at, "s", true, metrics == 2, false, 4, 2000.0, 5), (entries[0].Entry.At!.Value, entries[0].Entry.Stratum, entries[0].Entry.Measured, entries[0].Entry.NonAnswer, entries[0].Entry.Truncated!.Value, entries[0].Entry.Length!.Value, entries[0].Entry.LatencyMilliseconds!.Value, entries[0].Entry.OutputTokens!.Value));
        Assert.Equal(new double?[] { 0.5, 0 }.Take(metrics), entries[0].Grades);
        Assert.Equal((true, true, 0), (entries[1].Entry.Measured, entries[1].Entry.NonAnswer, entries[1].Entry.Length));
        Assert.Equal(new double?[] { null, 1 }.Take(metrics), entries[1].Grades);
        Assert.Equal((false, null), (entries[2].Entry.Measured, entries[2].Entry.Length));
        Assert.Equal(new double?[] { null, null }.Take(metrics), entries[2].Grades);

        static Sample Row(string key, string? answer, string? stratum) => new(new Item(key, null, null, stratum), 0, answer, null, null, null, null, null, null, null, 0);
    }

    [Fact]
    public void An_unknown_run_is_named()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var unknown = ContentHash.Of("nothing");
        Assert.Contains(unknown.Short, Assert.Throws<StoreException>(() => Pairs(store, unknown, unknown)).Message, StringComparison.Ordinal);
    }

    private static List<(string Key, string? Expected, string? Stratum, Outcome[] Baseline, Outcome[] Current)> Pairs(EvidenceStore store, ContentHash a, ContentHash b) =>
        [.. store.Pairs(a, b, 0).Select(p => (p.Key, p.Baseline.Concat(p.Current).First().Expected, p.Baseline.Concat(p.Current).First().Stratum, p.Baseline.ToArray(), p.Current.ToArray()))];
}
