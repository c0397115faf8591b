using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CodeRed.Evidence.Documents;

/// <summary>Comma-separated values after RFC 4180, with a header: quotes may hold line breaks, and are doubled to mean themselves.</summary>
/// <remarks>Read once from top to bottom; memory holds one row. A row with another number of fields than the header is refused.</remarks>
public sealed class CsvRows : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly GuardedStream stream;
    private readonly string name;
    private readonly CsvParser parser;
    private readonly string[] header;
    private bool ended;

    /// <summary>Reads the header.</summary>
    /// <param name="stream">The file; disposed with this.</param>
    /// <param name="name">As the user named it.</param>
    /// <param name="delimiter">One character.</param>
    /// <exception cref="DocumentException">There is no header.</exception>
    public CsvRows(GuardedStream stream, string name, char delimiter)
    {
        this.stream = stream;
        this.name = name;
        parser = new CsvParser(
            new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, BufferSize),
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = delimiter.ToString(),
                BufferSize = BufferSize,
                ProcessFieldBufferSize = 4096,
                IgnoreBlankLines = false,
                BadDataFound = Bad,
            });
        header = ReadHeader();
    }

    /// <summary>The names in the first row.</summary>
    public IReadOnlyList<string> Header => header;

    /// <summary>The line on which the current row starts, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Goes to the next row; false at the end. A blank line is no row where the header has several columns.</summary>
    /// <exception cref="DocumentException">The file is malformed from here on.</exception>
    public bool Read()
    {
        while (ReadRecord())
        {
            if (parser.Count == 1 && IsBlank())
            {
                continue;
            }

            if (parser.Count != header.Length)
            {
                throw Wrong(
                    string.Create(CultureInfo.InvariantCulture, $"the row has {Fields(parser.Count)} where the header has {header.Length}"),
                    "put quotes around a field that holds the delimiter, a quote or a line break");
            }

            return true;
        }

        return false;
    }

    /// <summary>A cell of the current row by its place in the header.</summary>
    public string this[int ordinal]
    {
        get
        {
            try
            {
                return parser[ordinal];
            }
            catch (CsvHelperException e)
            {
                throw Malformed(e);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => parser.Dispose();

    private static string Fields(int count) => count == 1 ? "1 field" : string.Create(CultureInfo.InvariantCulture, $"{count} fields");

    private bool ReadRecord()
    {
        if (ended)
        {
            return false;
        }

        Line = parser.RawRow + 1;
        stream.StartRecord(Line);
        try
        {
            if (!parser.Read())
            {
                ended = true;
                return false;
            }
        }
        catch (CsvHelperException e)
        {
            throw Malformed(e);
        }

        // Only a row that ran into the end of the file can have an open quote, and only the last rows of it cost this look.
        if (stream.AtEnd && parser.RawRecord.AsSpan().Count('"') % 2 != 0)
        {
            throw Wrong("a quote is opened in the row that starts here and never closed", "close the quote, or double one that belongs to the text; the file may also be cut off");
        }

        return true;
    }

    private bool IsBlank() => header.Length > 1 && parser.RawRecord.AsSpan().Trim("\r\n").IsEmpty;

    private string[] ReadHeader()
    {
        while (ReadRecord())
        {
            string[] names = [.. Enumerable.Range(0, parser.Count).Select(i => this[i])];
            if (names.Length > 1 || names[0].Length > 0)
            {
                return names;
            }
        }

        throw new DocumentException(name, 0, "is empty", "write a header with the names of the columns, and rows below it");
    }

    private DocumentException Wrong(string problem, string remedy) => new(name, Line, problem, remedy);

    private void Bad(BadDataFoundArgs found) =>
        throw Wrong(
            "a quote stands inside a field that is not quoted, or text follows a closing quote",
            "put quotes around the whole field and double the quotes in it");

    private DocumentException Malformed(CsvHelperException e) =>
        Wrong($"the row cannot be read ({e.Message.Split('\n')[0].Trim().TrimEnd('.')})", "put quotes around fields that hold the delimiter, a quote or a line break");
}
