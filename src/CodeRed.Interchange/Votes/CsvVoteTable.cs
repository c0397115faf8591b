using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>Delimiter-separated votes after RFC 4180, as bytes.</summary>
/// <remarks>
/// <see cref="CsvTable"/> hands out strings and takes seconds for ten million rows of votes. Sylvan.Data.Csv 1.4.4 was tried
/// instead: it needs the text decoded first, does not count lines (a row is not a line once a quote holds a line break), takes a
/// quote in the middle of a bare field for text, and says of text after a closing quote that the input ended. Votes need
/// a few cells of each row only, as bytes, so here is the grammar itself; what is malformed is refused, never repaired.
/// A line break is \n, \r\n or \r alone. What runs for each row is compiled in full at its first call, here and in what takes the
/// cells: a million votes are read before the runtime would come to it by itself.
/// </remarks>
internal sealed class CsvVoteTable : VoteTable
{
    /// <summary>The longest row, in bytes.</summary>
    public const int LongestRow = GuardedStream.MaximumRecord;

    private const int BufferSize = 128 * 1024;
    private const int Block = 64; // bytes looked at together for what ends a field, and so many the buffer holds beyond what is used
    private const byte Quote = (byte)'"';

    private readonly GuardedStream stream;
    private readonly byte delimiter;

    // By field of a row: the index of the column among those asked for, or -1.
    private readonly int[] asked;
    private readonly int fields;
    private readonly Extent[] cells;
    private readonly byte[]?[] unquoted;
    private byte[] buffer = new byte[BufferSize + Block];
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int TryRow(int[]? asked, Extent[]? cells, List<Extent>? all)
    {
        var marks = new Marks(buffer, start, end, delimiter);
        int at = start;
        int field = 0;
        long breaks = 0;
        while (true)
        {
            Extent cell;
            int next = marks.Next();
            if (next < end && buffer[next] == Quote)
            {
                if (next > at)
                {
                    throw Wrong("a quote stands inside a field that is not quoted", "put quotes around the whole field and double the quotes in it");
                }

                var inside = marks; // a copy, so that the marks themselves stay in registers
                int close = Close(ref inside, out bool doubled, out int breaksInside, out int after);
                marks = inside;
                next = after;
                if (close == end)
                {
                    return ended
                        ? throw Wrong("a quote is opened in the row that starts here and never closed", "close the quote, or double one that belongs to the text; the file may also be cut off")
                        : 0;
                }

                cell = new Extent(at + 1, close - at - 1, doubled);
                breaks += breaksInside;
                if (next > close + 1)
                {
                    throw Wrong("text follows a closing quote", "put quotes around the whole field and double the quotes in it");
                }
            }
            else
            {
                cell = new Extent(at, next - at, false);
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
            at = next + 1;
            if (next == end)
            {
                if (!ended)
                {
                    return 0;
                }

                at = end;
            }
            else if (buffer[next] == delimiter)
            {
                continue;
            }
            else if (buffer[next] == '\r')
            {
                if (at < end)
                {
                    at += buffer[at] == '\n' ? 1 : 0;
                }
                else if (!ended)
                {
                    return 0; // whether \n follows is not known yet
                }
            }

            bool blank = field == 1 && cell.Length == 0 && buffer[start] != Quote;
            start = at;
            nextLine += breaks + 1;
            return blank ? Blank : field;
        }
    }

    /// <summary>Finds the quote that closes a field, or the end of the buffer, and the mark that comes after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Close(ref Marks marks, out bool doubled, out int breaks, out int next)
    {
        doubled = false;
        breaks = 0;
        next = marks.Next();
        while (next < end)
        {
            int mark = next;
            next = marks.Next();
            switch (buffer[mark])
            {
                case Quote when next != mark + 1 || next == end || buffer[next] != Quote:
                    return mark;
                case Quote:
                    doubled = true;
                    next = marks.Next();
                    break;
                case (byte)'\n':
                case (byte)'\r' when mark + 1 == end || buffer[mark + 1] != '\n':
                    breaks++;
                    break;
            }
        }

        return end;
    }

    /// <summary>Reads on, keeping what is not yet used; false when there is no more and nothing is left.</summary>
    private bool Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        else if (end == buffer.Length - Block)
        {
            if (end >= LongestRow)
            {
                throw Wrong("the row that starts here is longer than 16 MiB", "close its quote, or leave the row out");
            }

            Array.Resize(ref buffer, (2 * end) + Block);
        }

        int read = stream.Read(buffer.AsSpan(end, buffer.Length - Block - end));
        ended = read == 0;
        end += read;
        return end > start;
    }

    private readonly record struct Extent(int Start, int Length, bool Doubled);

    /// <summary>The delimiters, quotes and line ends of a part of the buffer, from first to last.</summary>
    private ref struct Marks
    {
        private readonly ref byte text;
        private readonly int end;
        private readonly byte delimiter;
        private int block;
        private ulong left; // a bit for each mark of the block that was not taken yet

        /// <param name="buffer">Holds <see cref="Block"/> bytes more than are used.</param>
        /// <param name="start">Where to begin.</param>
        /// <param name="end">Where to end.</param>
        /// <param name="delimiter">What parts fields.</param>
        public Marks(byte[] buffer, int start, int end, byte delimiter)
        {
            text = ref MemoryMarshal.GetArrayDataReference(buffer);
            this.end = end;
            this.delimiter = delimiter;
            block = start;
            left = Look();
        }

        /// <summary>The place of the next mark; the end when there is none.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Next()
        {
            while (left == 0)
            {
                if (end - block <= Block)
                {
                    return end;
                }

                block += Block;
                left = Look();
            }

            int place = block + BitOperations.TrailingZeroCount(left);
            left &= left - 1;
            return place;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly ulong Look()
        {
            var low = Vector256.LoadUnsafe(ref text, (nuint)block);
            var high = Vector256.LoadUnsafe(ref text, (nuint)block + 32);
            ulong found = Found(low).ExtractMostSignificantBits() | ((ulong)Found(high).ExtractMostSignificantBits() << 32);
            return end - block < Block ? found & ((1UL << (end - block)) - 1) : found;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly Vector256<byte> Found(Vector256<byte> bytes) =>
            Vector256.Equals(bytes, Vector256.Create(delimiter)) | Vector256.Equals(bytes, Vector256.Create((byte)'\n'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\r')) | Vector256.Equals(bytes, Vector256.Create(Quote));
    }
}
