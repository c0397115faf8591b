using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Store.Tests;

/// <summary>Runs that are asked by ourselves: durable one by one, shown as a whole, continued after a death.</summary>
public sealed class RunLogTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sample_is_durable_when_its_append_has_ended()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        await using var log = Begin(store, Plan(10));
        for (int place = 0; place < 10; place++)
        {
            await log.AppendAsync(Sample(place));
            Assert.Equal(place + 1, scratch.Ask("SELECT count(*) FROM sample"));
            Assert.Equal(place + 1, scratch.Ask("SELECT count(*) FROM exchange"));
            Assert.Equal(place + 1, scratch.Ask("SELECT count(*) FROM grade"));
        }
    }

    [Fact]
    public async Task A_run_is_shown_once_it_is_whole_and_not_before()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var plan = Plan(4, epochs: 2);
        await using var log = Begin(store, plan);
        await Task.WhenAll(Enumerable.Range(0, 7).Select(p => log.AppendAsync(Sample(p, plan))));
        using (var reader = scratch.Open())
        {
            Assert.Empty(reader.Runs());
            var unfinished = Assert.Single(reader.Unfinished());
            Assert.Equal((7L, 8L, true, "target"), (unfinished.Samples, unfinished.Places, unfinished.UnderWay, unfinished.Target.Name));
        }

        await log.AppendAsync(Sample(7, plan));
        var run = await log.FinishAsync();
        using var after = scratch.Open();
        Assert.Equal(run, Assert.Single(after.Runs()));
        Assert.Equal((8L, 4L, "suite.yaml"), (run.Samples, run.Items, run.Source.Name));
        Assert.Equal(Scratch.Now, run.FirstAt);
        Assert.Equal(Scratch.Now.AddSeconds(7), run.LastAt);
        Assert.Empty(after.Unfinished());
        Assert.Empty(after.Check());
        var pairs = after.Pairs(run.Id, run.Id, 0).Select(p => (p.Key, p.Baseline.Count)).ToList();
        Assert.Equal([("q0", 2), ("q1", 2), ("q2", 2), ("q3", 2)], pairs);
    }

    [Fact]
    public async Task A_run_cannot_be_made_whole_while_samples_are_missing()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        await using var log = Begin(store, Plan(2));
        await log.AppendAsync(Sample(0));
        await Assert.ThrowsAsync<InvalidOperationException>(log.FinishAsync);
        Assert.Empty(store.Runs());
    }

    [Fact]
    public async Task A_run_that_was_left_goes_on_where_it_was()
    {
        using var scratch = new Scratch();
        var plan = Plan(6);
        using (var store = scratch.Open())
        {
            await using var log = Begin(store, plan);
            await log.AppendAsync(Sample(4));
            await log.AppendAsync(Sample(1));
            await log.AppendAsync(Sample(2) with { Graded = Failed(2), Failure = FailureKind.BadRequest, JudgeCost = null });
        }

        using var again = scratch.Open();
        Assert.False(again.Unfinished(plan)!.UnderWay);
        await using var rest = Begin(again, plan);
        Assert.Equal([false, true, true, false, true, false], Enumerable.Range(0, 6).Select(p => rest.IsAnswered(p)));
        Assert.Equal(new RunTotals(2, 1, 0.006m, 0), rest.Totals);
        foreach (int place in (int[])[0, 3, 5])
        {
            await rest.AppendAsync(Sample(place));
        }

        var run = await rest.FinishAsync();
        Assert.Equal(6, run.Samples);
        Assert.Single(again.Runs());
        Assert.Empty(again.Check());
        Assert.Empty(Directory.GetFiles(scratch.Folder, "*.run-*"));
    }

    [Fact]
    public async Task Every_count_of_tokens_that_a_cost_is_made_of_comes_back_with_the_answer()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var run = await Whole(store, Plan(3));
        var answers = store.Sets([run.Id], 0).SelectMany(s => s.Runs[0]).ToList();

        Assert.Equal(3, answers.Count);
        Assert.All(answers, a => Assert.Equal(new TokenUsage(10, 4, 0, 7, 6), a.Usage));
        // What the judge cost is in the run's total and in no answer's cost.
        Assert.All(answers, a => Assert.Equal(0.001m, a.Cost));
    }

    [Fact]
    public async Task A_run_that_another_process_asks_is_not_gone_on_with()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        using var other = scratch.Open();
        var plan = Plan(2);
        await using var one = Begin(store, plan);
        await one.AppendAsync(Sample(0));
        await using var two = Begin(other, plan);
        Assert.Null(other.Unfinished(plan));
        Assert.False(two.IsAnswered(0));
        await two.AppendAsync(Sample(0));
        await two.AppendAsync(Sample(1));
        await one.AppendAsync(Sample(1));
        var (a, b) = (await one.FinishAsync(), await two.FinishAsync());

        Assert.NotEqual(a.Id, b.Id);
        Assert.Equal(2, store.Runs().Count);
        Assert.Empty(store.Check());
    }

    [Theory]
    [InlineData("content")]
    [InlineData("epochs")]
    [InlineData("target")]
    [InlineData("asking")]
    public async Task Another_plan_is_another_run(string what)
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var plan = Plan(2);
        await using (var log = Begin(store, plan))
        {
            await log.AppendAsync(Sample(0));
        }

        var another = what switch
        {
            "content" => plan with { SuiteContent = ContentHash.Of("edited") },
            "epochs" => plan with { Epochs = 2 },
            "target" => plan with { Target = new Target("another") },
            _ => plan with { Asking = new JsonObject { ["id"] = "another" } },
        };
        await using var begun = Begin(store, another);
        Assert.False(begun.IsAnswered(0));
    }

    [Fact]
    public async Task An_import_may_go_on_at_the_same_time()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        using var other = scratch.Open();
        var plan = Plan(50);
        await using var log = Begin(store, plan);
        for (int place = 0; place < 25; place++)
        {
            await log.AppendAsync(Sample(place));
        }

        Scratch.Import(other, Scratch.Many(200, "a", "b"));
        for (int place = 25; place < 50; place++)
        {
            await log.AppendAsync(Sample(place));
        }

        Scratch.Import(other, Scratch.Many(10, "c"), "more");
        var run = await log.FinishAsync();
        Assert.Equal(4, other.Runs().Count);
        Assert.Empty(other.Check());
        var a = other.Runs().Single(r => r.Target.Name == "a");
        Assert.Equal(50, other.Pairs(a.Id, run.Id, 0).Count(p => p.Baseline.Count == 1 && p.Current.Count == 1));
    }

    [Fact]
    public async Task A_database_that_another_process_writes_to_is_waited_for()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        await using var log = Begin(store, Plan(2));
        using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={scratch.Database};Pooling=false");
        other.Open();
        using var begin = other.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();
        var append = log.AppendAsync(Sample(0));
        Assert.NotSame(append, await Task.WhenAny(append, Task.Delay(300, Cancellation)));
        begin.CommandText = "COMMIT";
        begin.ExecuteNonQuery();
        await append;
    }

    [Fact]
    public async Task What_a_killed_import_left_is_swept_before_a_run_numbers_its_items()
    {
        using var scratch = new Scratch();
        using (var store = scratch.Open())
        {
            Scratch.Import(store, Scratch.Many(3, "a"));
        }

        scratch.Ask("INSERT INTO import (started_at, first_item, first_sample) VALUES (0, (SELECT max(id) + 1 FROM item), (SELECT max(id) + 1 FROM sample))");
        scratch.Ask("INSERT INTO item SELECT max(id) + 1, suite, 0, 'left over', NULL, NULL FROM item");
        using var after = scratch.Open();
        var plan = Plan(5);
        await using var log = Begin(after, plan);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(p => log.AppendAsync(Sample(p))));
        await log.FinishAsync();
        Scratch.Import(after, Scratch.Many(7, "b"), "more");

        Assert.Empty(after.Check());
        Assert.Equal(0, scratch.Ask("SELECT count(*) FROM item WHERE key = 'left over'"));
        Assert.Equal(0, scratch.Ask("SELECT count(*) FROM sample WHERE item NOT IN (SELECT id FROM item)"));
    }

    [Fact]
    public async Task An_edited_item_keeps_its_key_and_each_run_its_own_text()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var first = await Whole(store, Plan(2));
        var edited = Plan(2) with { SuiteContent = ContentHash.Of("edited") };
        var second = await Whole(store, edited, question: "another question");
        var pair = store.Pairs(first.Id, second.Id, 0).Select(p => (p.Key, Baseline: p.Baseline[0], Current: p.Current[0])).First();

        Assert.NotEqual(pair.Baseline.Content, pair.Current.Content);
        Assert.Equal("question", store.Texts(pair.Baseline.Sample).Question);
        Assert.Equal("another question", store.Texts(pair.Current.Sample).Question);
    }

    [Fact]
    public async Task What_went_over_the_wire_is_kept()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        await using var log = Begin(store, Plan(1));
        await log.AppendAsync(Sample(0) with { Attempts = 3 });

        Assert.Equal(1, scratch.Ask("""
            SELECT count(*) FROM exchange WHERE attempts = 3 AND status = 200 AND first_token_us = 5000 AND cached_input_tokens = 4 AND reasoning_tokens = 6
              AND served_model = 'model-1' AND fingerprint = 'fp' AND finish_reason = 'stop' AND response_id = 'r1' AND request_id = 'q1' AND endpoint = 'http://localhost/v1'
              AND request = '{"a":1}' AND reasoning = 'because' AND judge_cost = '0.002' AND failure IS NULL AND warnings = '["w"]'
              AND mean_log_probability = -0.5 AND json_extract(log_probabilities, '$[0].token') = 'x'
            """));
    }

    [Fact]
    public async Task An_answer_that_waits_for_its_judge_is_durable_and_no_sample_until_it_is_graded()
    {
        using var scratch = new Scratch();
        var plan = Plan(2);
        using (var store = scratch.Open())
        {
            await using var log = Begin(store, plan);
            await log.AppendAsync(Sample(0));
            await log.AppendAsync(Waits(Sample(1), ["fine", null]));
            Assert.Equal(1, store.Unfinished().Single().Samples);
            await Assert.ThrowsAsync<InvalidOperationException>(log.FinishAsync);
        }

        using var again = scratch.Open();
        WaitingAnswer earlier;
        await using (var log = Begin(again, plan))
        {
            Assert.Equal((true, false, true), (log.IsAnswered(0), log.IsAnswered(1), log.Waiting(0) is null));
            earlier = log.Waiting(1)!;
            Assert.Equal(("answer", 3, 0.001m, 0.002m), (earlier.Answer, earlier.Attempts, earlier.Cost, earlier.JudgeCost));
            Assert.Equal(["fine", null], earlier.Replies);
            Assert.Equal(new RunTotals(1, 0, 0.006m, 0) { Waiting = 1 }, log.Totals);
            await log.AppendAsync(Waits(Sample(1), ["fine", null, "good"]) with { Earlier = earlier, Exchange = null });
        }

        await using var rest = Begin(again, plan);
        Assert.Equal(["fine", null, "good"], rest.Waiting(1)!.Replies);
        await rest.AppendAsync(Sample(1) with { Earlier = rest.Waiting(1), Exchange = null, JudgeCost = 0.004m });
        var run = await rest.FinishAsync();
        Assert.Equal(2, run.Samples);
        Assert.Equal(2, Assert.Single(again.Wire(run.Id).Served).Answers);
        Assert.Equal(2, again.Sets([run.Id], 0).Count());
        Assert.Equal(0, scratch.Ask("SELECT count(*) FROM waiting"));
        Assert.Equal(1, scratch.Ask("SELECT count(*) FROM exchange WHERE judge_cost = '0.004' AND request_id = 'q1' AND attempts = 3"));
        Assert.Empty(again.Check());
    }

    [Fact]
    public async Task What_a_judge_said_of_its_anchors_is_kept_with_the_run()
    {
        using var scratch = new Scratch();
        var plan = Plan(1);
        AnchorVerdict[] verdicts = [new(ContentHash.Of("a"), true, 0.001m), new(ContentHash.Of("b"), false, null), new(ContentHash.Of("c"), null, 0)];
        using (var store = scratch.Open())
        {
            await using var log = Begin(store, plan);
            await Task.WhenAll(verdicts.Select(log.AppendAsync));
            Assert.Equal(3, log.Anchors.Count);
        }

        using var again = scratch.Open();
        await using var rest = Begin(again, plan);
        Assert.Equal(verdicts.OrderBy(v => v.Anchor.Hex, StringComparer.Ordinal), rest.Anchors);
        await Assert.ThrowsAsync<InvalidOperationException>(() => rest.AppendAsync(verdicts[0]));
    }

    [Theory]
    [InlineData("nothing", false)]
    [InlineData("a judgement that was refused", false)]
    [InlineData("a judgement", true)]
    [InlineData("a judgement without a price", true)]
    [InlineData("a reply about a waiting answer", true)]
    [InlineData("a waiting answer without a reply", false)]
    [InlineData("an anchor", true)]
    [InlineData("an anchor without a verdict", false)]
    public async Task Whether_a_judge_has_answered_is_known_from_what_it_said_and_cost(string durable, bool known)
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var plan = Plan(2);
        await using (var log = Begin(store, plan))
        {
            await (durable switch
            {
                "a judgement that was refused" => log.AppendAsync(Sample(0) with { JudgeCost = 0 }),
                "a judgement" => log.AppendAsync(Sample(0)),
                "a judgement without a price" => log.AppendAsync(Sample(0) with { JudgeCost = null }),
                "a reply about a waiting answer" => log.AppendAsync(Waits(Sample(0) with { JudgeCost = 0 }, [null, "fine"])),
                "a waiting answer without a reply" => log.AppendAsync(Waits(Sample(0) with { JudgeCost = 0 }, [null])),
                "an anchor" => log.AppendAsync(new AnchorVerdict(ContentHash.Of("a"), false, 0)),
                "an anchor without a verdict" => log.AppendAsync(new AnchorVerdict(ContentHash.Of("a"), null, 0)),
                _ => Task.CompletedTask,
            });
        }

        await using var rest = Begin(store, plan);
        Assert.Equal(known, rest.JudgeHasAnswered);
    }

    [Fact]
    public async Task Others_may_write_while_the_items_of_a_long_suite_are_read()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var plan = Plan(3_000);
        int written = 0;
        await using var log = store.Begin(plan, Items(3_000, i => written += i % 100 == 0 ? Write(scratch.Database) : 0), UnfinishedChoice.BeginAnew, () => { }, Cancellation);
        Assert.Equal(30, written);

        // With little patience: it fails where another writes.
        static int Write(string path)
        {
            using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=false;Default Timeout=1");
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "PRAGMA busy_timeout = 0; BEGIN IMMEDIATE; COMMIT";
            command.ExecuteNonQuery();
            return 1;
        }
    }

    [Fact]
    public void Items_that_cannot_be_read_to_their_end_leave_nothing()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        Assert.Throws<IOException>(() => store.Begin(
            Plan(3_000), Items(3_000, i => _ = i < 2_500 ? i : throw new IOException("gone")), UnfinishedChoice.BeginAnew, () => { }, Cancellation));
        foreach (string table in (string[])["item", "suite", "run", "plan", "import"])
        {
            Assert.Equal(0, scratch.Ask($"SELECT count(*) FROM {table}"));
        }
    }

    [Fact]
    public async Task What_was_killed_while_its_items_were_registered_is_swept_and_begun_anew()
    {
        using var scratch = new Scratch();
        string killed = Path.Combine(scratch.Folder, "killed.db");
        using (var store = scratch.Open())
        {
            // What is on the disk at that moment, is what a killed process leaves.
            await using var log = store.Begin(
                Plan(3_000),
                Items(3_000, i =>
                {
                    foreach (string part in (string[])(i == 2_500 ? ["", "-wal"] : []))
                    {
                        File.Copy(scratch.Database + part, killed + part);
                    }
                }),
                UnfinishedChoice.BeginAnew,
                () => { },
                Cancellation);
        }

        using var after = scratch.Open(killed);
        Assert.Equal((0, 0), (after.Runs().Count, after.Unfinished().Count));
        Assert.True(after.HasUnfinishedImport());
        var run = await Whole(after, Plan(5));
        Assert.Equal(["q0", "q1", "q2", "q3", "q4"], after.Pairs(run.Id, run.Id, 0).Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Empty(after.Check());
        Assert.False(after.HasUnfinishedImport());
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={killed};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM item";
        Assert.Equal(5L, command.ExecuteScalar());
    }

    [Fact]
    public async Task What_was_paid_for_nothing_is_kept_with_the_run()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        var plan = Plan(1);
        await using (var log = Begin(store, plan))
        {
            await Task.WhenAll(log.SpendAsync(0.001m), log.SpendAsync(0.02m));
            Assert.Equal(0.021m, log.Expenses);
        }

        await using (var rest = Begin(store, plan))
        {
            Assert.Equal(0.021m, rest.Expenses);
        }

        await using var another = Begin(store, plan with { Epochs = 2 });
        Assert.Equal(0, another.Expenses);
    }

    [Fact]
    public async Task A_place_that_is_answered_twice_breaks_the_log_and_every_waiting_sample_is_told()
    {
        using var scratch = new Scratch();
        using var store = scratch.Open();
        await using var log = Begin(store, Plan(3));
        await log.AppendAsync(Sample(0));
        await Assert.ThrowsAsync<InvalidOperationException>(() => log.AppendAsync(Sample(0)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => log.AppendAsync(Sample(1)));
    }

    private static RunPlan Plan(int items, int epochs = 1) => new(
        Scratch.Suite(), ContentHash.Of("suite"), "suite.yaml", new Target("target"), new JsonObject { ["id"] = "sim:demo" }, items, epochs);

    private static RunLog Begin(EvidenceStore store, RunPlan plan, string question = "question") => store.Begin(
        plan, Enumerable.Range(0, (int)plan.Items).Select(i => new Item($"q{i}", question, "yes", null)), UnfinishedChoice.Continue, () => { }, Cancellation);

    private static IEnumerable<Item> Items(int count, Action<int> read) => Enumerable.Range(0, count).Select(i =>
    {
        read(i);
        return new Item($"q{i}", "question", "yes", null);
    });

    private static async Task<Run> Whole(EvidenceStore store, RunPlan plan, string question = "question")
    {
        await using var log = Begin(store, plan, question);
        await Task.WhenAll(Enumerable.Range(0, (int)plan.Places).Select(p => log.AppendAsync(Sample(p, plan, question))));
        return await log.FinishAsync();
    }

    private static AskedSample Sample(int place, RunPlan? plan = null, string question = "question")
    {
        long items = plan?.Items ?? int.MaxValue;
        var graded = Scratch.Graded("target", new Sample(
            new Item($"q{place % items}", question, "yes", null), (int)(place / items), "answer", null, Scratch.Now.AddSeconds(place), TimeSpan.FromMilliseconds(20), 10, 7, 0.001m, false, 0), 1);
        return new(place, graded, new Exchange
        {
            Endpoint = "http://localhost/v1",
            Request = Encoding.UTF8.GetBytes("""{"a":1}"""),
            SentAt = Scratch.Now,
            FirstToken = TimeSpan.FromMilliseconds(5),
            Status = 200,
            ServedModel = "model-1",
            Fingerprint = "fp",
            FinishReason = "stop",
            ResponseId = "r1",
            RequestId = "q1",
            Reasoning = "because",
            Usage = new TokenUsage(10, 4, 0, 7, 6),
            Warnings = ["w"],
            LogProbabilities = [new("x", -0.5, [])],
        }, null, 1, 0.002m);
    }

    private static AskedSample Waits(AskedSample sample, ImmutableArray<string?> replies) =>
        sample with { Graded = sample.Graded with { Grades = [] }, Waiting = replies, Attempts = 3 };

    private static GradedSample Failed(int place) => Scratch.Graded("target", new Sample(
        new Item($"q{place}", "question", "yes", null), 0, null, "refused", Scratch.Now, null, null, null, null, null, 0), (double?)null);
}
