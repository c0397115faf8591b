using System.Globalization;
using System.Text;

namespace CodeRed.Findings.Wording;

/// <summary>Makes hostile text harmless for an eye or a terminal without hiding what was in it.</summary>
/// <remarks>
/// Model output, item ids and file contents may hold terminal escapes, bidirectional controls (CVE-2021-42574) and invisible
/// characters. Each becomes a visible token such as ⟦ESC⟧ or ⟦U+202E⟧. HTML is escaped by whoever writes HTML; entities do
/// not disarm bidirectional controls, which is why this comes first. Line breaks and tabs are kept unless asked otherwise.
/// </remarks>
public static class InertText
{
    /// <summary>The text with every control, bidirectional and invisible character made visible.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="limit">The most characters to keep; what is cut off is counted at the end.</param>
    public static string Of(string text, int limit = int.MaxValue)
    {
        int kept = Math.Min(text.Length, limit);
        if (kept < text.Length && kept > 0 && char.IsHighSurrogate(text[kept - 1]))
        {
            kept--;
        }

        var inert = new StringBuilder(kept + 16);
        for (int i = 0; i < kept; i++)
        {
            char c = text[i];
            if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                continue;
            }

            if (c is '\n' or '\t' || (c is >= ' ' and < '\u007f'))
            {
                inert.Append(c);
            }
            else if (Rune.TryGetRuneAt(text, i, out var rune))
            {
                Append(inert, rune);
                i += rune.Utf16SequenceLength - 1;
            }
            else
            {
                Token(inert, c);
            }
        }

        if (kept < text.Length)
        {
            inert.Append(CultureInfo.InvariantCulture, $" ⟦+{text.Length - kept:N0}⟧");
        }

        return inert.ToString();
    }

    /// <summary>As <see cref="Of"/>, on one line: line breaks become ⏎ and runs of white space one space.</summary>
    public static string OnOneLine(string text, int limit = int.MaxValue)
    {
        // Cut before folding: a hostile answer may be long.
        string inert = Of(text, limit);
        var line = new StringBuilder(inert.Length);
        bool space = false;
        foreach (char c in inert.AsSpan().Trim())
        {
            if (c == '\n')
            {
                line.Append(space ? "⏎ " : " ⏎ ");
                space = true;
            }
            else if (c is ' ' or '\t')
            {
                if (!space)
                {
                    line.Append(' ');
                }

                space = true;
            }
            else
            {
                line.Append(c);
                space = false;
            }
        }

        return line.ToString();
    }

    private static void Append(StringBuilder inert, Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.Control:
            case UnicodeCategory.Format:
            case UnicodeCategory.LineSeparator:
            case UnicodeCategory.ParagraphSeparator:
            case UnicodeCategory.Surrogate:
            case UnicodeCategory.PrivateUse:
            case UnicodeCategory.OtherNotAssigned:
                Token(inert, rune.Value);
                break;
            // Stacked marks can paint over other lines, and filler letters are invisible.
            case UnicodeCategory.EnclosingMark:
                Token(inert, rune.Value);
                break;
            case UnicodeCategory.NonSpacingMark when MarksBefore(inert) >= 2:
                Token(inert, rune.Value);
                break;
            default:
                if (rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800)
                {
                    Token(inert, rune.Value);
                }
                else
                {
                    inert.Append(rune);
                }

                break;
        }
    }

    private static int MarksBefore(StringBuilder inert)
    {
        int marks = 0;
        for (int i = inert.Length - 1; i >= 0 && CharUnicodeInfo.GetUnicodeCategory(inert[i]) == UnicodeCategory.NonSpacingMark; i--)
        {
            marks++;
        }

        return marks;
    }

    private static void Token(StringBuilder inert, int value) => _ = value switch
    {
        0x1b => inert.Append("⟦ESC⟧"),
        0x00 => inert.Append("⟦NUL⟧"),
        0x07 => inert.Append("⟦BEL⟧"),
        0x08 => inert.Append("⟦BS⟧"),
        '\r' => inert.Append("⟦CR⟧"),
        _ => inert.Append(CultureInfo.InvariantCulture, $"⟦U+{value:X4}⟧"),
    };
}
