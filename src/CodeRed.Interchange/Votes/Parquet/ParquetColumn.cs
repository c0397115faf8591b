using System.Buffers.Binary;
using System.Globalization;
using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;

namespace CodeRed.Interchange;

/// <summary>The values of one column of a Parquet file, one after another, as text in UTF-8.</summary>
/// <remarks>
/// One page is held at a time, and the dictionary of the current group of rows. Values are taken out as they are asked for, so nothing
/// is allocated for the number of values that a page says it has.
/// </remarks>
internal sealed partial class ParquetColumn
{
    private const int LongestNumber = 40;

    private readonly SafeFileHandle file;
    private readonly ParquetLeaf leaf;

    // Where the current value is; of numbers and truth values in scratch.
    private readonly byte[] scratch = new byte[LongestNumber];
    private byte[] text = [];
    private int textStart;
    private int textLength;

    // What is left of the current page.
    private int valuesLeft;
    private RleReader levels;
    private PageEncoding encoding;
    private byte[] page = [];
    private int position;
    private int end;
    private int bit;
    private RleReader indexes;
    private DeltaReader deltas;
    private DeltaReader suffixes;
    private byte[] joined = [];
    private int joinedLength;
    private int splitCount;
    private int splitIndex;

    /// <param name="file">Stays open as long as this is used.</param>
    /// <param name="leaf">A plain column.</param>
    public ParquetColumn(SafeFileHandle file, ParquetLeaf leaf) => (this.file, this.leaf) = (file, leaf);

    /// <summary>How values are written in a page, by the format's number.</summary>
    private enum PageEncoding
    {
        Plain = 0,
        PlainDictionary = 2,
        Rle = 3,
        Delta = 5,
        DeltaLength = 6,
        DeltaText = 7,
        RleDictionary = 8,
        ByteStreamSplit = 9,
    }

    /// <summary>The current value until the next; empty when there is none.</summary>
    public ReadOnlySpan<byte> Text => text.AsSpan(textStart, textLength);

    /// <summary>Goes to the next value.</summary>
    /// <exception cref="InvalidDataException">The chunk is damaged from here on.</exception>
    /// <exception cref="NotSupportedException">It is written in a way that is not read.</exception>
    public void Next()
    {
        while (valuesLeft == 0)
        {
            NextPage();
        }

        valuesLeft--;
        int level = leaf.Levels > 0 ? levels.Next() : 0;
        if (level < leaf.Levels)
        {
            textLength = 0;
            return;
        }

        if (level > leaf.Levels)
        {
            throw Damaged();
        }

        switch (encoding)
        {
            case PageEncoding.Plain:
                NextPlain();
                break;
            case PageEncoding.RleDictionary:
                NextOfDictionary();
                break;
            case PageEncoding.Rle:
                ShowTruth(indexes.Next() != 0);
                break;
            case PageEncoding.Delta:
                ShowNumber(deltas.Next());
                break;
            case PageEncoding.DeltaLength:
                Show(page, position, Length(deltas.Next(), end - position));
                position += textLength;
                break;
            case PageEncoding.DeltaText:
                NextJoined();
                break;
            default:
                NextSplit();
                break;
        }
    }

    private static InvalidDataException Short() => new("a page ends before its values do");

    private static int Length(long length, int most) => length >= 0 && length <= most ? (int)length : throw Short();

    private void NextPlain()
    {
        if (leaf.Type == ParquetType.Boolean)
        {
            int at = position + (bit >> 3);
            if (at >= end)
            {
                throw Short();
            }

            ShowTruth(((page[at] >> (bit & 7)) & 1) == 1);
            position += (bit + 1) >> 3;
            bit = (bit + 1) & 7;
        }
        else if (leaf.Type == ParquetType.ByteArray)
        {
            int length = TextAt(page, position, end);
            Show(page, position + sizeof(int), length);
            position += sizeof(int) + length;
        }
        else if (leaf.Width > end - position)
        {
            throw Short();
        }
        else
        {
            ShowFixed(page.AsSpan(position, leaf.Width));
            position += leaf.Width;
        }
    }

    /// <summary>The length of a text that starts with its length.</summary>
    private static int TextAt(byte[] bytes, int at, int end) => end - at < sizeof(int)
        ? throw Short()
        : Length(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at)), end - at - sizeof(int));

    private void NextOfDictionary()
    {
        int index = indexes.Next();
        if (index >= dictionaryCount)
        {
            throw new InvalidDataException("a page points beyond its dictionary");
        }

        if (leaf.Type != ParquetType.ByteArray)
        {
            ShowFixed(dictionary.AsSpan(index * leaf.Width, leaf.Width));
            return;
        }

        // Both were checked when the dictionary was read.
        int at = entries[index];
        (text, textStart, textLength) = (dictionary, at + sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(dictionary.AsSpan(at)));
    }

    private void NextJoined()
    {
        int kept = Length(deltas.Next(), joinedLength);
        int added = Length(suffixes.Next(), end - position);
        if (kept + added > joined.Length)
        {
            Array.Resize(ref joined, Math.Max(kept + added, 2 * joined.Length));
        }

        page.AsSpan(position, added).CopyTo(joined.AsSpan(kept));
        position += added;
        joinedLength = kept + added;
        Show(joined, 0, joinedLength);
    }

    private void NextSplit()
    {
        if (splitIndex == splitCount)
        {
            throw Short();
        }

        Span<byte> value = stackalloc byte[sizeof(ulong)];
        for (int i = 0; i < leaf.Width; i++)
        {
            value[i] = page[position + (i * splitCount) + splitIndex];
        }

        splitIndex++;
        ShowFixed(value[..leaf.Width]);
    }

    private void Show(byte[] bytes, int start, int length)
    {
        CheckText(bytes.AsSpan(start, length));
        (text, textStart, textLength) = (bytes, start, length);
    }

    private void CheckText(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
        {
            throw new InvalidDataException($"'{ColumnNames.Shown(leaf.Path)}' holds bytes that are no text in UTF-8");
        }
    }

    private void ShowTruth(bool truth)
    {
        (text, textStart) = (scratch, 0);
        var word = truth ? "true"u8 : "false"u8;
        word.CopyTo(scratch);
        textLength = word.Length;
    }

    private void ShowFixed(ReadOnlySpan<byte> bytes)
    {
        switch (leaf.Type)
        {
            case ParquetType.Int32:
                ShowNumber(BinaryPrimitives.ReadInt32LittleEndian(bytes));
                break;
            case ParquetType.Int64:
                ShowNumber(BinaryPrimitives.ReadInt64LittleEndian(bytes));
                break;
            case ParquetType.Float:
                ShowFloating(BinaryPrimitives.ReadSingleLittleEndian(bytes));
                break;
            case ParquetType.Double:
                ShowFloating(BinaryPrimitives.ReadDoubleLittleEndian(bytes));
                break;
            default:
                ShowScratch(new Guid(bytes, bigEndian: true));
                break;
        }
    }

    private void ShowNumber(long number)
    {
        if (leaf.Type == ParquetType.Int32)
        {
            number = (int)number;
        }

        switch (leaf.Meaning)
        {
            case ParquetMeaning.Decimal:
                bool negative = number < 0;
                ulong digits = negative ? (ulong)-number : (ulong)number;
                ShowScratch(new decimal((int)digits, (int)(digits >> 32), 0, negative, leaf.Scale));
                break;
            case ParquetMeaning.Unsigned:
                ShowScratch(leaf.Type == ParquetType.Int32 ? (uint)number : (ulong)number);
                break;
            default:
                ShowScratch(number);
                break;
        }
    }

    // What pandas writes for a number that is missing.
    private void ShowFloating<T>(T number)
        where T : struct, System.Numerics.IFloatingPointIeee754<T>
    {
        if (T.IsNaN(number))
        {
            textLength = 0;
        }
        else
        {
            ShowScratch(number);
        }
    }

    private void ShowScratch<T>(T value)
        where T : struct, IUtf8SpanFormattable
    {
        (text, textStart) = (scratch, 0);
        value.TryFormat(scratch, out textLength, [], CultureInfo.InvariantCulture);
    }
}
