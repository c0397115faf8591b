using System.Globalization;
using System.Text;
using CodeRed.Evidence.Documents;
using CsvHelper;
using CsvHelper.Configuration;

namespace CodeRed.Interchange;

/// <summary>Comma-separated values after RFC 4180, with a header: quotes may hold line breaks, and are doubled to mean themselves.</summary>
internal sealed class CsvTable : Table
{
    private const int BufferSize = 64 * 1024;

    private readonly CsvParser parser;
    private readonly string[] header;
    private readonly int[] ordinals;
    private bool ended;

    /// <summary>Reads the header and finds the columns.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">As the user named it.</param>
    /// <param name="delimiter">One character.</param>
    /// <param name="columns">The columns of the mapping, each with the key that names it.</param>
    /// <exception cref="DocumentException">There is no header, or columns are missing: all of them are named.</exception>
    public CsvTable(GuardedStream stream, string name, char delimiter, IReadOnlyList<ColumnUse> columns)
        : base(stream, name)
    {
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
        ordinals = Find(columns, delimiter);
    }

    /// <summary>The names in the first row.</summary>
    public IReadOnlyList<string> Header => header;

    /// <inheritdoc/>
    public override bool Read()
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

    /// <inheritdoc/>
    public override string Cell(int column)
    {
        try
        {
            return parser[ordinals[column]];
        }
        catch (CsvHelperException e)
        {
            throw Malformed(e);
        }
    }

    /// <summary>A cell by its place in the header.</summary>
    public string CellAt(int ordinal)
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

    /// <inheritdoc/>
    public override void Dispose()
    {
        parser.Dispose();
        base.Dispose();
    }

    private static string Fields(int count) => count == 1 ? "1 field" : string.Create(CultureInfo.InvariantCulture, $"{count} fields");

    private bool ReadRecord()
    {
        if (ended)
        {
            return false;
        }

        Line = parser.RawRow + 1;
        Stream.StartRecord(Line);
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
        if (Stream.AtEnd && parser.RawRecord.AsSpan().Count('"') % 2 != 0)
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
            string[] names = [.. Enumerable.Range(0, parser.Count).Select(CellAt)];
            if (names.Length > 1 || names[0].Length > 0)
            {
                return names;
            }
        }

        throw new DocumentException(Name, 0, "is empty", "write a header with the names of the columns, and a row for each answer");
    }

    private int[] Find(IReadOnlyList<ColumnUse> columns, char delimiter)
    {
        var problems = new List<DocumentProblem>();
        int[] found = new int[columns.Count];
        for (int i = 0; i < columns.Count; i++)
        {
            found[i] = Array.IndexOf(header, columns[i].Column);
            if (found[i] < 0)
            {
                string? meant = NearestName.To(columns[i].Column, header);
                problems.Add(new(
                    Name,
                    Line,
                    $"there is no column '{columns[i].Column}' ({columns[i].Key} in the mapping)",
                    (meant is null ? "the" : $"did you mean '{meant}'? The") + $" header has: {Listed(header)}"));
            }
            else if (Array.IndexOf(header, columns[i].Column, found[i] + 1) >= 0)
            {
                problems.Add(new(Name, Line, $"two columns are named '{columns[i].Column}' ({columns[i].Key} in the mapping)", "rename one of them"));
            }
        }

        if (problems.Count > 0 && header.Length == 1 && OtherDelimiter(header[0], delimiter) is { } other)
        {
            string shown = other == '\t' ? "\\t" : other.ToString();
            throw new DocumentException(
                Name,
                Line,
                $"the header is one single column, '{Shortened(header[0])}'",
                $"write delimiter: \"{shown}\" in the mapping");
        }

        return problems.Count == 0 ? found : throw new DocumentException(problems);
    }

    /// <summary>The sign that seems to part the columns in a header that came out as one.</summary>
    internal static char? OtherDelimiter(string header, char delimiter)
    {
        char[] candidates = [';', '\t', '|', ','];
        char best = candidates.MaxBy(c => header.Count(h => h == c));
        return best != delimiter && header.Contains(best, StringComparison.Ordinal) ? best : null;
    }

    private static string Listed(string[] names) =>
        string.Join(", ", names.Take(50).Select(n => n.Length == 0 ? "(no name)" : Shortened(n)))
        + (names.Length > 50 ? string.Create(CultureInfo.InvariantCulture, $" and {names.Length - 50} more") : "");

    private static string Shortened(string text) => text.Length <= 80 ? text : text[..80] + "...";

    private void Bad(BadDataFoundArgs found) =>
        throw Wrong(
            "a quote stands inside a field that is not quoted, or text follows a closing quote",
            "put quotes around the whole field and double the quotes in it");

    private DocumentException Malformed(CsvHelperException e) =>
        Wrong($"the row cannot be read ({e.Message.Split('\n')[0].Trim().TrimEnd('.')})", "put quotes around fields that hold the delimiter, a quote or a line break");
}
