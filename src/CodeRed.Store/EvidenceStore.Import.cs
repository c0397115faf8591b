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
    /// <param name="samples">Read once, to the end.</param>
    /// <param name="source">Asked for when the samples are read, because only then is the source's hash known.</param>
    /// <param name="repeats">Whether several samples of one item by one target are repeats; else they are a mistake.</param>
    /// <param name="progress">Told about every few thousand rows.</param>
    /// <param name="cancellation">Stops the import; it then leaves nothing.</param>
    /// <returns>The runs, one per target.</returns>
    /// <remarks>
    /// Rows are committed in portions and shown only when the last one is in. What a killed import leaves is not visible and is
    /// swept away by the next import; memory holds 8 bytes a slot of the item index and no text.
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
            using var alone = ImportLock.Take(Path, () => progress(new(0, Waiting: true)), cancellation);
            SweepUnfinished();
            using var import = new Importing(this, suite, repeats);
            try
            {
                return import.Run(samples, source, progress, cancellation);
            }
            catch
            {
                import.Abandon();
                throw;
            }
        }
        catch (SqliteException e)
        {
            throw StoreException.From(e, Path);
        }
    }

    /// <summary>Whether an import died and left rows that the next import will sweep away.</summary>
    public bool HasUnfinishedImport() => Guarded(() =>
    {
        using var command = Command("SELECT EXISTS (SELECT 1 FROM import)");
        return (long)command.ExecuteScalar()! == 1;
    });

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
        private readonly long import;
        private readonly long suiteId;
        private readonly Dictionary<string, RunRow> runs = new(StringComparer.Ordinal);
        private readonly ItemIndex index = new();
        private readonly SqliteCommand insertItem;
        private readonly SqliteCommand insertSample;
        private readonly SqliteCommand insertGrade;
        private readonly SqliteCommand findItem;
        private readonly SqliteCommand nextEpoch;
        private readonly Func<long, bool> hasWantedKey;
        private string wantedKey = "";
        private long foundContent;
        private long nextItem;
        private long nextSample;
        private bool open;

        public Importing(EvidenceStore store, Suite suite, bool repeats)
        {
            this.store = store;
            this.suite = suite;
            this.repeats = repeats;
            insertItem = Prepare("INSERT INTO item VALUES ($1, $2, $3, $4, $5, $6, $7)", 7);
            insertSample = Prepare("INSERT INTO sample VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)", 19);
            insertGrade = Prepare("INSERT INTO grade VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)", 9);
            findItem = Prepare("SELECT key, content FROM item WHERE id = $1", 1);
            nextEpoch = Prepare("SELECT g.epoch + 1, s.line FROM grade g JOIN sample s ON s.id = g.sample WHERE g.run = $1 AND g.metric = 0 AND g.item = $2 ORDER BY g.epoch DESC LIMIT 1", 2);
            hasWantedKey = HasWantedKey;

            Begin();
            suiteId = SuiteId();
            nextItem = Next("item");
            nextSample = Next("sample");
            using (var command = store.Command("INSERT INTO import (started_at, first_item, first_sample) VALUES ($at, $item, $sample) RETURNING id"))
            {
                command.Parameters.AddWithValue("$at", store.time.GetUtcNow().ToUnixTimeMilliseconds());
                command.Parameters.AddWithValue("$item", nextItem);
                command.Parameters.AddWithValue("$sample", nextSample);
                import = (long)command.ExecuteScalar()!;
            }

            Commit();
            if (suite.HasItems)
            {
                IndexKnownItems();
            }
        }

        public ImportResult Run(
            IEnumerable<GradedSample> samples, Func<Source> source, Action<ImportProgress> progress, CancellationToken cancellation)
        {
            long rows = 0;
            Begin();
            foreach (var sample in samples)
            {
                Add(sample);
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

        public void Abandon()
        {
            try
            {
                if (open)
                {
                    store.Execute("ROLLBACK");
                    open = false;
                }

                store.SweepUnfinished();
            }
            catch (SqliteException)
            {
                // A full disk may not let us sweep. The rows are not visible, and the next import sweeps them.
            }
        }

        public void Dispose()
        {
            insertItem.Dispose();
            insertSample.Dispose();
            insertGrade.Dispose();
            findItem.Dispose();
            nextEpoch.Dispose();
        }

        private void Add(GradedSample graded)
        {
            var sample = graded.Sample;
            var item = sample.Item;
            long content = First8(item.Content);
            var run = RunOf(graded.Target);

            long itemId = 0;
            if (suite.HasItems)
            {
                wantedKey = item.Key;
                itemId = index.Find(item.Key, hasWantedKey);
            }

            bool itemsOwn = itemId == 0 || foundContent == content;
            if (itemId == 0)
            {
                itemId = nextItem++;
                Bind(insertItem, itemId, suiteId, content, item.Key, item.Stratum, item.Expected, item.Question);
                insertItem.ExecuteNonQuery();
                if (suite.HasItems)
                {
                    index.Add(item.Key, itemId);
                }
            }

            long sampleId = nextSample++;
            int epoch = Grade(run, itemId, sample, sampleId, graded);
            Bind(
                insertSample,
                sampleId,
                run.Id,
                itemId,
                (long)epoch,
                content,
                sample.Line,
                sample.Measured ? 1L : 0L,
                sample.LooksRefused ? 1L : 0L,
                sample.Truncated is { } truncated ? (truncated ? 1L : 0L) : null,
                sample.At?.ToUnixTimeMilliseconds(),
                sample.Latency is { } latency ? (long)latency.TotalMicroseconds : null,
                (long?)sample.InputTokens,
                (long?)sample.OutputTokens,
                (long?)sample.Length,
                sample.Cost is { } cost ? CanonicalJson.Number(cost) : null,
                sample.Error,
                itemsOwn ? null : item.Expected,
                itemsOwn ? null : item.Question,
                sample.Answer);
            insertSample.ExecuteNonQuery();
            run.Count(sampleId, sample.At, firstOfItem: epoch == 0);
        }

        // Grades come first, because their key tells whether the item stands twice.
        private int Grade(RunRow run, long item, Sample sample, long sampleId, GradedSample graded)
        {
            int epoch = sample.Epoch;
            for (int metric = 0; metric < graded.Grades.Length; metric++)
            {
                var (raw, normalised) = graded.Grades[metric];
                Bind(
                    insertGrade, run.Id, (long)metric, item, (long)epoch, sampleId,
                    raw.Value, normalised?.Value, raw.IsNonAnswer ? 1L : 0L, raw.Label);
                try
                {
                    insertGrade.ExecuteNonQuery();
                }
                catch (SqliteException e) when (e.SqliteErrorCode == 19 && metric == 0)
                {
                    Bind(nextEpoch, run.Id, item);
                    using var reader = nextEpoch.ExecuteReader();
                    reader.Read();
                    if (!repeats)
                    {
                        throw new DuplicateItemException(sample.Item.Key, sample.Line, reader.IsDBNull(1) ? 0 : reader.GetInt64(1));
                    }

                    epoch = reader.GetInt32(0);
                    metric--;
                }
            }

            return epoch;
        }

        private ImportResult Finish(Source source)
        {
            var ids = runs.ToDictionary(r => r.Key, r => Evidence.Run.IdOf(source, suite, new Target(r.Key)), StringComparer.Ordinal);
            var existing = store.Runs().Where(r => ids.ContainsValue(r.Id)).ToList();
            if (existing.Count > 0)
            {
                Abandon();
                return new(existing, AlreadyThere: true);
            }

            Begin();
            long sourceId;
            using (var command = store.Command("""
                INSERT INTO source (name, content, bytes, reading) VALUES ($name, $content, $bytes, $reading)
                ON CONFLICT (content, reading) DO UPDATE SET name = $name RETURNING id
                """))
            {
                command.Parameters.AddWithValue("$name", source.Name);
                command.Parameters.AddWithValue("$content", source.Content.Hex);
                command.Parameters.AddWithValue("$bytes", source.Bytes);
                command.Parameters.AddWithValue("$reading", source.Reading.Hex);
                sourceId = (long)command.ExecuteScalar()!;
            }

            long now = store.time.GetUtcNow().ToUnixTimeMilliseconds();
            foreach (var (target, run) in runs)
            {
                using var command = Prepare("""
                    UPDATE run SET hash = $1, source = $2, imported_at = $3, samples = $4, items = $5, first_at = $6, last_at = $7,
                        first_sample = $8, last_sample = $9 WHERE id = $10
                    """, 10);
                Bind(command, ids[target].Hex, sourceId, now, run.Samples, run.Items, run.FirstAt, run.LastAt, run.FirstSample, run.LastSample, run.Id);
                command.ExecuteNonQuery();
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

        private long SuiteId()
        {
            using var command = store.Command("""
                INSERT INTO suite (hash, definition) VALUES ($hash, $definition)
                ON CONFLICT (hash) DO UPDATE SET definition = definition RETURNING id
                """);
            command.Parameters.AddWithValue("$hash", suite.Id.Hex);
            command.Parameters.AddWithValue("$definition", CanonicalJson.Write(suite.ToJson()));
            return (long)command.ExecuteScalar()!;
        }

        private long Next(string table)
        {
            using var command = store.Command($"SELECT coalesce(max(id), 0) + 1 FROM {table}");
            return (long)command.ExecuteScalar()!;
        }

        private void IndexKnownItems()
        {
            using var command = store.Command("SELECT id, key FROM item WHERE suite = $suite");
            command.Parameters.AddWithValue("$suite", suiteId);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                index.Add(reader.GetString(1), reader.GetInt64(0));
            }
        }

        private bool HasWantedKey(long item)
        {
            Bind(findItem, item);
            using var reader = findItem.ExecuteReader();
            if (!reader.Read() || reader.GetString(0) != wantedKey)
            {
                return false;
            }

            foundContent = reader.GetInt64(1);
            return true;
        }

        private SqliteCommand Prepare(string sql, int parameters)
        {
            var command = store.Command(sql);
            for (int i = 1; i <= parameters; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i.ToString(CultureInfo.InvariantCulture) });
            }

            return command;
        }

        private static void Bind(SqliteCommand command, params ReadOnlySpan<object?> values)
        {
            for (int i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i] ?? DBNull.Value;
            }
        }

        private void Begin()
        {
            store.Execute("BEGIN IMMEDIATE");
            open = true;
        }

        private void Commit()
        {
            store.Execute("COMMIT");
            open = false;
        }
    }

    private sealed class RunRow(long id)
    {
        public long Id { get; } = id;

        public long Samples { get; private set; }

        public long Items { get; private set; }

        public long? FirstAt { get; private set; }

        public long? LastAt { get; private set; }

        public long FirstSample { get; private set; }

        public long LastSample { get; private set; }

        public void Count(long sample, DateTimeOffset? at, bool firstOfItem)
        {
            FirstSample = Samples++ == 0 ? sample : FirstSample;
            LastSample = sample;
            Items += firstOfItem ? 1 : 0;
            if (at?.ToUnixTimeMilliseconds() is { } milliseconds)
            {
                FirstAt = Math.Min(FirstAt ?? milliseconds, milliseconds);
                LastAt = Math.Max(LastAt ?? milliseconds, milliseconds);
            }
        }
    }
}
