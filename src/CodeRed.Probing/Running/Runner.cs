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
    private readonly List<AskedSample> lost = [];
    private RunTotals totals;
    private RunEnd? end;
    private long asked;
    private long passed;
    private long measured;
    private long refusalsBefore;
    private int underWay;

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
    /// <param name="record">Takes a sample in; ends when it is durable. Called by many threads.</param>
    /// <param name="progress">Called after each sample, one call at a time.</param>
    /// <param name="stop">Stops it: nothing more is sent, what is under way may end within <see cref="RunnerSettings.Grace"/>.</param>
    /// <returns>Why it ended; it ends only when every sample that it recorded is durable.</returns>
    public async Task<RunEnd> RunAsync(RunTotals before, Func<long, bool> isAnswered, Func<AskedSample, Task> record, Action<RunProgress> progress, CancellationToken stop)
    {
        totals = before;
        refusalsBefore = asker.Pacer.Refusals;
        if (before.Answered > 0)
        {
            asker.HasAnswered();
        }

        using var soft = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var hard = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var timeLimit = settings.Time is { } time ? clock.CreateTimer(_ => OutOfTime(soft), null, time, Timeout.InfiniteTimeSpan) : null;
        using var slots = new SemaphoreSlim(settings.Concurrency);
        using var patience = stop.Register(() => hard.CancelAfter(settings.Grace));
        Exception? broken = null;
        try
        {
            long place = 0;
            for (int epoch = 0; epoch < suite.Epochs; epoch++)
            {
                foreach (var item in suite.Items())
                {
                    if (!isAnswered(place))
                    {
                        await slots.WaitAsync(soft.Token).ConfigureAwait(false);
                        if (!Reserve(soft))
                        {
                            slots.Release();
                            break;
                        }

                        _ = OneAsync(new(item, epoch, place), record, progress, slots, soft, hard.Token, e => broken ??= e);
                    }

                    place++;
                }

                if (soft.IsCancellationRequested)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (soft.IsCancellationRequested)
        {
            // Told by the caller, the clock or a sample; what is under way ends first.
        }
        finally
        {
            for (int i = 0; i < settings.Concurrency; i++)
            {
                await slots.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }

        if (broken is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(broken);
        }

        return await LastAsync(record, progress, soft, stop.IsCancellationRequested).ConfigureAwait(false);
    }

    // Samples lost at the end of a run whose provider did answer others are failures like any other. A run that was stopped asks them again.
    private async Task<RunEnd> LastAsync(Func<AskedSample, Task> record, Action<RunProgress> progress, CancellationTokenSource soft, bool stopped)
    {
        if (end is null && !stopped && lost.Count > 0)
        {
            if (totals.Answered == 0)
            {
                return new(EndReason.Outage, lost[^1].Graded.Sample.Error);
            }

            await FlushAsync(record, progress, soft).ConfigureAwait(false);
        }

        return totals.Samples == suite.Requests ? new(EndReason.Whole, null) : end ?? new(EndReason.Stopped, null);
    }

    private async Task OneAsync(
        Place place, Func<AskedSample, Task> record, Action<RunProgress> progress, SemaphoreSlim slots, CancellationTokenSource soft, CancellationToken hard, Action<Exception> broke)
    {
        try
        {
            await Task.Yield();
            await AskAsync(place, record, progress, soft, hard).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (soft.IsCancellationRequested)
        {
            // It was not sent, or its answer did not come within the grace.
        }
        catch (HopelessException e)
        {
            End(e.End, soft);
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

    private async Task AskAsync(Place place, Func<AskedSample, Task> record, Action<RunProgress> progress, CancellationTokenSource soft, CancellationToken hard)
    {
        var item = place.Item;
        var reply = await asker.AskAsync(Messages(item.Messages), Options(place), settings, soft.Token, hard).ConfigureAwait(false);
        var judged = new Judged(null, 0, null);
        string? answer = reply.Error is null ? reply.Exchange!.Answer ?? "" : null;
        if (answer is not null && item.Judgements > 0)
        {
            // The answer is paid for: only what ends a request under way ends the judge.
            judged = await JudgeAsync(item, answer, hard).ConfigureAwait(false);
        }

        var sample = new AskedSample(place.Number, Grade(place, reply, answer, judged.Replies), reply.Exchange, reply.Error?.Kind, reply.Attempts, judged.Cost);
        if ((reply.IsLost ? reply.Error : judged.Lost) is { } why)
        {
            lock (gate)
            {
                lost.Add(sample);
                // A provider that has answered nothing yet is sooner given up.
                if (lost.Count < (asked == 0 ? Math.Min(3, settings.LostInARow) : settings.LostInARow))
                {
                    return;
                }
            }

            End(new(EndReason.Outage, why.Message), soft);
            return;
        }

        if (reply.Error is null && MayFlush())
        {
            await FlushAsync(record, progress, soft).ConfigureAwait(false);
        }

        await RecordAsync(sample, record, progress, soft).ConfigureAwait(false);
    }

    private bool MayFlush()
    {
        lock (gate)
        {
            return lost.Count > 0 && end is null;
        }
    }

    private async Task FlushAsync(Func<AskedSample, Task> record, Action<RunProgress> progress, CancellationTokenSource soft)
    {
        AskedSample[] given;
        lock (gate)
        {
            given = [.. lost];
            lost.Clear();
        }

        foreach (var sample in given)
        {
            await RecordAsync(sample, record, progress, soft).ConfigureAwait(false);
        }
    }

    private async Task RecordAsync(AskedSample sample, Func<AskedSample, Task> record, Action<RunProgress> progress, CancellationTokenSource soft)
    {
        await record(sample).ConfigureAwait(false);
        lock (gate)
        {
            totals = totals.With(sample);
            asked++;
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

            progress(new(totals, asked, passed, measured, underWay, asker.Pacer.Refusals - refusalsBefore, asker.Pacer.Rate));
        }
    }

    private async Task<Judged> JudgeAsync(ProbeItem item, string answer, CancellationToken hard)
    {
        var replies = new List<string?>();
        decimal? cost = 0;
        foreach (var prompt in item.JudgePrompts(answer))
        {
            var reply = await judge!.AskAsync(Messages(prompt), ChatOptionsOf(suite.Judge.Target?.Options ?? GenerationOptions.None), settings, hard, hard).ConfigureAwait(false);
            cost += reply.Cost;
            if (reply.IsLost)
            {
                return new(null, cost, reply.Error);
            }

            replies.Add(reply.Error is null ? reply.Exchange!.Answer : null);
        }

        return new(replies, cost, null);
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
            LooksRefused = answer is not null && (exchange!.Refused || Refusal.Looks(answer)),
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
                decimal reserved = totals.Samples > 0 ? totals.Cost / totals.Samples : 0;
                if (totals.Cost + (reserved * (underWay + 1)) > budget || totals.Cost >= budget)
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

    /// <param name="Lost">Why the judge was given up; null where it was not.</param>
    private readonly record struct Judged(IReadOnlyList<string?>? Replies, decimal? Cost, ProviderException? Lost);

    private readonly record struct Place(ProbeItem Item, int Epoch, long Number);
}
