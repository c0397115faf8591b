using System.IO.Compression;
using System.Text;

namespace CodeRed.Interchange.Tests.Votes;

/// <summary>Votes as text, and text as bytes.</summary>
internal static class VoteText
{
    public static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>Bytes in UTF-8, with a mark in front where that is asked for.</summary>
    public static byte[] Utf8(string text, bool mark = false) => [.. mark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text)];

    /// <summary>A field of CSV, in quotes where it must be.</summary>
    public static string Field(string text, char delimiter, bool always = false) =>
        always || text.Any(c => c is '"' or '\r' or '\n' || c == delimiter) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
