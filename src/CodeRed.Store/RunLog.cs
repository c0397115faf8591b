using System.Collections;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using CodeRed.Evidence;
using Microsoft.Data.Sqlite;

namespace CodeRed.Store;

/// <summary>Where the answers of a run go while it is being asked: each is durable before it counts.</summary>
/// <remarks>
/// One thread writes. It commits whatever came in while it committed before, so that many answers share a commit and none waits for more than the one under way.
/// A killed process loses what was not committed, and nothing else: the run is continued by <see cref="EvidenceStore.Begin"/>.
/// </remarks>
public sealed class RunLog : IAsyncDisposable
{
    private const int SamplesPerCommit = 1_000;

    private readonly EvidenceStore store;
    private readonly RunPlan plan;
    private readonly long run;
    private readonly long firstSample;
    private readonly ItemNumbers items;
    private readonly DatabaseLock asking;
    private readonly BitArray answered;
    private readonly Dictionary<long, WaitingAnswer> waiting = [];
    private readonly List<AnchorVerdict> anchors;
    private decimal expenses;
    private readonly Channel<Pending> incoming = Channel.CreateBounded<Pending>(new BoundedChannelOptions(SamplesPerCommit) { SingleReader = true });
    private readonly Task writing;

    internal RunLog(EvidenceStore store, RunPlan plan, long run, long firstSample, ItemNumbers items, DatabaseLock asking)
    {
        (this.store, this.plan, this.run, this.firstSample, this.items, this.asking) = (store, plan, run, firstSample, items, asking);
        answered = new BitArray(checked((int)plan.Places));
        bool judged = false;
        Totals = store.Durable(run, (sample, measured, cost, judgeCost, waits, totals) =>
        {
            judged |= judgeCost is null or > 0 || waits?.Replies.Any(r => r is not null) == true;
            if (waits is not null)
            {
                waiting.Add(sample - firstSample, waits);
                return totals.WithWaiting(cost, judgeCost);
            }

            answered[(int)(sample - firstSample)] = true;
            return totals.With(measured, cost, judgeCost);
        });
        anchors = store.Anchors(run);
        expenses = store.Expenses(run);
        JudgeHasAnswered = judged || anchors.Any(a => a.Passes is not null);
        writing = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>What was durable when this process took the run up.</summary>
    public RunTotals Totals { get; }

    /// <summary>Whether the sample of this place was durable when this process took the run up.</summary>
    /// <param name="place">From 0, below <see cref="RunPlan.Places"/>.</param>
    public bool IsAnswered(long place) => answered[(int)place];

    /// <summary>The answer of this place that waited for its judge when this process took the run up; null where none did.</summary>
    /// <param name="place">From 0, below <see cref="RunPlan.Places"/>.</param>
    public WaitingAnswer? Waiting(long place) => waiting.GetValueOrDefault(place);

    /// <summary>Whether the judge had replied, of anything, when this process took the run up: there is a reply or a verdict, or a judgement that cost something or has no known price.</summary>
    /// <remarks>Of judgements in samples that were graded only the cost is kept: those of a judge that costs nothing do not tell.</remarks>
    public bool JudgeHasAnswered { get; }

    /// <summary>What the judge has said of its anchors for this run, as far as it is durable.</summary>
    public IReadOnlyList<AnchorVerdict> Anchors
    {
        get
        {
            lock (anchors)
            {
                return [.. anchors];
            }
        }
    }

    /// <summary>What requests cost that left neither a sample nor a verdict, as far as it is durable, in US dollars.</summary>
    public decimal Expenses
    {
        get
        {
            lock (anchors)
            {
                return expenses;
            }
        }
    }

    /// <summary>Takes a sample in, or an answer that waits for its judge.</summary>
    /// <returns>Ends when it is durable.</returns>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    public Task AppendAsync(AskedSample sample) => AppendAsync(new Pending(sample, null, null, Later()));

    /// <summary>Takes in what the judge said of an anchor.</summary>
    /// <returns>Ends when it is durable.</returns>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    public async Task AppendAsync(AnchorVerdict verdict)
    {
        await AppendAsync(new Pending(null, verdict, null, Later())).ConfigureAwait(false);
        lock (anchors)
        {
            anchors.Add(verdict);
        }
    }

    /// <summary>Takes in what a request cost that left neither a sample nor a verdict.</summary>
    /// <param name="cost">In US dollars.</param>
    /// <returns>Ends when it is durable.</returns>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    public async Task SpendAsync(decimal cost)
    {
        await AppendAsync(new Pending(null, null, cost, Later())).ConfigureAwait(false);
        lock (anchors)
        {
            expenses += cost;
        }
    }

    private static TaskCompletionSource Later() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task AppendAsync(Pending pending)
    {
        try
        {
            await incoming.Writer.WriteAsync(pending).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            // Whoever broke the writing says why.
            await writing.ConfigureAwait(false);
            throw;
        }

        await pending.Durable.Task.ConfigureAwait(false);
    }

    /// <summary>Makes the run whole: from now on it is shown.</summary>
    /// <exception cref="InvalidOperationException">Samples are missing.</exception>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    public async Task<Run> FinishAsync()
    {
        incoming.Writer.TryComplete();
        await writing.ConfigureAwait(false);
        var whole = store.MakeWhole(run, plan);
        asking.DisposeAndDelete();
        return whole;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        incoming.Writer.TryComplete();
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        asking.Dispose();
    }

    private void Write()
    {
        var batch = new List<Pending>();
        try
        {
            using var writer = new Writer(store, this);
            while (incoming.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (batch.Count < SamplesPerCommit && incoming.Reader.TryRead(out var next))
                {
                    batch.Add(next);
                }

                writer.Commit(batch);
                foreach (var pending in batch)
                {
                    pending.Durable.SetResult();
                }

                batch.Clear();
            }
        }
        catch (Exception e)
        {
            var reason = e is SqliteException sqlite ? StoreException.From(sqlite, store.Path) : e;
            incoming.Writer.TryComplete(reason);
            while (incoming.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            foreach (var pending in batch)
            {
                pending.Durable.TrySetException(reason);
            }

            throw reason;
        }
    }

    /// <summary>One thing that is to become durable: a sample, a verdict or an expense; the others are null.</summary>
    private readonly record struct Pending(AskedSample? Sample, AnchorVerdict? Verdict, decimal? Expense, TaskCompletionSource Durable);

    private sealed class Writer(EvidenceStore store, RunLog log) : IDisposable
    {
        private static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web);
        private readonly SampleRows rows = new(store.Connection);
        private readonly Statement exchange = new(store.Connection, "INSERT INTO exchange VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        private readonly Statement wait = new(store.Connection, "INSERT INTO waiting VALUES (?1, ?2) ON CONFLICT (sample) DO UPDATE SET replies = ?2");
        private readonly Statement waitNoMore = new(store.Connection, "DELETE FROM waiting WHERE sample = ?");
        private readonly Statement judged = new(store.Connection, "UPDATE exchange SET judge_cost = ? WHERE sample = ?");
        private readonly Statement measured = new(store.Connection, "UPDATE sample SET measured = ?, error = ? WHERE id = ?");
        private readonly Statement anchor = new(store.Connection, "INSERT INTO anchor VALUES (?, ?, ?, ?)");
        private readonly Statement expense = new(store.Connection, "INSERT INTO expense (run, cost) VALUES (?, ?)");
        private readonly Statement begin = new(store.Connection, "BEGIN IMMEDIATE");
        private readonly Statement commit = new(store.Connection, "COMMIT");

        public void Commit(List<Pending> batch)
        {
            begin.Run();
            foreach (var pending in batch)
            {
                if (pending.Sample is { } sample)
                {
                    Add(sample);
                }
                else if (pending.Verdict is { } verdict)
                {
                    Add(verdict);
                }
                else
                {
                    expense.Bind(1, log.run);
                    expense.Bind(2, Money(pending.Expense));
                    expense.Run();
                }
            }

            commit.Run();
        }

        public void Dispose()
        {
            rows.Dispose();
            exchange.Dispose();
            wait.Dispose();
            waitNoMore.Dispose();
            judged.Dispose();
            measured.Dispose();
            anchor.Dispose();
            expense.Dispose();
            begin.Dispose();
            commit.Dispose();
        }

        private void Add(AskedSample asked)
        {
            var sample = asked.Graded.Sample;
            long id = log.firstSample + asked.Place;
            var (item, content, itemsOwn) = log.items[(int)(asked.Place % log.plan.Items)];
            for (int metric = 0; metric < asked.Graded.Grades.Length; metric++)
            {
                if (!rows.AddGrade(log.run, metric, item, sample.Epoch, id, asked.Graded.Grades[metric]))
                {
                    throw new InvalidOperationException($"Place {asked.Place} of run {log.run} was answered twice.");
                }
            }

            if (asked.Earlier is null)
            {
                rows.AddSample(id, log.run, item, sample.Epoch, content, itemsOwn, sample);
                AddExchange(id, asked);
            }
            else
            {
                AddJudgement(id, asked);
            }

            if (asked.Waiting is { } replies)
            {
                wait.Bind(1, id);
                wait.Bind(2, JsonSerializer.Serialize(replies, Compact));
                wait.Run();
            }
        }

        // The answer is there already, with all that went over the wire for it.
        private void AddJudgement(long id, AskedSample asked)
        {
            judged.Bind(1, Money(asked.JudgeCost));
            judged.Bind(2, id);
            judged.Run();
            measured.Bind(1, asked.Graded.Sample.Measured ? 1 : 0);
            measured.Bind(2, asked.Graded.Sample.Error);
            measured.Bind(3, id);
            measured.Run();
            if (asked.Waiting is null)
            {
                waitNoMore.Bind(1, id);
                waitNoMore.Run();
            }
        }

        private void Add(AnchorVerdict verdict)
        {
            anchor.Bind(1, log.run);
            anchor.Bind(2, verdict.Anchor.Hex);
            anchor.Bind(3, verdict.Passes is { } passes ? (passes ? 1L : 0L) : null);
            anchor.Bind(4, Money(verdict.Cost));
            if (!anchor.Run())
            {
                throw new InvalidOperationException($"The judge of run {log.run} was asked twice about an anchor.");
            }
        }

        private static string? Money(decimal? amount) => amount is { } known ? CanonicalJson.Number(known) : null;

        private void AddExchange(long id, AskedSample asked)
        {
            var wire = asked.Exchange;
            exchange.Bind(1, id);
            exchange.Bind(2, asked.Attempts);
            exchange.Bind(3, wire?.Status);
            exchange.Bind(4, wire?.FirstToken is { } first ? (long)first.TotalMicroseconds : null);
            exchange.Bind(5, wire?.Usage?.CachedInput);
            exchange.Bind(6, wire?.Usage?.CacheWriteInput);
            exchange.Bind(7, wire?.Usage?.Reasoning);
            exchange.Bind(8, wire?.MeanLogProbability);
            exchange.Bind(9, Money(asked.JudgeCost));
            exchange.Bind(10, asked.Failure?.ToString());
            exchange.Bind(11, wire?.ServedModel);
            exchange.Bind(12, wire?.Fingerprint);
            exchange.Bind(13, wire?.FinishReason);
            exchange.Bind(14, wire?.ResponseId);
            exchange.Bind(15, wire?.RequestId);
            exchange.Bind(16, wire?.Endpoint);
            exchange.Bind(17, wire is { Warnings.IsEmpty: false } ? JsonSerializer.Serialize(wire.Warnings, Compact) : null);
            exchange.Bind(18, wire is { LogProbabilities.IsEmpty: false } ? JsonSerializer.Serialize(wire.LogProbabilities, Compact) : null);
            exchange.Bind(19, wire?.Reasoning);
            exchange.Bind(20, wire is { Request.IsEmpty: false } ? Encoding.UTF8.GetString(wire.Request.Span) : null);
            exchange.Run();
        }
    }
}
