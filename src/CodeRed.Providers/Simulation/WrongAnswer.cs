using System.Globalization;

namespace CodeRed.Providers.Simulation;

/// <summary>An answer of the same kind as the expected one, and another.</summary>
internal static class WrongAnswer
{
    private static readonly (string One, string Other)[] Opposites = [("yes", "no"), ("true", "false"), ("correct", "incorrect"), ("是", "否")];

    /// <summary>The other word of a pair, another letter of A to E, another number; otherwise words that have nothing to do with it.</summary>
    /// <param name="expected">The right answer.</param>
    /// <param name="variant">Which of the wrong answers, where there are several.</param>
    public static string To(string expected, ulong variant)
    {
        string text = expected.Trim();
        foreach (var (one, other) in Opposites)
        {
            if (text.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return Cased(other, text);
            }

            if (text.Equals(other, StringComparison.OrdinalIgnoreCase))
            {
                return Cased(one, text);
            }
        }

        if (text.Length == 1 && char.IsAsciiLetter(text[0]))
        {
            string letters = char.IsAsciiLetterUpper(text[0]) ? "ABCDE" : "abcde";
            string others = letters.Replace(text, "", StringComparison.Ordinal);
            return others[(int)(variant % (ulong)others.Length)].ToString();
        }

        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) && Math.Abs(number) < 1e20m)
        {
            // A multiple, so that no tolerance takes it for right, and without the right one's digits in it.
            return Enumerable.Range(0, 9)
                .Select(i => number + ((number == 0 ? 1 : number) * (1 + ((variant + (ulong)i) % 9))))
                .Select(wrong => wrong.ToString(CultureInfo.InvariantCulture))
                .First(wrong => !wrong.Contains(text, StringComparison.Ordinal));
        }

        string[] words = ["none of these", "something else", "the opposite", "it depends"];
        string wrong = words[(int)(variant % (ulong)words.Length)];
        return wrong.Contains(text, StringComparison.OrdinalIgnoreCase) ? "?" : wrong;
    }

    private static string Cased(string word, string like) =>
        like.Length > 1 && like == like.ToUpperInvariant() ? word.ToUpperInvariant()
        : char.IsUpper(like[0]) ? char.ToUpperInvariant(word[0]) + word[1..]
        : word;
}
