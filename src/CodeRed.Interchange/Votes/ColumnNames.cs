using System.Globalization;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>Names of columns: found, and shown to people.</summary>
internal static class ColumnNames
{
    private const int Listed = 50;
    private const int Longest = 60;

    /// <summary>The place of a column in a header.</summary>
    /// <exception cref="DocumentException">There is none of that name, or two.</exception>
    public static int IndexOf(string column, IReadOnlyList<string> header, string file, long line)
    {
        int found = -1;
        for (int i = 0; i < header.Count; i++)
        {
            if (string.Equals(header[i], column, StringComparison.Ordinal))
            {
                found = found < 0
                    ? i
                    : throw new DocumentException(file, line, $"two columns are named '{Shown(column)}'", "rename one of them");
            }
        }

        return found >= 0 ? found : throw Missing(column, header, file, line);
    }

    /// <summary>The complaint that a column is not there.</summary>
    /// <param name="where">Added to the complaint where not all of the file was looked at.</param>
    public static DocumentException Missing(string column, IReadOnlyList<string> header, string file, long line, string where = "")
    {
        string? meant = NearestName.To(column, header.Take(1000));
        return new(file, line, $"there is no column '{Shown(column)}'{where}", (meant is null ? "the" : $"did you mean '{Shown(meant)}'? The") + $" file has: {List(header)}");
    }

    /// <summary>The first 50 names.</summary>
    public static string List(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(Listed).Select(n => n.Length == 0 ? "(no name)" : Shown(n)))
        + (names.Count > Listed ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - Listed} more") : "");

    /// <summary>Text of a stranger in a message: at most 60 characters, without control signs or line breaks.</summary>
    public static string Shown(string text)
    {
        string clean = string.Concat(text.Take(Longest).Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) is
            UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate ? '?' : c));
        return text.Length > Longest ? clean + "..." : clean;
    }
}
