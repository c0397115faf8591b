using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CodeRed.Interchange;

/// <summary>The end of a Parquet file, which says what its columns are and where they lie; read group by group.</summary>
/// <remarks>
/// github.com/apache/parquet-format, src/main/thrift/parquet.thrift: FileMetaData. What is wrong is an
/// <see cref="InvalidDataException"/>, and what is right but not read here a <see cref="NotSupportedException"/>.
/// </remarks>
internal sealed class ParquetFooter
{
    /// <summary>The longest footer, in bytes: some hundred thousand descriptions of a column in a group.</summary>
    public const int Longest = 32 * 1024 * 1024;

    // A length and the magic word.
    private const int Tail = 8;
    private const int DeepestColumn = 64;

    private readonly byte[] bytes;
    private readonly long dataEnd;
    private readonly List<ParquetLeaf> leaves = [];
    private int groupsLeft;
    private int position;

    private ParquetFooter(byte[] bytes, long dataEnd)
    {
        this.bytes = bytes;
        this.dataEnd = dataEnd;
        try
        {
            ReadFile();
        }
        catch (EndOfStreamException)
        {
            throw Damaged();
        }
    }

    /// <summary>The columns that hold values, in the order of the file.</summary>
    public IReadOnlyList<ParquetLeaf> Leaves => leaves;

    /// <summary>Whether a file begins like this.</summary>
    public static bool IsMagic(ReadOnlySpan<byte> head) => head.StartsWith("PAR1"u8) || head.StartsWith("PARE"u8);

    /// <summary>Reads the end of a file.</summary>
    public static ParquetFooter Read(SafeFileHandle file)
    {
        long length = RandomAccess.GetLength(file);
        Span<byte> tail = stackalloc byte[Tail];
        if (RandomAccess.Read(file, tail[..4], 0) < 4 || !IsMagic(tail))
        {
            throw new InvalidDataException("it does not begin like Parquet");
        }

        if (length < 4 + Tail || RandomAccess.Read(file, tail, length - Tail) < Tail || !IsMagic(tail[4..]))
        {
            throw new InvalidDataException("its end is missing: it is cut off");
        }

        if (tail[4..].SequenceEqual("PARE"u8))
        {
            throw new NotSupportedException("it is encrypted");
        }

        long size = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (size > length - 4 - Tail)
        {
            throw Damaged();
        }

        if (size > Longest)
        {
            throw new NotSupportedException("its description is longer than 32 MiB");
        }

        byte[] bytes = new byte[size];
        ReadExactly(file, bytes, length - Tail - size);
        return new ParquetFooter(bytes, length - Tail - size);
    }

    /// <summary>Fills a buffer from a place in the file.</summary>
    public static void ReadExactly(SafeFileHandle file, Span<byte> into, long offset)
    {
        while (into.Length > 0)
        {
            int read = RandomAccess.Read(file, into, offset);
            if (read == 0)
            {
                throw new InvalidDataException("it became shorter while it was read");
            }

            into = into[read..];
            offset += read;
        }
    }

    /// <summary>Goes to the next group of rows; false after the last.</summary>
    /// <param name="chunks">Takes where each of some columns lies.</param>
    /// <param name="asked">The places of those columns among <see cref="Leaves"/>.</param>
    /// <param name="rows">How many rows the group has.</param>
    public bool NextGroup(Span<ParquetChunk> chunks, ReadOnlySpan<int> asked, out long rows)
    {
        rows = 0;
        if (groupsLeft == 0)
        {
            return false;
        }

        groupsLeft--;
        var reader = new ThriftReader(bytes.AsSpan(position));
        try
        {
            rows = ReadGroup(ref reader, chunks, asked);
        }
        catch (EndOfStreamException)
        {
            throw Damaged();
        }

        position += reader.Position;
        foreach (ref readonly var chunk in chunks)
        {
            if (chunk.Values != rows || chunk.Start < 4 || chunk.Start > chunk.End || chunk.End > dataEnd)
            {
                throw Damaged();
            }
        }

        return true;
    }

    private static InvalidDataException Damaged() => new("its description at the end is damaged");

    private static T Known<T>(T? value)
        where T : struct => value ?? throw Damaged();

    private void ReadFile()
    {
        var reader = new ThriftReader(bytes);
        int field = 0;
        while (reader.Next(ref field, out var type))
        {
            switch (field)
            {
                case 2:
                    ReadSchema(ref reader, type);
                    break;
                case 4:
                    // Where the groups stand is enough: they are read one by one.
                    groupsLeft = reader.List(type, out var element);
                    position = reader.Position;
                    for (int i = 0; i < groupsLeft; i++)
                    {
                        reader.Skip(element);
                    }

                    if (groupsLeft > 0 && element != ThriftType.Struct)
                    {
                        throw Damaged();
                    }

                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }
    }

    private void ReadSchema(ref ThriftReader reader, ThriftType type)
    {
        int count = reader.List(type, out var element);
        if (element != ThriftType.Struct || count == 0)
        {
            throw Damaged();
        }

        int left = count - 1;
        var root = new Element(ref reader);
        ReadChildren(ref reader, root.Children, "", 0, false, 0, ref left);
        if (left > 0)
        {
            throw Damaged();
        }
    }

    private void ReadChildren(ref ThriftReader reader, int count, string path, int levels, bool isList, int depth, ref int left)
    {
        if (depth > DeepestColumn)
        {
            throw new NotSupportedException("its columns lie deeper than 64 in each other");
        }

        for (int i = 0; i < count; i++)
        {
            if (left-- == 0)
            {
                throw Damaged();
            }

            var element = new Element(ref reader);
            string name = path.Length == 0 ? element.Name : $"{path}.{element.Name}";
            int defined = levels + (element.Repetition == 0 ? 0 : 1);
            bool several = isList || element.Repetition == 2;
            if (element.Type is { } type)
            {
                leaves.Add(new ParquetLeaf(name, type, element.Meaning, defined, several, element.Scale));
            }
            else
            {
                ReadChildren(ref reader, element.Children, name, defined, several, depth + 1, ref left);
            }
        }
    }

    private long ReadGroup(ref ThriftReader reader, Span<ParquetChunk> chunks, ReadOnlySpan<int> asked)
    {
        long? rows = null;
        bool found = false;
        int field = 0;
        while (reader.Next(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    int columns = reader.List(type, out var element);
                    if (columns != leaves.Count || element != ThriftType.Struct)
                    {
                        throw Damaged();
                    }

                    for (int column = 0; column < columns; column++)
                    {
                        if (asked.IndexOf(column) is int place and >= 0)
                        {
                            chunks[place] = ReadChunk(ref reader, leaves[column]);
                        }
                        else
                        {
                            reader.Skip(element);
                        }
                    }

                    found = true;
                    break;
                case 3:
                    rows = reader.Number(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return found && rows >= 0 ? rows.Value : throw Damaged();
    }

    private static ParquetChunk ReadChunk(ref ThriftReader reader, ParquetLeaf leaf)
    {
        ParquetChunk? chunk = null;
        int field = 0;
        while (reader.Next(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    if (!reader.Binary(type).IsEmpty)
                    {
                        throw new NotSupportedException("some of its data are in another file");
                    }

                    break;
                case 3:
                    chunk = ReadColumn(ref reader, type, leaf);
                    break;
                case 8:
                    throw new NotSupportedException("it is encrypted");
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return Known(chunk);
    }

    private static ParquetChunk ReadColumn(ref ThriftReader reader, ThriftType structure, ParquetLeaf leaf)
    {
        if (structure != ThriftType.Struct)
        {
            throw Damaged();
        }

        int? kind = null;
        int? codec = null;
        long? values = null;
        long? size = null;
        long? data = null;
        long dictionary = 0;
        int field = 0;
        while (reader.Next(ref field, out var type))
        {
            switch (field)
            {
                case 1:
                    kind = reader.Int(type);
                    break;
                case 4:
                    codec = reader.Int(type);
                    break;
                case 5:
                    values = reader.Number(type);
                    break;
                case 7:
                    size = reader.Number(type);
                    break;
                case 9:
                    data = reader.Number(type);
                    break;
                case 11:
                    dictionary = reader.Number(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (kind != (int)leaf.Type || size < 0 || size > long.MaxValue / 2)
        {
            throw Damaged();
        }

        // Some writers leave the offset of the dictionary at 0 where there is none.
        long start = dictionary > 0 ? Math.Min(dictionary, Known(data)) : Known(data);
        return new ParquetChunk(start, start < 0 ? -1 : Math.Min(long.MaxValue / 2, start) + Known(size), Known(codec), Known(values));
    }

    /// <summary>A column, or a group of columns, as the file describes it.</summary>
    private readonly struct Element
    {
        public Element(ref ThriftReader reader)
        {
            Name = "";
            int field = 0;
            int length = 0;
            int converted = -1;
            int scale = 0;
            var logical = (Kind: 0, Signed: true);
            while (reader.Next(ref field, out var type))
            {
                switch (field)
                {
                    case 1:
                        Type = (ParquetType)reader.Int(type);
                        break;
                    case 2:
                        length = reader.Int(type);
                        break;
                    case 3:
                        Repetition = reader.Int(type);
                        break;
                    case 4:
                        Name = Encoding.UTF8.GetString(reader.Binary(type));
                        break;
                    case 5:
                        Children = reader.Int(type);
                        break;
                    case 6:
                        converted = reader.Int(type);
                        break;
                    case 7:
                        scale = reader.Int(type);
                        break;
                    case 10:
                        logical = Logical(ref reader, type);
                        break;
                    default:
                        reader.Skip(type);
                        break;
                }
            }

            if (Type is < ParquetType.Boolean or > ParquetType.FixedLengthByteArray || Repetition is < 0 or > 2 || Children < 0 || (Type is not null && Children > 0))
            {
                throw Damaged();
            }

            Meaning = MeaningOf(Type, length, converted, logical.Kind, logical.Signed, scale);
            Scale = Meaning == ParquetMeaning.Decimal ? (byte)scale : (byte)0;
        }

        public string Name { get; }

        /// <summary>Null for a group.</summary>
        public ParquetType? Type { get; }

        public ParquetMeaning Meaning { get; }

        /// <summary>Once, perhaps, or any number of times: 0, 1, 2.</summary>
        public int Repetition { get; }

        public int Children { get; }

        public byte Scale { get; }

        // Numbers of ConvertedType, which old files have, and of the fields of LogicalType, which new ones have too.
        private static ParquetMeaning MeaningOf(ParquetType? type, int length, int converted, int logical, bool signed, int scale) => type switch
        {
            ParquetType.Boolean => ParquetMeaning.Truth,
            ParquetType.Float or ParquetType.Double => ParquetMeaning.Floating,
            ParquetType.Int32 or ParquetType.Int64 => (converted, logical) switch
            {
                (5, _) or (_, 5) => scale is >= 0 and <= 18 ? ParquetMeaning.Decimal : ParquetMeaning.Other,
                ((>= 6 and <= 10) or 21, _) or (_, >= 6 and <= 8) => ParquetMeaning.Other,
                (>= 11 and <= 14, _) => ParquetMeaning.Unsigned,
                (_, 10) when !signed => ParquetMeaning.Unsigned,
                _ => ParquetMeaning.Whole,
            },
            ParquetType.ByteArray => converted is 5 or 20 || logical is 5 or 13 or >= 16 ? ParquetMeaning.Other : ParquetMeaning.Text,
            ParquetType.FixedLengthByteArray when logical == 14 && length == 16 => ParquetMeaning.Uuid,
            _ => ParquetMeaning.Other,
        };

        // A union: one field, whose number says which.
        private static (int Kind, bool Signed) Logical(ref ThriftReader reader, ThriftType structure)
        {
            if (structure != ThriftType.Struct)
            {
                throw Damaged();
            }

            var logical = (Kind: 0, Signed: true);
            int field = 0;
            while (reader.Next(ref field, out var type))
            {
                logical.Kind = field;
                if (field != 10 || type != ThriftType.Struct)
                {
                    reader.Skip(type);
                    continue;
                }

                int inner = 0;
                while (reader.Next(ref inner, out var innerType))
                {
                    logical.Signed &= inner != 2 || innerType != ThriftType.False;
                    reader.Skip(innerType);
                }
            }

            return logical;
        }
    }
}
