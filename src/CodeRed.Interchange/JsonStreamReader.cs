using System.Text.Json;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>
/// One JSON document of any length, token by token, and where it is wanted value by value, with a bound on what is held in
/// memory: no token and no value taken whole may be longer than 16 MiB.
/// </summary>
internal sealed class JsonStreamReader
{
    /// <summary>The longest token or value, in bytes.</summary>
    public const int MaximumValue = 16 * 1024 * 1024;

    private readonly Stream stream;
    private readonly string name;
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;
    private bool final;
    private long line = 1;
    private JsonReaderState state = new(new JsonReaderOptions { MaxDepth = 64 });

    /// <param name="stream">Read to its end; not disposed here.</param>
    /// <param name="name">As the user named it, for complaints.</param>
    public JsonStreamReader(Stream stream, string name)
    {
        this.stream = stream;
        this.name = name;
    }

    /// <summary>What was read last.</summary>
    public JsonTokenType Token { get; private set; }

    /// <summary>The name of a property, the text of a string or the digits of a number read last; otherwise null.</summary>
    public string? Text { get; private set; }

    /// <summary>How deep the token read last stands, 0 for the outermost value.</summary>
    public int Depth { get; private set; }

    /// <summary>The line on which the token or value read last starts, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Goes to the next token; false after the end of the document.</summary>
    /// <exception cref="DocumentException">The JSON is malformed or cut off from here on.</exception>
    public bool Read()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), final, state);
            try
            {
                if (reader.Read())
                {
                    Take(ref reader);
                    Text = Token switch
                    {
                        JsonTokenType.PropertyName or JsonTokenType.String => reader.GetString(),
                        JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
                        _ => null,
                    };
                    Commit(ref reader);
                    return true;
                }
            }
            catch (JsonException e)
            {
                throw Malformed(e);
            }
            catch (InvalidOperationException)
            {
                throw new DocumentException(name, Line, "a text holds half a character (a single \\uD800 to \\uDFFF)", "write the text as whole characters");
            }

            if (final)
            {
                return false;
            }

            Fill();
        }
    }

    /// <summary>Inside an array: takes the next element whole; null when the array ends instead.</summary>
    /// <exception cref="DocumentException">The element is malformed, cut off or longer than 16 MiB.</exception>
    public JsonDocument? Element()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), final, state);
            try
            {
                if (reader.Read())
                {
                    if (reader.TokenType == JsonTokenType.EndArray)
                    {
                        Take(ref reader);
                        Commit(ref reader);
                        return null;
                    }

                    long first = LineOf(reader.TokenStartIndex);
                    if (JsonDocument.TryParseValue(ref reader, out var element))
                    {
                        Take(ref reader);
                        Line = first;
                        Commit(ref reader);
                        return element;
                    }
                }
            }
            catch (JsonException e)
            {
                throw Malformed(e);
            }

            if (final)
            {
                throw CutOff();
            }

            Fill();
        }
    }

    /// <summary>Reads past the value that starts with the token read last, or follows the property name read last.</summary>
    public void Skip()
    {
        if (Token == JsonTokenType.PropertyName && !Read())
        {
            return;
        }

        if (Token is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            int depth = Depth;
            while (Read() && !(Depth == depth && Token is (JsonTokenType.EndObject or JsonTokenType.EndArray)))
            {
            }
        }
    }

    private void Take(ref Utf8JsonReader reader)
    {
        Token = reader.TokenType;
        Depth = reader.CurrentDepth;
        Line = LineOf(reader.TokenStartIndex);
    }

    private void Commit(ref Utf8JsonReader reader)
    {
        int consumed = (int)reader.BytesConsumed;
        line += buffer.AsSpan(start, consumed).Count((byte)'\n');
        start += consumed;
        state = reader.CurrentState;
    }

    private long LineOf(long offset) => line + buffer.AsSpan(start, (int)offset).Count((byte)'\n');

    private void Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            end -= start;
            start = 0;
        }

        if (end == buffer.Length)
        {
            if (buffer.Length > MaximumValue)
            {
                throw new DocumentException(name, line, "a value that starts here is longer than 16 MiB", "leave it out of the export");
            }

            Array.Resize(ref buffer, buffer.Length * 2);
        }

        int read = stream.Read(buffer.AsSpan(end));
        final = read == 0;
        end += read;
    }

    private DocumentException Malformed(JsonException e)
    {
        if (final && IsOnlyIncomplete())
        {
            return CutOff();
        }

        return new DocumentException(
            name,
            e.LineNumber + 1 ?? line,
            $"this is not JSON ({JsonLinesTable.Reason(e)})",
            "export the file again");
    }

    /// <summary>Whether the same bytes would do if more were to come.</summary>
    private bool IsOnlyIncomplete()
    {
        var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isFinalBlock: false, state);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private DocumentException CutOff() => new(
        name,
        line + buffer.AsSpan(start, end - start).Count((byte)'\n'),
        "the file ends in the middle of its JSON: it is cut off",
        "export or copy it again");
}
