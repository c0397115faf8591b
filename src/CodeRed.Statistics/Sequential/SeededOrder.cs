using System.Buffers.Binary;
using System.Text;
using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Sequential;

/// <summary>A pseudo-random order of items that depends on a seed and their ids only, never on the order of a file.</summary>
/// <remarks>Sort by <see cref="Key(ulong, string)"/>, ties by id. Mixing: the state starts as the seed; each little-endian word of eight bytes of
/// the id, the last one padded with zeros, and then the id's length in bytes is exclusive-or'ed into the state, after which the state takes one
/// step of SplitMix64 (<see cref="SplitMix64.Mix"/>, a bijection). The same on every machine and version. Not cryptographic: someone who
/// knows the seed can choose ids that come first.</remarks>
public static class SeededOrder
{
    /// <summary>The sort key of an item.</summary>
    /// <param name="seed">Seed of the order.</param>
    /// <param name="id">The item's id; mixed in as UTF-8.</param>
    public static ulong Key(ulong seed, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        Span<byte> buffer = stackalloc byte[384];
        var bytes = id.Length <= 128 ? buffer : new byte[Encoding.UTF8.GetByteCount(id)];
        return Key(seed, bytes[..Encoding.UTF8.GetBytes(id, bytes)]);
    }

    /// <summary>The sort key of an item.</summary>
    /// <param name="seed">Seed of the order.</param>
    /// <param name="id">The item's id as bytes.</param>
    public static ulong Key(ulong seed, ReadOnlySpan<byte> id)
    {
        var state = SplitMix64.Mix(seed);
        var rest = id;
        for (; rest.Length >= sizeof(ulong); rest = rest[sizeof(ulong)..])
        {
            state = SplitMix64.Mix(state ^ BinaryPrimitives.ReadUInt64LittleEndian(rest));
        }

        Span<byte> last = stackalloc byte[sizeof(ulong)];
        last.Clear();
        rest.CopyTo(last);
        state = SplitMix64.Mix(state ^ BinaryPrimitives.ReadUInt64LittleEndian(last));
        return SplitMix64.Mix(state ^ (ulong)id.Length);
    }
}
