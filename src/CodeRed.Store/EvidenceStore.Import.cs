using System.Globalization;
using CodeRed.Evidence;
using Microsoft.Data.Sqlite;

namespace CodeRed.Store;

/// <summary>What an import came to.</summary>
/// <param name="Runs">The runs of the file, one per target.</param>
/// <param name="AlreadyThere">Whether the very same runs were there before; nothing was added then.</param>
public sealed record ImportResult(IReadOnlyList<Run> Runs, bool AlreadyThere);

/// <summary>How far an import is.</summary>
/// <param name="Rows">Rows written.</param>
/// <param name="Waiting">Whether it waits for another import to finish.</param>
public readonly record struct ImportProgress(long Rows, bool Waiting);

public sealed partial class EvidenceStore
{
    // Long enough that a commit costs little, short enough that another writer never waits long.
    private const int RowsPerCommit = 20_000;

    /// <summary>Takes all samples of one source in, or none of them.</summary>
    /// <param name="suite">What was asked and how it was graded.</param>
    /// <param name="samples">Read once, to the end, by another thread than the caller's.</param>
    /// <param name="source">Asked for when the samples are read, because only then is the source's hash known.</param>
    /// <param name="repeats">Whether several samples of one item by one target are repeats; else they are a mistake.</param>
    /// <param name="progress">Told about every few thousand rows.</param>
    /// <param name="cancellation">Stops the import; it then leaves nothing.</param>
    /// <returns>The runs, one per target.</returns>
    /// <remarks>
    /// Rows are committed in portions and shown only when the last one is in. What a killed import leaves is not visible and is
    /// swept away by the next import. Memory holds 8 bytes a slot of the item index and the texts of at most a thousand rows.
    /// </remarks>
    /// <exception cref="DuplicateItemException">An item stands twice and <paramref name="repeats"/> is false.</exception>
    /// <exception cref="StoreException">The disk is full, or the database cannot be written.</exception>
    public ImportResult Import(
        Suite suite,
        IEnumerable<GradedSample> samples,
        Func<Source> source,
        bool repeats,
        Action<ImportProgress> progress,
        CancellationToken cancellation)
    {
        try
        {
            using var alone = DatabaseLock.ToImport(Path, () => progress(new(0, Waiting: true)), cancellation);
            try
            {
                SweepUnfinished();
                using var import = new Importing(this, suite, repeats);
                return import.Run(samples, source, progress, cancellation);
            }
            catch
            {
                Abandon();
                throw;
            }
        }
        catch (SqliteException e)
        {
            throw StoreException.From(e, Path);
        }
    }

    /// <summary>Whether an import, or the beginning of a run, is under way, or died and left rows that the next one will sweep away.</summary>
    public bool HasUnfinishedImport() => Guarded(() =>
    {
        using var command = Command("SELECT EXISTS (SELECT 1 FROM import)");
        return (long)command.ExecuteScalar()! == 1;
    });

    // From here on every item that is written, and every run that bears the number, is known to belong to what is under way, and is swept if it dies.
    private long Announce(long firstItem, long firstSample)
    {
        using var command = Command("INSERT INTO import (started_at, first_item, first_sample) VALUES ($at, $item, $sample) RETURNING id");
        command.Parameters.AddWithValue("$at", time.GetUtcNow().ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$item", firstItem);
        command.Parameters.AddWithValue("$sample", firstSample);
        return (long)command.ExecuteScalar()!;
    }

    private void Abandon()
    {
        try
        {
            RollBack();
            SweepUnfinished();
        }
        catch (SqliteException)
        {
            // A full disk may not let us sweep. The rows are not visible, and the next import sweeps them.
            RollBack();
        }
    }

    // Only under the import lock: then whoever wrote these rows is dead.
    private void SweepUnfinished()
    {
        while (true)
        {
            using var find = Command("SELECT id, first_item, first_sample FROM import ORDER BY id DESC LIMIT 1");
            long import, firstItem, firstSample;
            using (var reader = find.ExecuteReader())
            {
                if (!reader.Read())
                {
                    return;
                }

                (import, firstItem, firstSample) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
            }

            var runs = new List<long>();
            using (var command = Command("SELECT id FROM run WHERE import = $import AND hash IS NULL"))
            {
                command.Parameters.AddWithValue("$import", import);
                using var reader = command.ExecuteReader();
                while (reader.Read())
                {
                    runs.Add(reader.GetInt64(0));
                }
            }

            string ids = string.Join(',', runs.Select(r => r.ToString(CultureInfo.InvariantCulture)));
            if (runs.Count > 0)
            {
                // In portions: one huge transaction would need room for a second copy of what it deletes.
                Repeat($"DELETE FROM grade WHERE (run, metric, item, epoch) IN (SELECT run, metric, item, epoch FROM grade WHERE run IN ({ids}) LIMIT {RowsPerCommit})");
                Repeat(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM sample WHERE id IN (SELECT id FROM sample WHERE id >= {firstSample} AND run IN ({ids}) LIMIT {RowsPerCommit})"));
            }

            Repeat(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM item WHERE id IN (SELECT id FROM item WHERE id >= {firstItem} LIMIT {RowsPerCommit})"));
            Execute(string.Create(CultureInfo.InvariantCulture, $"""
                BEGIN IMMEDIATE;
                DELETE FROM run WHERE import = {import} AND hash IS NULL;
                DELETE FROM suite WHERE id NOT IN (SELECT suite FROM run);
                DELETE FROM import WHERE id = {import};
                COMMIT;
                """));
        }

        void Repeat(string delete)
        {
            using var command = Command(delete);
            while (command.ExecuteNonQuery() > 0)
            {
            }
        }
    }

    private sealed class Importing : IDisposable
    {
        private readonly EvidenceStore store;
        private readonly Suite suite;
        private readonly bool repeats;
        private readonly Dictionary<string, RunRow> runs = new(StringComparer.Ordinal);
        private readonly SampleRows rows;
        private readonly Statement lastEpoch;
        private KnownItems? known;
        private long import;
        private long suiteId;
        private long nextItem;
        private long nextSample;

        public Importing(EvidenceStore store, Suite suite, bool repeats)
        {
            this.store = store;
            this.suite = suite;
            this.repeats = repeats;
            rows = new SampleRows(store.connection);
            lastEpoch = Prepare("SELECT g.epoch, s.line FROM grade g LEFT JOIN sample s ON s.id = g.sample WHERE g.run = ? AND g.metric = 0 AND g.item = ? ORDER BY g.epoch DESC LIMIT 1");
        }

        public ImportResult Run(
            IEnumerable<GradedSample> samples, Func<Source> source, Action<ImportProgress> progress, CancellationToken cancellation)
        {
            Start();
            long rows = 0;
            Begin();
            foreach (var (sample, content) in ReadAhead.Of(samples.Select(s => (s, First8(s.Sample.Item.Content))), s => Characters(s.s.Sample)))
            {
                Add(sample, content);
                if (++rows % RowsPerCommit == 0)
                {
                    Commit();
                    cancellation.ThrowIfCancellationRequested();
                    progress(new(rows, Waiting: false));
                    Begin();
                }
            }

            cancellation.ThrowIfCancellationRequested();
            Commit();
            progress(new(rows, Waiting: false));
            return Finish(source());
        }

        public void Dispose()
        {
            rows.Dispose();
            known?.Dispose();
            lastEpoch.Dispose();
        }

        private void Start()
        {
            Begin();
            suiteId = store.SuiteId(suite);
            nextItem = store.NextItem();
            nextSample = store.NextSample();
            import = store.Announce(nextItem, nextSample);
            Commit();
            if (suite.HasItems)
            {
                known = new KnownItems(store.connection, suiteId);
            }
        }

        private static int Characters(Sample sample) =>
            (sample.Answer?.Length ?? 0) + (sample.Error?.Length ?? 0) + (sample.Item.Question?.Length ?? 0) + (sample.Item.Expected?.Length ?? 0);

        private void Add(GradedSample graded, long content)
        {
            var sample = graded.Sample;
            var item = sample.Item;
            var run = RunOf(graded.Target);

            var (itemId, asked) = known?.Find(item.Key) ?? default;
            bool itemsOwn = itemId == 0 || asked == content;
            if (itemId == 0)
            {
                itemId = nextItem++;
                rows.AddItem(itemId, suiteId, content, item);
                known?.Add(item.Key, itemId);
            }

            long sampleId = nextSample++;
            int epoch = Grade(run, itemId, sample, sampleId, graded);
            rows.AddSample(sampleId, run.Id, itemId, epoch, content, itemsOwn, sample);
            run.Count(sampleId, sample.At, epoch);
        }

        // Grades come first, because their key tells whether the item stands twice.
        private int Grade(RunRow run, long item, Sample sample, long sampleId, GradedSample graded)
        {
            int epoch = sample.Epoch;
            for (int metric = 0; metric < graded.Grades.Length; metric++)
            {
                if (!rows.AddGrade(run.Id, metric, item, epoch, sampleId, graded.Grades[metric]))
                {
                    epoch = NextEpoch(run, item, sample);
                    metric--;
                }
            }

            return epoch;
        }

        private int NextEpoch(RunRow run, long item, Sample sample)
        {
            lastEpoch.Bind(1, run.Id);
            lastEpoch.Bind(2, item);
            lastEpoch.Next();
            var (epoch, line) = ((int)lastEpoch.Number(0), lastEpoch.Number(1));
            lastEpoch.Reset();
            return repeats ? epoch + 1 : throw new DuplicateItemException(sample.Item.Key, sample.Line, line);
        }

        private ImportResult Finish(Source source)
        {
            var ids = runs.ToDictionary(r => r.Key, r => Evidence.Run.IdOf(source, suite, new Target(r.Key)), StringComparer.Ordinal);
            var existing = store.Runs().Where(r => ids.ContainsValue(r.Id)).ToList();
            if (existing.Count > 0)
            {
                store.SweepUnfinished();
                return new(existing, AlreadyThere: true);
            }

            Begin();
            long sourceId = store.SourceId(source);
            long now = store.time.GetUtcNow().ToUnixTimeMilliseconds();
            foreach (var (target, run) in runs)
            {
                using var update = Prepare("""
                    UPDATE run SET hash = ?, source = ?, imported_at = ?, samples = ?, items = ?, first_at = ?, last_at = ?,
                        first_sample = ?, last_sample = ? WHERE id = ?
                    """);
                update.Bind(1, ids[target].Hex);
                update.Bind(2, sourceId);
                update.Bind(3, now);
                update.Bind(4, run.Samples);
                update.Bind(5, run.HasRepeats ? CountItems(run) : run.Samples);
                update.Bind(6, run.FirstAt);
                update.Bind(7, run.LastAt);
                update.Bind(8, run.FirstSample);
                update.Bind(9, run.LastSample);
                update.Bind(10, run.Id);
                update.Run();
            }

            store.Execute(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM import WHERE id = {import}"));
            Commit();
            return new([.. store.Runs().Where(r => ids.ContainsValue(r.Id))], AlreadyThere: false);
        }

        private RunRow RunOf(Target target)
        {
            if (!runs.TryGetValue(target.Name, out var run))
            {
                using var command = store.Command("INSERT INTO run (suite, target, import) VALUES ($suite, $target, $import) RETURNING id");
                command.Parameters.AddWithValue("$suite", suiteId);
                command.Parameters.AddWithValue("$target", target.Name);
                command.Parameters.AddWithValue("$import", import);
                run = new RunRow((long)command.ExecuteScalar()!);
                runs.Add(target.Name, run);
            }

            return run;
        }

        // Every item that is answered has a grade under the first metric; without metrics the samples must tell.
        private long CountItems(RunRow run)
        {
            using var count = Prepare(suite.Metrics.Length > 0
                ? "SELECT count(*) FROM (SELECT DISTINCT item FROM grade WHERE run = ? AND metric = 0)"
                : "SELECT count(*) FROM (SELECT DISTINCT item FROM sample WHERE run = ? AND id >= ?)");
            count.Bind(1, run.Id);
            if (suite.Metrics.Length == 0)
            {
                count.Bind(2, run.FirstSample);
            }

            count.Next();
            long items = count.Number(0);
            count.Reset();
            return items;
        }

        private Statement Prepare(string sql) => new(store.connection, sql);

        private void Begin() => store.Execute("BEGIN IMMEDIATE");

        private void Commit() => store.Execute("COMMIT");
    }

    private sealed class RunRow(long id)
    {
        public long Id { get; } = id;

        public long Samples { get; private set; }

        /// <summary>Whether some sample is a repeat, so that there may be fewer items than samples.</summary>
        public bool HasRepeats { get; private set; }

        public long? FirstAt { get; private set; }

        public long? LastAt { get; private set; }

        public long FirstSample { get; private set; }

        public long LastSample { get; private set; }

        public void Count(long sample, DateTimeOffset? at, int epoch)
        {
            FirstSample = Samples++ == 0 ? sample : FirstSample;
            LastSample = sample;
            HasRepeats |= epoch > 0;
            if (at?.ToUnixTimeMilliseconds() is { } milliseconds)
            {
                FirstAt = Math.Min(FirstAt ?? milliseconds, milliseconds);
                LastAt = Math.Max(LastAt ?? milliseconds, milliseconds);
            }
        }
    }
}
