using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>How much of what an answer claims is found in a given context: the share of its quotations, numbers and names that occur there.</summary>
/// <remarks>
/// <para>The expected text is the context. Three kinds of claims are looked for, because they can be found without understanding:</para>
/// <list type="bullet">
/// <item><em>quotations</em> between double quotation marks, “ ”, « », 「 」, 『 』 or 《 》, of at least two words or four Chinese characters: supported when the context holds the same text;</item>
/// <item><em>numbers</em>, as <see cref="NumberGrader"/> reads them, but for the numbering of lines: supported when the context holds the same number;</item>
/// <item><em>names</em>: runs of words that begin with a capital, and words of capitals or of letters and digits (GPT-4). A single capitalised word that begins a sentence is none. Supported when the context
/// holds every word of it.</item>
/// </list>
/// <para>The grade is the share supported; 1 where there is nothing of the kind, and the label then says so. The first 100,000 characters of an answer are read. A blank answer is a non-answer.</para>
/// <para>What this cannot see: a claim in plain words, a true name put to a false use, a relation turned round, a number that was rightly computed from the context (which counts as unsupported),
/// and names in scripts without capitals. It finds invented figures, quotations and names; a judge must find the rest.</para>
/// </remarks>
public sealed partial record GroundedGrader : Grader
{
    private const int Longest = 100_000;

    /// <inheritdoc/>
    /// <exception cref="GradingException">The item has no context.</exception>
    public override Grade Grade(string answer, string? expected)
    {
        string context = Required(expected, "grounded");
        if (TextNormalisation.IsBlank(answer))
        {
            return Evidence.Grade.NonAnswer;
        }

        answer = answer.Length <= Longest ? answer : answer[..Longest];
        int claims = 0;
        int supported = 0;
        void Count(bool found)
        {
            claims++;
            supported += found ? 1 : 0;
        }

        string prose = Quotation().Replace(answer, " … ");
        foreach (Match quotation in Quotation().Matches(answer))
        {
            string quoted = quotation.Groups["text"].Value;
            if (IsLongEnough(quoted))
            {
                Count(TextNormalisation.Contains(context, quoted.Trim().TrimEnd('.', ',', '。', '，')));
            }
            else
            {
                // A quoted word is a name or nothing.
                prose += " … " + quoted;
            }
        }

        string plain = Numbering().Replace(prose, "");
        var known = Quantity.All(context);
        foreach (var number in Quantity.All(Word().Replace(plain, w => IsMixed(w.Value) ? " … " : w.Value)).Distinct())
        {
            Count(known.Any(k => k.Is(number)));
        }

        var words = Words(context);
        foreach (string name in Names(plain).Distinct(StringComparer.Ordinal))
        {
            Count(name.Split(' ').All(words.Contains));
        }

        return claims == 0
            ? Evidence.Grade.Of(1, "nothing to check")
            : Evidence.Grade.Of((double)supported / claims, string.Create(CultureInfo.InvariantCulture, $"{supported} of {claims}"));
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new() { ["grader"] = "grounded", ["claims"] = "claims-1", ["numbers"] = NumberGrader.Reading, ["normalisation"] = TextNormalisation.Name };

    private static bool IsLongEnough(string quoted) =>
        quoted.Trim().Contains(' ', StringComparison.Ordinal) || quoted.Count(c => c is >= '\u2E80' and <= '\u9FFF') >= 4;

    private static HashSet<string> Words(string text) => [.. Word().Matches(text).Select(w => Bare(w.Value))];

    private static string Bare(string word) =>
        (word.EndsWith("'s", StringComparison.Ordinal) || word.EndsWith("’s", StringComparison.Ordinal) ? word[..^2] : word).ToUpperInvariant();

    private static IEnumerable<string> Names(string text)
    {
        var run = new List<string>();
        bool startsSentence = true;
        bool runStartsSentence = true;
        int end = 0;
        foreach (Match word in Word().Matches(text))
        {
            string between = text[end..word.Index];
            bool sentence = end == 0 || between.AsSpan().IndexOfAny(".!?:\n。！？：…•*-") >= 0;
            bool joined = !sentence && between.All(c => c is ' ' or '\u00A0');
            startsSentence = sentence;
            end = word.Index + word.Length;
            bool capital = char.IsUpper(word.Value[0]) || IsMixed(word.Value);
            if (run.Count > 0 && !(joined && capital))
            {
                if (IsName(run, runStartsSentence))
                {
                    yield return string.Join(' ', run.Select(Bare));
                }

                run.Clear();
            }

            if (!capital || (run.Count == 0 && Common.Contains(word.Value)))
            {
                continue;
            }

            runStartsSentence = run.Count == 0 ? startsSentence : runStartsSentence;
            run.Add(word.Value);
        }

        if (run.Count > 0 && IsName(run, runStartsSentence))
        {
            yield return string.Join(' ', run.Select(Bare));
        }
    }

    private static bool IsName(List<string> run, bool startsSentence) =>
        run.Count > 1 || !startsSentence || IsMixed(run[0]) || (run[0].Length > 1 && run[0].All(c => !char.IsLower(c)));

    // GPT-4 is a name, and its 4 no number; 5kg is a number.
    private static bool IsMixed(string word) => char.IsLetter(word[0]) && word.Any(char.IsDigit);

    // Words that begin a run by their place and not by being names.
    private static readonly HashSet<string> Common =
    [
        "I", "A", "An", "The", "This", "That", "These", "Those", "It", "He", "She", "They", "We", "You", "In", "On", "At", "By", "For", "From", "Of", "To", "As", "And", "But", "Or", "So",
        "If", "When", "While", "After", "Before", "Although", "According", "Both", "All", "No", "Yes", "Not", "There", "Here", "Its", "His", "Her", "Their", "Our", "My", "Your", "However", "Therefore",
    ];

    [GeneratedRegex("""["“”](?<text>[^"“”\n]{1,1000})["“”]|[«《](?<text>[^»》\n]{1,1000})[»》]|「(?<text>[^」\n]{1,1000})」|『(?<text>[^』\n]{1,1000})』""", RegexOptions.CultureInvariant)]
    private static partial Regex Quotation();

    [GeneratedRegex(@"^[ \t]*\(?[0-9]{1,3}[.)、](?=\s)", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Numbering();

    [GeneratedRegex(@"[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|['’\-](?=[\p{L}\p{N}]))*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
