using System.Globalization;
using System.Text;
using System.Text.Json;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>Votes as JSON objects: one on each line, or in any layout one after another, or as the elements of one array.</summary>
/// <remarks>
/// A column is a key, or a dotted path of keys; a key that itself holds full stops is found as a whole, too. Only what is asked for is taken
/// out. An object may be 16 MiB long and 64 deep. A value that is not text is its JSON as it is written; null is no value. A key that is
/// asked for and stands twice in one object is refused: JSON does not say which of the two counts.
/// </remarks>
internal sealed class JsonVoteTable : VoteTable
{
    /// <summary>Objects looked at for their keys.</summary>
    public const int RowsLookedAt = 1000;

    private const int LongestRow = GuardedStream.MaximumRecord;
    private const int MostNames = 10_000;
    private const int DeepestName = 4;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonText.Options.MaxDepth };

    private readonly GuardedStream stream;
    private readonly Key keys = new([]);
    private readonly string[] columns;
    private readonly Value[] values;
    private readonly byte[]?[] unescaped;
    private byte[] buffer = new byte[64 * 1024];
    private int rowStart;
    private int start;
    private int end;
    private bool ended;
    private long line = 1;
    private bool started;
    private bool isArray;
    private bool isDone;

    /// <summary>Starts to read; without columns the first 1,000 objects are looked through for their keys.</summary>
    /// <param name="stream">The file; disposed with this.</param>
    /// <param name="name">As the user named it.</param>
    /// <param name="columns">The columns asked for, each once.</param>
    /// <exception cref="DocumentException">The objects looked through are malformed.</exception>
    public JsonVoteTable(GuardedStream stream, string name, IReadOnlyList<string> columns)
        : base(name)
    {
        this.stream = stream;
        this.columns = [.. columns];
        values = new Value[columns.Count];
        unescaped = new byte[]?[columns.Count];
        for (int column = 0; column < columns.Count; column++)
        {
            keys.Add(columns[column], column);
        }

        Header = columns.Count > 0 ? this.columns : Keys();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Header { get; }

    /// <inheritdoc/>
    public override bool Read()
    {
        if (!NextObject())
        {
            return false;
        }

        while (!TryRow())
        {
            if (ended)
            {
                throw Wrong("the file ends in the middle of the object that starts here: it is cut off", "export or copy it again, or leave the object out");
            }

            Fill();
        }

        return true;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Cell(int column)
    {
        var value = values[column];
        return value.IsEscaped ? unescaped[column].AsSpan(0, value.Length) : buffer.AsSpan(value.Start, value.Length);
    }

    /// <inheritdoc/>
    public override bool IsNested(int column) => values[column].IsNested;

    /// <inheritdoc/>
    public override void Dispose() => stream.Dispose();

    private List<string> Keys()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var inOrder = new List<string>();
        for (int row = 0; row < RowsLookedAt && inOrder.Count < MostNames && Read(); row++)
        {
            // The row that Read has just gone over, once more.
            var reader = new Utf8JsonReader(buffer.AsSpan(rowStart, start - rowStart), Options);
            reader.Read();
            AddKeys(ref reader, "", DeepestName);
        }

        return inOrder;

        void AddKeys(ref Utf8JsonReader reader, string path, int deeper)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = path + Unescaped(ref reader);
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject && deeper > 1)
                {
                    AddKeys(ref reader, name + ".", deeper - 1);
                    continue;
                }

                reader.Skip();
                if (inOrder.Count < MostNames && names.Add(name))
                {
                    inOrder.Add(name);
                }
            }
        }
    }

    private string Unescaped(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw HalfACharacter("a key");
        }
    }

    /// <summary>Goes to where the next object starts; false after the last.</summary>
    private bool NextObject()
    {
        int next = Peek();
        if (!started)
        {
            started = true;
            if (next == '[')
            {
                isArray = true;
                start++;
                next = Peek();
                isDone = next == ']';
                start += isDone ? 1 : 0;
            }
        }
        else if (isArray && !isDone)
        {
            isDone = next == ']';
            if (!isDone && next != ',')
            {
                throw next < 0 ? CutOff() : Unexpected(next, "a comma or the end of the list");
            }

            start++;
            next = isDone ? next : Peek();
        }

        if (isDone)
        {
            return Peek() is var rest && rest < 0 ? false : throw Unexpected(rest, "nothing after the end of the list");
        }

        Line = line;
        if (next < 0)
        {
            return isArray ? throw CutOff() : false;
        }

        return next == '{' ? true : throw Unexpected(next, "an object");
    }

    private DocumentException CutOff() => new(Name, line, "the file ends in the middle of its list: it is cut off", "export or copy it again");

    private DocumentException Unexpected(int next, string wanted)
    {
        string found = next switch
        {
            '[' => "a list",
            '"' => "a text",
            '{' => "an object",
            (>= '0' and <= '9') or '-' => "a number",
            _ when next < 0x80 => $"'{ColumnNames.Shown(((char)next).ToString())}'",
            _ => "something else",
        };
        return new(Name, line, $"{found} stands where {wanted} should", "write one JSON object for each vote, on a line of its own or in one list");
    }

    /// <summary>The next byte that is no blank, or -1 at the end.</summary>
    private int Peek()
    {
        while (true)
        {
            while (start < end && buffer[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                line += buffer[start++] == '\n' ? 1 : 0;
            }

            if (start < end)
            {
                return buffer[start];
            }

            if (ended)
            {
                return -1;
            }

            Fill();
        }
    }

    /// <summary>Reads the object that starts at the front of the buffer; false when the buffer ends before it does.</summary>
    private bool TryRow()
    {
        Array.Clear(values);
        var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isFinalBlock: false, new JsonReaderState(Options));
        try
        {
            reader.Read();
            if (!TryObject(ref reader, keys))
            {
                return false;
            }
        }
        catch (JsonException e)
        {
            throw Malformed(e);
        }
        catch (InvalidOperationException)
        {
            throw HalfACharacter("a key");
        }

        int length = (int)reader.BytesConsumed;
        line += buffer.AsSpan(start, length).Count((byte)'\n');
        rowStart = start;
        start += length;
        return true;
    }

    private DocumentException HalfACharacter(string what) =>
        Wrong($"{what} holds half a character (a single \\uD800 to \\uDFFF)", "write the text as whole characters");

    private DocumentException Malformed(JsonException e)
    {
        long lines = e.LineNumber ?? 0;
        string where = lines == 0
            ? string.Create(CultureInfo.InvariantCulture, $"byte {(e.BytePositionInLine ?? 0) + 1} of it")
            : string.Create(CultureInfo.InvariantCulture, $"line {Line + lines}");
        return Wrong($"the object that starts here is not JSON from {where} on ({JsonLinesTable.Reason(e)})", "write it as one whole JSON object; it may also be cut off");
    }

    /// <summary>Takes what is asked for out of an object, from behind its brace.</summary>
    private bool TryObject(ref Utf8JsonReader reader, Key parent)
    {
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                return true;
            }

            var key = parent.Find(ref reader);
            if (!reader.Read())
            {
                return false;
            }

            bool whole = key is null
                ? reader.TrySkip()
                : (key.Column < 0 || TryTake(reader, key.Column))
                    && (key.HasChildren && reader.TokenType == JsonTokenType.StartObject ? TryObject(ref reader, key) : reader.TrySkip());
            if (!whole)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Takes the value that the reader, a copy, stands on.</summary>
    private bool TryTake(Utf8JsonReader reader, int column)
    {
        if (values[column].IsFound)
        {
            throw Wrong($"'{ColumnNames.Shown(columns[column])}' stands twice in one object", "leave one of them out");
        }

        int at = start + (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                values[column] = new Value(at, 0);
                return true;
            case JsonTokenType.String when reader.ValueIsEscaped:
                values[column] = new Value(0, Unescape(ref reader, column), IsEscaped: true);
                return true;
            case JsonTokenType.String:
                values[column] = new Value(at + 1, reader.ValueSpan.Length);
                return true;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                if (!reader.TrySkip())
                {
                    return false;
                }

                values[column] = new Value(at, start + (int)reader.BytesConsumed - at, IsNested: true);
                return true;
            default:
                values[column] = new Value(at, reader.ValueSpan.Length);
                return true;
        }
    }

    private int Unescape(ref Utf8JsonReader reader, int column)
    {
        if (unescaped[column] is not { } room || room.Length < reader.ValueSpan.Length)
        {
            unescaped[column] = room = new byte[reader.ValueSpan.Length];
        }

        try
        {
            return reader.CopyString(room);
        }
        catch (InvalidOperationException)
        {
            throw HalfACharacter($"'{ColumnNames.Shown(columns[column])}'");
        }
    }

    /// <summary>Reads on, keeping what is not yet used.</summary>
    private void Fill()
    {
        int held = end - start;
        if (start > 0)
        {
            buffer.AsSpan(start, held).CopyTo(buffer);
            (start, end) = (0, held);
        }
        else if (end == buffer.Length)
        {
            if (end >= LongestRow)
            {
                throw Wrong("the object that starts here is longer than 16 MiB", "leave it out, or write an object for each vote");
            }

            Array.Resize(ref buffer, buffer.Length * 2);
        }

        // As much again as is held, because an object that is not whole is looked at from its start each time.
        int least = Math.Clamp(held, 1, buffer.Length - end);
        for (int read = 1; least > 0 && !ended; least -= read)
        {
            read = stream.Read(buffer.AsSpan(end));
            ended = read == 0;
            end += read;
        }
    }

    /// <summary>A value of the current row: in the buffer, or unescaped beside it.</summary>
    private readonly record struct Value(int Start, int Length, bool IsEscaped = false, bool IsNested = false)
    {
        /// <summary>False in rows that do not have the key; the default is no value.</summary>
        public bool IsFound { get; } = true;
    }

    /// <summary>A key that leads to columns.</summary>
    private sealed class Key(byte[] name)
    {
        private readonly List<Key> children = [];

        /// <summary>The column that is its value, or -1.</summary>
        public int Column { get; private set; } = -1;

        public bool HasChildren => children.Count > 0;

        public void Add(string path, int column)
        {
            Child(path).Column = column;
            int stop = path.IndexOf('.', StringComparison.Ordinal);
            if (stop >= 0)
            {
                Child(path[..stop]).Add(path[(stop + 1)..], column);
            }
        }

        /// <summary>The child of the name that the reader stands on, or null.</summary>
        public Key? Find(ref Utf8JsonReader reader)
        {
            foreach (var child in children)
            {
                if (reader.ValueTextEquals(child.Name))
                {
                    return child;
                }
            }

            return null;
        }

        private byte[] Name { get; } = name;

        private Key Child(string path)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(path);
            var child = children.Find(c => c.Name.AsSpan().SequenceEqual(bytes));
            if (child is null)
            {
                children.Add(child = new Key(bytes));
            }

            return child;
        }
    }
}
