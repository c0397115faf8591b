using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>Votes in Apache Parquet: only the columns asked for are read, a page at a time.</summary>
/// <remarks>
/// Parquet.Net 6.1.0 was tried instead: on a file whose end is damaged it can go round for ever, it makes room for what a header
/// says without a bound, memory that was never written can come out as values where a page is short, and it holds whole columns of a group of
/// rows as UTF-16. Read are flat columns and columns of structures, of text, whole numbers, decimals of up to 18 digits, floating point,
/// truth values and UUIDs; pages of version 1 and 2 in every encoding that writers still use; snappy, zstd, gzip and brotli; checksums
/// where there are any. What else there is, is refused in words.
/// </remarks>
internal sealed class ParquetVoteTable : VoteTable
{
    private readonly FileStream file;
    private readonly ParquetFooter footer;

    // The places of the columns asked for among the leaves.
    private readonly int[] asked;
    private readonly ParquetColumn[] columns;
    private readonly ParquetChunk[] chunks;
    private long rowsLeft;

    /// <summary>Reads the end of the file, which says what its columns are.</summary>
    /// <param name="file">Disposed with this.</param>
    /// <param name="name">As the user named it.</param>
    /// <param name="columns">The columns asked for, each once.</param>
    /// <exception cref="DocumentException">That is damaged, or a column is missing, there twice or not plain.</exception>
    public ParquetVoteTable(FileStream file, string name, IReadOnlyList<string> columns)
        : base(name)
    {
        this.file = file;
        try
        {
            footer = ParquetFooter.Read(file.SafeFileHandle);
        }
        catch (Exception e) when (Complaint(e) is { } complaint)
        {
            throw complaint;
        }

        Header = [.. footer.Leaves.Where(leaf => leaf.IsPlain).Select(leaf => leaf.Path)];
        asked = [.. columns.Select(Place)];
        this.columns = [.. asked.Select(place => new ParquetColumn(file.SafeFileHandle, footer.Leaves[place]))];
        chunks = new ParquetChunk[columns.Count];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Header { get; }

    /// <inheritdoc/>
    public override bool Read()
    {
        Line++;
        try
        {
            return ReadRow();
        }
        catch (Exception e) when (Complaint(e) is { } complaint)
        {
            throw complaint;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Cell(int column) => columns[column].Text;

    /// <inheritdoc/>
    public override void Dispose() => file.Dispose();

    private bool ReadRow()
    {
        while (rowsLeft == 0)
        {
            if (!footer.NextGroup(chunks, asked, out rowsLeft))
            {
                return false;
            }

            for (int i = 0; i < columns.Length; i++)
            {
                columns[i].Open(chunks[i]);
            }

            // Nothing is read through the stream; this only tells how far the reading has come.
            file.Position = chunks.Min(chunk => chunk.Start);
        }

        rowsLeft--;
        foreach (var column in columns)
        {
            column.Next();
        }

        return true;
    }

    private int Place(string column)
    {
        var same = footer.Leaves.Select((leaf, place) => (leaf, place)).Where(l => l.leaf.Path == column).ToList();
        return same switch
        {
            [var (leaf, place)] when leaf.IsPlain => place,
            [var (leaf, _)] => throw new DocumentException(
                Name,
                0,
                $"'{ColumnNames.Shown(column)}' holds {(leaf.IsList ? "a list in each row" : "times, raw bytes or long decimals")}, not a text or a number",
                "name another column, or write this one as text"),
            [] when footer.Leaves.Any(leaf => leaf.Path.StartsWith(column + ".", StringComparison.Ordinal)) => throw new DocumentException(
                Name, 0, $"'{ColumnNames.Shown(column)}' holds other columns, not a text or a number", $"name one of them, as in {ColumnNames.Shown(column)}.id"),
            _ => ColumnNames.IndexOf(column, Header, Name, 0),
        };
    }

    private DocumentException? Complaint(Exception e) => e switch
    {
        InvalidDataException => Wrong($"this is not sound Parquet: {e.Message}", "export or copy it again"),
        NotSupportedException => Wrong($"this Parquet cannot be read: {e.Message}", "write it again with usual settings, or as CSV"),
        IOException or UnauthorizedAccessException => Wrong($"cannot be read any further ({e.Message.TrimEnd('.')})", "check the disk and the permissions"),
        _ => null,
    };
}
