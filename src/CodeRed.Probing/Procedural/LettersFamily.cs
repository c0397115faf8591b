using CodeRed.Grading;

namespace CodeRed.Probing.Procedural;

/// <summary>Made-up words: spelt backwards, their letters counted, one of their letters named.</summary>
internal sealed class LettersFamily : ProceduralFamily
{
    private static readonly RegexGrader LastLetter = new(@"\b([A-Za-z])\b[^A-Za-z]*$", "1");

    public override string Name => "letters";

    public override string Description => "a made-up word spelt backwards, its letters counted, or one of them named";

    public override string Measure => "letters of the word";

    public override long SizeAt(int difficulty) => 4 + (2 * difficulty);

    internal override ProceduralItem Make(ItemRandom random, int difficulty, ProceduralLanguage language)
    {
        int length = (int)SizeAt(difficulty);
        string word = Word(random, length);
        switch (random.Below(3))
        {
            case 0:
            {
                string answer = new([.. word.Reverse()]);
                // Two neighbours swapped: the commonest slip.
                int at = Enumerable.Range(0, length - 1).First(i => answer[i] != answer[i + 1]);
                string wrong = string.Concat(answer.AsSpan(0, at), answer.AsSpan(at + 1, 1), answer.AsSpan(at, 1), answer.AsSpan(at + 2));
                return new($"Spell \"{word}\" backwards. End with the result alone on the last line.", [new("contains", new ContainsGrader(answer), null)], answer, wrong, length);
            }

            case 1:
            {
                char letter = random.Of<char>(word);
                int count = word.Count(c => c == letter);
                return new(
                    $"How many times does the letter \"{letter}\" occur in \"{word}\"? Give the result as a plain number on the last line.",
                    [Number(count)], Text(count), Text(count + 1), length);
            }

            default:
            {
                int place = random.Between(2, length);
                char right = word[place - 1];
                char neighbour = word.First(c => c != right);
                return new(
                    $"Which letter stands at place {place} of \"{word}\", counted from 1? End with the letter alone on the last line.",
                    [new("regex", LastLetter, right.ToString())], right.ToString(), neighbour.ToString(), length);
            }
        }
    }

    /// <summary>A word that means nothing and holds some letters more than once.</summary>
    internal static string Word(ItemRandom random, int length)
    {
        const string Consonants = "bcdfghjklmnprstvz";
        const string Vowels = "aeiou";
        while (true)
        {
            string word = string.Concat(Enumerable.Range(0, length).Select(i => random.Of<char>(i % 2 == 0 ? Consonants : Vowels)));
            if (word.Distinct().Count() < length && word.Distinct().Count() > 2 && !word.SequenceEqual(word.Reverse()))
            {
                return word;
            }
        }
    }
}
