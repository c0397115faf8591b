using System.Numerics;

namespace CodeRed.Laboratory;

/// <summary>The generator xoshiro256**: fast, and its stream is fixed by its seed on every platform.</summary>
/// <remarks>Blackman and Vigna (2021), "Scrambled linear pseudorandom number generators", ACM TOMS 47(4); seeded by SplitMix64 as they advise.</remarks>
internal struct Xoshiro256
{
    private ulong _a, _b, _c, _d;

    public Xoshiro256(ulong seed)
    {
        _a = Mix(seed);
        _b = Mix(seed += Increment);
        _c = Mix(seed += Increment);
        _d = Mix(seed + Increment);
    }

    private const ulong Increment = 0x9E3779B97F4A7C15;

    /// <summary>The next 64 random bits.</summary>
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A uniform number in [0, 1) of 53 bits.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1L << 53));

    /// <summary>A whole number from 0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)((Next() >> 32) * (ulong)count >> 32);

    /// <summary>A standard normal number (Box and Muller 1958).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>A number of Student's t distribution with 3 degrees of freedom, divided by its standard deviation, the root of 3.</summary>
    public double HeavyTailed()
    {
        var z = Normal();
        double x = Normal(), y = Normal(), w = Normal();
        return z / Math.Sqrt(x * x + y * y + w * w);
    }

    /// <summary>The seed of one part of an experiment, so that it depends on nothing but where in the experiment it is.</summary>
    public static ulong SeedOf(ulong seed, string scenario, int baseline, int watch)
    {
        var name = 0xCBF29CE484222325; // FNV-1a
        foreach (var letter in scenario)
        {
            name = (name ^ letter) * 0x100000001B3;
        }

        return Mix(Mix(Mix(seed ^ name) + (ulong)baseline) + (ulong)(watch + 1));
    }

    private static ulong Mix(ulong state)
    {
        var z = state + Increment;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
