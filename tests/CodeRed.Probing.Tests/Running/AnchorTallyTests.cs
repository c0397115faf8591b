using System.Collections.Concurrent;
using CodeRed.Evidence;
using CodeRed.Probing.Running;
using CodeRed.Probing.Suites;
using CodeRed.Providers;

namespace CodeRed.Probing.Tests.Running;

/// <summary>A judge is asked about each anchor once, and what it said is kept as it comes.</summary>
public sealed class AnchorTallyTests
{
    // 100 tokens in and 10 out: a thousandth of a dollar each.
    private static readonly TokenPrice Price = new(5, 50, null, null, null, "USD", default, "test");

    [Fact]
    public async Task What_is_under_way_when_it_is_stopped_is_kept_and_not_asked_again()
    {
        using var stop = new CancellationTokenSource();
        await using var server = await ModelServer.Start(async (_, _) =>
        {
            await stop.CancelAsync();
            return Reply.Of("Fine.\nVERDICT: PASS");
        });
        var spec = Spec(3);
        var kept = new ConcurrentQueue<AnchorVerdict>();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ask(server, spec, [], kept, stop.Token));
        Assert.Equal((true, 0.001m), (Assert.Single(kept).Passes, kept.Single().Cost));
        Assert.Equal(2, AnchorTally.Missing(spec, kept));

        var (tally, end) = await Ask(server, spec, [.. kept], kept, TestContext.Current.CancellationToken);
        Assert.Null(end);
        Assert.Equal(new AnchorTally(3, 0, 0, 0, 0, 0.003m), tally);
        Assert.Equal((3, 3), (server.Requests, kept.Count));
    }

    [Fact]
    public async Task An_anchor_that_was_edited_is_asked_about_and_the_one_before_stays_paid_for()
    {
        await using var server = await ModelServer.Start((_, _) => Reply.Of("Fine.\nVERDICT: PASS"));
        var spec = Spec(2);
        var kept = new ConcurrentQueue<AnchorVerdict>();
        await Ask(server, spec, [], kept, TestContext.Current.CancellationToken);
        var edited = spec with { Anchors = [spec.Anchors[0] with { Passes = false }, spec.Anchors[1] with { Answer = "another" }] };
        var (tally, _) = await Ask(server, edited, [.. kept], kept, TestContext.Current.CancellationToken);

        Assert.Equal(3, server.Requests);
        Assert.Equal(new AnchorTally(1, 0, 1, 1, 0, 0.003m), tally);
    }

    [Theory]
    [InlineData(401, EndReason.Refused, 0.001)]
    [InlineData(200, EndReason.Outage, 0.002)]
    public async Task What_a_judge_cost_that_gave_no_verdict_is_handed_on_and_counts_to_the_budget(int second, EndReason reason, double cost)
    {
        await using var server = await ModelServer.Start((_, before) => before == 0 || second == 200 ? Reply.Nothing : new Reply(second, "no key"));
        var spent = new ConcurrentQueue<decimal>();
        var (_, end) = await Ask(server, Spec(2), [], [], TestContext.Current.CancellationToken, spent: spent);

        Assert.Equal(reason, end!.Reason);
        Assert.Equal((decimal)cost, Assert.Single(spent));
        int requests = server.Requests;
        (_, end) = await Ask(server, Spec(2), [], [], TestContext.Current.CancellationToken, budget: (decimal)cost, expenses: (decimal)cost);
        Assert.Equal((EndReason.Budget, requests), (end!.Reason, server.Requests));
    }

    private static JudgeSpec Spec(int anchors) => new(null, "is polite", [.. Enumerable.Range(0, anchors).Select(i => new JudgeAnchor($"a{i}", "question", $"answer {i}", null, true))]);

    private static async Task<(AnchorTally Tally, RunEnd? End)> Ask(
        ModelServer server,
        JudgeSpec spec,
        IReadOnlyCollection<AnchorVerdict> before,
        ConcurrentQueue<AnchorVerdict> kept,
        CancellationToken stop,
        decimal? budget = null,
        decimal expenses = 0,
        ConcurrentQueue<decimal>? spent = null)
    {
        var clock = TimeProvider.System;
        using var catalogue = new ProviderCatalogue(_ => null, clock);
        using var pacer = new Pacer(clock, new Random(1));
        var judge = new Asker(TargetId.Parse(server.Target), catalogue.Open(server.Target), pacer, Price, clock, new Random(1));
        return await AnchorTally.AskAsync(
            spec,
            judge,
            new RunnerSettings { Concurrency = 1, Attempts = 2, FirstWait = TimeSpan.FromMilliseconds(1), Budget = budget },
            before,
            expenses,
            verdict =>
            {
                kept.Enqueue(verdict);
                return Task.CompletedTask;
            },
            cost =>
            {
                spent!.Enqueue(cost);
                return Task.CompletedTask;
            },
            clock,
            stop);
    }
}
