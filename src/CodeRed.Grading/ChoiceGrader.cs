using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>Reads the answer to a multiple-choice question: a letter, or the text of an option.</summary>
/// <remarks>
/// <para>The letters are A, B, C, … in plain or full width, or 甲, 乙, 丙, …. The first of these readings that finds something counts:</para>
/// <list type="number">
/// <item>the last <c>\boxed{…}</c>;</item>
/// <item>the last announcement: "the answer is", "correct answer:", "I choose", "option", 答案是, 正確答案, 選, 故選 and their like, and the letter in the sentence that follows;</item>
/// <item>a letter that begins the answer, or ends it on a line of its own, set off by a bracket, a full stop, a colon or a line end: <c>B</c>, <c>(B)</c>, <c>B) Paris</c>, <c>**C.**</c>, 丙。;</item>
/// <item>the text of exactly one option, found as <see cref="LabelGrader"/> finds labels;</item>
/// <item>capital letters standing alone anywhere, where they are all the same letter.</item>
/// </list>
/// <para>A letter that is denied does not count: "not B but C" is C; "A is wrong", "B isn't", "rather than D", 不是A, 不選B, C不對. Of an answer over 40,000 characters the first and the last 20,000 are read. Where one reading finds two different letters that are
/// not denied ("A or B"), the answer has not chosen and is a non-answer. The label is the plain letter.</para>
/// </remarks>
public sealed partial record ChoiceGrader : Grader
{
    /// <summary>The most options.</summary>
    public const int Most = 10;

    private const string Stems = "甲乙丙丁戊己庚辛壬癸";

    // Enough for any sentence; a longer one is no announcement.
    private const int LongestSentence = 300;

    private const int End = 20_000;

    private readonly LabelGrader? texts;
    private readonly LabelGrader? textsFromTheEnd;

    /// <summary>Makes the grader for a number of options whose texts play no part.</summary>
    /// <param name="options">2 to <see cref="Most"/>.</param>
    /// <exception cref="ArgumentException">The number is outside its range.</exception>
    public ChoiceGrader(int options = 4)
    {
        Count = options is >= 2 and <= Most
            ? options
            : throw new ArgumentException($"A choice has 2 to {Most} options, not {options}; write how many there are, or a list of their texts.", nameof(options));
    }

    /// <summary>Makes the grader for options whose texts are answers too.</summary>
    /// <param name="options">The texts in order, 2 to <see cref="Most"/>, all different.</param>
    /// <exception cref="ArgumentException">There are too few or too many, one is blank, or two are the same.</exception>
    public ChoiceGrader(IEnumerable<string> options)
    {
        Options = [.. options];
        if (Options.Length is < 2 or > Most)
        {
            throw new ArgumentException($"A choice has 2 to {Most} options, not {Options.Length}; write them all.", nameof(options));
        }

        Count = Options.Length;
        texts = new LabelGrader(Options.Select(o => new Label(o)));
        textsFromTheEnd = new LabelGrader(texts.LabelSet, Take.Last);
    }

    /// <summary>How many options there are.</summary>
    public int Count { get; }

    /// <summary>Their texts, in order; empty where they play no part.</summary>
    public ImmutableArray<string> Options { get; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Labels => [.. Enumerable.Range(0, Count).Select(Letter)];

    /// <inheritdoc/>
    /// <exception cref="GradingException">The expected text is missing, or is neither a letter nor the text of an option.</exception>
    public override Grade Grade(string answer, string? expected)
    {
        int wanted = Expected(Required(expected, "choice"));
        int found = Choice(answer);
        return found < 0 ? Evidence.Grade.NonAnswer : Evidence.Grade.Of(found == wanted ? 1 : 0, Letter(found));
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["grader"] = "choice",
        ["count"] = Count,
        ["options"] = Options.IsEmpty ? null : new JsonArray([.. Options.Select(o => JsonValue.Create(o))]),
        ["reading"] = "choice-1",
        ["normalisation"] = TextNormalisation.Name,
    };

    /// <inheritdoc/>
    public bool Equals(ChoiceGrader? other) => other is not null && Count == other.Count && Options.SequenceEqual(other.Options);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Options.Length);

    private static string Letter(int option) => ((char)('A' + option)).ToString();

    private int Expected(string expected)
    {
        string text = TextNormalisation.Normalise(expected, ignoreCase: true).Trim('(', ')', '.');
        if (text.Length == 1 && Number(text[0], anyCase: true) is >= 0 and var letter)
        {
            return letter;
        }

        for (int i = 0; i < Options.Length; i++)
        {
            if (TextNormalisation.Same(Options[i], expected))
            {
                return i;
            }
        }

        throw new GradingException(
            $"The expected text {GradingException.Quote(expected)} is neither a letter from A to {Letter(Count - 1)}{(Options.IsEmpty ? "" : " nor one of the options")}; write the letter.");
    }

    private int Choice(string answer)
    {
        string text = Narrowed(answer);
        int found = Boxed(text);
        found = found == None ? Announced(text) : found;
        found = found == None ? AtTheEdge(text) : found;
        found = found == None ? OptionText(answer) : found;
        return found == None ? Anywhere(text) : found;
    }

    /// <summary>Nothing was read, so the next reading is tried; <see cref="Several"/> ends the search.</summary>
    private const int None = -1;
    private const int Several = -2;

    private static string Narrowed(string answer)
    {
        string text = answer.Length <= 2 * End ? answer : string.Concat(answer.AsSpan(0, End), "\n", answer.AsSpan(answer.Length - End));
        return string.Create(text.Length, text, static (target, source) =>
        {
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = TextNormalisation.Narrow(source[i]);
            }
        });
    }

    private int Boxed(string text)
    {
        const string Box = "\\boxed{";
        int box = text.LastIndexOf(Box, StringComparison.Ordinal);
        if (box < 0)
        {
            return None;
        }

        int start = box + Box.Length;
        int end = text.IndexOf('\n', start);
        string inside = text[start..(end < 0 ? text.Length : end)];
        int close = inside.LastIndexOf('}');
        return InSentence(close < 0 ? inside : inside[..close], anyCase: true);
    }

    private int Announced(string text)
    {
        int last = None;
        foreach (Match announcement in Announcement().Matches(text))
        {
            int start = announcement.Index + announcement.Length;
            int length = Math.Min(LongestSentence, text.Length - start);
            string sentence = Sentence(text.Substring(start, length));
            int found = InSentence(sentence, anyCase: true);
            last = found == None ? last : found;
        }

        return last;
    }

    /// <summary>Up to the end of the sentence; a full stop behind the letter itself ends nothing before it.</summary>
    private static string Sentence(string text)
    {
        string rest = text.TrimStart();
        for (int i = 1; i < rest.Length; i++)
        {
            // An empty line, or the end of a line on which something stands.
            if (rest[i] is '\n' or '。' or '!' or '?' || (rest[i] == '.' && (i + 1 == rest.Length || char.IsWhiteSpace(rest[i + 1]))))
            {
                return rest[..i];
            }
        }

        return rest;
    }

    /// <summary>The one letter of a sentence that is not denied.</summary>
    private int InSentence(string sentence, bool anyCase)
    {
        int found = None;
        bool first = true;
        for (int i = 0; i < sentence.Length; i++)
        {
            if (!StandsAlone(sentence, i) || Number(sentence[i], anyCase && (first || IsSetOff(sentence, i))) is not (>= 0 and var letter))
            {
                continue;
            }

            // "I" and the article are letters of words' own.
            if ((sentence[i] is 'a' or 'A' or 'I') && !first && !IsSetOff(sentence, i))
            {
                continue;
            }

            // "the answer is a number": a small letter before a word is one.
            if (char.IsAsciiLetterLower(sentence[i]) && !IsSetOff(sentence, i))
            {
                continue;
            }

            first = false;
            if (IsDenied(sentence, i))
            {
                continue;
            }

            if (found != None && found != letter)
            {
                return Several;
            }

            found = letter;

            // What stands behind a dash or a colon explains the choice: "B: not A, because C".
            if (Explains().IsMatch(sentence.AsSpan(i + 1)))
            {
                break;
            }
        }

        return found;
    }

    /// <summary>Whether a bracket, a mark or the end of the text stands right behind a letter, so that it begins no word.</summary>
    private static bool IsSetOff(string text, int at)
    {
        int after = at + 1;
        while (after < text.Length && text[after] is '*' or '_' or '`' or '"' or '\'' or '$' or '}')
        {
            after++;
        }

        return Joined().IsMatch(text.AsSpan(at + 1)) || after >= text.Length || text[after] is ')' or ']' or '.' or ',' or ':' or ';' or '。' or '、' or '，' or '」' or '』' or '】' or '\n' or '!' or '>' or '項' or '项';
    }

    // "A or B", A和B: another letter makes a letter of it.
    [GeneratedRegex(@"^\s*(?:or|and|&|/|,|或|和|與|与|、)\s*[A-J甲乙丙丁戊己庚辛壬癸](?![A-Za-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Joined();

    private static bool StandsAlone(string text, int at) =>
        (at == 0 || !TextNormalisation.JoinsWords(text[at - 1]) || !TextNormalisation.JoinsWords(text[at]))
        && (at + 1 >= text.Length || !TextNormalisation.JoinsWords(text[at + 1]) || !TextNormalisation.JoinsWords(text[at]))
        && !(at + 2 < text.Length && text[at + 1] is '\'' or '-' && char.IsAsciiLetter(text[Math.Min(at + 2, text.Length - 1)]))
        && !(at > 1 && text[at - 1] is '\'' or '-' && char.IsAsciiLetter(text[Math.Max(at - 2, 0)]));

    private static bool IsDenied(string text, int at)
    {
        var before = text.AsSpan(Math.Max(0, at - 40), at - Math.Max(0, at - 40));
        var after = text.AsSpan(at + 1, Math.Min(40, text.Length - at - 1));
        return DeniedBefore().IsMatch(before) || DeniedAfter().IsMatch(after);
    }

    private int AtTheEdge(string text)
    {
        string[] lines = [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];
        if (lines.Length == 0)
        {
            return None;
        }

        return Edge().Match(lines[0]) is { Success: true } start && Number(start.Groups["letter"].Value[0], anyCase: start.Groups["only"].Success) is >= 0 and var first ? first
            : Edge().Match(lines[^1]) is { Success: true } end && end.Groups["only"].Success && Number(end.Groups["letter"].Value[0], anyCase: true) is >= 0 and var last ? last
            : None;
    }

    private int OptionText(string answer)
    {
        if (texts is null)
        {
            return None;
        }

        // Read from both ends: where both give the same option, no other one is named first or last.
        return texts.Grade(answer, null).Label is { } first && textsFromTheEnd!.Grade(answer, null).Label == first ? Options.IndexOf(first) : None;
    }

    private int Anywhere(string text)
    {
        int found = None;
        for (int i = 0; i < text.Length; i++)
        {
            if (Number(text[i], anyCase: false) is not (>= 0 and var letter) || !StandsAlone(text, i) || (text[i] is 'A' or 'I' && !IsSetOff(text, i)) || IsDenied(text, i))
            {
                continue;
            }

            if (found != None && found != letter)
            {
                return Several;
            }

            found = letter;
        }

        return found;
    }

    /// <summary>Which option a character is, from 0; -1 for none.</summary>
    private int Number(char c, bool anyCase)
    {
        int stem = Stems.IndexOf(c, StringComparison.Ordinal);
        int letter = stem >= 0 ? stem : c is >= 'A' and <= 'Z' ? c - 'A' : anyCase && c is >= 'a' and <= 'z' ? c - 'a' : -1;
        return letter < Count ? letter : -1;
    }

    [GeneratedRegex(
        @"\b(?:answer|choice|option|selection|response)(?: to (?:this|the|your) question)?(?: here)?\*{0,2}(?:(?: is| would be| should be| must be)(?: therefore| thus| clearly| definitely| indeed)?(?: option| choice| letter)?|:|\s=)"
        + @"|\b(?:i|we) (?:would |will |'d |'ll )?(?:choose|pick|select|go with|answer)(?: option| choice)?|\b(?:choose|select|pick) (?:option |choice )?(?=[(\[*""']*[A-Ja-j]\b)"
        + "|(?:正確|正确|最終|最终|最佳|標準|标准)?(?:答案|選項|选项)(?:應該|应该|應|应)?(?:是|為|为|選|选)?:?|(?:應該|应该|應|应|故|因此|所以|我|就|要|該|该|会|會)(?:選擇|选择|選|选)|^[ *]*(?:選擇|选择|選|选)|答:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Announcement();

    // A denial just before the letter, across brackets and quotes; "not only B" denies nothing.
    [GeneratedRegex(
        @"(?:\b(?:not|neither|nor|isn't|is not|rather than|instead of|except|unlike|eliminate|rule out|excluding)(?: (?:be|option|choice|letter|answer))?|n't|不是|並非|并非|而非|不選|不选|不能選|不能选|排除|非)[\s(\[""'*_`「『]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DeniedBefore();

    [GeneratedRegex(
        @"^[)\]""'*_`」』.:]*\s*(?:(?:is|are|was|would be|can be|seems) (?:also |clearly |obviously |definitely )?(?:not|wrong|incorrect|false|eliminated|ruled out|excluded|impossible|invalid)\b|isn't|is n't|cannot be|can't be|(?:項|项|選項|选项)?(?:是|就|也|都)?(?:不對|不对|不正確|不正确|不是|不成立|不符|錯|错|錯誤|错误|有誤|有误|排除))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex DeniedAfter();

    [GeneratedRegex(@"^[)\]""'*_`」』]*\s*(?:[:—–]|- |\(|, because|, since|because|since|,因為|,因为|因為|因为|\))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Explains();

    [GeneratedRegex(
        @"^[\s*_`""'(\[{<$「『【\\]*(?:text\{|mathrm\{|mathbf\{)?(?<letter>[A-Za-z甲乙丙丁戊己庚辛壬癸])(?:(?<only>[\s*_`""')\]}>$」』】.。:]*$)|[*_`""')\]}>$」』】]*[).\]:：、】](?:\s|[*_`]|$|[^\sA-Za-z0-9.])|[*_`]*\s[-–—]\s)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Edge();
}
