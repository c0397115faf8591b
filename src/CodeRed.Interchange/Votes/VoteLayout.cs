using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>How a file of votes is written.</summary>
/// <param name="Format">The kind of file.</param>
/// <param name="Delimiter">One ASCII character between the fields of CSV.</param>
/// <param name="Packed">Whether it is packed with gzip.</param>
internal readonly record struct VoteLayout(VoteFormat Format, char Delimiter, bool Packed)
{
    private const int Looked = 4096;

    /// <summary>Tells by the name, and where that says nothing by the first bytes; gzip always by its first bytes.</summary>
    /// <param name="file">From its beginning; read, and set back to it.</param>
    /// <param name="path">Its name.</param>
    /// <param name="name">As the user named it.</param>
    /// <param name="given">What the user says of it.</param>
    /// <exception cref="DocumentException">The delimiter cannot be one.</exception>
    public static VoteLayout Of(FileStream file, string path, string name, VoteColumnsGiven given)
    {
        byte[] head = new byte[Looked];
        int read = file.ReadAtLeast(head, Looked, throwOnEndOfStream: false);
        file.Position = 0;
        bool packed = head.AsSpan(0, read).StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);
        if (packed && path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            path = path[..^3];
        }

        if (given.Delimiter is '"' or '\r' or '\n' or '\0' or > '~')
        {
            throw new DocumentException(name, 0, "the delimiter given cannot part fields", "give one ASCII character such as , ; | or a tab");
        }

        char delimiter = given.Delimiter is { } said ? said : string.Equals(Path.GetExtension(path), ".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',';
        return new VoteLayout(VoteFormat.Csv, delimiter, packed);
    }
}
