using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CodeRed.Evidence;

/// <summary>Writes a canonical spelling directly, for what every row asks for: whoever uses it sorts the keys. See <see cref="CanonicalJson"/>.</summary>
/// <remarks>Measured, most memory that reading a suite allocated was buffers of such writers: each thread therefore keeps one for the next time.</remarks>
public sealed class CanonicalWriter : IDisposable
{
    /// <summary>A longer buffer is not kept, in bytes.</summary>
    private const int LongestKept = 64 * 1024;

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 64,
    };

    [ThreadStatic]
    private static CanonicalWriter? spare;

    private readonly ArrayBufferWriter<byte> buffer = new();

    private CanonicalWriter() => Json = new(buffer, Options);

    /// <summary>Takes the JSON.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>What was written so far, as UTF-8; until the next writing.</summary>
    public ReadOnlySpan<byte> Written
    {
        get
        {
            Json.Flush();
            return buffer.WrittenSpan;
        }
    }

    /// <summary>An empty one, for the calling thread until it is disposed.</summary>
    public static CanonicalWriter Take()
    {
        var taken = spare ?? new();
        spare = null;
        return taken;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (buffer.Capacity <= LongestKept)
        {
            Json.Reset();
            buffer.ResetWrittenCount();
            spare = this;
        }
    }
}
