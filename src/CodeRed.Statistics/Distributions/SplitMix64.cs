namespace CodeRed.Statistics.Distributions;

/// <summary>SplitMix64, a small pseudo-random generator whose stream is fixed by its seed on every platform and version.</summary>
/// <remarks>Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA; the mixing constants are
/// Stafford's variant 13.</remarks>
internal struct SplitMix64(ulong seed)
{
    private const ulong Increment = 0x9E3779B97F4A7C15;
    private ulong _state = seed;

    /// <summary>The next 64 random bits.</summary>
    public ulong Next()
    {
        var bits = Mix(_state);
        _state += Increment;
        return bits;
    }

    /// <summary>A number strictly between 0 and 1, a multiple of 2^-54.</summary>
    public double Uniform() => ((Next() >> 11) + .5) * (1.0 / (1UL << 53));

    /// <summary>A whole number from 0 to below <paramref name="end"/>; its bias is below <paramref name="end"/> / 2^64.</summary>
    public int Below(int end) => (int)Math.BigMul(Next(), (ulong)end, out _);

    /// <summary>One step from <paramref name="state"/>: a bijection of 64 bits in which each input bit moves about half of the output bits.</summary>
    public static ulong Mix(ulong state)
    {
        var z = state + Increment;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
