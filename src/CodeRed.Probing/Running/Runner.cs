using System.Collections.Immutable;
using System.Text.Json;
using CodeRed.Evidence;
using CodeRed.Grading;
using CodeRed.Probing.Suites;
using CodeRed.Providers;
using Microsoft.Extensions.AI;

namespace CodeRed.Probing.Running;

/// <summary>Asks a target every item of a suite that was not answered yet, and hands each sample on as it comes.</summary>
/// <remarks>
/// <para>It streams: at most <see cref="RunnerSettings.Concurrency"/> samples are in memory, from the request until they are durable. A run whose process was killed
/// therefore asks at most that many again, and in an outage those that were given up: they are kept back, a few dozen at most, until the provider answers again.</para>
/// <para>An answer is paid for when it comes. Where the run ends and its judge could not be asked, it is recorded as one that waits, and the next part asks the judge alone,
/// before anything else: a judge that is still out costs hardly any further answers.</para>
/// <para>Epochs are asked one after the other, so that a run that is stopped has whole epochs and repeats of a question lie apart in time.</para>
/// </remarks>
public sealed class Runner
{
    private readonly SuiteFile suite;
    private readonly Target target;
    private readonly GenerationOptions options;
    private readonly Asker asker;
    private readonly Asker? judge;
    private readonly RunnerSettings settings;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();

    // Samples that were given up and not handed on: a provider that is out has not failed them.
    private readonly List<Lost> lost = [];
    private decimal keptBack; // what those cost, which is spent whatever becomes of them
    private RunTotals totals;
    private RunEnd? end;
    private long asked;
    private long passed;
    private long measured;
    private long refusalsBefore;
    private int underWay;
    private bool judgeReplied;

    /// <summary>A runner for one part of one run.</summary>
    /// <param name="suite">What is asked.</param>
    /// <param name="target">Who is asked, as the run names it.</param>
    /// <param name="options">The target's own options; they go before the suite's.</param>
    /// <param name="asker">Asks the target.</param>
    /// <param name="judge">Asks the judge; needed where something is judged.</param>
    /// <param name="settings">How.</param>
    /// <param name="clock">Of the time limit.</param>
    /// <exception cref="ArgumentException">Something is judged and there is no judge, or there is a budget and no price.</exception>
    public Runner(SuiteFile suite, Target target, GenerationOptions options, Asker asker, Asker? judge, RunnerSettings settings, TimeProvider clock)
    {
        (this.suite, this.target, this.options, this.asker, this.judge, this.settings, this.clock) = (suite, target, options, asker, judge, settings, clock);
        if (suite.Judgements > 0 && judge is null)
        {
            throw new ArgumentException("The suite is judged, and there is no judge.", nameof(judge));
        }

        if (settings.Budget is not null && (asker.Price is null || (suite.Judgements > 0 && judge!.Price is null)))
        {
            throw new ArgumentException("A budget can only be kept where prices are known.", nameof(settings));
        }
    }

    /// <summary>Asks what is missing.</summary>
    /// <param name="before">What was durable before.</param>
    /// <param name="isAnswered">Whether the sample of a place was durable before.</param>
    /// <param name="waiting">The answer of a place that waits for its judge from before; null where none does. There are <see cref="RunTotals.Waiting"/> of them.</param>
    /// <param name="record">Takes a sample in; ends when it is durable. Called by many threads.</param>
    /// <param name="spend">Takes in what requests cost that leave no sample, in US dollars; ends when it is durable. Called by many threads.</param>
    /// <param name="progress">Called after each sample, one call at a time.</param>
    /// <param name="stop">Stops it: nothing more is sent, what is under way may end within <see cref="RunnerSettings.Grace"/>.</param>
    /// <returns>Why it ended; it ends only when every sample that it recorded is durable. Where there is a budget, and the cost of something from before is not known, nothing is asked.</returns>
    public async Task<RunEnd> RunAsync(
        RunTotals before,
        Func<long, bool> isAnswered,
        Func<long, WaitingAnswer?> waiting,
        Func<AskedSample, Task> record,
        Func<decimal, Task> spend,
        Action<RunProgress> progress,
        CancellationToken stop)
    {
        totals = before;
        refusalsBefore = asker.Pacer.Refusals;
        if (before.Answered + before.Waiting > 0)
        {
            asker.HasAnswered();
        }

        if (settings.Budget is not null && before.Samples < suite.Requests && before.Unpriced + before.UnpricedAnchors > 0)
        {
            return new(EndReason.Budget, "what some of the answers that are there cost is not known");
        }

        using var soft = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var hard = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var timeLimit = settings.Time is { } time ? clock.CreateTimer(_ => OutOfTime(soft), null, time, Timeout.InfiniteTimeSpan) : null;
        using var slots = new SemaphoreSlim(settings.Concurrency);
        using var patience = stop.Register(() => hard.CancelAfter(settings.Grace));
        Exception? broken = null;
        foreach (bool ofWaiting in (bool[])(before.Waiting > 0 ? [true, false] : [false]))
        {
            try
            {
                foreach (var place in Places())
                {
                    var earlier = waiting(place.Number);
                    if (isAnswered(place.Number) || ofWaiting != earlier is not null)
                    {
                        continue;
                    }

                    await slots.WaitAsync(soft.Token).ConfigureAwait(false);
                    if (!Reserve(soft))
                    {
                        slots.Release();
                        break;
                    }

                    _ = OneAsync(place, earlier, record, spend, progress, slots, soft, hard.Token, e => broken ??= e);
                }
            }
            catch (OperationCanceledException) when (soft.IsCancellationRequested)
            {
                // Told by the caller, the clock or a sample; what is under way ends first.
            }
            catch (Exception e)
            {
                broken ??= e; // The suite cannot be read on: what was handed out is asked to its end.
            }
            finally
            {
                await AllAsync(slots).ConfigureAwait(false);
            }

            slots.Release(settings.Concurrency);
            if (broken is not null)
            {
                break;
            }
        }

        if (broken is not null)
        {
            await KeepLostAsync(record, spend, progress, soft).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // a store that broke keeps no more
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(broken);
        }

        return await LastAsync(record, spend, progress, soft, stop.IsCancellationRequested).ConfigureAwait(false);
    }

    private IEnumerable<Place> Places()
    {
        long place = 0;
        for (int epoch = 0; epoch < suite.Epochs; epoch++)
        {
            foreach (var item in suite.Items())
            {
                yield return new(item, epoch, place++);
            }
        }
    }

    private async Task AllAsync(SemaphoreSlim slots)
    {
        for (int i = 0; i < settings.Concurrency; i++)
        {
            await slots.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    // What was lost at the end of a run, while whoever gave it up did answer others, is a failure like any other. A run that was stopped asks again, and the judge alone where there is an answer.
    private async Task<RunEnd> LastAsync(Func<AskedSample, Task> record, Func<decimal, Task> spend, Action<RunProgress> progress, CancellationTokenSource soft, bool stopped)
    {
        if (end is null && !stopped && lost.Count > 0)
        {
            await FlushAsync(totals.Answered > 0, judgeReplied, record, progress, soft).ConfigureAwait(false);
            if (lost.Count > 0)
            {
                end ??= new(EndReason.Outage, lost[^1].Why);
            }
        }

        await KeepLostAsync(record, spend, progress, soft).ConfigureAwait(false);
        return totals.Samples == suite.Requests ? new(EndReason.Whole, null) : end ?? new(EndReason.Stopped, null);
    }

    // Answers that were paid for and whose judge gave up; of what is asked again, what it cost.
    private async Task KeepLostAsync(Func<AskedSample, Task> record, Func<decimal, Task> spend, Action<RunProgress> progress, CancellationTokenSource soft)
    {
        foreach (var (sample, replies, _) in lost)
        {
            if (replies is { } soFar)
            {
                await WaitAsync(sample, soFar, record, progress, soft).ConfigureAwait(false);
            }
            else
            {
                await SpendAsync(sample.Graded.Sample.Cost ?? 0, spend, progress).ConfigureAwait(false);
            }
        }
    }

    private async Task OneAsync(
        Place place,
        WaitingAnswer? earlier,
        Func<AskedSample, Task> record,
        Func<decimal, Task> spend,
        Action<RunProgress> progress,
        SemaphoreSlim slots,
        CancellationTokenSource soft,
        CancellationToken hard,
        Action<Exception> broke)
    {
        try
        {
            await Task.Yield();
            await AskAsync(place, earlier, record, spend, progress, soft, hard).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (soft.IsCancellationRequested)
        {
            // It was not sent, or its answer did not come within the grace.
        }
        catch (Exception e)
        {
            broke(e);
            await soft.CancelAsync().ConfigureAwait(false);
        }
        finally
        {
            lock (gate)
            {
                underWay--;
            }

            slots.Release();
        }
    }

    private async Task AskAsync(
        Place place, WaitingAnswer? earlier, Func<AskedSample, Task> record, Func<decimal, Task> spend, Action<RunProgress> progress, CancellationTokenSource soft, CancellationToken hard)
    {
        var item = place.Item;
        Asked reply;
        try
        {
            reply = earlier is null
                ? await asker.AskAsync(Messages(item.Messages), Options(place), settings, soft.Token, hard).ConfigureAwait(false)
                : new Asked(null, null, earlier.Attempts, IsLost: false, earlier.Cost);
        }
        catch (HopelessException e)
        {
            End(e.End, soft);
            await SpendAsync(e.Spent, spend, progress).ConfigureAwait(false);
            return;
        }

        var judged = new Judged([], 0, null, null);
        string? answer = earlier?.Answer ?? (reply.Error is null ? reply.Exchange!.Answer ?? "" : null);
        if (answer is not null && item.Judgements > 0)
        {
            // The answer is paid for: only what ends a request under way ends the judge.
            judged = await JudgeAsync(item, answer, earlier, hard).ConfigureAwait(false);
        }

        var judgements = answer is null || item.Judgements == 0 || judged.Lost is not null || judged.End is not null ? null : (IReadOnlyList<string?>)judged.Replies;
        var sample = new AskedSample(place.Number, Grade(place, reply, answer, judgements), reply.Exchange, reply.Error?.Kind, reply.Attempts, judged.Cost) { Earlier = earlier };
        if (judged.End is { } over)
        {
            End(over, soft);
            await WaitAsync(sample, judged.Replies, record, progress, soft).ConfigureAwait(false);
            return;
        }

        if ((reply.IsLost ? reply.Error : judged.Lost) is { } why)
        {
            lock (gate)
            {
                lost.Add(new(sample, answer is null ? null : judged.Replies, why.Message));
                keptBack += CostOf(sample);
                // A provider that has answered nothing yet is sooner given up.
                if (lost.Count < (asked == 0 ? Math.Min(3, settings.LostInARow) : settings.LostInARow))
                {
                    return;
                }
            }

            End(new(EndReason.Outage, why.Message), soft);
            return;
        }

        bool replied = judged.Replies.Length > (earlier?.Replies.Length ?? 0);
        lock (gate)
        {
            judgeReplied |= replied;
        }

        await FlushAsync(reply.Error is null && earlier is null, replied, record, progress, soft).ConfigureAwait(false);
        await RecordAsync(sample, record, progress, soft).ConfigureAwait(false);
    }

    // What the target, or the judge, gave up is a failure once it answers others.
    private async Task FlushAsync(bool target, bool judge, Func<AskedSample, Task> record, Action<RunProgress> progress, CancellationTokenSource soft)
    {
        bool IsFailure(Lost one) => one.Replies is null ? target : judge;
        Lost[] given;
        lock (gate)
        {
            given = end is null ? [.. lost.Where(IsFailure)] : [];
            lost.RemoveAll(one => given.Length > 0 && IsFailure(one));
        }

        foreach (var (sample, _, _) in given)
        {
            await RecordAsync(sample, record, progress, soft, CostOf(sample)).ConfigureAwait(false);
        }
    }

    // Of a sample that is kept back, what it cost in this part.
    private static decimal CostOf(AskedSample sample) =>
        (sample.Graded.Sample.Cost ?? 0) + (sample.JudgeCost ?? 0) - (sample.Earlier is { } earlier ? (earlier.Cost ?? 0) + (earlier.JudgeCost ?? 0) : 0);

    // It has no grades, also none that need no judge, until the judge has replied.
    private Task WaitAsync(AskedSample sample, ImmutableArray<string?> replies, Func<AskedSample, Task> record, Action<RunProgress> progress, CancellationTokenSource soft) =>
        RecordAsync(sample with { Graded = sample.Graded with { Grades = [] }, Waiting = replies }, record, progress, soft);

    private async Task RecordAsync(AskedSample sample, Func<AskedSample, Task> record, Action<RunProgress> progress, CancellationTokenSource soft, decimal cost = 0)
    {
        await record(sample).ConfigureAwait(false);
        lock (gate)
        {
            totals = totals.With(sample);
            keptBack -= cost;
            asked += sample.Waiting is null ? 1 : 0;
            if (sample.Graded.Grades is [{ Raw.Value: { } grade }, ..])
            {
                measured++;
                passed += grade >= 1 ? 1 : 0;
            }

            if (settings.Budget is not null && end is null && sample is ({ JudgeCost: null } or { Graded.Sample: { Measured: true, Cost: null } }))
            {
                end = new(EndReason.Budget, "the provider did not count the tokens of an answer, so that what it cost is not known");
                soft.Cancel();
            }

            Tell(progress);
        }
    }

    private async Task SpendAsync(decimal cost, Func<decimal, Task> spend, Action<RunProgress> progress)
    {
        if (cost > 0)
        {
            await spend(cost).ConfigureAwait(false);
            lock (gate)
            {
                totals = totals with { Expenses = totals.Expenses + cost };
                Tell(progress);
            }
        }
    }

    private void Tell(Action<RunProgress> progress) =>
        progress(new(totals, asked, passed, measured, underWay, asker.Pacer.Refusals - refusalsBefore, asker.Pacer.Rate));

    private async Task<Judged> JudgeAsync(ProbeItem item, string answer, WaitingAnswer? earlier, CancellationToken hard)
    {
        var replies = earlier?.Replies ?? [];
        decimal? cost = earlier is null ? 0 : earlier.JudgeCost;
        foreach (var prompt in item.JudgePrompts(answer).Skip(replies.Length))
        {
            Asked reply;
            try
            {
                reply = await judge!.AskAsync(Messages(prompt), ChatOptionsOf(suite.Judge.Target?.Options ?? GenerationOptions.None), settings, hard, hard).ConfigureAwait(false);
            }
            catch (HopelessException e)
            {
                return new(replies, cost + e.Spent, null, e.End);
            }
            catch (OperationCanceledException) when (hard.IsCancellationRequested)
            {
                return new(replies, cost, null, new(EndReason.Stopped, null));
            }

            cost += reply.Cost;
            if (reply.IsLost)
            {
                return new(replies, cost, reply.Error, null);
            }

            replies = replies.Add(reply.Error is null ? reply.Exchange!.Answer : null);
        }

        return new(replies, cost, null, null);
    }

    private GradedSample Grade(Place place, Asked reply, string? answer, IReadOnlyList<string?>? judgements)
    {
        var exchange = reply.Exchange;
        string? error = reply.Error?.Message;
        ImmutableArray<MetricGrade> grades;
        try
        {
            grades = suite.Metrics.Grade(place.Item, answer, judgements);
        }
        catch (GradingException e)
        {
            // The answer is there and cannot be graded: that is not measured, and neither right nor wrong.
            error = e.Message;
            grades = suite.Metrics.Grade(place.Item, null);
        }

        var sample = new Sample(
            place.Item.ToItem(),
            place.Epoch,
            answer,
            error,
            exchange?.SentAt ?? clock.GetUtcNow(),
            exchange?.Latency,
            Count(exchange?.Usage?.Input),
            Count(exchange?.Usage?.Output),
            reply.Cost,
            exchange?.Truncated,
            place.Item.Line)
        {
            LooksRefused = answer is not null && (exchange is { Refused: true } || Refusal.Looks(answer)),
        };
        return new(target, sample, grades);
    }

    // What no answer has is a miscount, and not known.
    private static int? Count(long? tokens) => tokens is >= 0 and <= int.MaxValue ? (int)tokens : null;

    // A request is sent only where the mean cost of those before it, for it and for each under way, still fits.
    private bool Reserve(CancellationTokenSource soft)
    {
        lock (gate)
        {
            if (soft.IsCancellationRequested)
            {
                return false;
            }

            if (settings.Budget is { } budget)
            {
                decimal reserved = totals.Samples + totals.Waiting is > 0 and var paid ? totals.Cost / paid : 0;
                decimal spent = totals.Spent + keptBack;
                if (spent + (reserved * (underWay + 1)) > budget || spent >= budget)
                {
                    end ??= new(EndReason.Budget, null);
                    soft.Cancel();
                    return false;
                }
            }

            underWay++;
            return true;
        }
    }

    private void OutOfTime(CancellationTokenSource soft)
    {
        try
        {
            End(new(EndReason.Time, null), soft);
        }
        catch (ObjectDisposedException)
        {
            // The run ended in the same moment.
        }
    }

    private void End(RunEnd why, CancellationTokenSource soft)
    {
        lock (gate)
        {
            end ??= why;
        }

        soft.Cancel();
    }

    internal static List<ChatMessage> Messages(ImmutableArray<PromptMessage> prompt) =>
    [
        .. prompt.Select(m => new ChatMessage(m.Role switch { PromptRole.System => ChatRole.System, PromptRole.Assistant => ChatRole.Assistant, _ => ChatRole.User }, m.Text)),
    ];

    private ChatOptions Options(Place place)
    {
        var chat = ChatOptionsOf(options.Over(place.Item.Options));
        var own = chat.AdditionalProperties ??= [];
        if (settings.Stream)
        {
            own[RequestOptionKeys.Stream] = true;
        }

        // A simulated model must know what is right, and is asked at a place, not after however many others.
        if (asker.Id.Vendor == "sim")
        {
            own[RequestOptionKeys.Expected] = place.Item.Expected;
            own[RequestOptionKeys.Ordinal] = place.Number;
        }

        if (asker.Id.Vendor is "sim" or "replay")
        {
            own[RequestOptionKeys.Epoch] = place.Epoch;
        }

        return chat;
    }

    internal static ChatOptions ChatOptionsOf(GenerationOptions options) => new()
    {
        Temperature = (float?)options.Temperature,
        TopP = (float?)options.TopP,
        MaxOutputTokens = options.MaxTokens,
        Seed = options.Seed,
        StopSequences = options.Stop.IsEmpty ? null : [.. options.Stop],
        ResponseFormat = options.ResponseFormat switch
        {
            null => null,
            { Schema: null } => ChatResponseFormat.Json,
            { Schema: { } schema } format => ChatResponseFormat.ForJsonSchema(JsonSerializer.SerializeToElement(schema), format.Name),
        },
    };

    /// <param name="Replies">The judge's, in the order in which it is asked; not all of them where it was given up.</param>
    /// <param name="Lost">Why the judge was given up for this answer; null where it was not.</param>
    /// <param name="End">Why the judge was given up for every answer; null where it was not.</param>
    private readonly record struct Judged(ImmutableArray<string?> Replies, decimal? Cost, ProviderException? Lost, RunEnd? End);

    /// <param name="Sample">What it is recorded as where the provider answers others.</param>
    /// <param name="Replies">What the judge replied before it was given up; null where there is no answer.</param>
    private readonly record struct Lost(AskedSample Sample, ImmutableArray<string?>? Replies, string Why);

    private readonly record struct Place(ProbeItem Item, int Epoch, long Number);
}
