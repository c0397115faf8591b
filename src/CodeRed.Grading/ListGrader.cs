using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>Reads a list from the answer and compares it with the expected one, element by element.</summary>
/// <remarks>
/// <para>The list is the first of these that the answer, unwrapped, has: the last text between square brackets; what follows the last announcement (Answer:, 答案：) on its line or, where
/// nothing does, on the lines below; the last run of lines that are bullets or numbered; the last line.</para>
/// <para>Elements are divided by commas (also 、 and ，) or semicolons; where there are none, by arrows or &gt; and &lt;, line ends, or white space. Bullets, numbering, quotes, emphasis, a final full stop and
/// "and" before the last element come off. Elements are the same as <see cref="TextNormalisation"/> has it (case ignored), or when both are numbers of the same value. Numbers in a list are read
/// without thousands separators: 1,234 is two elements.</para>
/// <para>The expected text is written in the same way. An answer without an element is a non-answer. The label is the list read, with ", " between its elements.</para>
/// </remarks>
public sealed partial record ListGrader : Grader
{
    // Longer lists are no answers to be told from one another by a label.
    private const int LongestLabel = 200;

    /// <summary>Makes the grader.</summary>
    /// <param name="ordered">Whether the order counts; otherwise each element must occur as often as in the expected list.</param>
    public ListGrader(bool ordered = true) => IsOrdered = ordered;

    /// <summary>Whether the order counts.</summary>
    public bool IsOrdered { get; }

    /// <inheritdoc/>
    /// <exception cref="GradingException">The expected text is missing or has no element.</exception>
    public override Grade Grade(string answer, string? expected)
    {
        var wanted = Elements(Bare(Required(expected, "list")));
        if (wanted.IsEmpty)
        {
            throw new GradingException($"The expected text {GradingException.Quote(expected!)} has no element; write them with commas between them.");
        }

        var found = Read(answer);
        if (found.IsEmpty)
        {
            return Evidence.Grade.NonAnswer;
        }

        bool same = found.Length == wanted.Length
            && (IsOrdered
                ? found.SequenceEqual(wanted)
                : found.Order(StringComparer.Ordinal).SequenceEqual(wanted.Order(StringComparer.Ordinal)));
        string label = string.Join(", ", found);
        return Evidence.Grade.Of(same ? 1 : 0, label.Length <= LongestLabel ? label : label[..LongestLabel] + "…");
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["grader"] = "list",
        ["ordered"] = IsOrdered,
        ["reading"] = "list-1",
        ["normalisation"] = TextNormalisation.Name,
    };

    private static ImmutableArray<string> Read(string answer)
    {
        string text = Unwrapping.Unwrap(answer);
        int close = text.LastIndexOf(']');
        int open = close < 0 ? -1 : text.LastIndexOf('[', close);
        if (open >= 0)
        {
            return Elements(text[(open + 1)..close]);
        }

        string[] lines = [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];
        int announced = Array.FindLastIndex(lines, l => Announcement().IsMatch(l));
        if (announced >= 0)
        {
            string rest = Announcement().Split(lines[announced])[^1].Trim(' ', '*', '_');
            return Elements(rest.Length > 0 ? rest : string.Join('\n', lines.Skip(announced + 1)));
        }

        int last = lines.Length - 1;
        while (last >= 0 && !Bullet().IsMatch(lines[last]))
        {
            last--;
        }

        int first = last;
        while (first > 0 && Bullet().IsMatch(lines[first - 1]))
        {
            first--;
        }

        return last > first && last >= lines.Length - 2 ? Elements(string.Join('\n', lines[first..(last + 1)]))
            : lines.Length > 1 && lines.All(l => !l.Contains(' ', StringComparison.Ordinal)) ? Elements(string.Join('\n', lines))
            : lines.Length > 0 ? Elements(lines[^1])
            : [];
    }

    private static string Bare(string text)
    {
        text = text.Trim();
        return text.StartsWith('[') && text.EndsWith(']') ? text[1..^1] : text;
    }

    private static ImmutableArray<string> Elements(string text)
    {
        string[] parts = text.IndexOfAny([',', '，', '、', ';', '；']) >= 0 ? text.Split([',', '，', '、', ';', '；'])
            : text.IndexOfAny(['→', '>', '<']) >= 0 ? text.Replace("->", "→", StringComparison.Ordinal).Split(['→', '>', '<'])
            : text.Contains('\n', StringComparison.Ordinal) ? text.Split('\n')
            : text.Split(' ');
        return [.. parts.Select((p, i) => Element(p, i == parts.Length - 1)).Where(p => p.Length > 0)];
    }

    private static string Element(string part, bool last)
    {
        string text = Bullet().Replace(part.Trim(), "").Trim(' ', '\t', '\n', '\r', '*', '_', '`', '"', '\'', '“', '”', '「', '」', '$', '(', ')');
        if (last)
        {
            text = text.TrimEnd('.', '。').TrimEnd('*', '_', '`', '"', '\'', '”', '」', '$');
            text = text.StartsWith("and ", StringComparison.OrdinalIgnoreCase) ? text[4..] : text;
        }

        return Quantity.Parse(text) is { } number ? number.ToString() : TextNormalisation.Normalise(text, ignoreCase: true);
    }

    [GeneratedRegex(@"^(?:[-*•·]|\(?[0-9]{1,3}[.)、])\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"\b(?:answer|result|output|list)\*{0,2}(?: is)?\*{0,2}\s?[:：]|(?:答案|結果|结果|答)(?:是|為|为)?\*{0,2}[:：]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Announcement();
}
