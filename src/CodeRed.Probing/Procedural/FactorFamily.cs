namespace CodeRed.Probing.Procedural;

/// <summary>The largest prime factor of a number with three or four prime factors.</summary>
internal sealed class FactorFamily : ProceduralFamily
{
    public override string Name => "factor";

    public override string Description => "the largest prime factor of a number";

    public override string Measure => "digits of the largest prime factor";

    public override long SizeAt(int difficulty) => 1 + difficulty;

    internal override ProceduralItem Make(ItemRandom random, int difficulty, ProceduralLanguage language)
    {
        int digits = (int)SizeAt(difficulty);
        long least = PrimalityFamily.Power(digits - 1);
        long largest = Primes.Draw(random, least, (least * 10) - 1);
        long rest = random.Of<long>(2, 3, 5, 7) * random.Of<long>(2, 3, 5, 7);
        long number = largest * rest;
        return new(
            $"What is the largest prime factor of {number}? Give the result as a plain number on the last line.",
            [Number(largest)], Text(largest), Text(number / SmallestFactor(rest)), digits);
    }

    private static long SmallestFactor(long number)
    {
        long factor = 2;
        while (number % factor != 0)
        {
            factor++;
        }

        return factor;
    }
}
