using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CodeRed.Store;

/// <summary>A prepared statement that is run once a row of an import, bound by place and without boxing.</summary>
/// <remarks>
/// ADO.NET's command looks every parameter up by name, boxes its value and makes a reader for each execution: measured, that
/// was most of what an import took. Everything that does not run once a row uses the command.
/// </remarks>
internal sealed class Statement : IDisposable
{
    // https://www.sqlite.org/rescode.html#constraint_primarykey
    private const int PrimaryKeyIsTaken = 1555;
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    public Statement(SqliteConnection connection, string sql)
    {
        database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(database, sql, out statement));
    }

    /// <summary>Binds a number, or null, to a parameter; places count from 1.</summary>
    public void Bind(int place, long? value) =>
        Check(value is { } v ? raw.sqlite3_bind_int64(statement, place, v) : raw.sqlite3_bind_null(statement, place));

    /// <summary>Binds a number, or null, to a parameter; places count from 1.</summary>
    public void Bind(int place, double? value) =>
        Check(value is { } v ? raw.sqlite3_bind_double(statement, place, v) : raw.sqlite3_bind_null(statement, place));

    /// <summary>Binds a text, or null, to a parameter; places count from 1.</summary>
    public void Bind(int place, string? value)
    {
        if (value is not { Length: > 0 })
        {
            // An empty span would be bound as null; an empty text is an answer.
            Check(value is null ? raw.sqlite3_bind_null(statement, place) : raw.sqlite3_bind_text(statement, place, value));
            return;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        int length = Encoding.UTF8.GetBytes(value, buffer);
        int result = raw.sqlite3_bind_text(statement, place, buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
        Check(result);
    }

    /// <summary>Runs a statement that returns no rows.</summary>
    /// <returns>False when a row with this primary key is there already; nothing was done then.</returns>
    public bool Run()
    {
        int result = raw.sqlite3_step(statement);
        bool taken = result != raw.SQLITE_DONE && raw.sqlite3_extended_errcode(database) == PrimaryKeyIsTaken;
        if (!taken && result != raw.SQLITE_DONE)
        {
            Throw(result);
        }

        raw.sqlite3_reset(statement);
        return !taken;
    }

    /// <summary>Goes to the next row of a query. Whoever stops before the last one must <see cref="Reset"/>.</summary>
    public bool Next()
    {
        int result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        if (result != raw.SQLITE_DONE)
        {
            Throw(result);
        }

        raw.sqlite3_reset(statement);
        return false;
    }

    /// <summary>Ends a query, so that it no longer holds a snapshot.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    /// <summary>A number of the current row; columns count from 0.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    /// <summary>The UTF-8 of a text of the current row, until the next step; columns count from 0.</summary>
    public ReadOnlySpan<byte> Text(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose() => statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, database);
        }
    }

    private void Throw(int result)
    {
        try
        {
            SqliteException.ThrowExceptionForRC(result, database);
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }
}
