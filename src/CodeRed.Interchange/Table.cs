using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>A file of rows, read from top to bottom once; cells are asked for by the index of the column in the mapping.</summary>
internal abstract class Table : IDisposable
{
    protected Table(GuardedStream stream, string name)
    {
        Stream = stream;
        Name = name;
    }

    /// <summary>The file under it.</summary>
    public GuardedStream Stream { get; }

    /// <summary>The file as the user named it.</summary>
    public string Name { get; }

    /// <summary>The line on which the current row starts, from 1.</summary>
    public long Line { get; protected set; }

    /// <summary>Goes to the next row; false at the end.</summary>
    /// <exception cref="DocumentException">The file is malformed from here on.</exception>
    public abstract bool Read();

    /// <summary>The text of a cell of the current row; null when the row has no such cell, or a JSON null.</summary>
    public abstract string? Cell(int column);

    /// <summary>What must be said at the end: for example a column that no row had.</summary>
    public virtual void End()
    {
    }

    /// <inheritdoc/>
    public virtual void Dispose() => Stream.Dispose();

    /// <summary>A complaint about the current row.</summary>
    public DocumentException Wrong(string problem, string remedy) => new(Name, Line, problem, remedy);
}
