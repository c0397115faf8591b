using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace CodeRed.Evidence.Documents;

/// <summary>
/// A file on its way to a parser: counted, checked to be text and, where asked, hashed, so that no parser ever sees a byte
/// that was not hashed, and no hostile file can fill the memory.
/// </summary>
/// <remarks>
/// Refused with the line: what is not UTF-8, NUL bytes, a line over <see cref="MaximumLine"/> and a record over
/// <see cref="MaximumRecord"/>. A UTF-8 byte order mark is hashed but not handed on. Reading stops at the first of these,
/// and everything before it has been handed on.
/// </remarks>
public sealed class GuardedStream : Stream
{
    /// <summary>The longest line, in bytes.</summary>
    public const int MaximumLine = 16 * 1024 * 1024;

    /// <summary>The longest record, in bytes: a row of CSV may run over many lines, and an open quote over the whole file.</summary>
    public const int MaximumRecord = 16 * 1024 * 1024;

    private readonly Stream file;
    private readonly string name;
    private readonly bool linesAreBounded;
    private readonly IncrementalHash? hash;

    // The last bytes of a character that was cut by the end of a read: at most three.
    private readonly byte[] cut = new byte[3];
    private int cutLength;
    private long lines;
    private long lineLength;
    private long recordLine;
    private long recordStart;
    private bool started;
    private DocumentException? pending;

    /// <param name="file">Read from where it stands to its end; disposed with this.</param>
    /// <param name="name">As the user named it, for complaints.</param>
    /// <param name="linesAreBounded">Whether a line over 16 MiB is refused; JSON documents may be one line.</param>
    /// <param name="hashed">Whether <see cref="Content"/> will be asked for; hashing costs about as much as reading votes.</param>
    public GuardedStream(Stream file, string name, bool linesAreBounded, bool hashed = true)
    {
        this.file = file;
        this.name = name;
        this.linesAreBounded = linesAreBounded;
        hash = hashed ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    }

    /// <summary>Bytes read from the file.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Whether the file was read to its end.</summary>
    public bool AtEnd { get; private set; }

    /// <summary>The hash of the bytes read; only once, at the end.</summary>
    /// <exception cref="InvalidOperationException">The stream was opened without hashing.</exception>
    public ContentHash Content() => ContentHash.FromDigest(
        (hash ?? throw new InvalidOperationException("The stream was opened without hashing.")).GetHashAndReset());

    /// <summary>Says that the parser is done with everything up to here, and that the next record starts on a line.</summary>
    public void StartRecord(long line)
    {
        recordLine = line;
        recordStart = BytesRead;
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (pending is not null)
        {
            throw pending;
        }

        while (true)
        {
            int read = ReadFile(buffer);
            if (read == 0)
            {
                AtEnd = true;
                if (cutLength > 0)
                {
                    throw NotUtf8(lines + 1, cut[0]);
                }

                return 0;
            }

            var bytes = buffer[..read];
            hash?.AppendData(bytes);
            int skipped = started ? 0 : SkipMark(bytes);
            started = true;
            BytesRead += read;
            if (recordStart + MaximumRecord + buffer.Length < BytesRead && recordLine > 0)
            {
                throw new DocumentException(name, recordLine, "the row that starts here is longer than 16 MiB", "close its quote, or leave the row out");
            }

            int good = Check(bytes[skipped..]) + skipped;
            if (good < read && pending is null)
            {
                throw new InvalidOperationException("A check that stops early gives its reason.");
            }

            if (good == skipped && pending is not null)
            {
                throw pending;
            }

            if (skipped > 0)
            {
                bytes[skipped..good].CopyTo(buffer);
            }

            if (good > skipped)
            {
                return good - skipped;
            }
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
            hash?.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadFile(Span<byte> buffer)
    {
        try
        {
            // Fill the start, so that a byte order mark never comes in two pieces.
            return started ? file.Read(buffer) : file.ReadAtLeast(buffer, Math.Min(4, buffer.Length), throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            throw new DocumentException(name, lines + 1, "is packed, and the pack is damaged or cut off from here on", "pack or download it again");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DocumentException(name, lines + 1, $"cannot be read any further ({e.Message.TrimEnd('.')})", "check the disk and the permissions");
        }
    }

    private int SkipMark(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw new DocumentException(name, 1, "is UTF-16", "save the file as UTF-8");
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
        {
            throw new DocumentException(name, 0, "is packed with gzip", "unpack it first (gunzip)");
        }

        return bytes.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
    }

    /// <summary>Checks the next bytes; what follows the first bad one is kept back, and <see cref="pending"/> says why.</summary>
    private int Check(ReadOnlySpan<byte> bytes)
    {
        int good = bytes.Length;
        if (bytes.IndexOf((byte)0) is int nul and >= 0)
        {
            good = nul;
            pending = new(name, LineAt(bytes, nul), "holds a NUL byte, so it is not a text file", "export it as CSV or JSONL in UTF-8");
        }

        if (InvalidUtf8(bytes[..good]) is int bad and >= 0)
        {
            good = bad;
            pending = NotUtf8(LineAt(bytes, bad), bytes[bad]);
        }

        var text = bytes[..good];
        int first = text.IndexOf((byte)'\n');
        if (first < 0)
        {
            lineLength += text.Length;
        }
        else
        {
            lineLength += first;
        }

        if (linesAreBounded && lineLength > MaximumLine)
        {
            throw new DocumentException(name, lines + 1, "is longer than 16 MiB", "break the line, or leave it out, if this is CSV or JSONL at all");
        }

        if (first >= 0)
        {
            lines += text.Count((byte)'\n');
            lineLength = text.Length - text.LastIndexOf((byte)'\n') - 1;
        }

        return good;
    }

    private long LineAt(ReadOnlySpan<byte> bytes, int at) => lines + bytes[..at].Count((byte)'\n') + 1;

    private DocumentException NotUtf8(long line, byte value) =>
        new(name, line, $"byte 0x{value:X2} is not UTF-8", "save the file as UTF-8 (it may be Windows-1252)");

    /// <summary>The index of the first byte that cannot be UTF-8, or -1; a character cut by the end is finished next time.</summary>
    private int InvalidUtf8(ReadOnlySpan<byte> bytes)
    {
        int at = 0;
        if (cutLength > 0)
        {
            Span<byte> joined = stackalloc byte[8];
            cut.AsSpan(0, cutLength).CopyTo(joined);
            int taken = Math.Min(4 - cutLength, bytes.Length);
            bytes[..taken].CopyTo(joined[cutLength..]);
            switch (Rune.DecodeFromUtf8(joined[..(cutLength + taken)], out _, out int used))
            {
                case OperationStatus.Done:
                    at = used - cutLength;
                    cutLength = 0;
                    break;
                case OperationStatus.NeedMoreData:
                    bytes[..taken].CopyTo(cut.AsSpan(cutLength));
                    cutLength += taken;
                    return -1;
                default:
                    return 0;
            }
        }

        var rest = bytes[at..];
        if (Utf8.IsValid(rest))
        {
            return -1;
        }

        // Slowly now: the file is about to be refused, or only its last character is cut.
        int tail = Math.Max(0, rest.Length - 3);
        while (tail > 0 && (rest[tail] & 0xC0) == 0x80 && rest.Length - tail < 4)
        {
            tail--;
        }

        int from = Utf8.IsValid(rest[..tail]) ? tail : 0;
        while (from < rest.Length)
        {
            var status = Rune.DecodeFromUtf8(rest[from..], out _, out int used);
            if (status == OperationStatus.NeedMoreData)
            {
                rest[from..].CopyTo(cut);
                cutLength = rest.Length - from;
                return -1;
            }

            if (status != OperationStatus.Done)
            {
                return at + from;
            }

            from += used;
        }

        return -1;
    }
}
