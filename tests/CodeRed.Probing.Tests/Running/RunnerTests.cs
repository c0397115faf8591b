using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CodeRed.Evidence;
using CodeRed.Probing.Running;
using CodeRed.Probing.Suites;
using CodeRed.Providers;

namespace CodeRed.Probing.Tests.Running;

/// <summary>Runs against a server on this machine that speaks a vendor's wire format.</summary>
public sealed class RunnerTests
{
    // 100 tokens in and 10 out: a thousandth of a dollar each.
    private static readonly TokenPrice Price = new(5, 50, null, null, null, "USD", default, "test");

    [Fact]
    public async Task Every_item_is_asked_once_an_epoch_and_graded()
    {
        await using var server = await ModelServer.Start((question, _) => Reply.Of(question == "q3" ? "no idea" : "a" + question[1..]));
        var run = await Run(server, Suite(5, epochs: 2));

        Assert.Equal(EndReason.Whole, run.End.Reason);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), run.Samples.Select(s => s.Place).Order());
        Assert.All(server.Asked, q => Assert.Equal(2, q.Value));
        foreach (var sample in run.Samples)
        {
            var (graded, place) = (sample.Graded, (int)sample.Place);
            Assert.Equal(place / 5, graded.Sample.Epoch);
            Assert.Equal($"id{place % 5}", graded.Sample.Item.Key);
            Assert.Equal(place % 5 == 3 ? 0 : 1, graded.Grades[0].Raw.Value);
            Assert.Equal(0.001m, graded.Sample.Cost);
            Assert.Equal((100, 10), (graded.Sample.InputTokens, graded.Sample.OutputTokens));
            Assert.Equal("model-2026", sample.Exchange!.ServedModel);
            Assert.Contains("messages", Encoding.UTF8.GetString(sample.Exchange.Request.Span));
            Assert.Equal(1, sample.Attempts);
        }
    }

    [Fact]
    public async Task A_run_that_goes_on_asks_only_what_is_missing()
    {
        await using var server = await ModelServer.Start((question, _) => Reply.Of("a" + question[1..]));
        var run = await Run(server, Suite(6), isAnswered: place => place % 2 == 0, before: new RunTotals(3, 0, 0.003m, 0));

        Assert.Equal(EndReason.Whole, run.End.Reason);
        Assert.Equal(["q1", "q3", "q5"], server.Asked.Keys.Order());
        Assert.Equal(new RunTotals(6, 0, 0.006m, 0), run.Progress[^1].Totals);
    }

    [Fact]
    public async Task What_fails_for_a_passing_reason_is_asked_again()
    {
        await using var server = await ModelServer.Start((question, before) => before < 2 ? new Reply(500, "oops") : Reply.Of("a" + question[1..]));
        var run = await Run(server, Suite(3));

        Assert.Equal(EndReason.Whole, run.End.Reason);
        Assert.All(run.Samples, s => Assert.Equal((3, 1.0), (s.Attempts, s.Graded.Grades[0].Raw.Value)));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    [InlineData(422)]
    public async Task What_cannot_succeed_is_asked_once_and_is_no_wrong_answer(int status)
    {
        await using var server = await ModelServer.Start((question, _) => question == "q1" ? new Reply(status, "this prompt is impossible") : Reply.Of("a" + question[1..]));
        var run = await Run(server, Suite(3));

        Assert.Equal(EndReason.Whole, run.End.Reason);
        Assert.Equal(1, server.Asked["q1"]);
        var failed = Assert.Single(run.Samples, s => s.Failure is not null);
        Assert.False(failed.Graded.Sample.Measured);
        Assert.Null(failed.Graded.Grades[0].Raw.Value);
        Assert.Contains("this prompt is impossible", failed.Graded.Sample.Error, StringComparison.Ordinal);
        Assert.Equal(new RunTotals(2, 1, 0.002m, 0), run.Progress[^1].Totals);
    }

    [Theory]
    [InlineData(401, null)]
    [InlineData(403, null)]
    [InlineData(404, null)]
    [InlineData(429, "insufficient_quota")]
    [InlineData(402, null)]
    public async Task What_concerns_every_request_stops_the_run_and_leaves_no_sample(int status, string? code)
    {
        await using var server = await ModelServer.Start((_, _) => new Reply(status, "you may not", null, code));
        var run = await Run(server, Suite(200), Settings with { Concurrency = 4 });

        Assert.Equal(EndReason.Refused, run.End.Reason);
        Assert.Contains("you may not", run.End.Message, StringComparison.Ordinal);
        Assert.Empty(run.Samples);
        Assert.InRange(server.Requests, 1, 8);
    }

    [Fact]
    public async Task A_model_that_answered_before_is_not_unknown()
    {
        await using var server = await ModelServer.Start((question, _) => question == "q4" ? new Reply(404, "no such thing") : Reply.Of("a" + question[1..]));
        var run = await Run(server, Suite(6), Settings with { Concurrency = 1 });

        Assert.Equal(EndReason.Whole, run.End.Reason);
        Assert.Equal(FailureKind.NotFound, Assert.Single(run.Samples, s => s.Failure is not null).Failure);
    }

    [Fact]
    public async Task Too_many_requests_cost_time_and_no_sample()
    {
        await using var server = await ModelServer.Start((question, before) => before < 7 && question == "q1" ? new Reply(429, "slow down", 0.01) : Reply.Of("a" + question[1..]));
        var run = await Run(server, Suite(20), Settings with { Attempts = 2 });

        Assert.Equal(EndReason.Whole, run.End.Reason);
        Assert.Equal(8, server.Asked["q1"]);
        Assert.All(run.Samples, s => Assert.Null(s.Failure));
        Assert.Equal(7, run.Progress[^1].Refusals);
    }

    [Fact]
    public async Task A_provider_that_is_out_stops_the_run_and_fails_no_item()
    {
        await using var server = await ModelServer.Start((question, _) => question[1..].Length > 1 ? new Reply(503, "out of order") : Reply.Of("a" + question[1..]));
        var run = await Run(server, Suite(200), Settings with { Concurrency = 4, Attempts = 2, LostInARow = 6 });

        Assert.Equal(EndReason.Outage, run.End.Reason);
        Assert.Equal(10, run.Samples.Count(s => s.Failure is null));
        // Each of the three others that may be under way when the first is lost can make failures of the five that were lost before it.
        Assert.InRange(run.Samples.Count, 10, 25);
        Assert.InRange(server.Requests - 10, 12, 30);
    }

    [Fact]
    public async Task A_single_item_that_is_given_up_is_a_failure_like_any_other()
    {
        await using var server = await ModelServer.Start((question, _) => question == "q2" ? new Reply(500, "oops") : Reply.Of("a" + question[1..]));
        var run = await Run(server, Suite(8), Settings with { Attempts = 2, LostInARow = 3, Concurrency = 1 });

        Assert.Equal(EndReason.Whole, run.End.Reason);
        var failed = Assert.Single(run.Samples, s => s.Failure is not null);
        Assert.Equal((2L, 2, FailureKind.ServerError), (failed.Place, failed.Attempts, failed.Failure));
    }

    [Fact]
    public async Task A_budget_is_not_exceeded_by_more_than_what_was_under_way()
    {
        await using var server = await ModelServer.Start((question, _) => Reply.Of("a" + question[1..]));
        for (int atOnce = 1; atOnce <= 16; atOnce *= 4)
        {
            var run = await Run(server, Suite(200), Settings with { Budget = 0.05m, Concurrency = atOnce });
            var totals = run.Progress[^1].Totals;

            Assert.Equal(EndReason.Budget, run.End.Reason);
            Assert.InRange(totals.Cost, 0.05m - (0.001m * atOnce), 0.05m + (0.001m * atOnce));
            Assert.Equal(totals.Samples, run.Samples.Count);
        }
    }

    [Fact]
    public async Task A_run_that_is_continued_counts_what_it_cost_before()
    {
        await using var server = await ModelServer.Start((question, _) => Reply.Of("a" + question[1..]));
        var run = await Run(server, Suite(200), Settings with { Budget = 0.05m, Concurrency = 1 }, place => place < 40, new RunTotals(40, 0, 0.04m, 0));

        Assert.Equal(EndReason.Budget, run.End.Reason);
        Assert.Equal(10, run.Samples.Count);
    }

    [Fact]
    public async Task A_budget_stops_at_the_first_answer_whose_cost_is_not_known()
    {
        await using var server = await ModelServer.Start((question, _) => new Reply(200, "a" + question[1..], Counted: question != "q7"));
        var run = await Run(server, Suite(100), Settings with { Budget = 1, Concurrency = 1 });

        Assert.Equal(EndReason.Budget, run.End.Reason);
        Assert.Contains("not known", run.End.Message, StringComparison.Ordinal);
        Assert.Equal(8, server.Requests);
        Assert.Equal(EndReason.Whole, (await Run(server, Suite(100))).End.Reason);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public async Task Nothing_is_asked_under_a_budget_where_what_an_earlier_part_cost_is_not_known(int unpriced, int unpricedAnchors)
    {
        await using var server = await ModelServer.Start((question, _) => Reply.Of("a" + question[1..]));
        var before = new RunTotals(3, 0, 0.002m, unpriced) { UnpricedAnchors = unpricedAnchors };
        var run = await Run(server, Suite(6), Settings with { Budget = 1 }, place => place < 3, before);

        Assert.Equal(EndReason.Budget, run.End.Reason);
        Assert.Contains("not known", run.End.Message, StringComparison.Ordinal);
        Assert.Equal(EndReason.Whole, (await Run(server, Suite(3), Settings with { Budget = 1 }, _ => true, before)).End.Reason);
        Assert.Equal(0, server.Requests);
        Assert.Equal(EndReason.Whole, (await Run(server, Suite(6), null, place => place < 3, before)).End.Reason);
    }

    [Theory]
    [InlineData(401, EndReason.Refused)]
    [InlineData(200, EndReason.Outage)]
    public async Task What_a_judge_cost_before_it_was_given_up_is_the_waiting_answers(int second, EndReason reason)
    {
        const string Yaml = "prompts: ['{{q}}']\ntests:\n  - { vars: { q: hello }, assert: [{ type: llm-rubric, value: is polite }] }\n";
        await using var server = await ModelServer.Start((_, _) => Reply.Of("an answer"));
        await using var judge = await ModelServer.Start((_, before) => before == 0 || second == 200 ? Reply.Nothing : new Reply(second, "no key"));
        var run = await Run(server, SuiteFile.Parse(Yaml, "judged.yaml"), Settings with { Attempts = 2 }, judge: judge);

        Assert.Equal(reason, run.End.Reason);
        decimal judged = second == 200 ? 0.002m : 0.001m;
        Assert.Equal(judged, Assert.Single(run.Samples).JudgeCost);
        Assert.Equal(new RunTotals(0, 0, 0.001m + judged, 0) { Waiting = 1 }, run.Progress[^1].Totals);
        Assert.Empty(run.Spent);
    }

    [Theory]
    [InlineData(401, EndReason.Refused, 0.001)]
    [InlineData(200, EndReason.Outage, 0.006)]
    public async Task What_a_target_cost_before_it_was_given_up_is_spent_although_there_is_no_sample(int second, EndReason reason, double cost)
    {
        await using var server = await ModelServer.Start((_, before) => before == 0 || second == 200 ? Reply.Nothing : new Reply(second, "no key"));
        var run = await Run(server, Suite(9), Settings with { Attempts = 2, Concurrency = 1 });

        Assert.Equal(reason, run.End.Reason);
        Assert.Empty(run.Samples);
        Assert.Equal((decimal)cost, run.Spent.Sum());
        Assert.Equal(default(RunTotals) with { Expenses = (decimal)cost }, run.Progress[^1].Totals);
    }

    [Fact]
    public async Task What_was_given_up_counts_to_the_budget_while_it_is_kept_back()
    {
        await using var server = await ModelServer.Start((question, _) => question == "q0" ? Reply.Of("a0") : Reply.Nothing);
        var run = await Run(server, Suite(100), Settings with { Attempts = 1, Concurrency = 1, LostInARow = 50, Budget = 0.01m });

        Assert.Equal(EndReason.Budget, run.End.Reason);
        Assert.Equal(10, server.Requests);
        Assert.Equal(0.01m, run.Progress[^1].Totals.Spent);
    }

    [Fact]
    public async Task A_judge_that_is_out_is_an_outage_and_the_answer_waits_for_it_without_a_grade()
    {
        const string Yaml = "prompts: ['{{q}}']\ntests:\n  - { vars: { q: hello }, assert: [{ type: llm-rubric, value: is polite }] }\n";
        await using var server = await ModelServer.Start((_, _) => Reply.Of("an answer"));
        await using var judge = await ModelServer.Start((_, _) => new Reply(500, "oops"));
        var run = await Run(server, SuiteFile.Parse(Yaml, "judged.yaml"), Settings with { Attempts = 2 }, judge: judge);

        Assert.Equal(EndReason.Outage, run.End.Reason);
        Assert.Contains("oops", run.End.Message, StringComparison.Ordinal);
        var waiting = Assert.Single(run.Samples);
        Assert.Empty(waiting.Waiting!.Value);
        Assert.Empty(waiting.Graded.Grades);
        Assert.Equal("an answer", waiting.Graded.Sample.Answer);
        Assert.Equal(new RunTotals(0, 0, 0.001m, 0) { Waiting = 1 }, run.Progress[^1].Totals);
    }

    [Fact]
    public async Task An_answer_that_waits_is_judged_from_where_its_judge_was_and_its_target_is_not_asked()
    {
        const string Yaml = """
            prompts: ["{{q}}"]
            tests:
              - { id: one, vars: { q: one }, assert: [{ type: llm-rubric, value: is polite }, { type: llm-rubric, value: is short }] }
              - { id: two, vars: { q: two }, assert: [{ type: equals, value: answer }] }
            """;
        bool isOut = true;
        await using var server = await ModelServer.Start((_, _) => Reply.Of("answer"));
        await using var judge = await ModelServer.Start((question, _) => isOut && question.Contains("is short", StringComparison.Ordinal) ? new Reply(401, "no key") : Reply.Of("Fine.\nVERDICT: PASS"));
        var suite = SuiteFile.Parse(Yaml, "judged.yaml");
        var first = await Run(server, suite, Settings with { Concurrency = 1 }, judge: judge);

        Assert.Equal(EndReason.Refused, first.End.Reason);
        var left = Assert.Single(first.Samples);
        Assert.Equal((0L, 0.001m), (left.Place, left.JudgeCost));
        Assert.Equal(["Fine.\nVERDICT: PASS"], left.Waiting!.Value);

        isOut = false;
        var earlier = new WaitingAnswer("answer", left.Waiting.Value, left.Attempts, left.Graded.Sample.Cost, left.JudgeCost);
        var second = await Run(server, suite, judge: judge, before: first.Progress[^1].Totals, waiting: place => place == 0 ? earlier : null);

        Assert.Equal(EndReason.Whole, second.End.Reason);
        Assert.Equal((1, 1), (server.Asked["one"], server.Asked["two"]));
        Assert.Equal(3, judge.Requests);
        var judged = second.Samples.Single(s => s.Place == 0);
        Assert.Same(earlier, judged.Earlier);
        Assert.Equal((1.0, 0.002m), (judged.Graded.Grades[0].Raw.Value, judged.JudgeCost));
        // Two answers and two judgements.
        Assert.Equal(new RunTotals(2, 0, 0.004m, 0), second.Progress[^1].Totals);
    }

    [Fact]
    public async Task Answers_that_need_no_judge_do_not_make_failures_of_those_whose_judge_is_out()
    {
        var yaml = new StringBuilder("prompts: ['{{q}}']\ntests:\n");
        for (int i = 0; i < 8; i++)
        {
            string assertion = i % 4 == 0 ? "llm-rubric, value: is polite" : "equals, value: answer";
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{ id: id{i}, vars: {{ q: q{i} }}, assert: [{{ type: {assertion} }}] }}\n");
        }

        await using var server = await ModelServer.Start((_, _) => Reply.Of("answer"));
        await using var judge = await ModelServer.Start((_, _) => new Reply(503, "out of order"));
        var run = await Run(server, SuiteFile.Parse(yaml.ToString(), "judged.yaml"), Settings with { Attempts = 2, Concurrency = 1 }, judge: judge);

        Assert.Equal(EndReason.Outage, run.End.Reason);
        Assert.Equal([0L, 4L], run.Samples.Where(s => s.Waiting is not null).Select(s => s.Place).Order());
        Assert.Equal(new RunTotals(6, 0, 0.008m, 0) { Waiting = 2 }, run.Progress[^1].Totals);
    }

    [Fact]
    public async Task A_judge_that_does_not_end_within_the_grace_is_waited_for_another_time()
    {
        using var stop = new CancellationTokenSource();
        var never = new TaskCompletionSource<Reply>();
        await using var server = await ModelServer.Start((_, _) => Reply.Of("answer"));
        await using var judge = await ModelServer.Start(async (_, _) =>
        {
            await stop.CancelAsync();
            return await never.Task;
        });
        const string Yaml = "prompts: ['{{q}}']\ntests:\n  - { vars: { q: hello }, assert: [{ type: llm-rubric, value: is polite }] }\n";
        var run = await Run(server, SuiteFile.Parse(Yaml, "judged.yaml"), Settings with { Grace = TimeSpan.FromMilliseconds(50) }, stop: stop.Token, judge: judge);
        never.SetResult(Reply.Of("late"));

        Assert.Equal(EndReason.Stopped, run.End.Reason);
        Assert.NotNull(Assert.Single(run.Samples).Waiting);
    }

    [Fact]
    public async Task What_was_given_up_when_a_run_is_stopped_is_asked_another_time()
    {
        using var stop = new CancellationTokenSource();
        await using var server = await ModelServer.Start(async (question, _) =>
        {
            if (question == "q20")
            {
                await stop.CancelAsync();
            }

            return int.Parse(question[1..], CultureInfo.InvariantCulture) is > 9 and < 20 ? new Reply(500, "oops") : Reply.Of("a" + question[1..]);
        });
        var run = await Run(server, Suite(100), Settings with { Attempts = 1, Concurrency = 1, LostInARow = 50 }, stop: stop.Token);

        Assert.Equal(EndReason.Stopped, run.End.Reason);
        Assert.True(run.Samples.Count(s => s.Failure is null) >= 10);
        Assert.All(run.Samples.Where(s => s.Place < 10), s => Assert.Null(s.Failure));
    }

    [Fact]
    public async Task An_answer_that_is_paid_for_waits_for_its_judge_when_a_run_is_stopped()
    {
        const string Yaml = "prompts: ['{{q}}']\ntests:\n  - { vars: { q: hello }, assert: [{ type: llm-rubric, value: is polite }] }\n  - { vars: { q: again }, assert: [{ type: llm-rubric, value: is polite }] }\n";
        using var stop = new CancellationTokenSource();
        await using var server = await ModelServer.Start((_, _) => Reply.Of("an answer"));
        await using var judge = await ModelServer.Start(async (_, before) =>
        {
            await stop.CancelAsync();
            return before == 0 ? new Reply(429, "slow down", 0.01) : Reply.Of("Fine.\nVERDICT: PASS");
        });
        var run = await Run(server, SuiteFile.Parse(Yaml, "judged.yaml"), Settings with { Concurrency = 1 }, stop: stop.Token, judge: judge);

        Assert.Equal(EndReason.Stopped, run.End.Reason);
        Assert.Equal(1, Assert.Single(run.Samples).Graded.Grades[0].Raw.Value);
    }

    [Fact]
    public async Task A_model_that_answered_in_an_earlier_part_is_not_unknown()
    {
        await using var server = await ModelServer.Start((question, _) => question == "q4" ? new Reply(404, "no such thing") : Reply.Of("a" + question[1..]));
        var run = await Run(server, Suite(6), Settings with { Concurrency = 1 }, place => place < 4, new RunTotals(4, 0, 0, 0));

        Assert.Equal(EndReason.Whole, run.End.Reason);
    }

    [Fact]
    public async Task A_budget_needs_a_price()
    {
        await using var server = await ModelServer.Start((_, _) => Reply.Of("a"));
        await Assert.ThrowsAsync<ArgumentException>(() => Run(server, Suite(1), Settings with { Budget = 1 }, price: null));
    }

    [Fact]
    public async Task When_it_is_stopped_what_is_under_way_ends_and_is_kept()
    {
        using var stop = new CancellationTokenSource();
        await using var server = await ModelServer.Start(async (question, _) =>
        {
            if (question == "q5")
            {
                await stop.CancelAsync();
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }

            return Reply.Of("a" + question[1..]);
        });
        var run = await Run(server, Suite(500), Settings with { Concurrency = 2 }, stop: stop.Token);

        Assert.Equal(EndReason.Stopped, run.End.Reason);
        Assert.Contains(run.Samples, s => s.Place == 5);
        Assert.Equal(server.Requests, run.Samples.Count);
    }

    [Fact]
    public async Task What_does_not_end_within_the_grace_is_left_and_asked_another_time()
    {
        using var stop = new CancellationTokenSource();
        await using var server = await ModelServer.Start(async (question, _) =>
        {
            if (question == "q1")
            {
                await stop.CancelAsync();
                await Task.Delay(2_000, TestContext.Current.CancellationToken);
            }

            return Reply.Of("a" + question[1..]);
        });
        var run = await Run(server, Suite(4), Settings with { Concurrency = 1, Grace = TimeSpan.FromMilliseconds(50) }, stop: stop.Token);

        Assert.Equal(EndReason.Stopped, run.End.Reason);
        Assert.Equal([0L], run.Samples.Select(s => s.Place));
    }

    [Fact]
    public async Task A_request_that_takes_longer_than_it_may_is_an_outage_not_a_wrong_answer()
    {
        await using var server = await ModelServer.Start(async (question, _) =>
        {
            if (question == "q1")
            {
                await Task.Delay(5_000, TestContext.Current.CancellationToken);
            }

            return Reply.Of("a" + question[1..]);
        });
        var run = await Run(server, Suite(3), Settings with { Attempts = 1, RequestTime = TimeSpan.FromMilliseconds(300), LostInARow = 5, Concurrency = 1 });

        Assert.Equal(EndReason.Whole, run.End.Reason);
        var failed = Assert.Single(run.Samples, s => s.Failure is not null);
        Assert.Equal((1L, FailureKind.Timeout), (failed.Place, failed.Failure));
        Assert.Contains("within 0.3 s", failed.Graded.Sample.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_requests_are_under_way_than_allowed()
    {
        await using var server = await ModelServer.Start(async (question, _) =>
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            return Reply.Of("a" + question[1..]);
        });
        await Run(server, Suite(60), Settings with { Concurrency = 7 });

        Assert.Equal(7, server.Peak);
    }

    [Fact]
    public async Task A_sample_counts_only_when_it_is_durable()
    {
        await using var server = await ModelServer.Start((question, _) => Reply.Of("a" + question[1..]));
        var error = await Assert.ThrowsAsync<IOException>(() => Run(server, Suite(50), Settings with { Concurrency = 2 }, refuse: 3));

        Assert.Equal("disk full", error.Message);
        Assert.InRange(server.Requests, 3, 6);
    }

    [Fact]
    public async Task The_time_that_a_run_may_last_ends_it()
    {
        await using var server = await ModelServer.Start(async (question, _) =>
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            return Reply.Of("a" + question[1..]);
        });
        var run = await Run(server, Suite(10_000), Settings with { Time = TimeSpan.FromMilliseconds(200), Concurrency = 2 });

        Assert.Equal(EndReason.Time, run.End.Reason);
        Assert.Equal(server.Requests, run.Samples.Count);
    }

    [Fact]
    public async Task A_judge_is_asked_about_each_answer_and_its_cost_is_counted()
    {
        const string Yaml = """
            prompts: ["{{q}}"]
            tests:
              - { id: good, vars: { q: good }, assert: [{ type: llm-rubric, value: is polite }] }
              - { id: bad, vars: { q: bad }, assert: [{ type: llm-rubric, value: is polite }] }
              - { id: unclear, vars: { q: unclear }, assert: [{ type: llm-rubric, value: is polite }] }
            """;
        await using var server = await ModelServer.Start((question, _) => Reply.Of("an answer that is " + question));
        await using var judge = await ModelServer.Start((question, _) =>
            question.Contains("answer that is unclear", StringComparison.Ordinal) ? new Reply(400, "no")
            : Reply.Of(question.Contains("answer that is good", StringComparison.Ordinal) ? """{"reason": "it is", "pass": true, "score": 1}""" : """{"reason": "it is not", "pass": false, "score": 0}"""));
        var run = await Run(server, SuiteFile.Parse(Yaml, "judged.yaml"), judge: judge);

        var byItem = run.Samples.ToDictionary(s => s.Graded.Sample.Item.Key);
        Assert.Equal(1, byItem["good"].Graded.Grades[0].Raw.Value);
        Assert.Equal(0, byItem["bad"].Graded.Grades[0].Raw.Value);
        Assert.Null(byItem["unclear"].Graded.Grades[0].Raw.Value);
        Assert.Equal(0.001m, byItem["good"].JudgeCost);
        Assert.Equal(3, judge.Requests);
    }

    [Fact]
    public async Task A_simulated_model_is_asked_at_its_place_so_that_a_run_in_parts_is_the_run_in_one()
    {
        const string Id = "sim:demo?skill=0.5&noise=0.5&change=dumber:0.3@12";
        var suite = Suite(20, epochs: 2);
        var whole = await Run(Id, suite, Settings);
        var first = await Run(Id, suite, Settings, isAnswered: place => place >= 13);
        var second = await Run(Id, suite, Settings, isAnswered: place => place < 13, before: new RunTotals(13, 0, 0, 13));

        Assert.Equal(
            whole.Samples.OrderBy(s => s.Place).Select(s => s.Graded.Sample.Answer),
            first.Samples.Concat(second.Samples).OrderBy(s => s.Place).Select(s => s.Graded.Sample.Answer));
    }

    private static RunnerSettings Settings => new() { Concurrency = 8, FirstWait = TimeSpan.FromMilliseconds(1) };

    private static SuiteFile Suite(int items, int epochs = 1)
    {
        var yaml = new StringBuilder($"epochs: {epochs}\nprompts: ['{{{{q}}}}']\ntests:\n");
        for (int i = 0; i < items; i++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{ id: id{i}, vars: {{ q: q{i} }}, assert: [{{ type: equals, value: a{i} }}] }}\n");
        }

        return SuiteFile.Parse(yaml.ToString(), "suite.yaml");
    }

    private static Task<Ran> Run(
        ModelServer server,
        SuiteFile suite,
        RunnerSettings? settings = null,
        Func<long, bool>? isAnswered = null,
        RunTotals before = default,
        CancellationToken? stop = null,
        int refuse = int.MaxValue,
        ModelServer? judge = null,
        Func<long, WaitingAnswer?>? waiting = null) => Run(server.Target, suite, settings ?? Settings, isAnswered, before, stop, refuse, judge, Price, waiting);

    private static Task<Ran> Run(ModelServer server, SuiteFile suite, RunnerSettings settings, TokenPrice? price) =>
        Run(server.Target, suite, settings, price: price);

    private static async Task<Ran> Run(
        string target,
        SuiteFile suite,
        RunnerSettings settings,
        Func<long, bool>? isAnswered = null,
        RunTotals before = default,
        CancellationToken? stop = null,
        int refuse = int.MaxValue,
        ModelServer? judge = null,
        TokenPrice? price = null,
        Func<long, WaitingAnswer?>? waiting = null)
    {
        var clock = TimeProvider.System;
        using var catalogue = new ProviderCatalogue(_ => null, clock);
        using var pacer = new Pacer(clock, new Random(1));
        Asker Open(string id) => new(TargetId.Parse(id), catalogue.Open(id), pacer, price, clock, new Random(1));
        var runner = new Runner(suite, new Target(target), GenerationOptions.None, Open(target), judge is null ? null : Open(judge.Target), settings, clock);
        var samples = new ConcurrentQueue<AskedSample>();
        var spent = new ConcurrentQueue<decimal>();
        var progress = new List<RunProgress>();
        var end = await runner.RunAsync(
            before,
            isAnswered ?? (_ => false),
            waiting ?? (_ => null),
            async sample =>
            {
                await Task.Yield();
                if (sample.Place >= refuse)
                {
                    throw new IOException("disk full");
                }

                samples.Enqueue(sample);
            },
            cost =>
            {
                spent.Enqueue(cost);
                return Task.CompletedTask;
            },
            progress.Add,
            stop ?? TestContext.Current.CancellationToken);
        return new(end, [.. samples], [.. spent], progress);
    }

    private sealed record Ran(RunEnd End, ImmutableArray<AskedSample> Items, ImmutableArray<decimal> Spent, IReadOnlyList<RunProgress> Progress)
    {
        public IReadOnlyList<AskedSample> Samples => Items;
    }
}
