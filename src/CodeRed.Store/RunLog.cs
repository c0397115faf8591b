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
    private readonly Channel<Pending> incoming = Channel.CreateBounded<Pending>(new BoundedChannelOptions(SamplesPerCommit) { SingleReader = true });
    private readonly Task writing;

    internal RunLog(EvidenceStore store, RunPlan plan, long run, long firstSample, ItemNumbers items, DatabaseLock asking)
    {
        (this.store, this.plan, this.run, this.firstSample, this.items, this.asking) = (store, plan, run, firstSample, items, asking);
        answered = new BitArray(checked((int)plan.Places));
        Totals = store.Durable(run, (sample, measured, cost, judgeCost, totals) =>
        {
            answered[(int)(sample - firstSample)] = true;
            return totals.With(measured, cost, judgeCost);
        });
        writing = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>What was durable when this process took the run up.</summary>
    public RunTotals Totals { get; }

    /// <summary>Whether the sample of this place was durable when this process took the run up.</summary>
    /// <param name="place">From 0, below <see cref="RunPlan.Places"/>.</param>
    public bool IsAnswered(long place) => answered[(int)place];

    /// <summary>Takes a sample in.</summary>
    /// <returns>Ends when the sample is durable.</returns>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    public async Task AppendAsync(AskedSample sample)
    {
        var pending = new Pending(sample, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
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

    private readonly record struct Pending(AskedSample Sample, TaskCompletionSource Durable);

    private sealed class Writer(EvidenceStore store, RunLog log) : IDisposable
    {
        private static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web);
        private readonly SampleRows rows = new(store.Connection);
        private readonly Statement exchange = new(store.Connection, "INSERT INTO exchange VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        private readonly Statement begin = new(store.Connection, "BEGIN IMMEDIATE");
        private readonly Statement commit = new(store.Connection, "COMMIT");

        public void Commit(List<Pending> batch)
        {
            begin.Run();
            foreach (var pending in batch)
            {
                Add(pending.Sample);
            }

            commit.Run();
        }

        public void Dispose()
        {
            rows.Dispose();
            exchange.Dispose();
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

            rows.AddSample(id, log.run, item, sample.Epoch, content, itemsOwn, sample);
            AddExchange(id, asked);
        }

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
            exchange.Bind(9, asked.JudgeCost is { } cost ? CanonicalJson.Number(cost) : null);
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
