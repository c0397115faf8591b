namespace CodeRed.Grading;

/// <summary>Takes the wrapping off an answer, so that a change of dress can be told from a change of substance.</summary>
/// <remarks>
/// <para>White space is trimmed, then the first of these steps that applies is taken, and again, until none applies:</para>
/// <list type="number">
/// <item>Code fence: where the text holds exactly one fenced block (a line that begins with three or more ` or ~ and an optional
/// info string, down to as many of them at the end of a later line), its content; what stands around it is dropped.</item>
/// <item>LaTeX box: where the text holds exactly one <c>\boxed{…}</c>, its content; what stands around it is dropped.</item>
/// <item>LaTeX text: <c>\text{…}</c>, <c>\textbf{…}</c>, <c>\mathrm{…}</c> or <c>\mathbf{…}</c> around the whole text.</item>
/// <item>Announcement: "Answer", "Final answer", "The answer", "The final answer", "My answer", 答案, 最終答案, 最终答案 or 答 with a colon
/// at the start, whatever its case, also between ** or __.</item>
/// <item>A pair around the whole text that does not occur inside it: **, __, *, _, `, ", ', $$, $, and runs of backticks; “ ”, ‘ ’, 「 」,
/// 『 』, « », \( \), \[ \]; and brackets that belong together: ( ), [ ], （ ）, 【 】, ［ ］. Square brackets stay around a text
/// with a comma, a double quotation mark or another bracket in it, which may be a JSON array; braces always stay.</item>
/// <item>The full stop (. or 。 or ．) at the end of a text of one line with no other.</item>
/// </list>
/// <para>A step that would leave nothing is not taken. A text with more than 16 layers is returned as it stands: that is no wrapping,
/// and taking off each layer of a long text would take time in proportion to its square. Case, full-width forms and white space inside are
/// left to the grader.</para>
/// </remarks>
public static class Unwrapping
{
    private const int MaximumLayers = 16;

    private static readonly string[] Commands = ["\\text{", "\\textbf{", "\\mathrm{", "\\mathbf{"];

    // Longest first: an announcement must be followed by its colon, so the order only saves time.
    private static readonly string[] Announcements =
        ["the final answer", "final answer", "the answer", "my answer", "answer", "最終答案", "最终答案", "答案", "答"];

    private static readonly string[] Symmetric = ["**", "__", "*", "_", "\"", "'", "$$", "$"];

    private static readonly (string Open, string Close)[] Asymmetric =
        [("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("«", "»"), ("\\(", "\\)"), ("\\[", "\\]")];

    private static readonly (char Open, char Close)[] Brackets = [('(', ')'), ('[', ']'), ('（', '）'), ('【', '】'), ('［', '］')];

    /// <summary>An answer without its wrapping.</summary>
    /// <param name="answer">Any text.</param>
    /// <returns>
    /// A part of the answer, trimmed; the answer itself where nothing comes off. Unwrapping twice is the same as once.
    /// </returns>
    public static string Unwrap(string answer)
    {
        ReadOnlySpan<char> text = TextNormalisation.Trim(answer);
        for (int layer = 0; layer <= MaximumLayers; layer++)
        {
            var inner = WithoutOneLayer(text);
            if (inner.IsEmpty)
            {
                return text.Length == answer.Length ? answer : text.ToString();
            }

            text = inner;
        }

        return answer;
    }

    /// <summary>The text with one layer less; empty when there is none to take off.</summary>
    private static ReadOnlySpan<char> WithoutOneLayer(ReadOnlySpan<char> text)
    {
        if (text.Length < 2)
        {
            return default;
        }

        var inner = TextNormalisation.Trim(OnlyFence(text));
        inner = inner.IsEmpty ? TextNormalisation.Trim(OnlyBox(text)) : inner;
        inner = inner.IsEmpty ? TextNormalisation.Trim(AfterAnnouncement(text)) : inner;
        inner = inner.IsEmpty ? TextNormalisation.Trim(WithinPair(text)) : inner;
        return inner.IsEmpty ? TextNormalisation.Trim(WithoutFullStop(text)) : inner;
    }

    private static ReadOnlySpan<char> OnlyFence(ReadOnlySpan<char> text)
    {
        if (!text.Contains("```", StringComparison.Ordinal) && !text.Contains("~~~", StringComparison.Ordinal))
        {
            return default;
        }

        ReadOnlySpan<char> content = default;
        bool found = false;
        for (int line = 0; line < text.Length; line = AfterLine(text, line))
        {
            int length = OpeningFence(text, line, out char mark);
            if (length == 0)
            {
                continue;
            }

            if (found)
            {
                return default;
            }

            int start = AfterLine(text, line);
            line = start;
            while (line < text.Length && !found)
            {
                int next = AfterLine(text, line);
                var body = text[line..next].TrimEnd();
                int end = body.TrimEnd(mark).Length;
                if (body.Length - end >= length)
                {
                    content = text[start..(line + end)];
                    found = true;
                }
                else
                {
                    line = next;
                }
            }

            if (!found)
            {
                return default;
            }
        }

        return content;
    }

    /// <summary>How many marks open a fence on the line at a place; 0 when none is opened.</summary>
    private static int OpeningFence(ReadOnlySpan<char> text, int at, out char mark)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }

        mark = at < text.Length ? text[at] : ' ';
        int after = at;
        while (mark is '`' or '~' && after < text.Length && text[after] == mark)
        {
            after++;
        }

        // An info string holds no backtick: ```B``` is code within a line.
        return after - at >= 3 && !text[after..AfterLine(text, after)].Contains('`') ? after - at : 0;
    }

    private static int AfterLine(ReadOnlySpan<char> text, int at)
    {
        int end = text[at..].IndexOf('\n');
        return end < 0 ? text.Length : at + end + 1;
    }

    private static ReadOnlySpan<char> OnlyBox(ReadOnlySpan<char> text)
    {
        int slash = text.IndexOf('\\');
        if (slash < 0)
        {
            return default;
        }

        const string Box = "\\boxed{";
        int box = text[slash..].IndexOf(Box, StringComparison.Ordinal);
        if (box >= 0)
        {
            int start = slash + box + Box.Length;
            int length = BracedLength(text[start..]);
            return length < 0 || text[(start + length)..].Contains(Box, StringComparison.Ordinal) ? default : text.Slice(start, length);
        }

        foreach (string command in Commands)
        {
            if (text[^1] == '}' && text.StartsWith(command, StringComparison.Ordinal)
                && BracedLength(text[command.Length..]) == text.Length - command.Length - 1)
            {
                return text[command.Length..^1];
            }
        }

        return default;
    }

    /// <summary>How long the text is up to the brace that closes one opened before it; -1 when none does.</summary>
    private static int BracedLength(ReadOnlySpan<char> text)
    {
        int depth = 1;
        for (int i = 0; i < text.Length; i++)
        {
            int skip = text[i..].IndexOfAny('{', '}', '\\');
            if (skip < 0)
            {
                return -1;
            }

            i += skip;
            if (text[i] == '\\')
            {
                i++;
            }
            else if ((depth += text[i] == '{' ? 1 : -1) == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static ReadOnlySpan<char> AfterAnnouncement(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> mark = text.StartsWith("**", StringComparison.Ordinal) ? "**"
            : text.StartsWith("__", StringComparison.Ordinal) ? "__"
            : default;
        var rest = text[mark.Length..];
        if (rest.IsEmpty)
        {
            return default;
        }

        foreach (string announcement in Announcements)
        {
            // One look at the first letter spares the comparison for almost every answer.
            if ((rest[0] | 0x20) != (announcement[0] | 0x20) || !rest.StartsWith(announcement, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var after = rest[announcement.Length..];
            bool closed = !mark.IsEmpty && after.StartsWith(mark, StringComparison.Ordinal);
            after = after[(closed ? mark.Length : 0)..].TrimStart(' ');
            if (after.IsEmpty || after[0] is not (':' or '：'))
            {
                continue;
            }

            after = after[1..];
            if (mark.IsEmpty || closed)
            {
                return after;
            }

            // Bold that was opened before the announcement must close right after the colon, or it belongs to the answer.
            return after.StartsWith(mark, StringComparison.Ordinal) ? after[mark.Length..] : default;
        }

        return default;
    }

    private static ReadOnlySpan<char> WithinPair(ReadOnlySpan<char> text)
    {
        char first = text[0];
        if (char.IsAsciiLetterOrDigit(first))
        {
            return default;
        }

        if (first == '`')
        {
            int run = text.IndexOfAnyExcept('`');
            return run > 0 && text.Length > 2 * run && text.EndsWith(text[..run], StringComparison.Ordinal) && !text[run..^run].Contains('`')
                ? text[run..^run]
                : default;
        }

        foreach (string mark in Symmetric)
        {
            if (text.Length > 2 * mark.Length && text.StartsWith(mark, StringComparison.Ordinal) && text.EndsWith(mark, StringComparison.Ordinal)
                && !text[mark.Length..^mark.Length].Contains(mark, StringComparison.Ordinal))
            {
                return text[mark.Length..^mark.Length];
            }
        }

        foreach (var (open, close) in Asymmetric)
        {
            if (text.Length > open.Length + close.Length && text.StartsWith(open, StringComparison.Ordinal) && text.EndsWith(close, StringComparison.Ordinal))
            {
                var inner = text[open.Length..^close.Length];
                return inner.Contains(open, StringComparison.Ordinal) || inner.Contains(close, StringComparison.Ordinal) ? default : inner;
            }
        }

        foreach (var (open, close) in Brackets)
        {
            if (first == open && text[^1] == close && Encloses(text, open, close))
            {
                var inner = text[1..^1];
                return open == '[' && inner.ContainsAny(",\"[{") ? default : inner;
            }
        }

        return default;
    }

    /// <summary>Whether the bracket that closes the first one is the last character.</summary>
    private static bool Encloses(ReadOnlySpan<char> text, char open, char close)
    {
        int depth = 0;
        for (int i = 0; i < text.Length - 1; i++)
        {
            int skip = text[i..^1].IndexOfAny(open, close);
            if (skip < 0)
            {
                break;
            }

            i += skip;
            depth += text[i] == open ? 1 : -1;
            if (depth == 0)
            {
                return false;
            }
        }

        return depth == 1;
    }

    private static ReadOnlySpan<char> WithoutFullStop(ReadOnlySpan<char> text) =>
        text[^1] is '.' or '。' or '．' && !text[..^1].ContainsAny(".。．\n") ? text[..^1] : default;
}
