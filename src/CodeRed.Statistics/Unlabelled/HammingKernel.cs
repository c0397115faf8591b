using System.Numerics;
using System.Runtime.InteropServices;

namespace CodeRed.Statistics.Unlabelled;

/// <summary>Share of the first L positions at which two sequences carry the same symbol, both padded to L.</summary>
/// <remarks>Gao, Liang and Guestrin (2025), "Model equality testing: which model is this API serving?", ICLR, arXiv 2410.20247, section 3,
/// divided by L so that a sequence agrees with itself by 1. It is a mean of L kernels of equality, hence positive definite, in [0, 1].</remarks>
internal static class HammingKernel
{
    /// <summary>Agreement of two sequences, in [0, 1]; <paramref name="length"/> is L, at least 1.</summary>
    public static double Between(ReadOnlySpan<int> one, ReadOnlySpan<int> other, int length)
    {
        one = one[..Math.Min(one.Length, length)];
        other = other[..Math.Min(other.Length, length)];
        var common = Math.Min(one.Length, other.Length);

        // Positions past the end of both carry the padding, in both: they agree. So no padding needs to be stored.
        return (double)(Matches(one[..common], other[..common]) + length - Math.Max(one.Length, other.Length)) / length;
    }

    private static int Matches(ReadOnlySpan<int> one, ReadOnlySpan<int> other)
    {
        var left = MemoryMarshal.Cast<int, Vector<int>>(one);
        var right = MemoryMarshal.Cast<int, Vector<int>>(other);
        var equal = Vector<int>.Zero; // a lane holds minus the number of its matches
        for (var i = 0; i < left.Length; i++)
        {
            equal += Vector.Equals(left[i], right[i]);
        }

        var matches = -Vector.Sum(equal);
        for (var i = left.Length * Vector<int>.Count; i < one.Length; i++)
        {
            matches += one[i] == other[i] ? 1 : 0;
        }

        return matches;
    }

    /// <summary>Sum of the agreements over all pairs of a sequence of one list with a sequence of the other.</summary>
    public static double Sum(ReadOnlySpan<int[]> one, ReadOnlySpan<int[]> other, int length)
    {
        double sum = 0;
        foreach (var a in one)
        {
            foreach (var b in other)
            {
                sum += Between(a, b, length);
            }
        }

        return sum;
    }
}
