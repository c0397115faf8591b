using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CodeRed.Store;

/// <summary>The numbered steps from an empty file to today's tables. A step that was released is never edited.</summary>
internal static class Migrations
{
    // "CRed": tells our files from other programs' SQLite files.
    private const int ApplicationId = 0x43526564;

    private static readonly string[] Steps =
    [
        // 1. Texts stand last in their rows, so that reading grades and lengths does not read answers.
        """
        CREATE TABLE suite (
            id         INTEGER PRIMARY KEY,
            hash       TEXT NOT NULL UNIQUE,
            definition TEXT NOT NULL
        ) STRICT;

        CREATE TABLE source (
            id      INTEGER PRIMARY KEY,
            name    TEXT NOT NULL,
            content TEXT NOT NULL,
            bytes   INTEGER NOT NULL,
            reading TEXT NOT NULL,
            UNIQUE (content, reading)
        ) STRICT;

        -- hash and source are null until the run is whole: such a run is not shown.
        CREATE TABLE run (
            id           INTEGER PRIMARY KEY,
            hash         TEXT UNIQUE,
            suite        INTEGER NOT NULL REFERENCES suite,
            target       TEXT NOT NULL,
            source       INTEGER REFERENCES source,
            import       INTEGER,
            imported_at  INTEGER,
            samples      INTEGER NOT NULL DEFAULT 0,
            items        INTEGER NOT NULL DEFAULT 0,
            first_at     INTEGER,
            last_at      INTEGER,
            first_sample INTEGER,
            last_sample  INTEGER
        ) STRICT;

        -- An import under way, or one that died: what it wrote from here on is swept before the next one.
        CREATE TABLE import (
            id           INTEGER PRIMARY KEY,
            started_at   INTEGER NOT NULL,
            first_item   INTEGER NOT NULL,
            first_sample INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE item (
            id       INTEGER PRIMARY KEY,
            suite    INTEGER NOT NULL,
            content  INTEGER NOT NULL,
            key      TEXT NOT NULL,
            expected TEXT,
            question TEXT
        ) STRICT;
        CREATE INDEX item_by_suite ON item (suite);

        -- expected and question are null where they are the item's own.
        CREATE TABLE sample (
            id            INTEGER PRIMARY KEY,
            run           INTEGER NOT NULL,
            item          INTEGER NOT NULL,
            epoch         INTEGER NOT NULL,
            content       INTEGER NOT NULL,
            line          INTEGER NOT NULL,
            measured      INTEGER NOT NULL,
            refused       INTEGER NOT NULL,
            truncated     INTEGER,
            at            INTEGER,
            latency_us    INTEGER,
            input_tokens  INTEGER,
            output_tokens INTEGER,
            length        INTEGER,
            cost          TEXT,
            stratum       TEXT,
            error         TEXT,
            expected      TEXT,
            question      TEXT,
            answer        TEXT
        ) STRICT;

        CREATE TABLE grade (
            run        INTEGER NOT NULL,
            metric     INTEGER NOT NULL,
            item       INTEGER NOT NULL,
            epoch      INTEGER NOT NULL,
            sample     INTEGER NOT NULL,
            value      REAL,
            normalised REAL,
            non_answer INTEGER NOT NULL,
            label      TEXT,
            PRIMARY KEY (run, metric, item, epoch)
        ) STRICT, WITHOUT ROWID;
        """,

        // 2. Runs that are asked by ourselves. The numbers of their samples are set aside when they begin (run.first_sample and last_sample).
        """
        CREATE TABLE plan (
            run        INTEGER PRIMARY KEY REFERENCES run,
            hash       TEXT NOT NULL,
            definition TEXT NOT NULL,
            suite_file TEXT NOT NULL,
            started_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX plan_by_hash ON plan (hash);

        -- What went over the wire for a sample, beyond what every sample has. Texts stand last.
        CREATE TABLE exchange (
            sample               INTEGER PRIMARY KEY,
            attempts             INTEGER NOT NULL,
            status               INTEGER,
            first_token_us       INTEGER,
            cached_input_tokens  INTEGER,
            cache_write_tokens   INTEGER,
            reasoning_tokens     INTEGER,
            mean_log_probability REAL,
            judge_cost           TEXT,
            failure              TEXT,
            served_model         TEXT,
            fingerprint          TEXT,
            finish_reason        TEXT,
            response_id          TEXT,
            request_id           TEXT,
            endpoint             TEXT,
            warnings             TEXT,
            log_probabilities    TEXT,
            reasoning            TEXT,
            request              TEXT
        ) STRICT;
        """,

        // 3. What is paid for before anything has a grade: answers that wait for their judge, and what a judge said of its anchors.
        """
        -- Their samples have no grades yet. replies is a JSON array of what the judge has replied so far.
        CREATE TABLE waiting (
            sample  INTEGER PRIMARY KEY,
            replies TEXT NOT NULL
        ) STRICT;

        -- passes is null where the reply holds no verdict.
        CREATE TABLE anchor (
            run    INTEGER NOT NULL,
            anchor TEXT NOT NULL,
            passes INTEGER,
            cost   TEXT,
            PRIMARY KEY (run, anchor)
        ) STRICT, WITHOUT ROWID;
        """,

        // 4. What requests cost that left neither a sample nor a verdict: they were given up, and are made again when the run goes on.
        """
        CREATE TABLE expense (
            id   INTEGER PRIMARY KEY,
            run  INTEGER NOT NULL,
            cost TEXT NOT NULL
        ) STRICT;
        """,
    ];

    public static int Newest => Steps.Length;

    public static void Apply(SqliteConnection connection, string path)
    {
        // Under one snapshot: another process may be making the tables right now.
        Execute(connection, "BEGIN");
        long version = Scalar(connection, "PRAGMA user_version");
        long application = Scalar(connection, "PRAGMA application_id");
        long tables = Scalar(connection, "SELECT count(*) FROM sqlite_schema");
        Execute(connection, "COMMIT");
        if (version == Newest && application == ApplicationId)
        {
            return;
        }

        if (version > Newest && application == ApplicationId)
        {
            throw new StoreException(
                $"{path}: made by a newer Code Red (its tables have version {version}, this program knows {Newest}); update the program, or name another database with --db.");
        }

        if (application != ApplicationId && (application != 0 || version != 0 || tables > 0))
        {
            throw new StoreException($"{path}: this file is another program's database; name another with --db.");
        }

        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "BEGIN IMMEDIATE");
        try
        {
            // Another process may have been faster while this one waited for the lock.
            for (long step = Scalar(connection, "PRAGMA user_version"); step < Newest; step++)
            {
                Execute(connection, Steps[step]);
                Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {step + 1}"));
            }

            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
            Execute(connection, "COMMIT");
        }
        catch
        {
            Execute(connection, "ROLLBACK");
            throw;
        }
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
