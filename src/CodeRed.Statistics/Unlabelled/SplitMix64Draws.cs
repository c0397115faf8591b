using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Unlabelled;

/// <summary>Uniform draws from the bits of a <see cref="SplitMix64"/>.</summary>
internal static class SplitMix64Draws
{
    /// <summary>A number strictly between 0 and 1, a multiple of 2^-54.</summary>
    public static double Uniform(this ref SplitMix64 random) => ((random.Next() >> 11) + .5) * (1.0 / (1UL << 53));

    /// <summary>A whole number from 0 to below <paramref name="end"/>; its bias is below <paramref name="end"/> / 2^64.</summary>
    public static int Below(this ref SplitMix64 random, int end) => (int)Math.BigMul(random.Next(), (ulong)end, out _);
}
