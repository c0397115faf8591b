using Microsoft.Data.Sqlite;

namespace CodeRed.Store;

/// <summary>The store cannot be used: what is wrong and what to do.</summary>
public sealed class StoreException : Exception
{
    /// <summary>States what is wrong and what to do.</summary>
    public StoreException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    // Primary result codes, https://www.sqlite.org/rescode.html
    internal static StoreException From(SqliteException e, string path) => new(
        e.SqliteErrorCode switch
        {
            5 or 6 => $"{path}: another process has held the database for too long; try again when it is done.",
            8 => $"{path}: the database cannot be written; check its permissions, or name another with --db.",
            10 => $"{path}: the disk did not take or give what was asked of it ({e.SqliteExtendedErrorCode}); check that it is not full or failing.",
            11 => $"{path}: the database is damaged; run 'codered doctor', and restore it from a copy or import again into a new one with --db.",
            13 => $"{path}: the disk is full; nothing was imported. Free some space, or name a database on another disk with --db.",
            14 => $"{path}: the database cannot be opened; check that its folder exists and may be written, or name another with --db.",
            26 => $"{path}: this file is not a Code Red database; name another with --db.",
            _ => $"{path}: the database answered: {e.Message}",
        },
        e);
}

/// <summary>One item id stands on two rows of one run, and nothing said that these are repeats.</summary>
/// <param name="key">The item's id.</param>
/// <param name="line">The second row.</param>
/// <param name="firstLine">The first row; 0 when it is not known.</param>
public sealed class DuplicateItemException(string key, long line, long firstLine) : Exception($"item '{key}' stands on line {firstLine} and again on line {line}")
{
    /// <summary>The item's id.</summary>
    public string Key => key;

    /// <summary>The line of the second row.</summary>
    public long Line => line;

    /// <summary>The line of the first row.</summary>
    public long FirstLine => firstLine;
}
