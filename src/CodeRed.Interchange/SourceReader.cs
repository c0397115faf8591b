using CodeRed.Evidence;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>Reads a file of answers that someone already has: CSV or JSONL by a mapping, or the results of promptfoo.</summary>
/// <remarks>
/// Streams: memory does not grow with the file. The samples come in the file's order, and the bytes they were read from are
/// hashed on the way. Whatever the file holds, reading it ends in samples or in a <see cref="DocumentException"/>; samples
/// handed out before a mistake was found must be thrown away with the rest.
/// </remarks>
public sealed class SourceReader : IDisposable
{
    private readonly GuardedStream stream;
    private readonly Table? table;
    private readonly Mapping? mapping;
    private readonly PromptfooResults? promptfoo;
    private readonly string path;
    private readonly string fileName;
    private bool started;
    private Source? source;

    private SourceReader(string path, string fileName, long length, GuardedStream stream, Table? table, Mapping? mapping, PromptfooResults? promptfoo)
    {
        this.path = path;
        this.fileName = fileName;
        this.stream = stream;
        this.table = table;
        this.mapping = mapping;
        this.promptfoo = promptfoo;
        BytesTotal = length;
        Suite = promptfoo?.Suite ?? mapping!.Suite;
        Reading = promptfoo is null ? mapping!.Reading : PromptfooResults.Reading;
        Repeats = promptfoo is not null || mapping!.Repeats;
    }

    /// <summary>What is asked and how it is graded.</summary>
    public Suite Suite { get; }

    /// <summary>The hash of how the file is read: of the mapping, or of the built-in reading of a known format.</summary>
    public ContentHash Reading { get; }

    /// <summary>Whether several samples of one item and target are repeats, and not a mistake.</summary>
    public bool Repeats { get; }

    /// <summary>How many bytes have been read so far.</summary>
    public long BytesRead => stream.BytesRead;

    /// <summary>The length of the file when it was opened.</summary>
    public long BytesTotal { get; }

    /// <summary>The file that was read: its name, and the hash and number of the bytes that the samples came from.</summary>
    /// <exception cref="InvalidOperationException">The file has not been read to its end.</exception>
    public Source Source => source ?? throw new InvalidOperationException("The source is known once every sample has been read.");

    /// <summary>Opens a file and looks at its beginning; a promptfoo file is looked through once to learn its name.</summary>
    /// <param name="path">A regular file.</param>
    /// <param name="mapping">Which column means what; null for a file that says so itself.</param>
    /// <param name="displayName">How the file is called in complaints; default the path.</param>
    /// <exception cref="DocumentException">
    /// The file is missing, a folder, empty, a pipe, packed, not text, or it needs a mapping; or columns are missing.
    /// </exception>
    public static SourceReader Open(string path, Mapping? mapping, string? displayName = null)
    {
        string name = displayName ?? path;
        using var probe = RegularFile.Open(path, name);
        long length = probe.Length;
        var format = FormatOf(path, mapping, probe);
        bool document = mapping is { Format: null } && FormatOf(path, null, probe) is null;
        probe.Dispose();
        if (document && IsPromptfoo(path, name))
        {
            throw new DocumentException(name, 0, "holds the results of promptfoo, which say for themselves what means what", "leave the mapping out");
        }

        if (format is null)
        {
            var found = Recognise(path, name);
            if (found is not null)
            {
                return new(path, name, length, new GuardedStream(RegularFile.Open(path, name), name, linesAreBounded: false), null, null, found);
            }

            throw new DocumentException(
                name,
                0,
                "is JSON, but not the results of promptfoo",
                "write one JSON object per line (jq -c '.[]') into a .jsonl file, and a mapping that says which key means what");
        }

        if (mapping is null)
        {
            throw new DocumentException(name, 0, "needs a mapping", "write which column holds the item, the model, the answer and the expected answer");
        }

        var stream = new GuardedStream(RegularFile.Open(path, name), name, linesAreBounded: true);
        try
        {
            return new(path, name, length, stream, OpenTable(stream, name, path, format.Value, mapping), mapping, null);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file cannot be read without a mapping: everything but the results of promptfoo.</summary>
    /// <exception cref="DocumentException">The file cannot be opened.</exception>
    public static bool NeedsMapping(string path)
    {
        using var file = RegularFile.Open(path, path);
        return FormatOf(path, null, file) is not null;
    }

    /// <summary>The samples, in the file's order; once only. The next ones are read on another thread meanwhile.</summary>
    /// <param name="cancellation">Stops between two samples.</param>
    /// <exception cref="DocumentException">The file is wrong from here on: line, problem and remedy.</exception>
    /// <exception cref="InvalidOperationException">The file was read before.</exception>
    public IEnumerable<GradedSample> Read(CancellationToken cancellation = default)
    {
        if (started)
        {
            throw new InvalidOperationException("A source is read once only; open it again.");
        }

        started = true;
        return ReadAll(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        table?.Dispose();
        stream.Dispose();
    }

    /// <summary>The layout of a table by the mapping, the extension or the first character; null for a JSON document.</summary>
    internal static TableFormat? FormatOf(string path, Mapping? mapping, Stream file)
    {
        if (mapping?.Format is { } said)
        {
            return said;
        }

        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".csv" or ".tsv":
                return TableFormat.Csv;
            case ".jsonl" or ".ndjson":
                return TableFormat.JsonLines;
            case ".json":
                return mapping is null ? null : TableFormat.JsonLines;
        }

        Span<byte> head = stackalloc byte[4096];
        int read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var text = head[..read].TrimStart("\uFEFF \t\r\n"u8);
        return text.IsEmpty || text[0] is not ((byte)'{' or (byte)'[') ? TableFormat.Csv
            : mapping is null ? null
            : TableFormat.JsonLines;
    }

    internal static Table OpenTable(GuardedStream stream, string name, string path, TableFormat format, Mapping mapping) =>
        format == TableFormat.JsonLines
            ? new JsonLinesTable(stream, name, mapping.Columns)
            : new CsvTable(stream, name, mapping.Delimiter ?? DefaultDelimiter(path), mapping.Columns);

    internal static char DefaultDelimiter(string path) =>
        string.Equals(Path.GetExtension(path), ".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',';

    // JSON lines end the look at the second line, because two objects are no JSON document.
    private static bool IsPromptfoo(string path, string name)
    {
        try
        {
            return Recognise(path, name) is not null;
        }
        catch (DocumentException)
        {
            return false;
        }
    }

    private static PromptfooResults? Recognise(string path, string name)
    {
        using var look = new GuardedStream(RegularFile.Open(path, name), name, linesAreBounded: false);
        return PromptfooResults.Recognise(look, name);
    }

    private IEnumerable<GradedSample> ReadAll(CancellationToken cancellation)
    {
        var samples = promptfoo is null
            ? new MappedRows(mapping!, table!).Read(cancellation)
            : promptfoo.Read(stream, fileName, cancellation);
        long count = 0;
        foreach (var sample in samples)
        {
            count++;
            yield return sample;
        }

        if (count == 0)
        {
            throw new DocumentException(fileName, 0, "holds no results", "check that the evaluation ran to its end");
        }

        // A parser may stop at the end of what it needs; the hash is of the whole file.
        Span<byte> rest = new byte[4096];
        while (stream.Read(rest) > 0)
        {
        }

        source = new Source(Path.GetFileName(path), stream.Content(), stream.BytesRead, Reading);
    }
}
