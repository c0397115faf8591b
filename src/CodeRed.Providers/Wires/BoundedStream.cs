namespace CodeRed.Providers.Wires;

/// <summary>An answer that is longer than any answer is.</summary>
internal sealed class AnswerTooLongException(string message) : Exception(message);

/// <summary>The body of an answer on its way to the parser, which reads no more of it than an answer can have.</summary>
/// <param name="body">Read from where it stands; not disposed with this.</param>
/// <param name="longestLine">In bytes; the parser of events keeps a whole line in memory.</param>
/// <param name="longest">In bytes.</param>
/// <param name="onRead">Called whenever something came.</param>
internal sealed class BoundedStream(Stream body, long longestLine, long longest, Action onRead) : Stream
{
    private long read;
    private long line;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => read; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        onRead();
        Check(buffer.Span[..count]);
        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Answers are read asynchronously.");

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

    private void Check(ReadOnlySpan<byte> bytes)
    {
        read += bytes.Length;
        if (read > longest)
        {
            throw new AnswerTooLongException($"the answer has more than {longest / (1024 * 1024)} MiB");
        }

        int first = bytes.IndexOf((byte)'\n');
        line += first < 0 ? bytes.Length : first;
        if (line > longestLine)
        {
            throw new AnswerTooLongException($"a line of the answer has more than {longestLine / (1024 * 1024)} MiB");
        }

        if (first >= 0)
        {
            // Lines that begin and end within one read are no longer than the read, which the parser's buffer bounds.
            line = bytes.Length - bytes.LastIndexOf((byte)'\n') - 1;
        }
    }
}
