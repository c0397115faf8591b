using System.IO.Compression;
using System.Runtime.CompilerServices;
using ZstdSharp;

namespace CodeRed.Interchange;

/// <summary>Unpacks a page of Parquet into the room that its header says it takes, never more.</summary>
/// <remarks>Each library is loaded when a page needs it, so a file that needs none costs no start.</remarks>
internal static class PageCompression
{
    /// <summary>Unpacks.</summary>
    /// <param name="codec">The format's number: CompressionCodec in parquet.thrift.</param>
    /// <param name="packed">The bytes in the file.</param>
    /// <param name="length">How many of them.</param>
    /// <param name="start">The first of them.</param>
    /// <param name="into">Must be filled exactly.</param>
    /// <exception cref="InvalidDataException">They are damaged, or come to another length.</exception>
    /// <exception cref="NotSupportedException">They are packed in another way.</exception>
    public static void Unpack(int codec, byte[] packed, int start, int length, Span<byte> into)
    {
        bool whole = length == 0 ? into.IsEmpty : codec switch
        {
            0 => Copy(packed.AsSpan(start, length), into),
            1 => Snappy(packed.AsSpan(start, length), into),
            2 => Gzip(packed, start, length, into),
            4 => BrotliDecoder.TryDecompress(packed.AsSpan(start, length), into, out int written) && written == into.Length,
            6 => Zstandard(packed.AsSpan(start, length), into),
            _ => throw new NotSupportedException($"its pages are packed with {Name(codec)}, not with snappy, zstd, gzip or brotli"),
        };
        if (!whole)
        {
            throw Damaged();
        }
    }

    private static string Name(int codec) => codec switch { 3 => "LZO", 5 or 7 => "LZ4", _ => "something unknown" };

    private static InvalidDataException Damaged() => new("a page cannot be unpacked to what its header says: it is damaged");

    private static bool Copy(ReadOnlySpan<byte> packed, Span<byte> into)
    {
        if (packed.Length != into.Length)
        {
            return false;
        }

        packed.CopyTo(into);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Snappy(ReadOnlySpan<byte> packed, Span<byte> into)
    {
        try
        {
            return Snappier.Snappy.TryDecompress(packed, into, out int written) && written == into.Length;
        }
        catch (InvalidOperationException)
        {
            throw Damaged();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Zstandard(ReadOnlySpan<byte> packed, Span<byte> into)
    {
        try
        {
            using var zstandard = new Decompressor();
            return zstandard.Unwrap(packed, into) == into.Length;
        }
        catch (ZstdException)
        {
            throw Damaged();
        }
    }

    private static bool Gzip(byte[] packed, int start, int length, Span<byte> into)
    {
        using var gzip = new GZipStream(new MemoryStream(packed, start, length), CompressionMode.Decompress);
        return gzip.ReadAtLeast(into, into.Length, throwOnEndOfStream: false) == into.Length && gzip.ReadByte() < 0;
    }
}
