using System.Globalization;
using CodeRed.Evidence;
using Microsoft.Data.Sqlite;

namespace CodeRed.Store;

/// <summary>The texts of one sample.</summary>
public sealed record SampleTexts(string? Question, string? Answer, string? Error);

public sealed partial class EvidenceStore
{
    private const string Outcomes = """
        SELECT g.item, g.epoch, g.sample, g.value, g.normalised, g.non_answer, g.label,
               s.content, s.refused, s.truncated, s.length, s.latency_us, s.output_tokens,
               i.key, s.stratum, coalesce(s.expected, i.expected), s.at, s.input_tokens, s.cost,
               e.cached_input_tokens, e.cache_write_tokens, e.reasoning_tokens
        FROM grade g JOIN sample s ON s.id = g.sample JOIN item i ON i.id = g.item LEFT JOIN exchange e ON e.sample = g.sample
        WHERE g.run = $run AND g.metric = $metric ORDER BY g.item, g.epoch
        """;

    /// <summary>All items of either run under one metric, item by item, in constant memory.</summary>
    /// <param name="baseline">A whole run.</param>
    /// <param name="current">A whole run of the same suite.</param>
    /// <param name="metric">The metric's place in the suite, from 0.</param>
    /// <exception cref="StoreException">There is no such run, or the database cannot be read.</exception>
    public IEnumerable<ItemPair> Pairs(ContentHash baseline, ContentHash current, int metric) =>
        Sets([baseline, current], metric).Select(set => new ItemPair(set.Key, set.Runs[0], set.Runs[1]));

    /// <summary>All items of any of several runs under one metric, item by item, in constant memory.</summary>
    /// <param name="runs">Whole runs of one suite, at least one.</param>
    /// <param name="metric">The metric's place in the suite, from 0.</param>
    /// <exception cref="StoreException">There is no such run, or the database cannot be read.</exception>
    /// <remarks>A merge join of as many ordered readings under one snapshot, so that an import at the same time changes nothing.</remarks>
    public IEnumerable<ItemSet> Sets(IReadOnlyList<ContentHash> runs, int metric)
    {
        Execute("BEGIN");
        var cursors = new List<OutcomeCursor>(runs.Count);
        try
        {
            foreach (var run in runs)
            {
                cursors.Add(Guarded(() => new OutcomeCursor(this, run, metric)));
            }

            var outcomes = runs.Select(_ => new List<Outcome>()).ToArray();
            while (cursors.Min(c => c.Item) is { } item)
            {
                string key = cursors.First(c => c.Item == item).Key;
                for (int run = 0; run < outcomes.Length; run++)
                {
                    cursors[run].Collect(item, outcomes[run]);
                }

                yield return new ItemSet(key, outcomes);
            }
        }
        finally
        {
            foreach (var cursor in cursors)
            {
                cursor.Dispose();
            }

            // Nothing was written; of a damaged file a commit would complain once more.
            RollBack();
        }
    }

    /// <summary>All rows of a run in the order of their file, for logs whose prompts never repeat.</summary>
    /// <param name="run">A whole run.</param>
    /// <param name="metrics">How many metrics its suite has.</param>
    /// <remarks>The grades of an entry are overwritten by the next one.</remarks>
    public IEnumerable<LogEntry> Entries(ContentHash run, int metrics)
    {
        using var command = Command("""
            SELECT s.at, s.measured, s.refused, s.truncated, s.length, s.latency_us, s.output_tokens, s.stratum, g.metric, g.value, g.non_answer, s.id
            FROM run r JOIN sample s ON s.id BETWEEN r.first_sample AND r.last_sample AND s.run = r.id
                LEFT JOIN grade g ON g.run = s.run AND g.item = s.item AND g.epoch = s.epoch AND g.metric IN (SELECT value FROM json_each($metrics))
            WHERE r.hash = $run ORDER BY s.id
            """);
        command.Parameters.AddWithValue("$run", run.Hex);
        command.Parameters.AddWithValue("$metrics", "[" + string.Join(',', Enumerable.Range(0, metrics)) + "]");
        using var reader = Guarded(command.ExecuteReader);
        Func<bool> next = reader.Read;
        var grades = new double?[metrics];
        long id = -1;
        LogEntry entry = default;
        while (Guarded(next))
        {
            if (reader.GetInt64(11) != id)
            {
                if (id >= 0)
                {
                    yield return entry;
                }

                id = reader.GetInt64(11);
                Array.Clear(grades);
                bool measured = reader.GetInt64(1) == 1;
                entry = new LogEntry(
                    reader.IsDBNull(0) ? null : Instant(reader.GetInt64(0)),
                    Text(reader, 7),
                    measured,
                    measured && !reader.IsDBNull(4) && reader.GetInt64(4) == 0,
                    reader.GetInt64(2) == 1,
                    reader.IsDBNull(3) ? null : reader.GetInt64(3) == 1,
                    measured && !reader.IsDBNull(4) ? reader.GetInt32(4) : null,
                    reader.IsDBNull(5) ? null : reader.GetInt64(5) / 1000.0,
                    reader.IsDBNull(6) ? null : reader.GetInt32(6),
                    grades);
            }

            if (!reader.IsDBNull(8))
            {
                grades[reader.GetInt32(8)] = reader.IsDBNull(9) ? null : reader.GetDouble(9);
                entry = reader.GetInt64(10) == 1 ? entry with { NonAnswer = true } : entry;
            }
        }

        if (id >= 0)
        {
            yield return entry;
        }
    }

    /// <summary>The texts of a sample, for the few that are shown.</summary>
    /// <param name="sample">An id from an <see cref="Outcome"/>.</param>
    public SampleTexts Texts(long sample) => Guarded(() =>
    {
        using var command = Command("SELECT coalesce(s.question, i.question), s.answer, s.error FROM sample s JOIN item i ON i.id = s.item WHERE s.id = $id");
        command.Parameters.AddWithValue("$id", sample);
        using var reader = command.ExecuteReader();
        return reader.Read() ? new SampleTexts(Text(reader, 0), Text(reader, 1), Text(reader, 2)) : new SampleTexts(null, null, null);
    });

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private SqliteDataReader Read(string sql, ContentHash run, int metric)
    {
        using var find = Command("SELECT id FROM run WHERE hash = $hash");
        find.Parameters.AddWithValue("$hash", run.Hex);
        if (find.ExecuteScalar() is not long id)
        {
            throw new StoreException($"{Path}: holds no run {run.Short}.");
        }

        var command = Command(sql);
        command.Parameters.AddWithValue("$run", id);
        command.Parameters.AddWithValue("$metric", metric);
        return command.ExecuteReader();
    }

    private sealed class OutcomeCursor : IDisposable
    {
        private readonly EvidenceStore store;
        private readonly SqliteDataReader reader;
        private readonly Func<bool> next;
        private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

        public OutcomeCursor(EvidenceStore store, ContentHash run, int metric)
        {
            this.store = store;
            reader = store.Read(Outcomes, run, metric);
            next = reader.Read;
            Advance();
        }

        public long? Item { get; private set; }

        public string Key => reader.GetString(13);

        public void Collect(long item, List<Outcome> outcomes)
        {
            outcomes.Clear();
            for (; Item == item; Advance())
            {
                outcomes.Add(new Outcome(
                    reader.GetInt64(2),
                    reader.GetInt32(1),
                    reader.GetInt64(7),
                    reader.IsDBNull(3) ? null : reader.GetDouble(3),
                    reader.IsDBNull(4) ? null : reader.GetDouble(4),
                    reader.IsDBNull(6) ? null : Shared(reader.GetString(6)),
                    reader.GetInt64(5) == 1,
                    reader.GetInt64(8) == 1,
                    reader.IsDBNull(9) ? null : reader.GetInt64(9) == 1,
                    reader.IsDBNull(10) ? null : reader.GetInt32(10),
                    reader.IsDBNull(11) ? null : reader.GetInt64(11) / 1000.0,
                    reader.IsDBNull(12) ? null : reader.GetInt32(12),
                    reader.IsDBNull(15) ? null : Shared(reader.GetString(15)),
                    reader.IsDBNull(14) ? null : Shared(reader.GetString(14)))
                {
                    At = reader.IsDBNull(16) ? null : Instant(reader.GetInt64(16)),
                    InputTokens = reader.IsDBNull(17) ? null : reader.GetInt32(17),
                    CachedInputTokens = Count(19),
                    CacheWriteTokens = Count(20),
                    ReasoningTokens = Count(21),
                    Cost = reader.IsDBNull(18) ? null : decimal.Parse(reader.GetString(18), NumberStyles.Float, CultureInfo.InvariantCulture),
                });
            }
        }

        public void Dispose() => reader.Dispose();

        // What no answer has is a miscount, and not known.
        private int? Count(int column) => !reader.IsDBNull(column) && reader.GetInt64(column) is >= 0 and <= int.MaxValue and var tokens ? (int)tokens : null;

        private void Advance() => Item = store.Guarded(next) ? reader.GetInt64(0) : null;

        // A closed set of labels repeats a million times: keep one copy. An open one must not fill the memory.
        private string Shared(string text)
        {
            if (texts.TryGetValue(text, out string? shared))
            {
                return shared;
            }

            if (texts.Count < 256)
            {
                texts.Add(text, text);
            }

            return text;
        }
    }
}
