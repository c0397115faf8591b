namespace CodeRed.Interchange;

/// <summary>The kinds of file that hold votes.</summary>
public enum VoteFormat
{
    /// <summary>Delimiter-separated values with a header.</summary>
    Csv,
}
