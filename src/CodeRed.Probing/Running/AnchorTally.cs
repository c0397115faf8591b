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
    /// <param name="stop">Stops it; nothing is kept then.</param>
    /// <returns>The tally, and why it is not whole; null where it is. Nothing is asked once the budget is reached.</returns>
    public static async Task<(AnchorTally Tally, RunEnd? End)> AskAsync(JudgeSpec spec, Asker judge, RunnerSettings settings, CancellationToken stop)
    {
        var gate = new Lock();
        var tally = new AnchorTally(0, 0, 0, 0, 0, 0);
        try
        {
            await Parallel.ForEachAsync(spec.Anchors, new ParallelOptions { MaxDegreeOfParallelism = settings.Concurrency, CancellationToken = stop }, async (anchor, token) =>
            {
                lock (gate)
                {
                    if (settings.Budget is { } budget && !(tally.Cost < budget))
                    {
                        throw new HopelessException(new(EndReason.Budget, "asking the judge about its anchors takes all of it, or what that costs is not known"));
                    }
                }

                var prompt = new JudgeRubric(anchor.Rubric ?? spec.Rubric!).Prompt(anchor.Question, anchor.Answer);
                var reply = await judge.AskAsync(Runner.Messages(prompt), Runner.ChatOptionsOf(spec.Target?.Options ?? GenerationOptions.None), settings, token, token).ConfigureAwait(false);
                if (reply.IsLost)
                {
                    throw new HopelessException(new(EndReason.Outage, reply.Error!.Message), reply.Error);
                }

                var verdict = reply.Error is null ? new JudgeVerdict().Grade(reply.Exchange!.Answer ?? "", null) : Grade.NotMeasured;
                bool? passes = verdict.IsNonAnswer || verdict.Value is null ? null : verdict.Value >= 1;
                lock (gate)
                {
                    tally = tally.With(anchor.Passes, passes, reply.Cost);
                }
            }).ConfigureAwait(false);
        }
        catch (HopelessException e)
        {
            return (tally, e.End);
        }

        return (tally, null);
    }

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
