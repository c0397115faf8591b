using System.Globalization;

namespace CodeRed.Grading;

/// <summary>When two texts are the same text.</summary>
/// <remarks>
/// <para>The normalisation, in order:</para>
/// <list type="number">
/// <item>Full-width forms U+FF01 to U+FF5E become the ASCII characters they widen (Ｂ becomes B, ： becomes :), the
/// ideographic space U+3000 a space, and the typographic apostrophe U+2019 a plain one.</item>
/// <item>White space at both ends is taken off. White space is every character that Unicode calls so, and the invisible
/// U+200B (zero-width space) and U+FEFF (byte order mark).</item>
/// <item>Where white space is collapsed, each run of it, line breaks included, becomes one space.</item>
/// <item>Where case is ignored, each character becomes its simple upper case by the invariant culture.</item>
/// </list>
/// <para>
/// This is not Unicode NFKC: the runtime leaves a text unchanged by that call where it runs without ICU, as this program does,
/// so the part of it that matters in answers is written out here. An accented letter that is written as two code points
/// therefore differs from the same letter written as one, and ① differs from 1.
/// </para>
/// </remarks>
public static class TextNormalisation
{
    /// <summary>The name of this normalisation in a suite's identity; a change of any rule changes it.</summary>
    internal const string Name = "same-text-1";

    /// <summary>Whether two texts are the same after normalisation.</summary>
    /// <param name="left">A text.</param>
    /// <param name="right">Another.</param>
    /// <param name="ignoreCase">Whether case is ignored.</param>
    /// <param name="collapseWhiteSpace">Whether a run of white space counts as one space.</param>
    public static bool Same(
        ReadOnlySpan<char> left, ReadOnlySpan<char> right, bool ignoreCase = true, bool collapseWhiteSpace = true)
    {
        if (left.SequenceEqual(right))
        {
            return true;
        }

        var a = new Reader(left, ignoreCase, collapseWhiteSpace);
        var b = new Reader(right, ignoreCase, collapseWhiteSpace);
        while (true)
        {
            int x = a.Next();
            if (x != b.Next())
            {
                return false;
            }

            if (x < 0)
            {
                return true;
            }
        }
    }

    /// <summary>Whether one text occurs in another, both normalised with collapsed white space.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="part">What to look for; a blank part occurs everywhere.</param>
    /// <param name="ignoreCase">Whether case is ignored.</param>
    /// <remarks>Knuth, Morris and Pratt (1977): linear in both lengths, whatever they hold.</remarks>
    public static bool Contains(ReadOnlySpan<char> text, ReadOnlySpan<char> part, bool ignoreCase = true)
    {
        const int Short = 256;
        Span<char> wanted = part.Length <= Short ? stackalloc char[part.Length] : new char[part.Length];
        Span<int> border = part.Length <= Short ? stackalloc int[part.Length] : new int[part.Length];
        wanted = wanted[..Write(part, wanted, ignoreCase)];
        if (wanted.IsEmpty)
        {
            return true;
        }

        border[0] = 0;
        for (int i = 1, k = 0; i < wanted.Length; i++)
        {
            while (k > 0 && wanted[i] != wanted[k])
            {
                k = border[k - 1];
            }

            border[i] = k += wanted[i] == wanted[k] ? 1 : 0;
        }

        var reader = new Reader(text, ignoreCase, collapse: true);
        for (int c = reader.Next(), matched = 0; c >= 0; c = reader.Next())
        {
            while (matched > 0 && wanted[matched] != c)
            {
                matched = border[matched - 1];
            }

            if (wanted[matched] == c && ++matched == wanted.Length)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether one text begins with another, both normalised with collapsed white space.</summary>
    /// <param name="text">Where to look.</param>
    /// <param name="start">What it should begin with; every text begins with a blank one.</param>
    /// <param name="ignoreCase">Whether case is ignored.</param>
    public static bool StartsWith(ReadOnlySpan<char> text, ReadOnlySpan<char> start, bool ignoreCase = true)
    {
        var reader = new Reader(text, ignoreCase, collapse: true);
        var wanted = new Reader(start, ignoreCase, collapse: true);
        for (int c = wanted.Next(); c >= 0; c = wanted.Next())
        {
            if (reader.Next() != c)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a text is empty or only white space.</summary>
    public static bool IsBlank(ReadOnlySpan<char> text) => Trim(text).IsEmpty;

    /// <summary>A text with white space collapsed, as <see cref="Same"/> compares it.</summary>
    internal static string Normalise(string text, bool ignoreCase)
    {
        var buffer = new char[text.Length];
        return new string(buffer, 0, Write(text, buffer, ignoreCase));
    }

    internal static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        int start = 0;
        while (start < text.Length && IsSpace(text[start]))
        {
            start++;
        }

        int end = text.Length;
        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    internal static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF';

    /// <summary>One character, with full-width forms narrowed.</summary>
    internal static char Narrow(char c) => c switch
    {
        < '\u2019' => c,
        '\u2019' => '\'',
        '\u3000' => ' ',
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        _ => c,
    };

    /// <summary>One character, narrowed and, where case is ignored, in upper case.</summary>
    internal static char Fold(char c, bool ignoreCase)
    {
        c = Narrow(c);
        return !ignoreCase ? c
            : c < 128 ? (char)(c is >= 'a' and <= 'z' ? c - 32 : c)
            : char.ToUpperInvariant(c);
    }

    /// <summary>
    /// Whether a character belongs to a word that is told from its neighbours by spaces or punctuation: a letter, digit or
    /// combining mark of any script but those written without spaces (Chinese, Japanese, Thai, Lao, Burmese, Khmer) and
    /// Korean, where particles are joined on.
    /// </summary>
    internal static bool JoinsWords(char c)
    {
        if (c < 128)
        {
            return char.IsAsciiLetterOrDigit(c);
        }

        c = Narrow(c);
        return c < 128
            ? char.IsAsciiLetterOrDigit(c)
            : !IsWrittenWithoutSpaces(c)
                && (char.IsLetterOrDigit(c)
                    || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
    }

    private static bool IsWrittenWithoutSpaces(char c) => c
        is >= '\u0E00' and <= '\u0EFF' // Thai, Lao
        or >= '\u1000' and <= '\u109F' // Burmese
        or >= '\u1100' and <= '\u11FF' // Hangul letters
        or >= '\u1780' and <= '\u17FF' // Khmer
        or >= '\u2E80' and <= '\uA4CF' // Chinese, Japanese, Yi
        or >= '\uAC00' and <= '\uD7FF' // Hangul syllables
        or >= '\uF900' and <= '\uFAFF' // Chinese, compatibility
        or >= '\uFF66' and <= '\uFFDC'; // half-width Japanese and Korean

    private static int Write(ReadOnlySpan<char> text, Span<char> target, bool ignoreCase)
    {
        var reader = new Reader(text, ignoreCase, collapse: true);
        int length = 0;
        for (int c = reader.Next(); c >= 0; c = reader.Next())
        {
            target[length++] = (char)c;
        }

        return length;
    }

    /// <summary>Reads a text's normalised characters one by one, so that no copy of a long answer is made.</summary>
    private ref struct Reader(ReadOnlySpan<char> text, bool ignoreCase, bool collapse)
    {
        private readonly ReadOnlySpan<char> text = Trim(text);
        private int position;

        /// <summary>The next character, or -1 at the end.</summary>
        public int Next()
        {
            if (position >= text.Length)
            {
                return -1;
            }

            char c = text[position++];
            if (!collapse || !IsSpace(c))
            {
                return Fold(c, ignoreCase);
            }

            while (IsSpace(text[position])) // the text is trimmed, so something else follows
            {
                position++;
            }

            return ' ';
        }
    }
}
