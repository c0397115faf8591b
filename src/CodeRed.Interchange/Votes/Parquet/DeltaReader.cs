namespace CodeRed.Interchange;

/// <summary>Whole numbers written as their differences.</summary>
/// <remarks>github.com/apache/parquet-format, Encodings.md: DELTA_BINARY_PACKED = 5. Sums wrap around, as the format says.</remarks>
internal struct DeltaReader
{
    private readonly byte[] bytes;
    private readonly int end;
    private readonly int miniblocks;
    private readonly int perMiniblock;
    private int position;
    private long left;
    private long value;
    private bool started;
    private long least;
    private int widths;
    private int miniblock;
    private int inMiniblock;
    private long bit;

    /// <param name="bytes">Holds the numbers from <paramref name="position"/> on, up to <paramref name="end"/> at most.</param>
    public DeltaReader(byte[] bytes, int position, int end)
    {
        (this.bytes, this.position, this.end) = (bytes, position, end);
        ulong block = Varint();
        ulong parts = Varint();
        ulong count = Varint();
        value = Zigzag(Varint());
        if (block is 0 or > 1 << 24 || parts is 0 or > 4096 || block % parts != 0 || block / parts % 8 != 0 || count > long.MaxValue)
        {
            throw Damaged();
        }

        miniblocks = (int)parts;
        perMiniblock = (int)(block / parts);
        left = (long)count;
        miniblock = miniblocks;
        inMiniblock = perMiniblock;
    }

    /// <summary>How many numbers there still are.</summary>
    public readonly long Left => left;

    /// <summary>The next number.</summary>
    /// <exception cref="InvalidDataException">There is no more.</exception>
    public long Next()
    {
        if (left == 0)
        {
            throw Damaged();
        }

        left--;
        if (started)
        {
            // Before the least difference is read: a new block brings another.
            long above = Difference();
            value += least + above;
        }

        started = true;
        return value;
    }

    /// <summary>Where the numbers end, once all were read.</summary>
    public readonly int EndPosition() => miniblock == miniblocks ? position : position + (WidthOf(miniblock) * perMiniblock / 8);

    private static InvalidDataException Damaged() => new("a page holds differences that cannot be right");

    private static long Zigzag(ulong number) => (long)(number >> 1) ^ -(long)(number & 1);

    private readonly int WidthOf(int miniblock) => bytes[widths + miniblock];

    private long Difference()
    {
        if (inMiniblock == perMiniblock)
        {
            NextMiniblock();
        }

        inMiniblock++;
        int width = WidthOf(miniblock);
        ulong number = 0;
        for (int got = 0; got < width;)
        {
            int at = position + (int)(bit >> 3);
            if (at >= end)
            {
                throw Damaged();
            }

            int skipped = (int)(bit & 7);
            int taken = Math.Min(8 - skipped, width - got);
            number |= (((ulong)bytes[at] >> skipped) & ((1UL << taken) - 1)) << got;
            got += taken;
            bit += taken;
        }

        return (long)number;
    }

    private void NextMiniblock()
    {
        if (miniblock < miniblocks)
        {
            position = EndPosition();
            miniblock++;
        }

        if (miniblock == miniblocks)
        {
            least = Zigzag(Varint());
            widths = position;
            if (miniblocks > end - position)
            {
                throw Damaged();
            }

            position += miniblocks;
            miniblock = 0;
        }

        if (WidthOf(miniblock) > 64 || position > end)
        {
            throw Damaged();
        }

        inMiniblock = 0;
        bit = 0;
    }

    private ulong Varint()
    {
        ulong number = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (position >= end)
            {
                throw Damaged();
            }

            int next = bytes[position++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw Damaged();
    }
}
