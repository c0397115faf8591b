using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CodeRed.Evidence;
using CodeRed.Grading;
using CodeRed.Probing.Suites;

namespace CodeRed.Probing.Running;

/// <summary>What a judge says now of answers that people have judged.</summary>
/// <param name="Passes">Anchors that people passed and the judge gave a verdict on.</param>
/// <param name="PassToFail">Those of them that it fails.</param>
/// <param name="Fails">Anchors that people failed and the judge gave a verdict on.</param>
/// <param name="FailToPass">Those of them that it passes.</param>
/// <param name="Unread">Anchors without a verdict: no reply, or none that can be read.</param>
/// <param name="Cost">What the replies cost, in US dollars; null where that is not known.</param>
public sealed record AnchorTally(long Passes, long PassToFail, long Fails, long FailToPass, long Unread, decimal? Cost)
{
    /// <summary>Asks a judge about every anchor of a suite, once.</summary>
    /// <param name="spec">The anchors; each has a rubric, or the spec has.</param>
    /// <param name="judge">Asks the judge.</param>
    /// <param name="settings">How many at once, and how often again.</param>
    /// <param name="before">What it has said before, which is not asked again and counts to the budget.</param>
    /// <param name="expenses">What else the run has cost before, in US dollars; it counts to the budget.</param>
    /// <param name="record">Takes a verdict in; ends when it is durable. Called by many threads.</param>
    /// <param name="spend">Takes in what a request cost that ended without a verdict, in US dollars; ends when it is durable. Called by many threads.</param>
    /// <param name="clock">Of the grace.</param>
    /// <param name="stop">Stops it: nothing more is sent, what is under way may end within <see cref="RunnerSettings.Grace"/>.</param>
    /// <returns>
    /// The tally, and why it is not whole; null where it is. Nothing is asked once the budget is reached, or cannot be kept because what a reply cost is not known.
    /// </returns>
    /// <exception cref="OperationCanceledException">It was stopped. What was recorded is kept.</exception>
    public static async Task<(AnchorTally Tally, RunEnd? End)> AskAsync(
        JudgeSpec spec, Asker judge, RunnerSettings settings, IReadOnlyCollection<AnchorVerdict> before, decimal expenses, Func<AnchorVerdict, Task> record, Func<decimal, Task> spend, TimeProvider clock, CancellationToken stop)
    {
        var gate = new Lock();
        var tally = new AnchorTally(0, 0, 0, 0, 0, 0);
        var known = before.ToDictionary(v => v.Anchor);
        foreach (var anchor in spec.Anchors)
        {
            if (known.Remove(IdOf(anchor, spec), out var verdict))
            {
                tally = tally.With(anchor.Passes, verdict.Passes, verdict.Cost);
            }
        }

        // Anchors that are no longer in the suite were paid for all the same.
        tally = known.Values.Aggregate(tally, (t, v) => t with { Cost = t.Cost + v.Cost });
        if (settings.Budget is not null && tally.Cost is null && Missing(spec, before) > 0)
        {
            return (tally, Unpriced);
        }

        var asked = before.Select(v => v.Anchor).ToHashSet();
        using var hard = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var patience = stop.Register(() => hard.CancelAfter(settings.Grace));
        try
        {
            await Parallel.ForEachAsync(spec.Anchors.Where(a => !asked.Contains(IdOf(a, spec))), new ParallelOptions { MaxDegreeOfParallelism = settings.Concurrency, CancellationToken = stop }, async (anchor, token) =>
            {
                lock (gate)
                {
                    if (settings.Budget is not null && tally.Cost is null)
                    {
                        throw new HopelessException(Unpriced);
                    }

                    if (settings.Budget is { } budget && tally.Cost + expenses >= budget)
                    {
                        throw new HopelessException(new(EndReason.Budget, "asking the judge about its anchors takes all of it; a larger one goes on"));
                    }
                }

                // What is under way when another one ends it is paid for.
                Asked reply;
                try
                {
                    reply = await judge.AskAsync(Runner.Messages(PromptOf(anchor, spec)), Runner.ChatOptionsOf(spec.Target?.Options ?? GenerationOptions.None), settings, token, hard.Token).ConfigureAwait(false);
                    if (reply.IsLost)
                    {
                        throw new HopelessException(new(EndReason.Outage, reply.Error!.Message), reply.Error, reply.Cost ?? 0);
                    }
                }
                catch (HopelessException e) when (e.Spent > 0)
                {
                    await spend(e.Spent).ConfigureAwait(false);
                    throw;
                }

                var grade = reply.Error is null ? new JudgeVerdict().Grade(reply.Exchange!.Answer ?? "", null) : Grade.NotMeasured;
                var verdict = new AnchorVerdict(IdOf(anchor, spec), grade.IsNonAnswer || grade.Value is null ? null : grade.Value >= 1, reply.Cost);
                await record(verdict).ConfigureAwait(false);
                lock (gate)
                {
                    tally = tally.With(anchor.Passes, verdict.Passes, verdict.Cost);
                }

                if (settings.Budget is not null && verdict.Cost is null)
                {
                    throw new HopelessException(Unpriced);
                }
            }).ConfigureAwait(false);
        }
        catch (HopelessException e)
        {
            return (tally, e.End);
        }

        return (tally, null);
    }

    /// <summary>How many anchors of a suite a judge has not been asked about.</summary>
    public static int Missing(JudgeSpec spec, IReadOnlyCollection<AnchorVerdict> before)
    {
        var asked = before.Select(v => v.Anchor).ToHashSet();
        return spec.Anchors.Count(a => !asked.Contains(IdOf(a, spec)));
    }

    private static RunEnd Unpriced => new(EndReason.Budget, "the provider did not count the tokens of what the judge said of an anchor, so that what it cost is not known; without a budget the run goes on");

    private static ImmutableArray<PromptMessage> PromptOf(JudgeAnchor anchor, JudgeSpec spec) => new JudgeRubric(anchor.Rubric ?? spec.Rubric!).Prompt(anchor.Question, anchor.Answer);

    // Of all that it is asked with: an anchor that was edited is another. What people found is not part of it.
    private static ContentHash IdOf(JudgeAnchor anchor, JudgeSpec spec) =>
        CanonicalJson.Hash(new JsonArray([anchor.Key, .. PromptOf(anchor, spec).Select(m => (JsonNode)m.Text)]));

    private AnchorTally With(bool expected, bool? found, decimal? cost) => this with
    {
        Passes = Passes + (expected && found is not null ? 1 : 0),
        PassToFail = PassToFail + (expected && found is false ? 1 : 0),
        Fails = Fails + (!expected && found is not null ? 1 : 0),
        FailToPass = FailToPass + (!expected && found is true ? 1 : 0),
        Unread = Unread + (found is null ? 1 : 0),
        Cost = Cost + cost,
    };
}
