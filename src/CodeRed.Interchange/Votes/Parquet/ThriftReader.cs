namespace CodeRed.Interchange;

/// <summary>The kinds of value in Thrift's compact protocol, by their number there.</summary>
internal enum ThriftType
{
    /// <summary>Not a value: a structure ends.</summary>
    Stop,

    /// <summary>True; in a list, a truth value.</summary>
    True,

    /// <summary>False; in a list, a truth value.</summary>
    False,

    /// <summary>8 bits.</summary>
    Byte,

    /// <summary>16 bits.</summary>
    Short,

    /// <summary>32 bits.</summary>
    Int,

    /// <summary>64 bits.</summary>
    Long,

    /// <summary>64 bits, binary floating point.</summary>
    Double,

    /// <summary>Bytes or text, with their length.</summary>
    Binary,

    /// <summary>Values of one kind, with their number.</summary>
    List,

    /// <summary>Like a list.</summary>
    Set,

    /// <summary>Pairs, with their number.</summary>
    Map,

    /// <summary>Fields, each with its number and kind.</summary>
    Struct,
}

/// <summary>Thrift's compact protocol, in which Parquet writes what is not data.</summary>
/// <remarks>
/// github.com/apache/thrift, doc/specs/thrift-compact-protocol.md. The bytes are a stranger's: nothing is allocated on
/// their word, and nothing is read beyond them. What they do not hold is an <see cref="EndOfStreamException"/>, and what cannot be
/// right an <see cref="InvalidDataException"/>.
/// </remarks>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    private const int Deepest = 32;

    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Goes to the next field of a structure; false where the structure ends.</summary>
    /// <param name="field">The number of the field before, 0 at the first; then that of this one.</param>
    /// <param name="type">The kind of its value, which must be read or skipped.</param>
    public bool Next(ref int field, out ThriftType type)
    {
        int head = NextByte();
        type = (ThriftType)(head & 0xF);
        if (type == ThriftType.Stop)
        {
            return false;
        }

        // A distance of 0 says that the number itself follows.
        field = head >> 4 is int distance and not 0 ? field + distance : (int)Zigzag();
        return true;
    }

    /// <summary>A whole number.</summary>
    public long Number(ThriftType type) => type switch
    {
        ThriftType.Short or ThriftType.Int or ThriftType.Long => Zigzag(),
        ThriftType.Byte => (sbyte)NextByte(),
        _ => throw Wrong(),
    };

    /// <summary>A whole number of 32 bits.</summary>
    public int Int(ThriftType type) => Number(type) is var number && number is >= int.MinValue and <= int.MaxValue ? (int)number : throw Wrong();

    /// <summary>Bytes or a text.</summary>
    public ReadOnlySpan<byte> Binary(ThriftType type)
    {
        if (type != ThriftType.Binary)
        {
            throw Wrong();
        }

        ulong length = Varint();
        int start = Position;
        Advance(length);
        return bytes[start..Position];
    }

    /// <summary>The number of values in a list; they follow.</summary>
    public int List(ThriftType type, out ThriftType element)
    {
        if (type is not (ThriftType.List or ThriftType.Set))
        {
            throw Wrong();
        }

        int head = NextByte();
        element = (ThriftType)(head & 0xF);
        ulong count = head >> 4 is int few and not 15 ? (ulong)few : Varint();

        // Each value takes at least a byte.
        return count <= (ulong)(bytes.Length - Position) ? (int)count : throw new EndOfStreamException();
    }

    /// <summary>Reads past a value.</summary>
    public void Skip(ThriftType type) => Skip(type, 0, ofList: false);

    private void Skip(ThriftType type, int depth, bool ofList)
    {
        if (depth > Deepest)
        {
            throw Wrong();
        }

        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                Advance(ofList ? 1UL : 0);
                break;
            case ThriftType.Byte:
                NextByte();
                break;
            case ThriftType.Short or ThriftType.Int or ThriftType.Long:
                Varint();
                break;
            case ThriftType.Double:
                Advance(sizeof(double));
                break;
            case ThriftType.Binary:
                Binary(type);
                break;
            case ThriftType.List or ThriftType.Set:
                int count = List(type, out var element);
                for (int i = 0; i < count; i++)
                {
                    Skip(element, depth + 1, ofList: true);
                }

                break;
            case ThriftType.Map:
                SkipMap(depth);
                break;
            case ThriftType.Struct:
                int field = 0;
                while (Next(ref field, out var inner))
                {
                    Skip(inner, depth + 1, ofList: false);
                }

                break;
            default:
                throw Wrong();
        }
    }

    private void SkipMap(int depth)
    {
        ulong count = Varint();
        if (count == 0)
        {
            return;
        }

        int types = NextByte();
        for (ulong i = 0; i < count; i++)
        {
            Skip((ThriftType)(types >> 4), depth + 1, ofList: true);
            Skip((ThriftType)(types & 0xF), depth + 1, ofList: true);
        }
    }

    private void Advance(ulong count) =>
        Position = count <= (ulong)(bytes.Length - Position) ? Position + (int)count : throw new EndOfStreamException();

    private int NextByte() => Position < bytes.Length ? bytes[Position++] : throw new EndOfStreamException();

    private long Zigzag()
    {
        ulong number = Varint();
        return (long)(number >> 1) ^ -(long)(number & 1);
    }

    private ulong Varint()
    {
        ulong number = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            int next = NextByte();
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw Wrong();
    }

    private static InvalidDataException Wrong() => new("its description is not Thrift");
}
