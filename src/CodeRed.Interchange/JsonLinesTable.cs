using System.Globalization;
using System.Text.Json;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>One JSON object per line; blank lines are skipped.</summary>
/// <remarks>
/// A column is a dotted path: keys of objects and indexes of arrays. A key that itself holds dots is found as a whole
/// before it is taken apart. A value that is not text is its JSON as it is written.
/// </remarks>
internal sealed class JsonLinesTable : Table
{
    private readonly IReadOnlyList<ColumnUse> columns;
    private readonly string[][] paths;
    private readonly bool[] found;
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;
    private long lines;
    private JsonDocument? row;

    public JsonLinesTable(GuardedStream stream, string name, IReadOnlyList<ColumnUse> columns)
        : base(stream, name)
    {
        this.columns = columns;
        paths = [.. columns.Select(c => c.Column.Split('.'))];
        found = new bool[columns.Count];
    }

    /// <summary>The current row.</summary>
    public JsonElement Row => row!.RootElement;

    /// <inheritdoc/>
    public override bool Read()
    {
        row?.Dispose();
        row = null;
        while (NextLine() is { } line)
        {
            if (line.Span.Trim(" \t\r"u8).IsEmpty)
            {
                continue;
            }

            Line = lines;
            try
            {
                row = JsonDocument.Parse(line, JsonText.Options);
            }
            catch (JsonException e)
            {
                throw Wrong(
                    string.Create(CultureInfo.InvariantCulture, $"this is not JSON from byte {(e.BytePositionInLine ?? 0) + 1} of the line on ({Reason(e)})"),
                    "write one whole JSON object per line (jq -c); a last line may also be cut off");
            }

            return Row.ValueKind == JsonValueKind.Object
                ? true
                : throw Wrong(
                    $"the line holds {Kind(Row.ValueKind)}, not an object",
                    Row.ValueKind == JsonValueKind.Array ? "write one object per line (jq -c '.[]')" : "write one JSON object per line");
        }

        return false;
    }

    /// <inheritdoc/>
    public override string? Cell(int column)
    {
        var value = Find(Row, columns[column].Column, paths[column], 0);
        found[column] |= value.ValueKind != JsonValueKind.Undefined;
        try
        {
            return JsonText.Of(value);
        }
        catch (FormatException e)
        {
            throw Wrong($"'{columns[column].Column}': {e.Message}", "write the text as whole characters");
        }
    }

    /// <inheritdoc/>
    public override void End()
    {
        var problems = columns
            .Where((use, i) => use.Needed && !found[i])
            .Select(use => new DocumentProblem(Name, 0, $"no row has '{use.Column}' ({use.Key} in the mapping)", "write the dotted path to it, as in response.output or choices.0.text"))
            .ToList();
        if (problems.Count > 0)
        {
            throw new DocumentException(problems);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        row?.Dispose();
        base.Dispose();
    }

    /// <summary>What a JSON value is, in words.</summary>
    internal static string Kind(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };

    /// <summary>The reason of the parser without its position, which counts from the start of its own text.</summary>
    internal static string Reason(JsonException e)
    {
        string message = e.Message;
        int position = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (position < 0 ? message : message[..position]).ReplaceLineEndings(" ").TrimEnd('.', ' ');
    }

    private static JsonElement Find(JsonElement value, string whole, string[] path, int at)
    {
        while (at < path.Length)
        {
            if (value.ValueKind == JsonValueKind.Object)
            {
                if (at < path.Length - 1 && value.TryGetProperty(Rest(whole, path, at), out var member))
                {
                    return member;
                }

                if (!value.TryGetProperty(path[at], out value))
                {
                    return default;
                }
            }
            else if (value.ValueKind == JsonValueKind.Array
                && int.TryParse(path[at], NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < value.GetArrayLength())
            {
                value = value[index];
            }
            else
            {
                return default;
            }

            at++;
        }

        return value;
    }

    private static string Rest(string whole, string[] path, int at) => at == 0 ? whole : string.Join('.', path.AsSpan(at)!);

    /// <summary>The next line without its end, valid until the next call; null at the end of the file.</summary>
    private ReadOnlyMemory<byte>? NextLine()
    {
        int searched = start;
        while (true)
        {
            int length = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = buffer.AsMemory(start, searched + length - start);
                start = searched + length + 1;
                lines++;
                return line;
            }

            searched = end;
            if (end == buffer.Length)
            {
                if (start > 0)
                {
                    buffer.AsSpan(start, end - start).CopyTo(buffer);
                    (searched, end, start) = (searched - start, end - start, 0);
                }
                else
                {
                    // Bounded: the stream refuses a line over 16 MiB.
                    Array.Resize(ref buffer, buffer.Length * 2);
                }
            }

            int read = Stream.Read(buffer.AsSpan(end));
            if (read == 0)
            {
                if (start == end)
                {
                    return null;
                }

                var last = buffer.AsMemory(start, end - start);
                start = end;
                lines++;
                return last;
            }

            end += read;
        }
    }
}
