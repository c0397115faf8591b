using System.Numerics;

namespace CodeRed.Probing.Procedural;

/// <summary>Prime numbers below 2^63.</summary>
internal static class Primes
{
    // Enough for every number below 3.3e24 (Sorenson and Webster 2017, Math. Comp. 86, 985-1003).
    private static readonly int[] Bases = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41];

    /// <summary>Whether a number is prime: the test of Miller and Rabin with bases that leave no doubt.</summary>
    public static bool IsPrime(long number)
    {
        if (number < 2)
        {
            return false;
        }

        foreach (int prime in Bases)
        {
            if (number % prime == 0)
            {
                return number == prime;
            }
        }

        long odd = number - 1;
        int twos = 0;
        while (odd % 2 == 0)
        {
            (odd, twos) = (odd / 2, twos + 1);
        }

        return Bases.All(b => Passes(b, number, odd, twos));
    }

    /// <summary>A prime between two numbers.</summary>
    public static long Draw(ItemRandom random, long least, long most)
    {
        while (true)
        {
            long number = random.Between(least, most) | 1;
            if (number <= most && IsPrime(number))
            {
                return number;
            }
        }
    }

    private static bool Passes(int witness, long number, long odd, int twos)
    {
        var power = BigInteger.ModPow(witness, odd, number);
        if (power.IsOne || power == number - 1)
        {
            return true;
        }

        for (int i = 1; i < twos; i++)
        {
            power = power * power % number;
            if (power == number - 1)
            {
                return true;
            }
        }

        return false;
    }
}
