using CodeRed.Evidence;

namespace CodeRed.Interchange;

/// <summary>What the words of a winner column mean, where they do not say so themselves: <c>0=second,0.5=tie,1=first</c>.</summary>
/// <remarks>A word of the map means what the map says, in any case; the built-in words go on to mean what they mean.</remarks>
public sealed class WinnerMap
{
    private static readonly Dictionary<string, Preference> Meanings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["first"] = Preference.First,
        ["second"] = Preference.Second,
        ["tie"] = Preference.Tie,
        ["both_bad"] = Preference.BothBad,
    };

    private readonly Dictionary<string, Preference> words = new(StringComparer.OrdinalIgnoreCase);

    private WinnerMap()
    {
    }

    /// <summary>Reads a map.</summary>
    /// <param name="text">Pairs <c>word=first</c>, <c>=second</c>, <c>=tie</c> or <c>=both_bad</c> with commas between them, each word once.</param>
    /// <exception cref="FormatException">It is not that; the message says where and what to write.</exception>
    public static WinnerMap Parse(string text)
    {
        var map = new WinnerMap();
        foreach (string pair in text.Split(','))
        {
            int sign = pair.LastIndexOf('=');
            string word = sign < 0 ? "" : pair[..sign].Trim();
            if (word.Length == 0 || !Meanings.TryGetValue(pair[(sign + 1)..].Trim(), out var meaning))
            {
                throw new FormatException($"'{ColumnNames.Shown(pair)}' does not say what a word means; write word=first, word=second, word=tie or word=both_bad, with commas between them.");
            }

            if (!map.words.TryAdd(word, meaning))
            {
                throw new FormatException($"'{ColumnNames.Shown(word)}' has two meanings; keep one of them.");
            }
        }

        return map;
    }

    internal Preference? Meaning(string word) => words.TryGetValue(word, out var meaning) ? meaning : null;
}
