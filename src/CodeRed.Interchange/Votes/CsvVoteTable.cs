using System.Buffers;
using System.Globalization;
using System.Text;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>Delimiter-separated votes after RFC 4180, as bytes.</summary>
/// <remarks>
/// <see cref="CsvTable"/> hands out strings and takes seconds for ten million rows of votes. Sylvan.Data.Csv 1.4.4 was tried
/// instead: it needs the text decoded first, does not count lines (a row is not a line once a quote holds a line break), takes a
/// quote in the middle of a bare field for text, and says of text after a closing quote that the input ended. Votes need
/// a few cells of each row only, as bytes, so here is the grammar itself; what is malformed is refused, never repaired.
/// A line break is \n, \r\n or \r alone.
/// </remarks>
internal sealed class CsvVoteTable : VoteTable
{
    /// <summary>The longest row, in bytes.</summary>
    public const int LongestRow = GuardedStream.MaximumRecord;

    private const int BufferSize = 128 * 1024;
    private const byte Quote = (byte)'"';

    private readonly GuardedStream stream;
    private readonly byte delimiter;
    private readonly SearchValues<byte> ends;

    // By field of a row: the index of the column among those asked for, or -1.
    private readonly int[] asked;
    private readonly int fields;
    private readonly Extent[] cells;
    private readonly byte[]?[] unquoted;
    private byte[] buffer = new byte[BufferSize];
    private int start;
    private int end;
    private bool ended;
    private long nextLine = 1;

    /// <summary>Reads the header.</summary>
    /// <param name="stream">The file; disposed with this.</param>
    /// <param name="name">As the user named it.</param>
    /// <param name="delimiter">One ASCII character.</param>
    /// <param name="columns">The columns asked for, each once.</param>
    /// <exception cref="DocumentException">There is no header, or a column is missing or there twice.</exception>
    public CsvVoteTable(GuardedStream stream, string name, char delimiter, IReadOnlyList<string> columns)
        : base(name)
    {
        this.stream = stream;
        this.delimiter = (byte)delimiter;
        ends = SearchValues.Create([this.delimiter, (byte)'\n', (byte)'\r', Quote]);
        Header = ReadHeader();
        fields = Header.Count;
        asked = new int[fields];
        Array.Fill(asked, -1);
        for (int column = 0; column < columns.Count; column++)
        {
            asked[ColumnNames.IndexOf(columns[column], Header, name, Line)] = column;
        }

        cells = new Extent[columns.Count];
        unquoted = new byte[]?[columns.Count];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Header { get; }

    /// <inheritdoc/>
    public override bool Read()
    {
        while (true)
        {
            Line = nextLine;
            int found = NextRow(asked, cells);
            if (found == fields)
            {
                return true;
            }

            if (found == 0)
            {
                return false;
            }

            if (found != Blank)
            {
                throw Wrong(
                    string.Create(CultureInfo.InvariantCulture, $"the row has {(found == 1 ? "1 field" : $"{found} fields")} where the header has {fields}"),
                    "put quotes around a field that holds the delimiter, a quote or a line break; a last row may also be cut off");
            }
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Cell(int column)
    {
        var cell = cells[column];
        var raw = buffer.AsSpan(cell.Start, cell.Length);
        return cell.Doubled ? Unquoted(raw, ref unquoted[column]) : raw;
    }

    /// <inheritdoc/>
    public override void Dispose() => stream.Dispose();

    private const int Blank = -1;

    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> raw, ref byte[]? scratch)
    {
        if (scratch is null || scratch.Length < raw.Length)
        {
            scratch = new byte[raw.Length];
        }

        int length = 0;
        for (int i = 0; i < raw.Length; i++)
        {
            scratch[length++] = raw[i];
            if (raw[i] == Quote)
            {
                i++;
            }
        }

        return scratch.AsSpan(0, length);
    }

    private List<string> ReadHeader()
    {
        // Nobody knows yet how many fields there are: all of them are kept, and a header is bounded like any row.
        var all = new List<Extent>();
        while (true)
        {
            Line = nextLine;
            all.Clear();
            int found = NextRow(null, null, all);
            if (found == 0)
            {
                throw new DocumentException(Name, 0, "is empty", "write a header with the names of the columns, and a row for each vote");
            }

            if (found != Blank)
            {
                break;
            }
        }

        var names = new List<string>(all.Count);
        byte[]? scratch = null;
        foreach (var cell in all)
        {
            var raw = buffer.AsSpan(cell.Start, cell.Length);
            names.Add(Encoding.UTF8.GetString(cell.Doubled ? Unquoted(raw, ref scratch) : raw));
        }

        return names;
    }

    /// <summary>Finds the fields of the next row; their number, 0 at the end, or <see cref="Blank"/> for a line with nothing on it.</summary>
    private int NextRow(int[]? asked, Extent[]? cells, List<Extent>? all = null)
    {
        if (start == end && !Fill())
        {
            return 0;
        }

        while (true)
        {
            int found = TryRow(asked, cells, all);
            if (found != 0)
            {
                return found;
            }

            all?.Clear();
            Fill();
        }
    }

    /// <summary>Like <see cref="NextRow"/>, but 0 when the buffer ends before the row does.</summary>
    private int TryRow(int[]? asked, Extent[]? cells, List<Extent>? all)
    {
        var text = buffer.AsSpan(0, end);
        int at = start;
        int field = 0;
        long breaks = 0;
        while (true)
        {
            Extent cell;
            if (at < text.Length && text[at] == Quote)
            {
                int close = Close(text, at + 1, out bool doubled);
                if (close < 0)
                {
                    return ended
                        ? throw Wrong("a quote is opened in the row that starts here and never closed", "close the quote, or double one that belongs to the text; the file may also be cut off")
                        : 0;
                }

                cell = new Extent(at + 1, close - at - 1, doubled);
                breaks += Breaks(text[(at + 1)..close]);
                at = close + 1;
                if (at < text.Length && text[at] != delimiter && text[at] is not ((byte)'\n' or (byte)'\r'))
                {
                    throw Wrong("text follows a closing quote", "put quotes around the whole field and double the quotes in it");
                }
            }
            else
            {
                int length = text[at..].IndexOfAny(ends);
                length = length < 0 ? text.Length - at : length;
                cell = new Extent(at, length, false);
                at += length;
                if (at < text.Length && text[at] == Quote)
                {
                    throw Wrong("a quote stands inside a field that is not quoted", "put quotes around the whole field and double the quotes in it");
                }
            }

            if (asked is null)
            {
                all!.Add(cell);
            }
            else if (field < asked.Length && asked[field] is int column and >= 0)
            {
                cells![column] = cell;
            }

            field++;
            if (at < text.Length && text[at] == delimiter)
            {
                at++;
                continue;
            }

            if (at == text.Length)
            {
                if (!ended)
                {
                    return 0;
                }
            }
            else if (text[at] == '\n')
            {
                at++;
            }
            else if (at + 1 < text.Length)
            {
                at += text[at + 1] == '\n' ? 2 : 1;
            }
            else if (ended)
            {
                at++;
            }
            else
            {
                return 0; // whether \n follows the \r is not known yet
            }

            bool blank = field == 1 && cell.Length == 0 && text[start] != Quote;
            start = at;
            nextLine += breaks + 1;
            return blank ? Blank : field;
        }
    }

    private static int Close(ReadOnlySpan<byte> text, int from, out bool doubled)
    {
        doubled = false;
        while (from < text.Length)
        {
            int next = text[from..].IndexOf(Quote);
            if (next < 0)
            {
                return -1;
            }

            int at = from + next;
            if (at + 1 == text.Length || text[at + 1] != Quote)
            {
                return at;
            }

            doubled = true;
            from = at + 2;
        }

        return -1;
    }

    private static int Breaks(ReadOnlySpan<byte> text)
    {
        int breaks = text.Count((byte)'\n');
        for (int at = text.IndexOf((byte)'\r'); at >= 0;)
        {
            text = text[(at + 1)..];
            breaks += text is [(byte)'\n', ..] ? 0 : 1;
            at = text.IndexOf((byte)'\r');
        }

        return breaks;
    }

    /// <summary>Reads on, keeping what is not yet used; false when there is no more and nothing is left.</summary>
    private bool Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        else if (end == buffer.Length)
        {
            if (end >= LongestRow)
            {
                throw Wrong("the row that starts here is longer than 16 MiB", "close its quote, or leave the row out");
            }

            Array.Resize(ref buffer, buffer.Length * 2);
        }

        int read = stream.Read(buffer.AsSpan(end));
        ended = read == 0;
        end += read;
        return end > start;
    }

    private readonly record struct Extent(int Start, int Length, bool Doubled);
}
