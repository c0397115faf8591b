using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace CodeRed.Pages;

/// <summary>A sentence in which dates, short hyphenated names and percentages are not torn apart at the end of a line.</summary>
public partial class Unbroken
{
    /// <summary>The sentence, already inert.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    private IEnumerable<(string Part, bool Whole)> Parts()
    {
        int from = 0;
        foreach (Match match in Whole().Matches(Text))
        {
            if (match.Index > from)
            {
                yield return (Text[from..match.Index], false);
            }

            // A long name may still have to break on a narrow screen.
            yield return (match.Value, match.Length <= 24);
            from = match.Index + match.Length;
        }

        if (from < Text.Length)
        {
            yield return (Text[from..], false);
        }
    }

    [GeneratedRegex(@"[0-9][0-9.,]* %|[A-Za-z0-9.]+(?:-[A-Za-z0-9.]+)+")]
    private static partial Regex Whole();
}
