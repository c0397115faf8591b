using System.Globalization;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>The columns of a mapping in a file of comma-separated values.</summary>
internal sealed class CsvTable : Table
{
    private readonly CsvRows rows;
    private readonly int[] ordinals;

    /// <summary>Reads the header and finds the columns.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">As the user named it.</param>
    /// <param name="delimiter">One character.</param>
    /// <param name="columns">The columns of the mapping, each with the key that names it.</param>
    /// <exception cref="DocumentException">There is no header, or columns are missing: all of them are named.</exception>
    public CsvTable(GuardedStream stream, string name, char delimiter, IReadOnlyList<ColumnUse> columns)
        : base(stream, name)
    {
        rows = new CsvRows(stream, name, delimiter);
        Line = rows.Line;
        ordinals = Find(columns, delimiter);
    }

    /// <summary>The names in the first row.</summary>
    public IReadOnlyList<string> Header => rows.Header;

    /// <inheritdoc/>
    public override bool Read()
    {
        bool read = rows.Read();
        Line = rows.Line;
        return read;
    }

    /// <inheritdoc/>
    public override string Cell(int column) => rows[ordinals[column]];

    /// <inheritdoc/>
    public override void Dispose()
    {
        rows.Dispose();
        base.Dispose();
    }

    private int[] Find(IReadOnlyList<ColumnUse> columns, char delimiter)
    {
        var problems = new List<DocumentProblem>();
        string[] header = [.. rows.Header];
        int[] found = new int[columns.Count];
        for (int i = 0; i < columns.Count; i++)
        {
            found[i] = Array.IndexOf(header, columns[i].Column);
            if (found[i] < 0)
            {
                string? meant = NearestName.To(columns[i].Column, header);
                problems.Add(new(
                    Name,
                    Line,
                    $"there is no column '{columns[i].Column}' ({columns[i].Key} in the mapping)",
                    (meant is null ? "the" : $"did you mean '{meant}'? The") + $" header has: {Listed(header)}"));
            }
            else if (Array.IndexOf(header, columns[i].Column, found[i] + 1) >= 0)
            {
                problems.Add(new(Name, Line, $"two columns are named '{columns[i].Column}' ({columns[i].Key} in the mapping)", "rename one of them"));
            }
        }

        if (problems.Count > 0 && header.Length == 1 && OtherDelimiter(header[0], delimiter) is { } other)
        {
            string shown = other == '\t' ? "\\t" : other.ToString();
            throw new DocumentException(
                Name,
                Line,
                $"the header is one single column, '{Shortened(header[0])}'",
                $"write delimiter: \"{shown}\" in the mapping");
        }

        return problems.Count == 0 ? found : throw new DocumentException(problems);
    }

    /// <summary>The sign that seems to part the columns in a header that came out as one.</summary>
    internal static char? OtherDelimiter(string header, char delimiter)
    {
        char[] candidates = [';', '\t', '|', ','];
        char best = candidates.MaxBy(c => header.Count(h => h == c));
        return best != delimiter && header.Contains(best, StringComparison.Ordinal) ? best : null;
    }

    private static string Listed(string[] names) =>
        string.Join(", ", names.Take(50).Select(n => n.Length == 0 ? "(no name)" : Shortened(n)))
        + (names.Length > 50 ? string.Create(CultureInfo.InvariantCulture, $" and {names.Length - 50} more") : "");

    private static string Shortened(string text) => text.Length <= 80 ? text : text[..80] + "...";
}
