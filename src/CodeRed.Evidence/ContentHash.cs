using System.Security.Cryptography;
using System.Text;

namespace CodeRed.Evidence;

/// <summary>The SHA-256 of some content: the identity of what cannot change.</summary>
/// <remarks>FIPS 180-4. Compared by value; written as 64 lower-case hexadecimal digits, shown as the first twelve.</remarks>
public readonly record struct ContentHash : IComparable<ContentHash>
{
    private readonly string? hex;

    private ContentHash(string hex) => this.hex = hex;

    /// <summary>All 64 digits.</summary>
    public string Hex => hex ?? new string('0', 64);

    /// <summary>The first twelve digits: enough to name a thing on a screen.</summary>
    public string Short => Hex[..12];

    /// <summary>Hashes bytes.</summary>
    public static ContentHash Of(ReadOnlySpan<byte> content)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, digest);
        return FromDigest(digest);
    }

    /// <summary>Hashes text as UTF-8.</summary>
    public static ContentHash Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Wraps a finished SHA-256 digest of 32 bytes.</summary>
    public static ContentHash FromDigest(ReadOnlySpan<byte> digest) =>
        digest.Length == SHA256.HashSizeInBytes
            ? new(Convert.ToHexStringLower(digest))
            : throw new ArgumentException($"A SHA-256 digest has 32 bytes, not {digest.Length}.", nameof(digest));

    /// <summary>Reads 64 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is not 64 hexadecimal digits.</exception>
    public static ContentHash Parse(string hex) =>
        hex.Length == 64 && hex.All(char.IsAsciiHexDigit)
            ? new(hex.ToLowerInvariant())
            : throw new FormatException($"'{hex}' is not a SHA-256 hash of 64 hexadecimal digits.");

    /// <inheritdoc/>
    public int CompareTo(ContentHash other) => string.CompareOrdinal(Hex, other.Hex);

    /// <inheritdoc/>
    public bool Equals(ContentHash other) => Hex == other.Hex;

    /// <inheritdoc/>
    public override int GetHashCode() => Hex.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Hex;
}
