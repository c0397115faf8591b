using CodeRed.Evidence;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CodeRed.Store;

/// <summary>Evidence at rest: one SQLite file that survives kill -9 and is readable while another process writes.</summary>
/// <remarks>
/// Write-ahead logging with synchronous NORMAL: a killed process or a power cut never damages the file; a power cut may lose
/// the last commits. A run is visible only once it is whole.
/// </remarks>
public sealed partial class EvidenceStore : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly TimeProvider time;

    private EvidenceStore(SqliteConnection connection, string path, TimeProvider time)
    {
        this.connection = connection;
        this.time = time;
        Path = path;
    }

    internal SqliteConnection Connection => connection;

    /// <summary>The database file.</summary>
    public string Path { get; }

    /// <summary>Opens the database, makes it where it is missing, and brings its tables up to date.</summary>
    /// <exception cref="StoreException">It cannot be opened, is not ours, or was made by a newer version.</exception>
    public static EvidenceStore Open(string path, TimeProvider time)
    {
        if (Directory.Exists(path))
        {
            throw new StoreException($"{path}: is a folder; name a database file in it with --db.");
        }

        string? folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path));
        try
        {
            if (folder is not null)
            {
                Directory.CreateDirectory(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{folder}: the folder for the database cannot be made ({e.Message}); name another database with --db.", e);
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
            DefaultTimeout = 30,
        }.ToString());
        try
        {
            connection.Open();
            var store = new EvidenceStore(connection, path, time);
            // Statements that are stepped past ADO.NET know its timeout only so.
            store.Execute("PRAGMA busy_timeout = 30000; PRAGMA synchronous = NORMAL; PRAGMA temp_store = FILE; PRAGMA cache_size = -16384; PRAGMA mmap_size = 0;");
            Migrations.Apply(connection, path);
            return store;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw StoreException.From(e, path);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    /// <summary>All whole runs, the newest import first.</summary>
    public IReadOnlyList<Run> Runs() => Guarded(() =>
    {
        var suites = new Dictionary<long, Suite>();
        var runs = new List<Run>();
        using var command = Command("""
            SELECT r.hash, r.target, r.suite, u.definition, s.name, s.content, s.bytes, s.reading, r.imported_at, r.samples, r.items, r.first_at, r.last_at
            FROM run r JOIN suite u ON u.id = r.suite JOIN source s ON s.id = r.source
            WHERE r.hash IS NOT NULL ORDER BY r.imported_at DESC, r.id
            """);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (!suites.TryGetValue(reader.GetInt64(2), out var suite))
            {
                suite = Suite.FromJson(System.Text.Json.Nodes.JsonNode.Parse(reader.GetString(3))!);
                suites.Add(reader.GetInt64(2), suite);
            }

            runs.Add(new Run(
                ContentHash.Parse(reader.GetString(0)),
                new Target(reader.GetString(1)),
                suite,
                new Source(reader.GetString(4), ContentHash.Parse(reader.GetString(5)), reader.GetInt64(6), ContentHash.Parse(reader.GetString(7))),
                Instant(reader.GetInt64(8)),
                reader.GetInt64(9),
                reader.GetInt64(10),
                reader.IsDBNull(11) ? null : Instant(reader.GetInt64(11)),
                reader.IsDBNull(12) ? null : Instant(reader.GetInt64(12))));
        }

        return runs;
    });

    /// <summary>The runs that were read from this very file in this very way; empty when it was not imported.</summary>
    public IReadOnlyList<Run> RunsFrom(ContentHash content, ContentHash reading) =>
        [.. Runs().Where(r => r.Source.Content == content && r.Source.Reading == reading)];

    /// <summary>Whether some imported file has this length: only then is it worth hashing a file before reading it.</summary>
    public bool MayHold(long bytes) => Guarded(() =>
    {
        using var command = Command("SELECT EXISTS (SELECT 1 FROM source WHERE bytes = $bytes)");
        command.Parameters.AddWithValue("$bytes", bytes);
        return (long)command.ExecuteScalar()! == 1;
    });

    /// <summary>What is wrong with the file, one line each; empty when it is sound.</summary>
    public IReadOnlyList<string> Check() => Guarded<IReadOnlyList<string>>(() =>
    {
        var problems = new List<string>();
        using var command = Command("PRAGMA integrity_check(20)");
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                if (reader.GetString(0) is not "ok" and var problem)
                {
                    problems.Add(problem);
                }
            }
        }

        if (problems.Count > 0)
        {
            // Asking a damaged file for more only ends in an exception.
            return problems;
        }

        using var orphans = Command("""
            SELECT 'run ' || r.hash || ' says ' || r.samples || ' samples and holds ' || n
            FROM (SELECT r.*, (SELECT count(*) FROM sample s WHERE s.id BETWEEN r.first_sample AND r.last_sample AND s.run = r.id) n
                  FROM run r WHERE r.hash IS NOT NULL) r
            WHERE n <> r.samples
            UNION ALL
            SELECT 'grade of sample ' || g.sample || ' without its sample' FROM grade g LEFT JOIN sample s ON s.id = g.sample WHERE s.id IS NULL LIMIT 20
            """);
        using (var reader = orphans.ExecuteReader())
        {
            while (reader.Read())
            {
                problems.Add(reader.GetString(0));
            }
        }

        return problems;
    });

    private static DateTimeOffset Instant(long unixMilliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);

    private static long First8(ContentHash hash) => Convert.ToInt64(hash.Hex[..16], 16);

    private SqliteCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    // SQLite ends a transaction by itself after some errors; ending it again would be another error.
    private void RollBack()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            Execute("ROLLBACK");
        }
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException e)
        {
            throw StoreException.From(e, Path);
        }
    }
}
