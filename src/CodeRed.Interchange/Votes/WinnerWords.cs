using System.Runtime.CompilerServices;
using System.Text;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>Tells from the word in a winner column which model was preferred.</summary>
/// <remarks>
/// A word, in any case and with any signs between its parts, or <c>A&gt;B</c> and the like, or the name of one of the row's models as it is written there. Where a
/// name is also a word with another meaning, the row is refused. Bare digits are ambiguous between files: 1 may be the first model,
/// the second counted from 0, or a truth value. They are taken for the first and the second model only in a file that holds both 1 and
/// 2 and no other digit; anything else needs a <see cref="WinnerMap"/>.
/// </remarks>
internal sealed class WinnerWords
{
    private const int LongestWord = 40;
    private const int Remembered = 16;

    private static readonly Dictionary<string, Preference> Known = new(AllWords(), StringComparer.Ordinal);

    private readonly VoteTable table;
    private readonly int place;
    private readonly string column;
    private readonly WinnerMap? map;
    private readonly Dictionary<string, Preference> columnNames = new(StringComparer.Ordinal);

    // The words of the file as they are written: a handful, looked through instead of being taken apart again in each row.
    private readonly List<(byte[] Word, Preference Meaning, bool Mapped)> seen = [];

    // By number of a model: what its name would mean as a word.
    private readonly List<Preference?> meaningOfName = [];
    private bool aNameIsAWord;
    private bool one;
    private bool two;

    /// <param name="table">Its current row is the one that is asked about.</param>
    /// <param name="place">Of the winner among the columns asked for.</param>
    /// <param name="columns">Which column means what.</param>
    public WinnerWords(VoteTable table, int place, VoteColumns columns)
    {
        this.table = table;
        this.place = place;
        column = columns.Winner!;
        map = columns.WinnerMap;
        columnNames[Plain(columns.First)] = Preference.First;
        columnNames[Plain(columns.Second)] = Preference.Second;
    }

    /// <summary>What a cell means in the current row.</summary>
    /// <param name="word">The cell without spaces around it.</param>
    /// <param name="first">The number of the first model, and the bytes of its name.</param>
    /// <param name="second">The number of the second model, and the bytes of its name.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Preference Of(ReadOnlySpan<byte> word, int first, ReadOnlySpan<byte> firstName, int second, ReadOnlySpan<byte> secondName)
    {
        foreach (var (known, meaning, mapped) in seen)
        {
            if (word.SequenceEqual(known))
            {
                if (aNameIsAWord && !mapped && NameOf(word, firstName, secondName) is { } named && named != meaning)
                {
                    throw Ambiguous(word);
                }

                return meaning;
            }
        }

        return Slowly(word, first, firstName, second, secondName);
    }

    /// <summary>Says that a model was numbered.</summary>
    public void Add(ReadOnlySpan<byte> name)
    {
        var meaning = name.Length > LongestWord ? null : MeaningOf(Encoding.UTF8.GetString(name));
        meaningOfName.Add(meaning);
        aNameIsAWord |= meaning is not null;
    }

    /// <summary>What can only be told at the end: whether digits were unambiguous.</summary>
    public void End()
    {
        if (one != two)
        {
            throw new DocumentException(
                table.Name,
                0,
                $"{Column} holds {(one ? "1 and never 2" : "2 and never 1")}, so what the digits mean cannot be told",
                "say it, for example --winner-map 1=first,2=second or --winner-map 0=first,1=second");
        }
    }

    private string Column => $"'{ColumnNames.Shown(column)}'";

    private static Preference? NameOf(ReadOnlySpan<byte> word, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        word.SequenceEqual(first) ? Preference.First : word.SequenceEqual(second) ? Preference.Second : null;

    private Preference Slowly(ReadOnlySpan<byte> word, int first, ReadOnlySpan<byte> firstName, int second, ReadOnlySpan<byte> secondName)
    {
        if (table.IsNested(place))
        {
            throw table.Wrong($"{Column} holds a JSON list or object, so it names no winner", "name the column of the winner with --winner");
        }

        if (map is not null && word.Length <= LongestWord && map.Meaning(Encoding.UTF8.GetString(word)) is { } said)
        {
            return Remember(word, said, mapped: true);
        }

        if (NameOf(word, firstName, secondName) is { } named)
        {
            var asWord = meaningOfName[named == Preference.First ? first : second];
            return asWord is null || asWord == named ? named : throw Ambiguous(word);
        }

        string text = Encoding.UTF8.GetString(word[..Math.Min(word.Length, 4 * LongestWord)]);
        if (word.Length <= LongestWord)
        {
            switch (text)
            {
                case "1" or "1.0":
                    one = true;
                    return Remember(word, Preference.First, mapped: false);
                case "2" or "2.0":
                    two = true;
                    return Remember(word, Preference.Second, mapped: false);
                case "0" or "0.0" or "0.5" or "-1" or "-1.0":
                    throw table.Wrong($"{Column} is {text}, and files do not agree on what such digits mean", "say it, for example --winner-map 1=first,0=second,0.5=tie");
            }

            if (MeaningOf(text) is { } meaning)
            {
                return Remember(word, meaning, mapped: false);
            }
        }

        throw text.Length == 0
            ? table.Wrong($"{Column} is empty", "write tie, both_bad or the winner, or leave the row out")
            : table.Wrong(
                $"{Column} is '{ColumnNames.Shown(text)}', which names no winner",
                "write model_a, a, left, first, or model_b, b, right, second, or tie, both_bad, or the name of one of the row's models; "
                + "or say what the word means, as in --winner-map WORD=tie");
    }

    private DocumentException Ambiguous(ReadOnlySpan<byte> word)
    {
        string text = ColumnNames.Shown(Encoding.UTF8.GetString(word));
        return table.Wrong($"{Column} is '{text}', which is the name of one model and a word for something else", $"rename the model, or say what the word means, as in --winner-map {text}=first");
    }

    private Preference Remember(ReadOnlySpan<byte> word, Preference meaning, bool mapped)
    {
        if (seen.Count < Remembered)
        {
            seen.Add((word.ToArray(), meaning, mapped));
        }

        return meaning;
    }

    private Preference? MeaningOf(string text)
    {
        string plain = Plain(text);
        return Known.TryGetValue(plain, out var meaning) || columnNames.TryGetValue(plain, out meaning) ? meaning : Comparison(text);
    }

    /// <summary>What judges are often told to write, with or without brackets: <c>[[A&gt;&gt;B]]</c>.</summary>
    private static Preference? Comparison(string text) => text.Trim('[', ']', ' ') switch
    {
        "A>B" or "A>>B" or "B<A" or "B<<A" => Preference.First,
        "B>A" or "B>>A" or "A<B" or "A<<B" => Preference.Second,
        "A=B" or "B=A" => Preference.Tie,
        _ => null,
    };

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                plain.Append(char.ToLowerInvariant(c));
            }
            else if (plain.Length > 0 && plain[^1] != '_')
            {
                plain.Append('_');
            }
        }

        return plain.ToString().TrimEnd('_');
    }

    private static IEnumerable<KeyValuePair<string, Preference>> AllWords()
    {
        (string First, string Second)[] sides = [("a", "b"), ("left", "right"), ("first", "second"), ("1", "2")];
        foreach (string what in (string[])["model", "player", "system", "response", "answer", "assistant", "output", "option", "candidate"])
        {
            foreach (var (first, second) in sides)
            {
                yield return new($"{what}_{first}", Preference.First);
                yield return new($"{what}_{second}", Preference.Second);
                yield return new(what + first, Preference.First);
                yield return new(what + second, Preference.Second);
            }
        }

        // Not 1 and 2: bare digits are told apart from words.
        foreach (var (first, second) in sides[..3])
        {
            yield return new(first, Preference.First);
            yield return new(second, Preference.Second);
        }

        foreach (string tie in (string[])["tie", "tied", "draw", "equal", "both_good", "tie_both_good"])
        {
            yield return new(tie, Preference.Tie);
        }

        foreach (string bad in (string[])["both_bad", "bothbad", "tie_bothbad", "tie_both_bad", "neither"])
        {
            yield return new(bad, Preference.BothBad);
        }
    }
}
