using Microsoft.Win32.SafeHandles;

namespace CodeRed.Providers.Replay;

/// <summary>The lines of a file with where they stand.</summary>
internal sealed class BufferedLines(SafeFileHandle file, int longest)
{
    private byte[] buffer = new byte[64 * 1024];
    private long position;
    private int start;
    private int end;

    /// <summary>The next line without its end, valid until the next call; null at the end of the file.</summary>
    public (ReadOnlyMemory<byte> Bytes, long Offset, bool TooLong)? Next()
    {
        int searched = start;
        while (true)
        {
            int length = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                return Take(searched + length - start, 1);
            }

            searched = end;
            if (end == buffer.Length)
            {
                if (start > 0)
                {
                    buffer.AsSpan(start, end - start).CopyTo(buffer);
                    (searched, end, start) = (searched - start, end - start, 0);
                }
                else if (buffer.Length > longest)
                {
                    return (ReadOnlyMemory<byte>.Empty, position - end, true);
                }
                else
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }
            }

            int read = RandomAccess.Read(file, buffer.AsSpan(end), position);
            if (read == 0)
            {
                return start == end ? null : Take(end - start, 0);
            }

            position += read;
            end += read;
        }
    }

    private (ReadOnlyMemory<byte> Bytes, long Offset, bool TooLong) Take(int length, int lineEnd)
    {
        var line = (buffer.AsMemory(start, length), position - end + start, false);
        start += length + lineEnd;
        return line;
    }
}
