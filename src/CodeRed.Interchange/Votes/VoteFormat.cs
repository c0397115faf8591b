namespace CodeRed.Interchange;

/// <summary>The kinds of file that hold votes.</summary>
public enum VoteFormat
{
    /// <summary>Delimiter-separated values with a header.</summary>
    Csv,

    /// <summary>JSON objects: one on each line, or in any layout one after another, or as the elements of one array.</summary>
    Json,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
