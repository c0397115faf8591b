using System.Globalization;
using CodeRed.Evidence;

namespace CodeRed.Store;

/// <summary>What to do with a run of the same plan that was begun and not finished.</summary>
public enum UnfinishedChoice
{
    /// <summary>Go on with it.</summary>
    Continue,

    /// <summary>Leave it as it is and begin another.</summary>
    BeginAnew,

    /// <summary>Begin another, and never go on with the one that was left.</summary>
    BeginAnewForGood,
}

/// <summary>A run that was begun and is not whole: it is being asked, or was stopped.</summary>
/// <param name="Run">Its number.</param>
/// <param name="Target">Who is asked.</param>
/// <param name="SuiteName">What is asked.</param>
/// <param name="Samples">How many samples are durable, without the answers that wait for their judge.</param>
/// <param name="Places">How many there are when it is whole.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="LastAt">When its latest answer was asked for; null before the first.</param>
/// <param name="UnderWay">Whether a process asks it right now.</param>
/// <param name="Waiting">How many answers wait for their judge.</param>
/// <param name="Left">Whether it was left for good: nothing goes on with it.</param>
public sealed record UnfinishedRun(
    long Run, Target Target, string SuiteName, long Samples, long Places, DateTimeOffset StartedAt, DateTimeOffset? LastAt, bool UnderWay, long Waiting, bool Left);

public sealed partial class EvidenceStore
{
    /// <summary>So many items are read before they are written together: meanwhile others may write.</summary>
    private const int ItemsPerCommit = 1_000;

    // The hash of the plan of a run that is left for good: no plan has it.
    private const string LeftForGood = "left";

    private const string UnfinishedRows = """
        SELECT r.id, r.target, u.definition,
               (SELECT count(*) FROM sample s WHERE s.id BETWEEN r.first_sample AND r.last_sample AND s.run = r.id),
               r.last_sample - r.first_sample + 1, p.started_at, (SELECT max(s.at) FROM sample s WHERE s.id BETWEEN r.first_sample AND r.last_sample AND s.run = r.id), p.hash,
               (SELECT count(*) FROM waiting w WHERE w.sample BETWEEN r.first_sample AND r.last_sample)
        FROM plan p JOIN run r ON r.id = p.run JOIN suite u ON u.id = r.suite WHERE r.hash IS NULL
        """;

    /// <summary>The runs that are not whole, the newest first.</summary>
    public IReadOnlyList<UnfinishedRun> Unfinished() => Guarded(() => UnfinishedWhere(UnfinishedRows + " ORDER BY r.id DESC", null));

    /// <summary>The newest run of this plan that is not whole and that no process is asking; null when there is none.</summary>
    public UnfinishedRun? Unfinished(RunPlan plan) =>
        Guarded(() => UnfinishedWhere(UnfinishedRows + " AND p.hash = $hash ORDER BY r.id DESC", plan.Id.Hex)).FirstOrDefault(u => !u.UnderWay);

    /// <summary>Begins a run, or goes on with one that was stopped.</summary>
    /// <param name="plan">What is asked, of whom.</param>
    /// <param name="items">The items of the suite in its order, <see cref="RunPlan.Items"/> of them; they are read once.</param>
    /// <param name="unfinished">What to do with a run of the same plan that was stopped.</param>
    /// <param name="waiting">Called when an import has to be waited for.</param>
    /// <param name="cancellation">Stops the waiting and the reading.</param>
    /// <returns>Where the answers go. Until it is disposed, the store is used through it alone.</returns>
    /// <remarks>
    /// The numbers of all samples are set aside at the beginning, so that an import may go on at the same time, and so that a sample's place tells its number.
    /// Items are read while others may write, and committed a thousand at a time; what a process that died meanwhile left is seen by nobody, and swept by the next run or import.
    /// Memory holds sixteen bytes and a bit an item, and a bit a place.
    /// </remarks>
    /// <exception cref="StoreException">The database cannot be written.</exception>
    public RunLog Begin(RunPlan plan, IEnumerable<Item> items, UnfinishedChoice unfinished, Action waiting, CancellationToken cancellation) => Guarded(() =>
    {
        using var alone = DatabaseLock.ToImport(Path, waiting, cancellation);
        SweepUnfinished();
        // A run writes each page once or twice and reads none: a small cache is enough.
        Execute("PRAGMA cache_size = -2048");
        DatabaseLock? asking = null;
        try
        {
            Execute("BEGIN IMMEDIATE");
            long suite = SuiteId(plan.Suite);
            long next = NextItem();
            long under = Announce(next, NextSample());
            Execute("COMMIT");
            var numbers = Register(items, plan, suite, next, cancellation);
            Execute("BEGIN IMMEDIATE");
            long? run = unfinished == UnfinishedChoice.Continue ? Continued(plan, out asking) : null;
            if (unfinished == UnfinishedChoice.BeginAnewForGood)
            {
                Leave(plan);
            }

            long begun = run ?? NewRun(plan, suite);
            asking ??= Ask(begun) ?? throw new StoreException($"{Path}: run {begun} is being asked already.");
            Execute(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM import WHERE id = {under}"));
            Execute("COMMIT");
            return new RunLog(this, plan, begun, FirstSampleOf(begun), numbers, asking);
        }
        catch
        {
            asking?.Dispose();
            Abandon();
            throw;
        }
    });

    /// <summary>What the wire told about a run beyond its samples.</summary>
    /// <param name="run">A whole run; one that was imported has nothing to tell.</param>
    public RunWire Wire(ContentHash run) => Guarded(() =>
    {
        const string Of = "FROM run r JOIN sample s ON s.id BETWEEN r.first_sample AND r.last_sample AND s.run = r.id JOIN exchange e ON e.sample = s.id WHERE r.hash = $run";
        var served = new List<ServedAs>();
        using (var command = Command($"SELECT e.served_model, e.fingerprint, count(*), min(s.at) {Of} AND e.failure IS NULL GROUP BY 1, 2 ORDER BY 4, 1, 2 LIMIT 20"))
        {
            command.Parameters.AddWithValue("$run", run.Hex);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                served.Add(new(Text(reader, 0), Text(reader, 1), reader.GetInt64(2)));
            }
        }

        var warnings = new List<string>();
        using (var command = Command($"SELECT DISTINCT j.value {Of.Replace("WHERE", ", json_each(e.warnings) j WHERE", StringComparison.Ordinal)} ORDER BY 1 LIMIT 20"))
        {
            command.Parameters.AddWithValue("$run", run.Hex);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                warnings.Add(reader.GetString(0));
            }
        }

        using var times = Command($"SELECT count(e.first_token_us), sum(e.attempts > 1) {Of}");
        times.Parameters.AddWithValue("$run", run.Hex);
        using var counts = times.ExecuteReader();
        counts.Read();
        long streamed = counts.GetInt64(0);
        long repeated = counts.IsDBNull(1) ? 0 : counts.GetInt64(1);
        TimeSpan? first = null;
        if (streamed > 0)
        {
            using var median = Command($"SELECT e.first_token_us {Of} AND e.first_token_us IS NOT NULL ORDER BY 1 LIMIT 1 OFFSET {(streamed - 1) / 2}");
            median.Parameters.AddWithValue("$run", run.Hex);
            first = TimeSpan.FromMicroseconds((long)median.ExecuteScalar()!);
        }

        return new RunWire([.. served], [.. warnings], first, repeated);
    });

    /// <summary>When the newest whole run of this plan ended; null where there is none.</summary>
    public DateTimeOffset? LastWhole(RunPlan plan) => Guarded<DateTimeOffset?>(() =>
    {
        using var command = Command("SELECT max(r.imported_at) FROM plan p JOIN run r ON r.id = p.run WHERE p.hash = $hash AND r.hash IS NOT NULL");
        command.Parameters.AddWithValue("$hash", plan.Id.Hex);
        return command.ExecuteScalar() is long at ? Instant(at) : null;
    });

    /// <summary>The id of the target that a run of ours asked, which its name may be a label of, and where it answered (null where nothing goes over a wire); null for a run that was imported.</summary>
    public (string Id, string? At)? Asked(ContentHash run) => Guarded(() =>
    {
        using var command = Command("SELECT json_extract(p.definition, '$.asking.id'), json_extract(p.definition, '$.asking.at') FROM run r JOIN plan p ON p.run = r.id WHERE r.hash = $run");
        command.Parameters.AddWithValue("$run", run.Hex);
        using var row = command.ExecuteReader();
        return row.Read() && !row.IsDBNull(0) ? (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)) : default((string, string?)?);
    });

    /// <summary>Folds the durable samples of a run into its totals, in the order of their places; those that wait for their judge come with their answer, and the others with null.</summary>
    internal RunTotals Durable(long run, Func<long, bool, decimal?, decimal?, WaitingAnswer?, RunTotals, RunTotals> with)
    {
        using var command = Command("""
            SELECT s.id, s.measured, s.cost, e.judge_cost, w.replies, iif(w.sample IS NULL, NULL, s.answer), e.attempts
            FROM run r JOIN sample s ON s.id BETWEEN r.first_sample AND r.last_sample AND s.run = r.id
            JOIN exchange e ON e.sample = s.id LEFT JOIN waiting w ON w.sample = s.id WHERE r.id = $run ORDER BY s.id
            """);
        command.Parameters.AddWithValue("$run", run);
        using var reader = command.ExecuteReader();
        var totals = default(RunTotals);
        while (reader.Read())
        {
            var (cost, judgeCost) = (Money(reader, 2), Money(reader, 3));
            var waiting = reader.IsDBNull(4) ? null : new WaitingAnswer(reader.GetString(5), Replies(reader.GetString(4)), reader.GetInt32(6), cost, judgeCost);
            totals = with(reader.GetInt64(0), reader.GetInt64(1) == 1, cost, judgeCost, waiting, totals);
        }

        return totals;

        static System.Collections.Immutable.ImmutableArray<string?> Replies(string json) =>
            [.. System.Text.Json.Nodes.JsonNode.Parse(json)!.AsArray().Select(r => (string?)r)];
    }

    /// <summary>What the judge of a run has said of its anchors.</summary>
    internal List<AnchorVerdict> Anchors(long run)
    {
        using var command = Command("SELECT anchor, passes, cost FROM anchor WHERE run = $run ORDER BY anchor");
        command.Parameters.AddWithValue("$run", run);
        using var reader = command.ExecuteReader();
        var verdicts = new List<AnchorVerdict>();
        while (reader.Read())
        {
            verdicts.Add(new(ContentHash.Parse(reader.GetString(0)), reader.IsDBNull(1) ? null : reader.GetInt64(1) == 1, Money(reader, 2)));
        }

        return verdicts;
    }

    /// <summary>What requests of a run cost that left neither a sample nor a verdict, in US dollars.</summary>
    internal decimal Expenses(long run)
    {
        using var command = Command("SELECT cost FROM expense WHERE run = $run");
        command.Parameters.AddWithValue("$run", run);
        using var reader = command.ExecuteReader();
        decimal all = 0;
        while (reader.Read())
        {
            all += Money(reader, 0)!.Value;
        }

        return all;
    }

    /// <summary>Shows a run of which every sample is there.</summary>
    internal Run MakeWhole(long run, RunPlan plan) => Guarded(() =>
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            using var count = Command("""
                SELECT count(*) - count(w.sample), min(s.at), max(s.at), (SELECT started_at FROM plan WHERE run = $run)
                FROM run r JOIN sample s ON s.id BETWEEN r.first_sample AND r.last_sample AND s.run = r.id LEFT JOIN waiting w ON w.sample = s.id WHERE r.id = $run
                """);
            count.Parameters.AddWithValue("$run", run);
            long samples;
            object firstAt, lastAt;
            long startedAt;
            using (var reader = count.ExecuteReader())
            {
                reader.Read();
                (samples, firstAt, lastAt, startedAt) = (reader.GetInt64(0), reader.GetValue(1), reader.GetValue(2), reader.GetInt64(3));
            }

            if (samples != plan.Places)
            {
                throw new InvalidOperationException($"Run {run} has {samples} of {plan.Places} samples, so it is not whole.");
            }

            // The same plan asked twice is two runs.
            var reading = CanonicalJson.Hash(new System.Text.Json.Nodes.JsonObject { ["plan"] = plan.ToJson(), ["started_at"] = startedAt, ["run"] = run });
            var source = new Source(plan.SuiteFile, plan.SuiteContent, 0, reading);
            var id = Run.IdOf(source, plan.Suite, plan.Target);
            using var update = Command("""
                UPDATE run SET hash = $hash, source = $source, imported_at = $now, samples = $samples, items = $items, first_at = $first, last_at = $last WHERE id = $run
                """);
            update.Parameters.AddWithValue("$hash", id.Hex);
            update.Parameters.AddWithValue("$source", SourceId(source));
            update.Parameters.AddWithValue("$now", time.GetUtcNow().ToUnixTimeMilliseconds());
            update.Parameters.AddWithValue("$samples", samples);
            update.Parameters.AddWithValue("$items", plan.Items);
            update.Parameters.AddWithValue("$first", firstAt);
            update.Parameters.AddWithValue("$last", lastAt);
            update.Parameters.AddWithValue("$run", run);
            update.ExecuteNonQuery();
            Execute("COMMIT");
            return Runs().Single(r => r.Id == id);
        }
        catch
        {
            RollBack();
            throw;
        }
    });

    private static decimal? Money(Microsoft.Data.Sqlite.SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : decimal.Parse(reader.GetString(column), NumberStyles.Float, CultureInfo.InvariantCulture);

    private long SuiteId(Suite suite)
    {
        using var command = Command("""
            INSERT INTO suite (hash, definition) VALUES ($hash, $definition)
            ON CONFLICT (hash) DO UPDATE SET definition = definition RETURNING id
            """);
        command.Parameters.AddWithValue("$hash", suite.Id.Hex);
        command.Parameters.AddWithValue("$definition", CanonicalJson.Write(suite.ToJson()));
        return (long)command.ExecuteScalar()!;
    }

    private long SourceId(Source source)
    {
        using var command = Command("""
            INSERT INTO source (name, content, bytes, reading) VALUES ($name, $content, $bytes, $reading)
            ON CONFLICT (content, reading) DO UPDATE SET name = $name RETURNING id
            """);
        command.Parameters.AddWithValue("$name", source.Name);
        command.Parameters.AddWithValue("$content", source.Content.Hex);
        command.Parameters.AddWithValue("$bytes", source.Bytes);
        command.Parameters.AddWithValue("$reading", source.Reading.Hex);
        return (long)command.ExecuteScalar()!;
    }

    private long NextItem() => Number("SELECT coalesce(max(id), 0) + 1 FROM item");

    // A run that is being asked has set its numbers aside.
    private long NextSample() => Number("SELECT max(coalesce((SELECT max(id) FROM sample), 0), coalesce((SELECT max(last_sample) FROM run), 0)) + 1");

    private long FirstSampleOf(long run) => Number(string.Create(CultureInfo.InvariantCulture, $"SELECT first_sample FROM run WHERE id = {run}"));

    private long Number(string sql)
    {
        using var command = Command(sql);
        return (long)command.ExecuteScalar()!;
    }

    private List<UnfinishedRun> UnfinishedWhere(string sql, string? hash)
    {
        using var command = Command(sql);
        if (hash is not null)
        {
            command.Parameters.AddWithValue("$hash", hash);
        }

        using var reader = command.ExecuteReader();
        var runs = new List<UnfinishedRun>();
        while (reader.Read())
        {
            using var probe = DatabaseLock.ToAsk(Path, reader.GetInt64(0));
            runs.Add(new(
                reader.GetInt64(0),
                new Target(reader.GetString(1)),
                Suite.FromJson(System.Text.Json.Nodes.JsonNode.Parse(reader.GetString(2))!).Name,
                reader.GetInt64(3) - reader.GetInt64(8),
                reader.GetInt64(4),
                Instant(reader.GetInt64(5)),
                reader.IsDBNull(6) ? null : Instant(reader.GetInt64(6)),
                UnderWay: probe is null,
                Waiting: reader.GetInt64(8),
                Left: reader.GetString(7) == LeftForGood));
        }

        return runs;
    }

    // The items' numbers in the order of the suite; those whose text at rest differs are told apart.
    private ItemNumbers Register(IEnumerable<Item> items, RunPlan plan, long suite, long next, CancellationToken cancellation)
    {
        var numbers = new ItemNumbers(checked((int)plan.Items));
        using var known = new KnownItems(connection, suite);
        using var rows = new SampleRows(connection);
        int position = 0;
        foreach (var batch in items.Select(i => (Item: i, Content: First8(i.Content))).Chunk(ItemsPerCommit))
        {
            cancellation.ThrowIfCancellationRequested();
            Execute("BEGIN IMMEDIATE");
            foreach (var (item, content) in batch)
            {
                var (number, asked) = known.Find(item.Key);
                bool own = number == 0 || asked == content;
                if (number == 0)
                {
                    number = next++;
                    rows.AddItem(number, suite, content, item);
                    known.Add(item.Key, number);
                }

                numbers.Set(position++, number, content, own);
            }

            Execute("COMMIT");
        }

        return position == plan.Items ? numbers : throw new InvalidOperationException($"The plan counts {plan.Items} items and there are {position}.");
    }

    private long? Continued(RunPlan plan, out DatabaseLock? asking)
    {
        using var command = Command("SELECT r.id FROM plan p JOIN run r ON r.id = p.run WHERE p.hash = $hash AND r.hash IS NULL ORDER BY r.id DESC");
        command.Parameters.AddWithValue("$hash", plan.Id.Hex);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (Ask(reader.GetInt64(0)) is { } taken)
            {
                asking = taken;
                return reader.GetInt64(0);
            }
        }

        asking = null;
        return null;
    }

    // 'codered runs' still lists them.
    private void Leave(RunPlan plan)
    {
        using var command = Command($"UPDATE plan SET hash = '{LeftForGood}' WHERE hash = $hash AND run IN (SELECT id FROM run WHERE hash IS NULL)");
        command.Parameters.AddWithValue("$hash", plan.Id.Hex);
        command.ExecuteNonQuery();
    }

    // Whoever lists runs holds the lock for a moment, too.
    private DatabaseLock? Ask(long run)
    {
        for (int times = 0; times < 10; times++)
        {
            if (DatabaseLock.ToAsk(Path, run) is { } taken)
            {
                return taken;
            }

            Thread.Sleep(20);
        }

        return null;
    }

    private long NewRun(RunPlan plan, long suite)
    {
        long first = NextSample();
        using var insert = Command("INSERT INTO run (suite, target, first_sample, last_sample) VALUES ($suite, $target, $first, $last) RETURNING id");
        insert.Parameters.AddWithValue("$suite", suite);
        insert.Parameters.AddWithValue("$target", plan.Target.Name);
        insert.Parameters.AddWithValue("$first", first);
        insert.Parameters.AddWithValue("$last", first + plan.Places - 1);
        long run = (long)insert.ExecuteScalar()!;
        using var keep = Command("INSERT INTO plan VALUES ($run, $hash, $definition, $file, $at)");
        keep.Parameters.AddWithValue("$run", run);
        keep.Parameters.AddWithValue("$hash", plan.Id.Hex);
        keep.Parameters.AddWithValue("$definition", CanonicalJson.Write(plan.ToJson()));
        keep.Parameters.AddWithValue("$file", plan.SuiteFile);
        keep.Parameters.AddWithValue("$at", time.GetUtcNow().ToUnixTimeMilliseconds());
        keep.ExecuteNonQuery();
        return run;
    }
}
