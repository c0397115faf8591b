using System.IO.Compression;
using System.Runtime.CompilerServices;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>The rows of a file of votes, read once from top to bottom; cells are UTF-8 and only valid until the next row.</summary>
internal abstract class VoteTable(string name) : IDisposable
{
    /// <summary>The names of the columns; of JSON the columns asked for, or where there are none those seen at the beginning.</summary>
    public abstract IReadOnlyList<string> Header { get; }

    /// <summary>The file as the user named it.</summary>
    public string Name { get; } = name;

    /// <summary>Where the current row starts: a line of text, or a row of Parquet, from 1.</summary>
    public long Line { get; protected set; }

    /// <summary>Goes to the next row; false at the end.</summary>
    /// <exception cref="DocumentException">The file is malformed from here on.</exception>
    public abstract bool Read();

    /// <summary>A cell of the current row by the index of its column among those asked for; empty when the row has none.</summary>
    public abstract ReadOnlySpan<byte> Cell(int column);

    /// <summary>Whether a cell of the current row is a JSON object or list, and so neither a word nor a number.</summary>
    public virtual bool IsNested(int column) => false;

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>A complaint about the current row.</summary>
    public DocumentException Wrong(string problem, string remedy) => new(Name, Line, problem, remedy);

    /// <summary>Starts to read an open file.</summary>
    /// <param name="file">From its beginning; disposed with the table, or here when it cannot be read.</param>
    /// <param name="name">As the user named it.</param>
    /// <param name="layout">How it is written.</param>
    /// <param name="columns">The columns asked for, each once.</param>
    /// <exception cref="DocumentException">It is not written so, or a column is missing.</exception>
    public static VoteTable Open(FileStream file, string name, VoteLayout layout, IReadOnlyList<string> columns)
    {
        try
        {
            return layout.Format switch
            {
                VoteFormat.Parquet => Parquet(file, name, columns),
                VoteFormat.Json => Json(file, name, layout.Packed, columns),
                _ => new CsvVoteTable(new GuardedStream(layout.Packed ? Unpacked(file) : file, name, linesAreBounded: true, hashed: false), name, layout.Delimiter, columns),
            };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // Each on its own, so that a file of CSV does not wait for libraries that it does not need.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static VoteTable Parquet(FileStream file, string name, IReadOnlyList<string> columns) => new ParquetVoteTable(file, name, columns);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static VoteTable Json(FileStream file, string name, bool packed, IReadOnlyList<string> columns) =>
        new JsonVoteTable(new GuardedStream(packed ? Unpacked(file) : file, name, linesAreBounded: false, hashed: false), name, columns);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Stream Unpacked(FileStream file) => new GZipStream(file, CompressionMode.Decompress);
}
