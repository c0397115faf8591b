namespace CodeRed.Interchange;

/// <summary>How the values of a Parquet column lie in the file, by the format's number.</summary>
internal enum ParquetType
{
    /// <summary>One bit.</summary>
    Boolean,

    /// <summary>Four bytes, least first.</summary>
    Int32,

    /// <summary>Eight bytes, least first.</summary>
    Int64,

    /// <summary>Twelve bytes: old times.</summary>
    Int96,

    /// <summary>Four bytes, binary floating point.</summary>
    Float,

    /// <summary>Eight bytes, binary floating point.</summary>
    Double,

    /// <summary>A length and as many bytes.</summary>
    ByteArray,

    /// <summary>As many bytes in each value.</summary>
    FixedLengthByteArray,
}

/// <summary>What the values of a Parquet column stand for.</summary>
internal enum ParquetMeaning
{
    /// <summary>Text in UTF-8.</summary>
    Text,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A whole number of at least 0.</summary>
    Unsigned,

    /// <summary>A whole number over a power of ten.</summary>
    Decimal,

    /// <summary>A number in binary floating point.</summary>
    Floating,

    /// <summary>Sixteen bytes, an identifier.</summary>
    Uuid,

    /// <summary>A time, raw bytes or something else that is no word and no plain number.</summary>
    Other,
}

/// <summary>A column of a Parquet file that holds values, not other columns.</summary>
/// <param name="Path">The names from the outermost, with full stops between.</param>
/// <param name="Type">How values lie in the file.</param>
/// <param name="Meaning">What they stand for.</param>
/// <param name="Levels">How many of the names may be absent: a value is there where the definition level is this.</param>
/// <param name="IsList">Whether a row may hold several.</param>
/// <param name="Scale">Of a decimal: the digits after the point, 0 to 18.</param>
internal sealed record ParquetLeaf(string Path, ParquetType Type, ParquetMeaning Meaning, int Levels, bool IsList, byte Scale)
{
    /// <summary>Whether each row holds one text, number or truth value, or none.</summary>
    public bool IsPlain => !IsList && Meaning != ParquetMeaning.Other;

    /// <summary>Bytes of a value; of bits and texts 0.</summary>
    public int Width => Type switch
    {
        ParquetType.Int32 or ParquetType.Float => 4,
        ParquetType.Int64 or ParquetType.Double => 8,
        ParquetType.FixedLengthByteArray => 16,
        _ => 0,
    };
}
