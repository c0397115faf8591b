using System.Buffers.Binary;
using System.Numerics;

namespace CodeRed.Interchange;

/// <summary>Small numbers one after another, written as runs of one number and as packed bits.</summary>
/// <remarks>github.com/apache/parquet-format, Encodings.md: RLE / bit-packing hybrid (RLE = 3).</remarks>
internal struct RleReader
{
    private readonly byte[] bytes;
    private readonly int end;
    private readonly int width;
    private int position;
    private long left;
    private bool packed;
    private int run;
    private int bit;

    /// <param name="bytes">Holds the numbers from <paramref name="position"/> to <paramref name="end"/>.</param>
    /// <param name="width">Bits of a number, 0 to 31.</param>
    public RleReader(byte[] bytes, int position, int end, int width)
    {
        if (width is < 0 or > 31)
        {
            throw Damaged();
        }

        (this.bytes, this.position, this.end, this.width) = (bytes, position, end, width);
    }

    /// <summary>Bits that a number up to this needs.</summary>
    public static int WidthOf(int most) => 32 - BitOperations.LeadingZeroCount((uint)most);

    /// <summary>The next number.</summary>
    /// <exception cref="InvalidDataException">There is no more.</exception>
    public int Next()
    {
        while (left == 0)
        {
            StartRun();
        }

        left--;
        return packed ? Unpack() : run;
    }

    private static InvalidDataException Damaged() => new("a page holds runs of numbers that cannot be right, or ends before they do");

    private void StartRun()
    {
        long head = Varint();
        packed = (head & 1) == 1;
        if (packed)
        {
            // Groups of eight; bytes after the last value that is needed may be missing.
            left = (head >> 1) * 8;
            bit = 0;
            return;
        }

        left = head >> 1;
        int width = (this.width + 7) / 8;
        if (width > end - position)
        {
            throw Damaged();
        }

        run = 0;
        for (int i = 0; i < width; i++)
        {
            run |= bytes[position++] << (8 * i);
        }

        if ((uint)run >> this.width != 0)
        {
            throw Damaged();
        }
    }

    private int Unpack()
    {
        if (width == 0)
        {
            return 0;
        }

        int first = position + (bit >> 3);
        ulong window;
        if (end - first >= sizeof(ulong))
        {
            window = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(first));
        }
        else
        {
            if (first + (((bit & 7) + width + 7) >> 3) > end)
            {
                throw Damaged();
            }

            window = 0;
            for (int i = first; i < end; i++)
            {
                window |= (ulong)bytes[i] << (8 * (i - first));
            }
        }

        int number = (int)((window >> (bit & 7)) & ((1UL << width) - 1));
        bit += width;
        if ((bit & 7) == 0)
        {
            // So that it stays small however long the run is; a run ends with a whole byte.
            position += bit >> 3;
            bit = 0;
        }

        return number;
    }

    private long Varint()
    {
        long number = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            if (position >= end)
            {
                throw Damaged();
            }

            int next = bytes[position++];
            number |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw Damaged();
    }
}
