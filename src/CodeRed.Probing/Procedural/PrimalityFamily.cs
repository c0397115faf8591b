using System.Collections.Immutable;
using CodeRed.Grading;

namespace CodeRed.Probing.Procedural;

/// <summary>Is a number prime? Half are; the others are products of two primes of similar size, so that no small divisor gives them away.</summary>
internal sealed class PrimalityFamily : ProceduralFamily
{
    private static readonly LabelGrader English = new([new("yes"), new("no")], Take.Last);

    private static readonly LabelGrader Chinese = new([new("是", "對", "yes"), new("不是", "否", "並非", "no")], Take.Last);

    public override string Name => "primality";

    public override string Description => "whether a number is prime; composites have no small factor";

    public override string Measure => "digits of the number";

    public override ImmutableArray<ProceduralLanguage> Languages => [ProceduralLanguage.English, ProceduralLanguage.TraditionalChinese];

    public override long SizeAt(int difficulty) => difficulty + 2;

    internal override ProceduralItem Make(ItemRandom random, int difficulty, ProceduralLanguage language)
    {
        int digits = difficulty + 2;
        long least = Power(digits - 1);
        long most = (least * 10) - 1;
        bool prime = random.Below(2) == 0;
        long number = prime ? Primes.Draw(random, least, most) : Product(random, least, most);
        bool english = language == ProceduralLanguage.English;
        var (yes, no) = english ? ("yes", "no") : ("是", "不是");
        string question = english
            ? $"Is {number} a prime number? Think it through, then end with yes or no on the last line."
            : $"{number} 是不是質數？請先思考，最後一行只寫「是」或「不是」。";
        return new(question, [new("label", english ? English : Chinese, prime ? yes : no)], prime ? yes : no, prime ? no : yes, digits);
    }

    internal static long Power(int exponent)
    {
        long power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }

    private static long Product(ItemRandom random, long least, long most)
    {
        long root = (long)Math.Sqrt(most);
        while (true)
        {
            // The smaller factor has at least a third of the digits.
            long first = Primes.Draw(random, Math.Max(7, (long)Math.Cbrt(least)), root);
            long low = (least / first) + 1;
            long high = most / first;
            if (low <= high && Primes.Draw(random, low, high) is var second && first * second >= least && first * second <= most)
            {
                return first * second;
            }
        }
    }
}
