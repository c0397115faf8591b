using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CodeRed.Evidence.Documents;
using CodeRed.Providers.Wires;
using Microsoft.Win32.SafeHandles;

namespace CodeRed.Providers.Replay;

/// <summary>A file of recorded answers: JSON lines, found by their prompt.</summary>
/// <remarks>Only where each answer stands is kept in memory; the answers themselves are read when they are asked for.</remarks>
internal sealed class Recording : IDisposable
{
    /// <summary>The longest line, in bytes.</summary>
    private const int LongestLine = 16 * 1024 * 1024;

    private static readonly string[] Members =
        ["prompt", "messages", "system", "answer", "error", "reasoning", "model", "fingerprint", "finish_reason", "latency_ms", "first_token_ms", "input_tokens", "cached_input_tokens", "output_tokens", "reasoning_tokens"];

    private readonly SafeFileHandle file;
    private readonly Dictionary<(UInt128 Conversation, UInt128 System), List<Line>> places = [];
    private readonly Dictionary<(UInt128 Conversation, UInt128 System), int> given = [];
    private readonly Lock gate = new();

    private Recording(string path, SafeFileHandle file) => (Path, this.file) = (path, file);

    /// <summary>As the user named it.</summary>
    public string Path { get; }

    /// <summary>Reads where each answer stands.</summary>
    /// <exception cref="DocumentException">The file cannot be read, or a line of it is wrong; all mistakes are reported, up to a hundred.</exception>
    public static Recording Open(string path)
    {
        Recording? recording = null;
        try
        {
            recording = new(path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.RandomAccess));
            recording.Index();
            return recording;
        }
        catch (Exception e)
        {
            recording?.Dispose();
            if (e is IOException or UnauthorizedAccessException)
            {
                throw new DocumentException(path, 0, File.Exists(path) ? $"it cannot be read ({e.Message.TrimEnd('.')})" : "there is no such file", "name a file of recorded answers");
            }

            throw;
        }
    }

    /// <summary>The next recorded answer to a prompt, or the one of an epoch.</summary>
    /// <returns>The answer; or null with how many there are, of which all were given.</returns>
    public (RecordedAnswer? Answer, int Recorded) Next(ChatRequest request)
    {
        UInt128 conversation = KeyOf(request.Messages);
        Line place;
        int recorded;
        lock (gate)
        {
            // An answer that was recorded with a system prompt answers only that one; an answer without answers any.
            var key = (conversation, request.System is { } system ? Hash(system) : UInt128.Zero);
            if (!places.TryGetValue(key, out var lines))
            {
                key = (conversation, UInt128.Zero);
                if (!places.TryGetValue(key, out lines))
                {
                    return (null, 0);
                }
            }

            int next = request.Epoch ?? given.GetValueOrDefault(key);
            if (next >= lines.Count)
            {
                return (null, lines.Count);
            }

            given[key] = next + 1;
            (place, recorded) = (lines[next], lines.Count);
        }

        byte[] line = new byte[place.Length];
        int read = 0;
        while (read < line.Length && RandomAccess.Read(file, line.AsSpan(read), place.Offset + read) is > 0 and var count)
        {
            read += count;
        }

        using var document = JsonDocument.Parse(line.AsMemory(0, read));
        return (RecordedAnswer.From(document.RootElement), recorded);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static UInt128 KeyOf(IReadOnlyList<(string Role, string Text)> messages) =>
        messages is [("user", var only)] ? Hash(only) : Hash(string.Concat(messages.Select(m => $"{m.Role}\0{m.Text}\0")));

    private static UInt128 Hash(string text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), digest);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    private void Index()
    {
        const int MostProblems = 100;
        List<DocumentProblem> problems = [];
        var lines = new BufferedLines(file, LongestLine);
        long number = 0;
        while (problems.Count < MostProblems && lines.Next() is { } line)
        {
            number++;
            if (line.TooLong)
            {
                problems.Add(new(Path, number, "the line is longer than 16 MiB", "leave it out"));
                break;
            }

            int mark = number == 1 && line.Bytes.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
            var text = line.Bytes[mark..];
            if (!text.Span.Trim(" \t\r"u8).IsEmpty && Note(text, line.Offset + mark) is { } mistake)
            {
                problems.Add(new(Path, number, mistake.Problem, mistake.Remedy));
            }
        }

        if (problems.Count == 0 && places.Count == 0)
        {
            problems.Add(new(Path, 0, "it holds no recorded answer", """write lines such as {"prompt": "2 + 2 = ?", "answer": "4"}"""));
        }

        if (problems.Count > 0)
        {
            throw new DocumentException(problems);
        }
    }

    private (string Problem, string Remedy)? Note(ReadOnlyMemory<byte> line, long offset)
    {
        const string OnePerLine = """write one whole JSON object per line, such as {"prompt": "2 + 2 = ?", "answer": "4"}""";
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return ("this is not a JSON object", OnePerLine);
            }

            foreach (var member in root.EnumerateObject())
            {
                if (!Members.Contains(member.Name))
                {
                    string meant = NearestName.To(member.Name, Members) is { } near ? $"did you mean {near}? The members are" : "the members are";
                    return ($"there is no member '{member.Name}'", $"{meant} {string.Join(", ", Members)}");
                }
            }

            if (ConversationOf(root) is not { } conversation)
            {
                return ("there is no question", """write "prompt": "...", or "messages": [{"role": "user", "content": "..."}]""");
            }

            if (root.Text("answer") is null == root.Text("error") is null)
            {
                return ("there must be either an answer or an error, as text", """write "answer": "..." or "error": "..." """.TrimEnd());
            }

            var key = (conversation, root.Text("system") is { } system ? Hash(system) : UInt128.Zero);
            if (!places.TryGetValue(key, out var lines))
            {
                places[key] = lines = [];
            }

            lines.Add(new(offset, line.Length));
            return null;
        }
        catch (JsonException)
        {
            return ("this is not JSON", OnePerLine);
        }
        catch (InvalidOperationException)
        {
            return ("a text is not whole characters", "save the file as UTF-8");
        }
    }

    private static UInt128? ConversationOf(JsonElement root)
    {
        if (root.Text("prompt") is { } prompt)
        {
            return root.Member("messages").ValueKind == JsonValueKind.Undefined ? Hash(prompt) : null;
        }

        List<(string Role, string Text)> messages = [];
        foreach (var message in root.Elements("messages"))
        {
            if (message.Text("role") is not ("user" or "assistant") || message.Text("content") is not { } content)
            {
                return null;
            }

            messages.Add((message.Text("role")!, content));
        }

        return messages.Count == 0 ? null : KeyOf(messages);
    }

    /// <summary>Where an answer stands, in bytes.</summary>
    private readonly record struct Line(long Offset, int Length);
}
