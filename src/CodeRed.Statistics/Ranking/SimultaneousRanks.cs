using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CodeRed.Statistics.Ranking;

/// <summary>Sets of ranks that hold all together, from estimates and draws of their error.</summary>
internal static class SimultaneousRanks
{
    /// <param name="estimates">An estimate for each model; more is better.</param>
    /// <param name="noise">Draws of the estimates' errors, model by model, draw after draw.</param>
    /// <param name="open">One over the standard error of each difference, of the row's model less the column's; 0 leaves a hypothesis out. It is spent.</param>
    /// <param name="alpha">Chance of any false rejection.</param>
    public static RankSet[] From(double[] estimates, double[] noise, double[] open, double alpha)
    {
        var models = estimates.Length;
        var draws = noise.Length / models;
        var (better, worse) = (new int[models], new int[models]);
        var rank = Math.Min(draws, (int)Math.Ceiling((draws + 1) * (1 - alpha))) - 1;
        bool any;
        do
        {
            var largest = new double[draws];
            Parallel.For(0, (draws + 3) / 4, group => Largest(noise, open, models, 4 * group, Math.Min((4 * group) + 4, draws), largest));
            Array.Sort(largest);
            any = false;
            for (var i = 0; i < models; i++)
            {
                for (var j = 0; j < models; j++)
                {
                    ref var scale = ref open[(i * models) + j];
                    if (scale > 0 && (estimates[i] - estimates[j]) * scale > largest[rank])
                    {
                        scale = 0;
                        better[j]++;
                        worse[i]++;
                        any = true;
                    }
                }
            }
        }
        while (any);

        var sets = new RankSet[models];
        for (var model = 0; model < models; model++)
        {
            sets[model] = new RankSet(1 + better[model], models - worse[model]);
        }

        return sets;
    }

    // For four draws at once, the largest difference of noise in units of its standard error among the open hypotheses.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Largest(double[] noise, double[] open, int models, int from, int to, double[] largest)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(noise);
        ref var z0 = ref Unsafe.Add(ref first, from * models);
        ref var z1 = ref Unsafe.Add(ref first, Math.Min(from + 1, to - 1) * models);
        ref var z2 = ref Unsafe.Add(ref first, Math.Min(from + 2, to - 1) * models);
        ref var z3 = ref Unsafe.Add(ref first, Math.Min(from + 3, to - 1) * models);
        Vector256<double> m0 = default, m1 = default, m2 = default, m3 = default;
        double r0 = 0, r1 = 0, r2 = 0, r3 = 0;
        for (var i = 0; i < models; i++)
        {
            ref var row = ref open[i * models];
            var (o0, o1, o2, o3) = (Unsafe.Add(ref z0, i), Unsafe.Add(ref z1, i), Unsafe.Add(ref z2, i), Unsafe.Add(ref z3, i));
            var (v0, v1, v2, v3) = (Vector256.Create(o0), Vector256.Create(o1), Vector256.Create(o2), Vector256.Create(o3));
            nuint j = 0;
            for (; j + 4 <= (nuint)models; j += 4)
            {
                var scale = Vector256.LoadUnsafe(ref row, j);
                m0 = Vector256.MaxNative(m0, (v0 - Vector256.LoadUnsafe(ref z0, j)) * scale);
                m1 = Vector256.MaxNative(m1, (v1 - Vector256.LoadUnsafe(ref z1, j)) * scale);
                m2 = Vector256.MaxNative(m2, (v2 - Vector256.LoadUnsafe(ref z2, j)) * scale);
                m3 = Vector256.MaxNative(m3, (v3 - Vector256.LoadUnsafe(ref z3, j)) * scale);
            }

            for (; j < (nuint)models; j++)
            {
                var scale = Unsafe.Add(ref row, j);
                r0 = Math.Max(r0, (o0 - Unsafe.Add(ref z0, j)) * scale);
                r1 = Math.Max(r1, (o1 - Unsafe.Add(ref z1, j)) * scale);
                r2 = Math.Max(r2, (o2 - Unsafe.Add(ref z2, j)) * scale);
                r3 = Math.Max(r3, (o3 - Unsafe.Add(ref z3, j)) * scale);
            }
        }

        for (var lane = 0; lane < 4; lane++)
        {
            (r0, r1, r2, r3) = (Math.Max(r0, m0[lane]), Math.Max(r1, m1[lane]), Math.Max(r2, m2[lane]), Math.Max(r3, m3[lane]));
        }

        var four = (r0, r1, r2, r3);
        for (var draw = from; draw < to; draw++)
        {
            largest[draw] = (draw - from) switch { 0 => four.r0, 1 => four.r1, 2 => four.r2, _ => four.r3 };
        }
    }
}
