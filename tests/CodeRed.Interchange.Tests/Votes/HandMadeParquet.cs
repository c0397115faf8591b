using System.Buffers.Binary;

namespace CodeRed.Interchange.Tests.Votes;

/// <summary>A small Parquet file written byte by byte, so that any part of it can lie.</summary>
/// <remarks>One group of rows, one page for each column, plain required texts, not packed, unless it is said otherwise.</remarks>
internal sealed class HandMadeParquet
{
    public required string[] Columns { get; init; }

    public required string[][] Rows { get; init; }

    /// <summary>Of each column, as Parquet numbers them: 6 is bytes, 1 a whole number.</summary>
    public int Type { get; init; } = 6;

    public int TypeInGroup { get; init; } = 6;

    public int? ConvertedType { get; init; }

    public int Codec { get; init; }

    public int PageType { get; init; }

    public int Encoding { get; init; }

    public long? Unpacked { get; init; }

    public long? Packed { get; init; }

    public long? PageValues { get; init; }

    public long? ChunkValues { get; init; }

    public long? ChunkSize { get; init; }

    public long? RowsInGroup { get; init; }

    public int? Checksum { get; init; }

    public string? OtherFile { get; init; }

    /// <summary>In place of the page of each column.</summary>
    public byte[]? Page { get; init; }

    public string Magic { get; init; } = "PAR1";

    public int? FooterLength { get; init; }

    public byte[] Write()
    {
        var file = new Bytes();
        file.Raw("PAR1"u8);
        var chunks = new List<(long Start, long End)>();
        for (int column = 0; column < Columns.Length; column++)
        {
            byte[] page = Page ?? Plain(column);
            long start = file.Length;
            file.Fields(
                Number(1, PageType),
                Number(2, Unpacked ?? page.Length),
                Number(3, Packed ?? page.Length),
                Checksum is null ? null : Number(4, Checksum.Value),
                PageType == 0 ? Struct(5, Number(1, PageValues ?? Rows.Length), Number(2, Encoding), Number(3, 3), Number(4, 3)) : null,
                PageType == 2 ? Struct(7, Number(1, PageValues ?? Rows.Length), Number(2, Encoding)) : null);
            file.Raw(page);
            chunks.Add((start, file.Length));
        }

        long footer = file.Length;
        long rows = RowsInGroup ?? Rows.Length;
        file.Fields(
            Number(1, 1),
            List(2, StructType, [
                b => b.Fields(Text(4, "schema"), Number(5, Columns.Length)),
                .. Columns.Select(name => (Action<Bytes>)(b => b.Fields(Number(1, Type), Number(3, 0), Text(4, name), ConvertedType is null ? null : Number(6, ConvertedType.Value)))),
            ]),
            Number(3, rows),
            List(4, StructType, [b => b.Fields(List(1, StructType, [.. chunks.Select(Chunk)]), Number(2, 100), Number(3, rows))]));
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, FooterLength ?? (int)(file.Length - footer));
        file.Raw(length);
        file.Raw(System.Text.Encoding.ASCII.GetBytes(Magic));
        return file.ToArray();
    }

    private const int NumberType = 6;
    private const int TextType = 8;
    private const int ListType = 9;
    private const int StructType = 12;

    private static Field Number(int id, long number) => new(id, NumberType, b => b.Number(number));

    private static Field Text(int id, string text) => new(id, TextType, b => b.Text(text));

    private static Field Struct(int id, params Field?[] fields) => new(id, StructType, b => b.Fields(fields));

    private static Field List(int id, int type, Action<Bytes>[] values) => new(id, ListType, b => b.List(type, values));

    private Action<Bytes> Chunk((long Start, long End) chunk) => b => b.Fields(
        OtherFile is null ? null : Text(1, OtherFile),
        Number(2, chunk.Start),
        Struct(
            3,
            Number(1, TypeInGroup),
            List(2, 5, [n => n.Number(Encoding)]),
            List(3, TextType, [t => t.Text("x")]),
            Number(4, Codec),
            Number(5, ChunkValues ?? Rows.Length),
            Number(6, chunk.End - chunk.Start),
            Number(7, ChunkSize ?? chunk.End - chunk.Start),
            Number(9, chunk.Start)));

    private byte[] Plain(int column)
    {
        var page = new Bytes();
        Span<byte> length = stackalloc byte[4];
        foreach (string[] row in Rows)
        {
            byte[] text = System.Text.Encoding.UTF8.GetBytes(row[column]);
            BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
            page.Raw(length);
            page.Raw(text);
        }

        return page.ToArray();
    }

    /// <summary>Thrift's compact protocol, as far as it is needed here.</summary>
    private sealed class Bytes
    {
        private readonly MemoryStream bytes = new();

        public long Length => bytes.Length;

        public byte[] ToArray() => bytes.ToArray();

        public void Raw(ReadOnlySpan<byte> raw) => bytes.Write(raw);

        public void Number(long number) => Varint((ulong)((number << 1) ^ (number >> 63)));

        public void Text(string text)
        {
            byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
            Varint((ulong)utf8.Length);
            Raw(utf8);
        }

        public void List(int type, Action<Bytes>[] values)
        {
            bytes.WriteByte((byte)(0xF0 | type));
            Varint((ulong)values.Length);
            foreach (var value in values)
            {
                value(this);
            }
        }

        /// <summary>A structure of fields in ascending order; a null is left out.</summary>
        public void Fields(params Field?[] fields)
        {
            int last = 0;
            foreach (var field in fields.OfType<Field>())
            {
                bytes.WriteByte((byte)(((field.Id - last) << 4) | field.Type));
                field.Write(this);
                last = field.Id;
            }

            bytes.WriteByte(0);
        }

        private void Varint(ulong number)
        {
            for (; number >= 0x80; number >>= 7)
            {
                bytes.WriteByte((byte)(number | 0x80));
            }

            bytes.WriteByte((byte)number);
        }
    }

    private sealed record Field(int Id, int Type, Action<Bytes> Write);
}
