using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CodeRed.Statistics.Sequential;

/// <summary>A pseudo-random order of items that depends on a seed and their ids only, never on the order of a file.</summary>
/// <remarks>Sort by <see cref="Key(ulong, string)"/>, ties by id. The key is the first eight bytes of SHA-256 over the seed and the id,
/// both in fixed byte order, so that it is the same on every machine and nobody can choose ids that come first without knowing the
/// seed.</remarks>
public static class SeededOrder
{
    /// <summary>The sort key of an item.</summary>
    /// <param name="seed">Seed of the order.</param>
    /// <param name="id">The item's id; hashed as UTF-8.</param>
    public static ulong Key(ulong seed, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        Span<byte> buffer = stackalloc byte[256];
        var length = Encoding.UTF8.GetMaxByteCount(id.Length);
        var bytes = length <= buffer.Length ? buffer : new byte[length];
        return Key(seed, bytes[..Encoding.UTF8.GetBytes(id, bytes)]);
    }

    /// <summary>The sort key of an item.</summary>
    /// <param name="seed">Seed of the order.</param>
    /// <param name="id">The item's id as bytes.</param>
    public static ulong Key(ulong seed, ReadOnlySpan<byte> id)
    {
        Span<byte> buffer = stackalloc byte[264];
        var message = id.Length <= 256 ? buffer[..(8 + id.Length)] : new byte[8 + id.Length];
        BinaryPrimitives.WriteUInt64BigEndian(message, seed);
        id.CopyTo(message[8..]);

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }
}
