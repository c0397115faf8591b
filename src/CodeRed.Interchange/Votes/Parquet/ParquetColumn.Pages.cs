using System.IO.Hashing;

namespace CodeRed.Interchange;

internal sealed partial class ParquetColumn
{
    /// <summary>The longest page, packed or not, in bytes.</summary>
    public const int LongestPage = 128 * 1024 * 1024;

    // A header is some dozen bytes, or as long as the least and the greatest text of its page.
    private const int UsualHeader = 512;
    private const int LongestHeader = 1024 * 1024;

    private ParquetChunk chunk;
    private long offset;
    private long left;
    private byte[] head = new byte[UsualHeader];
    private byte[] packed = [];
    private byte[] dictionary = [];
    private int[] entries = [];
    private int dictionaryCount;

    /// <summary>The kinds of page, by the format's number.</summary>
    private enum PageType
    {
        Data = 0,
        Index = 1,
        Dictionary = 2,
        Data2 = 3,
    }

    /// <summary>Starts with the first value of a chunk.</summary>
    public void Open(ParquetChunk next)
    {
        (chunk, offset, left) = (next, next.Start, next.Values);
        (valuesLeft, dictionaryCount) = (0, 0);
    }

    private static InvalidDataException Damaged() => new("a page is damaged");

    private void NextPage()
    {
        var header = ReadHeader();
        if (header.Packed is < 0 || header.Packed > chunk.End - offset || header.Unpacked < 0)
        {
            throw Damaged();
        }

        if (Math.Max(header.Packed, header.Unpacked) > LongestPage)
        {
            throw new NotSupportedException("one of its pages is longer than 128 MiB");
        }

        switch (header.Type)
        {
            case PageType.Dictionary:
                ReadDictionary(header);
                break;
            case PageType.Data or PageType.Data2:
                ReadData(header);
                break;
            case PageType.Index:
                break;
            default:
                throw Damaged();
        }

        offset += header.Packed;
    }

    private PageHeader ReadHeader()
    {
        while (true)
        {
            int length = (int)Math.Min(head.Length, chunk.End - offset);
            if (length == 0)
            {
                throw Short();
            }

            ParquetFooter.ReadExactly(file, head.AsSpan(0, length), offset);
            try
            {
                var reader = new ThriftReader(head.AsSpan(0, length));
                var header = new PageHeader(ref reader);
                offset += reader.Position;
                return header;
            }
            catch (EndOfStreamException) when (length == head.Length && length < LongestHeader)
            {
                head = new byte[4 * length];
            }
            catch (EndOfStreamException)
            {
                throw Damaged();
            }
        }
    }

    private void ReadDictionary(PageHeader header)
    {
        if (dictionaryCount > 0 || leaf.Type == ParquetType.Boolean || header.Encoding is not (PageEncoding.Plain or PageEncoding.PlainDictionary) || header.Values < 0)
        {
            throw Damaged();
        }

        ReadPacked(header);
        Room(ref dictionary, header.Unpacked);
        PageCompression.Unpack(chunk.Codec, packed, 0, header.Packed, dictionary.AsSpan(0, header.Unpacked));

        // Each entry takes some bytes, so their number is bounded before room is made for them.
        long least = leaf.Type == ParquetType.ByteArray ? sizeof(int) : leaf.Width;
        if (header.Values * least > header.Unpacked)
        {
            throw Short();
        }

        dictionaryCount = header.Values;
        if (leaf.Type != ParquetType.ByteArray)
        {
            return;
        }

        entries = entries.Length < dictionaryCount ? new int[dictionaryCount] : entries;
        int at = 0;
        for (int i = 0; i < dictionaryCount; i++)
        {
            int length = TextAt(dictionary, at, header.Unpacked);
            CheckText(dictionary.AsSpan(at + sizeof(int), length));
            entries[i] = at;
            at += sizeof(int) + length;
        }
    }

    private void ReadData(PageHeader header)
    {
        if (header.Values < 0 || header.Values > left)
        {
            throw Damaged();
        }

        ReadPacked(header);
        Room(ref page, header.Unpacked);
        left -= header.Values;
        valuesLeft = header.Values;
        (position, end) = (0, header.Unpacked);
        if (header.Type == PageType.Data2)
        {
            // The levels stand before the values and are never packed.
            int levelBytes = header.LevelBytes;
            if (header.RepetitionBytes != 0 || levelBytes < 0 || levelBytes > Math.Min(header.Packed, header.Unpacked))
            {
                throw Damaged();
            }

            packed.AsSpan(0, levelBytes).CopyTo(page);
            PageCompression.Unpack(header.IsPacked ? chunk.Codec : 0, packed, levelBytes, header.Packed - levelBytes, page.AsSpan(levelBytes, end - levelBytes));
            StartLevels(levelBytes);
        }
        else
        {
            PageCompression.Unpack(chunk.Codec, packed, 0, header.Packed, page.AsSpan(0, end));
            if (leaf.Levels > 0)
            {
                if (header.LevelEncoding != PageEncoding.Rle)
                {
                    throw new NotSupportedException("it marks absent values as no file has for years");
                }

                int levelBytes = TextAt(page, 0, end);
                position = sizeof(int);
                StartLevels(levelBytes);
            }
        }

        if (valuesLeft > 0)
        {
            StartValues(header.Encoding);
        }
    }

    private void StartLevels(int length)
    {
        if (leaf.Levels > 0)
        {
            levels = new RleReader(page, position, position + length, RleReader.WidthOf(leaf.Levels));
        }

        position += length;
    }

    private void StartValues(PageEncoding next)
    {
        bool isText = leaf.Type == ParquetType.ByteArray;
        bool isWhole = leaf.Type is ParquetType.Int32 or ParquetType.Int64;
        encoding = next == PageEncoding.PlainDictionary ? PageEncoding.RleDictionary : next;
        switch (encoding)
        {
            case PageEncoding.Plain:
                bit = 0;
                break;
            case PageEncoding.RleDictionary:
                // A page in which every value is absent may be without the width, too.
                indexes = position < end ? new RleReader(page, position + 1, end, page[position]) : new RleReader(page, end, end, 0);
                break;
            case PageEncoding.Rle when leaf.Type == ParquetType.Boolean:
                int length = TextAt(page, position, end);
                indexes = new RleReader(page, position + sizeof(int), position + sizeof(int) + length, 1);
                break;
            case PageEncoding.Delta when isWhole:
                deltas = new DeltaReader(page, position, end);
                break;
            case PageEncoding.DeltaLength when isText:
                deltas = new DeltaReader(page, position, end);
                position = EndOf(deltas);
                break;
            case PageEncoding.DeltaText when isText:
                deltas = new DeltaReader(page, position, end);
                suffixes = new DeltaReader(page, EndOf(deltas), end);
                position = EndOf(suffixes);
                joinedLength = 0;
                break;
            case PageEncoding.ByteStreamSplit when leaf.Width > 0 && leaf.Type != ParquetType.FixedLengthByteArray:
                splitCount = (end - position) / leaf.Width;
                splitIndex = 0;
                break;
            default:
                throw new NotSupportedException($"'{ColumnNames.Shown(leaf.Path)}' is written in a way that does not go with its type, or is not known");
        }
    }

    /// <summary>Where differences end: told only by going through them.</summary>
    private int EndOf(DeltaReader ahead)
    {
        if (ahead.Left > valuesLeft)
        {
            throw Damaged();
        }

        while (ahead.Left > 0)
        {
            ahead.Next();
        }

        int at = ahead.EndPosition();
        return at <= end ? at : throw Short();
    }

    private void ReadPacked(PageHeader header)
    {
        Room(ref packed, header.Packed);
        var bytes = packed.AsSpan(0, header.Packed);
        ParquetFooter.ReadExactly(file, bytes, offset);
        if (header.Checksum is { } checksum && Crc32.HashToUInt32(bytes) != checksum)
        {
            throw new InvalidDataException("a page does not match its checksum: it is damaged");
        }
    }

    private static void Room(ref byte[] bytes, int length)
    {
        if (bytes.Length < length)
        {
            bytes = GC.AllocateUninitializedArray<byte>(Math.Min(LongestPage, Math.Max(length, 2 * bytes.Length)));
        }
    }

    /// <summary>What stands before a page: PageHeader in parquet.thrift.</summary>
    private readonly struct PageHeader
    {
        public PageHeader(ref ThriftReader reader)
        {
            Type = (PageType)(-1);
            Values = -1;
            Packed = -1;
            Unpacked = -1;
            IsPacked = true;
            int field = 0;
            while (reader.Next(ref field, out var type))
            {
                switch (field)
                {
                    case 1:
                        Type = (PageType)reader.Int(type);
                        break;
                    case 2:
                        Unpacked = reader.Int(type);
                        break;
                    case 3:
                        Packed = reader.Int(type);
                        break;
                    case 4:
                        Checksum = (uint)reader.Int(type);
                        break;
                    case 5 or 7 or 8 when type == ThriftType.Struct:
                        int inner = 0;
                        while (reader.Next(ref inner, out var innerType))
                        {
                            switch (field, inner)
                            {
                                case (_, 1):
                                    Values = reader.Int(innerType);
                                    break;
                                case (5 or 7, 2) or (8, 4):
                                    Encoding = (PageEncoding)reader.Int(innerType);
                                    break;
                                case (5, 3):
                                    LevelEncoding = (PageEncoding)reader.Int(innerType);
                                    break;
                                case (8, 5):
                                    LevelBytes = reader.Int(innerType);
                                    break;
                                case (8, 6):
                                    RepetitionBytes = reader.Int(innerType);
                                    break;
                                case (8, 7):
                                    IsPacked = innerType != ThriftType.False;
                                    reader.Skip(innerType);
                                    break;
                                default:
                                    reader.Skip(innerType);
                                    break;
                            }
                        }

                        break;
                    default:
                        reader.Skip(type);
                        break;
                }
            }
        }

        public PageType Type { get; }

        public int Values { get; }

        public int Packed { get; }

        public int Unpacked { get; }

        /// <summary>CRC-32 of the page as it is in the file.</summary>
        public uint? Checksum { get; }

        public PageEncoding Encoding { get; }

        public PageEncoding LevelEncoding { get; }

        public int LevelBytes { get; }

        public int RepetitionBytes { get; }

        public bool IsPacked { get; }
    }
}
