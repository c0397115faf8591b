using System.IO.Compression;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>How a file of votes is written.</summary>
/// <param name="Format">The kind of file.</param>
/// <param name="Delimiter">One ASCII character between the fields of CSV.</param>
/// <param name="Packed">Whether it is packed with gzip.</param>
internal readonly record struct VoteLayout(VoteFormat Format, char Delimiter, bool Packed)
{
    private const int Looked = 4096;

    private static readonly (byte[] Magic, string Name, string Remedy)[] Packs =
    [
        ([0x28, 0xB5, 0x2F, 0xFD], "zstd", "unpack it first (unzstd), or pack it with gzip"),
        ([(byte)'P', (byte)'K', 3, 4], "zip", "unpack it first (unzip)"),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], "xz", "unpack it first (unxz), or pack it with gzip"),
        ([(byte)'B', (byte)'Z', (byte)'h'], "bzip2", "unpack it first (bunzip2), or pack it with gzip"),
    ];

    /// <summary>Tells by the first bytes, and where those say nothing by the name.</summary>
    /// <param name="file">From its beginning; read, and set back to it.</param>
    /// <param name="path">Its name.</param>
    /// <param name="name">As the user named it.</param>
    /// <param name="given">What the user says of it.</param>
    /// <exception cref="DocumentException">The delimiter cannot be one, or the file is packed in a way that is not read.</exception>
    public static VoteLayout Of(FileStream file, string path, string name, VoteColumnsGiven given)
    {
        if (given.Delimiter is '"' or '\r' or '\n' or '\0' or > '~')
        {
            throw new DocumentException(name, 0, "the delimiter given cannot part fields", "give one ASCII character such as , ; | or a tab");
        }

        byte[] head = Head(file);
        bool packed = head.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);
        if (packed)
        {
            head = Unpacked(head);
            path = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        }

        foreach (var (magic, pack, remedy) in Packs)
        {
            if (head.AsSpan().StartsWith(magic))
            {
                throw new DocumentException(name, 0, $"is packed with {pack}", remedy);
            }
        }

        if (packed && ParquetFooter.IsMagic(head))
        {
            throw new DocumentException(name, 0, "is Parquet that is packed with gzip once more", "unpack it first (gunzip)");
        }

        string extension = Path.GetExtension(path).ToLowerInvariant();
        var format = given.Delimiter is not null ? VoteFormat.Csv : FormatOf(head, extension);
        return new VoteLayout(format, given.Delimiter ?? (extension == ".tsv" ? '\t' : ','), packed);
    }

    private static VoteFormat FormatOf(ReadOnlySpan<byte> head, string extension)
    {
        if (ParquetFooter.IsMagic(head) || extension is ".parquet" or ".pq")
        {
            return VoteFormat.Parquet;
        }

        // A header of CSV might start with a bracket too, but not be followed like this.
        var text = head.TrimStart("\uFEFF \t\r\n"u8);
        bool isJson = text.Length > 0
            && text[0] is (byte)'{' or (byte)'['
            && text[1..].TrimStart(" \t\r\n"u8) is var inner
            && (inner.IsEmpty || inner[0] == (text[0] == '{' ? '"' : '{') || inner[0] == (text[0] == '{' ? '}' : ']'));
        return isJson || extension is ".json" or ".jsonl" or ".ndjson" ? VoteFormat.Json : VoteFormat.Csv;
    }

    private static byte[] Head(FileStream file)
    {
        byte[] head = new byte[Looked];
        int read = file.ReadAtLeast(head, Looked, throwOnEndOfStream: false);
        file.Position = 0;
        return head[..read];
    }

    // What is damaged is said when it is read.
    private static byte[] Unpacked(byte[] head)
    {
        byte[] text = new byte[Looked];
        int read = 0;
        try
        {
            using var unpacking = new GZipStream(new MemoryStream(head), CompressionMode.Decompress);
            for (int more = 1; more > 0 && read < Looked; read += more)
            {
                more = unpacking.Read(text.AsSpan(read));
            }
        }
        catch (InvalidDataException)
        {
        }

        return text[..read];
    }
}
