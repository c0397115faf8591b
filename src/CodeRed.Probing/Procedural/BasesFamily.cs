using System.Globalization;
using CodeRed.Grading;

namespace CodeRed.Probing.Procedural;

/// <summary>A number written in another base.</summary>
internal sealed class BasesFamily : ProceduralFamily
{
    public override string Name => "bases";

    public override string Description => "a number from one base (2, 8, 10, 16) in another";

    public override string Measure => "binary digits of the number";

    public override long SizeAt(int difficulty) => 4 + (2 * difficulty);

    internal override ProceduralItem Make(ItemRandom random, int difficulty, ProceduralLanguage language)
    {
        int bits = (int)SizeAt(difficulty);
        long number = random.Between(1L << (bits - 1), (1L << bits) - 1);
        int[] bases = random.Some<int>(2, [2, 8, 10, 16]);
        string answer = Written(number, bases[1]);
        string wrong = Written(number ^ 2, bases[1]);
        var assertion = bases[1] == 10
            ? Number(number)
            // With or without a prefix, leading zeros or a subscript; never inside a longer number.
            : new Assertion("regex", new RegexGrader($@"(?<![0-9A-Za-z])(?:0[bBoOxX])?0*{answer}(?![0-9A-Fa-f])", ignoreCase: true, compile: false), null);
        string question = $"Write the base-{bases[0]} number {Written(number, bases[0])} in base {bases[1]}. End with the result alone on the last line.";
        return new(question, [assertion], answer, wrong, bits);
    }

    private static string Written(long number, int numberBase) => numberBase switch
    {
        10 => number.ToString(CultureInfo.InvariantCulture),
        16 => number.ToString("X", CultureInfo.InvariantCulture),
        _ => Convert.ToString(number, numberBase),
    };
}
