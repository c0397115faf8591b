using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;

namespace CodeRed.Store;

/// <summary>The items of one suite by their keys, as they are at rest and as they are added.</summary>
internal sealed class KnownItems : IDisposable
{
    private readonly ItemIndex index = new();
    private readonly Statement find;
    private readonly Func<long, bool> isWanted;
    private string wanted = "";
    private long content;

    public KnownItems(SqliteConnection connection, long suite)
    {
        find = new(connection, "SELECT key, content FROM item WHERE id = ?");
        isWanted = IsWanted;
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, key FROM item WHERE suite = $suite";
        command.Parameters.AddWithValue("$suite", suite);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            index.Add(reader.GetString(1), reader.GetInt64(0));
        }
    }

    /// <summary>The item of a key and the first eight bytes of its content's hash; the item is 0 where there is none.</summary>
    public (long Item, long Content) Find(string key)
    {
        wanted = key;
        long item = index.Find(key, isWanted);
        return (item, content);
    }

    /// <summary>Adds an item that <see cref="Find"/> did not find.</summary>
    public void Add(string key, long item) => index.Add(key, item);

    public void Dispose() => find.Dispose();

    private bool IsWanted(long item)
    {
        find.Bind(1, item);
        if (!find.Next())
        {
            return false;
        }

        bool same = IsUtf8Of(wanted, find.Text(0));
        content = find.Number(1);
        find.Reset();
        return same;
    }

    private static bool IsUtf8Of(string text, ReadOnlySpan<byte> utf8)
    {
        if (Encoding.UTF8.GetCharCount(utf8) != text.Length)
        {
            return false;
        }

        char[] characters = ArrayPool<char>.Shared.Rent(text.Length);
        bool same = text.AsSpan().SequenceEqual(characters.AsSpan(0, Encoding.UTF8.GetChars(utf8, characters)));
        ArrayPool<char>.Shared.Return(characters);
        return same;
    }
}
