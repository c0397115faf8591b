using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>One label an answer can carry, and other ways of writing it.</summary>
public sealed record Label
{
    /// <summary>Makes a label.</summary>
    /// <param name="name">How it is reported, and one way in which it is written.</param>
    /// <param name="aliases">Other ways in which it is written.</param>
    public Label(string name, params IEnumerable<string> aliases) => (Name, Aliases) = (name, [.. aliases]);

    /// <summary>How it is reported, and one way in which it is written.</summary>
    public string Name { get; }

    /// <summary>Other ways in which it is written.</summary>
    public ImmutableArray<string> Aliases { get; }

    /// <inheritdoc/>
    public bool Equals(Label? other) => other is not null && Name == other.Name && Aliases.SequenceEqual(other.Aliases);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}

/// <summary>Reads one label of a closed set from the answer: yes or no, A to E, a class.</summary>
/// <remarks>
/// <para>A label occurs where its name or an alias stands in the answer, both narrowed (full-width forms), with any run of white space
/// for each of its own and, unless told otherwise, case ignored; and where it is not joined to more of a word:</para>
/// <list type="bullet">
/// <item>Letters, digits and combining marks join one another, so <c>no</c> is not in <c>know</c> or <c>note</c>, nor <c>B</c> in <c>B2</c>.</item>
/// <item>An apostrophe or a hyphen joins the letters on both of its sides, so <c>D</c> is not in <c>I'd</c>, nor <c>toxic</c> in
/// <c>non-toxic</c>; a full stop or comma joins the digits on both of its sides, so <c>4</c> is not in <c>4.5</c>.</item>
/// <item>Chinese, Japanese, Korean, Thai, Lao, Burmese and Khmer characters join nothing, so 是 is found inside a sentence and B in 答案是B。</item>
/// <item>A label that begins or ends with punctuation, such as <c>(A)</c>, is not joined to anything at that end.</item>
/// </list>
/// <para>The answer is read from its start. Where several labels begin at one place, the longest is taken (不是 before 是, <c>not sure</c> before
/// <c>not</c>), and reading goes on after it, so that no label is found inside another. <see cref="Take"/> then says which of those found is the
/// answer. Labels that are words of the language need care: <c>A</c> is also an article, so single letters are best read with case not
/// ignored, or from the end.</para>
/// <para>A label found that is listed as a non-answer, and an answer without a label, is a non-answer. Negation is not understood:
/// <c>not B but C</c> holds both B and C.</para>
/// </remarks>
public sealed record LabelGrader : Grader
{
    private const int NonAnswerPhrase = -1;

    private readonly FrozenDictionary<string, int> labelOf;
    private readonly SearchValues<char> firstCharacters;
    private readonly SearchValues<char> firstAsciiCharacters;
    private readonly Word[]?[] beginningWithAscii = new Word[]?[128];
    private readonly FrozenDictionary<char, Word[]> beginningWith;
    private readonly bool[] isNonAnswer;
    private readonly ImmutableArray<string> readable;

    /// <summary>Makes the grader.</summary>
    /// <param name="labels">The labels in order, at least one.</param>
    /// <param name="take">Which of several labels found is the answer.</param>
    /// <param name="ignoreCase">Whether case is ignored.</param>
    /// <param name="nonAnswers">
    /// Labels, or other phrases, that count as non-answers when they are the one taken. A phrase that is no label comes after all labels
    /// in the order of <see cref="Take.Listed"/>.
    /// </param>
    /// <param name="expect">What the label is compared with.</param>
    /// <exception cref="ArgumentException">
    /// There is no label, a name or alias is blank, or one text is written for two labels.
    /// </exception>
    public LabelGrader(
        IEnumerable<Label> labels,
        Take take = Take.First,
        bool ignoreCase = true,
        IEnumerable<string>? nonAnswers = null,
        Expect expect = Expect.Item)
    {
        (LabelSet, Take, IgnoreCase, NonAnswers, Expect) = ([.. labels], take, ignoreCase, [.. nonAnswers ?? []], expect);
        if (LabelSet.IsEmpty)
        {
            throw new ArgumentException("There is no label to look for; write at least one.", nameof(labels));
        }

        isNonAnswer = new bool[LabelSet.Length];
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < LabelSet.Length; i++)
        {
            foreach (string text in LabelSet[i].Aliases.Prepend(LabelSet[i].Name))
            {
                if (!known.TryAdd(Written(text), i) && known[Written(text)] != i)
                {
                    throw new ArgumentException(
                        $"{GradingException.Quote(text)} is written for both {LabelSet[known[Written(text)]].Name} and {LabelSet[i].Name}"
                        + $"{(ignoreCase ? " when case is ignored" : "")}; write it for one of them.",
                        nameof(labels));
                }
            }
        }

        foreach (string text in NonAnswers)
        {
            if (!known.TryAdd(Written(text), NonAnswerPhrase) && known[Written(text)] is >= 0 and int label)
            {
                isNonAnswer[label] = true;
            }
        }

        readable = [.. LabelSet.Where((_, i) => !isNonAnswer[i]).Select(l => l.Name)];
        labelOf = known.ToFrozenDictionary(StringComparer.Ordinal);
        beginningWith = known.Select(k => new Word(k.Key, k.Value)).OrderByDescending(w => w.Text.Length)
            .GroupBy(w => w.Text[0]).ToFrozenDictionary(g => g.Key, g => g.ToArray());
        foreach (var (initial, group) in beginningWith)
        {
            if (initial < 128)
            {
                beginningWithAscii[initial] = group;
            }
        }

        char[] first = [.. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(c => beginningWith.ContainsKey(Fold(c)))];
        firstCharacters = SearchValues.Create(first);
        firstAsciiCharacters = SearchValues.Create([.. first.Where(char.IsAscii)]);
    }

    /// <summary>The labels with their aliases, in order.</summary>
    public ImmutableArray<Label> LabelSet { get; }

    /// <summary>Which of several labels found is the answer; default the first.</summary>
    public Take Take { get; }

    /// <summary>Whether case is ignored; default true.</summary>
    public bool IgnoreCase { get; }

    /// <summary>Labels and phrases that count as non-answers.</summary>
    public ImmutableArray<string> NonAnswers { get; }

    /// <summary>What the label is compared with; default the item's expected text.</summary>
    public Expect Expect { get; }

    /// <summary>The names of the labels that a grade can carry: all but those listed as non-answers.</summary>
    public override IReadOnlyList<string> Labels => readable;

    /// <inheritdoc/>
    /// <exception cref="GradingException">The expected text is not a label, or is one that counts as a non-answer.</exception>
    public override Grade Grade(string answer, string? expected)
    {
        int wanted = Expect == Expect.Any || expected is null ? -1 : Expected(expected);
        int found = Find(answer);
        return found < 0 || isNonAnswer[found]
            ? Evidence.Grade.NonAnswer
            : Evidence.Grade.Of(wanted < 0 || found == wanted ? 1 : 0, LabelSet[found].Name);
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["grader"] = "label",
        ["labels"] = new JsonArray(
        [
            .. LabelSet.Select(l => new JsonObject
            {
                ["name"] = l.Name,
                ["aliases"] = new JsonArray([.. l.Aliases.Select(a => JsonValue.Create(a))]),
            }),
        ]),
        ["take"] = Take.ToString().ToLowerInvariant(),
        ["ignore_case"] = IgnoreCase,
        ["non_answers"] = new JsonArray([.. NonAnswers.Select(a => JsonValue.Create(a))]),
        ["expect"] = Expect == Expect.Any ? "any" : "item",
        ["normalisation"] = TextNormalisation.Name,
        ["boundaries"] = "words-1",
    };

    /// <inheritdoc/>
    public bool Equals(LabelGrader? other) =>
        other is not null && CanonicalJson.Write(ToJson()) == CanonicalJson.Write(other.ToJson());

    /// <inheritdoc/>
    public override int GetHashCode() => CanonicalJson.Write(ToJson()).GetHashCode(StringComparison.Ordinal);

    private string Written(string text) => TextNormalisation.IsBlank(text)
        ? throw new ArgumentException("A label or alias is blank; write its text, or leave it out.")
        : TextNormalisation.Normalise(text, IgnoreCase);

    private int Expected(string expected)
    {
        if (labelOf.TryGetValue(TextNormalisation.Normalise(expected, IgnoreCase), out int label) && label >= 0)
        {
            return !isNonAnswer[label]
                ? label
                : throw new GradingException(
                    $"The expected label {GradingException.Quote(expected)} is also listed as a non-answer, so no answer could be right; "
                    + "take it off one of the two.");
        }

        throw new GradingException(
            $"The expected text {GradingException.Quote(expected)} is not one of the labels {string.Join(", ", LabelSet.Select(l => l.Name))}; "
            + "write one of them, or add it as an alias.");
    }

    /// <summary>The label taken; -1 when there is none, or it is a phrase that counts as a non-answer.</summary>
    private int Find(ReadOnlySpan<char> answer)
    {
        // Most answers are ASCII, where a search for a set of characters is several times faster.
        var firsts = Ascii.IsValid(answer) ? firstAsciiCharacters : firstCharacters;
        int best = NonAnswerPhrase;
        for (int position = 0; position < answer.Length;)
        {
            int skip = answer[position..].IndexOfAny(firsts);
            if (skip < 0)
            {
                break;
            }

            position += skip;
            int length = Longest(answer, position, out int label);
            if (length == 0)
            {
                position++;
                continue;
            }

            if (Take == Take.First || (Take == Take.Listed && label == 0))
            {
                return label;
            }

            best = Take == Take.Last || best == NonAnswerPhrase || (label >= 0 && label < best) ? label : best;
            position += length;
        }

        return best;
    }

    private int Longest(ReadOnlySpan<char> answer, int position, out int label)
    {
        label = NonAnswerPhrase;
        if (IsJoined(answer, position - 1))
        {
            return 0;
        }

        char first = Fold(answer[position]);
        foreach (var word in first < 128 ? beginningWithAscii[first]! : beginningWith[first])
        {
            int length = LengthAt(answer[position..], word.Text);
            if (length > 0 && !IsJoined(answer, position + length - 1))
            {
                label = word.Label;
                return length;
            }
        }

        return 0;
    }

    /// <summary>How many characters of a text spell a word at its start; 0 when they do not.</summary>
    private int LengthAt(ReadOnlySpan<char> text, string word)
    {
        int position = 0;
        foreach (char wanted in word)
        {
            if (position >= text.Length)
            {
                return 0;
            }

            char c = text[position++];
            if (wanted == ' ' && TextNormalisation.IsSpace(c))
            {
                while (position < text.Length && TextNormalisation.IsSpace(text[position]))
                {
                    position++;
                }
            }
            else if (Fold(c) != wanted)
            {
                return 0;
            }
        }

        return position;
    }

    /// <summary>Whether the characters at an index and after it belong to one word.</summary>
    private static bool IsJoined(ReadOnlySpan<char> text, int left)
    {
        int right = left + 1;
        if (left < 0 || right >= text.Length)
        {
            return false;
        }

        if (char.IsAsciiLetterOrDigit(text[left]) && char.IsAsciiLetterOrDigit(text[right]))
        {
            return true; // by far the commonest case
        }

        bool leftJoins = TextNormalisation.JoinsWords(text[left]);
        bool rightJoins = TextNormalisation.JoinsWords(text[right]);
        return (leftJoins && rightJoins)
            || (rightJoins && left > 0 && IsBridge(text[left - 1], text[left], text[right]))
            || (leftJoins && right + 1 < text.Length && IsBridge(text[left], text[right], text[right + 1]));
    }

    private static bool IsBridge(char before, char bridge, char after) => TextNormalisation.Narrow(bridge) switch
    {
        '\'' or '-' or '\u2010' or '\u2011' =>
            IsJoiningLetter(before) && IsJoiningLetter(after),
        '.' or ',' => char.IsAsciiDigit(TextNormalisation.Narrow(before)) && char.IsAsciiDigit(TextNormalisation.Narrow(after)),
        _ => false,
    };

    private static bool IsJoiningLetter(char c) => TextNormalisation.JoinsWords(c) && !char.IsDigit(c);

    private char Fold(char c) => TextNormalisation.Fold(c, IgnoreCase);

    /// <param name="Text">Normalised.</param>
    /// <param name="Label">The index of its label; -1 for a phrase that counts as a non-answer.</param>
    private readonly record struct Word(string Text, int Label);
}
