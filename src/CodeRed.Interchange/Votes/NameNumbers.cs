using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Text;

namespace CodeRed.Interchange;

/// <summary>Names of models as UTF-8, numbered from 0 in order of appearance.</summary>
/// <param name="seed">Of the hash; no number depends on it. Drawn anew for each reading, no file can be prepared against it.</param>
/// <remarks>
/// Open addressing over at most <see cref="Most"/> names of at most <see cref="LongestName"/> bytes, so memory is bounded whatever
/// the column holds. A dictionary would do, but two look-ups per vote are most of the work of reading, and its code for spans
/// of bytes is not compiled ahead of time.
/// </remarks>
internal sealed class NameNumbers(long seed)
{
    /// <summary>The most names that a column of models may hold.</summary>
    public const int Most = 65_536;

    /// <summary>The longest name, in bytes.</summary>
    public const int LongestName = 1024;

    private readonly List<byte[]> names = [];

    // By slot: the number of the name, plus one; 0 where the slot is free. At most half are taken.
    private int[] slots = new int[512];
    private ulong[] hashes = new ulong[512];

    /// <summary>How many names there are.</summary>
    public int Count => names.Count;

    /// <summary>The names by number.</summary>
    public IReadOnlyList<string> Names => [.. names.Select(Encoding.UTF8.GetString)];

    /// <summary>The bytes of a name.</summary>
    public ReadOnlySpan<byte> this[int number] => names[number];

    /// <summary>The number of a name, a new one if it was never seen.</summary>
    /// <returns>-1 when it would be one too many.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int NumberOf(ReadOnlySpan<byte> name)
    {
        ulong hash = XxHash3.HashToUInt64(name, seed);
        int mask = slots.Length - 1;
        int slot = (int)hash & mask;
        while (slots[slot] is int taken and not 0)
        {
            if (hashes[slot] == hash && name.SequenceEqual(names[taken - 1]))
            {
                return taken - 1;
            }

            slot = (slot + 1) & mask;
        }

        return names.Count == Most ? -1 : Add(name, hash);
    }

    private int Add(ReadOnlySpan<byte> name, ulong hash)
    {
        if (2 * (names.Count + 1) > slots.Length)
        {
            (int[] oldSlots, ulong[] oldHashes) = (slots, hashes);
            slots = new int[2 * oldSlots.Length];
            hashes = new ulong[slots.Length];
            for (int i = 0; i < oldSlots.Length; i++)
            {
                if (oldSlots[i] != 0)
                {
                    Place(oldSlots[i], oldHashes[i]);
                }
            }
        }

        names.Add(name.ToArray());
        Place(names.Count, hash);
        return names.Count - 1;
    }

    private void Place(int value, ulong hash)
    {
        int slot = (int)hash & (slots.Length - 1);
        while (slots[slot] != 0)
        {
            slot = (slot + 1) & (slots.Length - 1);
        }

        (slots[slot], hashes[slot]) = (value, hash);
    }
}
