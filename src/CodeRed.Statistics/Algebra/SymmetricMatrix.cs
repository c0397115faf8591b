using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CodeRed.Statistics.Algebra;

/// <summary>Dense algebra on symmetric matrices, kept as rows one after another.</summary>
/// <remarks>Everything is made of inner products of rows, in a fixed order of four lanes and without fused operations, so that results are the same
/// bits on every processor and for any number of threads.</remarks>
internal static class SymmetricMatrix
{
    private const int Panel = 48;

    /// <summary>Size below which a thread costs more than it saves.</summary>
    public const int Threaded = 256;

    /// <summary>Whether a symmetric matrix has no negative eigenvalue beyond rounding.</summary>
    public static bool IsSemidefinite(double[] matrix, int size)
    {
        var trace = 0.0;
        for (var i = 0; i < size; i++)
        {
            trace += Math.Abs(matrix[(i * size) + i]);
        }

        // A factor exists where all eigenvalues exceed minus the small shift, which costs far less to see than the eigenvalues do.
        var shifted = (double[])matrix.Clone();
        for (var i = 0; i < size; i++)
        {
            shifted[(i * size) + i] += 1e-10 * trace / size;
        }

        return TryFactor(shifted, size, 0);
    }

    /// <summary>Replaces the lower triangle by its Cholesky factor.</summary>
    /// <returns>False, with the matrix spoilt, where a pivot falls below <paramref name="tolerance"/> times its diagonal element: the matrix is
    /// singular or not positive.</returns>
    /// <param name="threaded">Size from which several threads work at it; for work that is itself one of many at a time, more than any.</param>
    public static bool TryFactor(double[] matrix, int size, double tolerance = 1e-13, int threaded = Threaded)
    {
        var diagonal = new double[size];
        for (var i = 0; i < size; i++)
        {
            diagonal[i] = matrix[(i * size) + i];
        }

        for (var from = 0; from < size; from += Panel)
        {
            var to = Math.Min(from + Panel, size);
            var start = from;
            Each(from, size, size >= threaded, row => Subtract(matrix, size, row, start, Math.Min(row + 1, to), start));
            for (var row = from; row < to; row++)
            {
                Finish(matrix, size, row, from, row);
                var rest = Row(matrix, size, row)[from..row];
                var pivot = matrix[(row * size) + row] - Dot(rest, rest);
                if (!(pivot > tolerance * diagonal[row]))
                {
                    return false;
                }

                matrix[(row * size) + row] = Math.Sqrt(pivot);
            }

            Each(to, size, size >= threaded, row => Finish(matrix, size, row, start, to));
        }

        return true;
    }

    /// <summary>Solves (L L') x = b in place.</summary>
    public static void Solve(double[] factor, int size, Span<double> x)
    {
        SolveLower(factor, size, x);
        SolveUpper(factor, size, x);
    }

    /// <summary>Solves L x = b in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SolveLower(double[] factor, int size, Span<double> x)
    {
        for (var i = 0; i < size; i++)
        {
            x[i] = (x[i] - Dot(factor.AsSpan(i * size, i), x[..i])) / factor[(i * size) + i];
        }
    }

    /// <summary>Solves L' x = b in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SolveUpper(double[] factor, int size, Span<double> x)
    {
        // The transposed factor is walked by rows of the factor: each solved value leaves all earlier equations at once.
        for (var i = size - 1; i >= 0; i--)
        {
            var value = x[i] /= factor[(i * size) + i];
            AddScaled(x[..i], factor.AsSpan(i * size, i), -value);
        }
    }

    /// <summary>The inverse of L L', both triangles.</summary>
    public static double[] Inverse(double[] factor, int size, int threaded = Threaded)
    {
        var columns = new double[size * size]; // row k holds column k of the factor's inverse
        Each(0, (size + 3) / 4, size >= threaded, group => InvertColumns(factor, size, 4 * group, Math.Min((4 * group) + 4, size), columns));
        var inverse = new double[size * size];
        Each(0, (size + Panel - 1) / Panel, size >= threaded, panel => Products(columns, columns, inverse, size, panel, triangular: true, lower: true));
        Mirror(inverse, size);
        return inverse;
    }

    /// <summary>H G H for symmetric H and G, both triangles of each.</summary>
    public static double[] Sandwich(double[] bread, double[] meat, int size)
    {
        var half = new double[size * size];
        Each(0, (size + Panel - 1) / Panel, size >= Threaded, panel => Products(bread, meat, half, size, panel, triangular: false, lower: false));
        var whole = new double[size * size];
        Each(0, (size + Panel - 1) / Panel, size >= Threaded, panel => Products(half, bread, whole, size, panel, triangular: false, lower: true));
        Mirror(whole, size);
        return whole;
    }

    /// <summary>Copies the lower triangle to the upper one.</summary>
    public static void Mirror(double[] matrix, int size)
    {
        for (var i = 1; i < size; i++)
        {
            for (var j = 0; j < i; j++)
            {
                matrix[(j * size) + i] = matrix[(i * size) + j];
            }
        }
    }

    /// <summary>A matrix A of full column rank with A A' equal to a positive semidefinite matrix up to rounding; rows one after another.</summary>
    /// <remarks>Cholesky with complete pivoting, ended where what is left of the diagonal is rounding: Higham (2002), section 10.3.</remarks>
    public static (double[] Root, int Rank) SemidefiniteRoot(double[] matrix, int size)
    {
        var rest = new double[size];
        for (var i = 0; i < size; i++)
        {
            rest[i] = matrix[(i * size) + i];
        }

        var smallest = 1e-12 * size * rest.DefaultIfEmpty().Max();
        var root = new double[size * size];
        var rank = 0;
        for (; rank < size; rank++)
        {
            var pivot = rest.AsSpan().IndexOf(rest.Max());
            if (!(rest[pivot] > smallest))
            {
                break;
            }

            var (column, scale) = (rank, Math.Sqrt(rest[pivot]));
            Each(0, size, size >= Threaded, i =>
            {
                var earlier = Dot(Row(root, size, i)[..column], Row(root, size, pivot)[..column]);
                root[(i * size) + column] = i == pivot ? scale : rest[i] == 0 ? 0 : (matrix[(i * size) + pivot] - earlier) / scale;
            });
            for (var i = 0; i < size; i++)
            {
                var value = root[(i * size) + rank];
                rest[i] = i == pivot ? 0 : Math.Max(0, rest[i] - (value * value));
            }
        }

        var packed = new double[size * rank];
        for (var i = 0; i < size; i++)
        {
            root.AsSpan(i * size, rank).CopyTo(packed.AsSpan(i * rank));
        }

        return (packed, rank);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        ref var a = ref MemoryMarshal.GetReference(one);
        ref var b = ref MemoryMarshal.GetReference(other);
        var (sum, more) = (Vector256<double>.Zero, Vector256<double>.Zero);
        nuint i = 0, length = (nuint)one.Length;
        for (; i + 8 <= length; i += 8)
        {
            sum += Vector256.LoadUnsafe(ref a, i) * Vector256.LoadUnsafe(ref b, i);
            more += Vector256.LoadUnsafe(ref a, i + 4) * Vector256.LoadUnsafe(ref b, i + 4);
        }

        var total = Vector256.Sum(sum + more);
        for (; i < length; i++)
        {
            total += Unsafe.Add(ref a, i) * Unsafe.Add(ref b, i);
        }

        return total;
    }

    // target += factor * source
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<double> target, ReadOnlySpan<double> source, double factor)
    {
        ref var a = ref MemoryMarshal.GetReference(target);
        ref var b = ref MemoryMarshal.GetReference(source);
        var scale = Vector256.Create(factor);
        nuint i = 0, length = (nuint)target.Length;
        for (; i + 4 <= length; i += 4)
        {
            (Vector256.LoadUnsafe(ref a, i) + (Vector256.LoadUnsafe(ref b, i) * scale)).StoreUnsafe(ref a, i);
        }

        for (; i < length; i++)
        {
            Unsafe.Add(ref a, i) += Unsafe.Add(ref b, i) * factor;
        }
    }

    private static Span<double> Row(double[] matrix, int size, int row) => matrix.AsSpan(row * size, size);

    private static void Each(int from, int to, bool threaded, Action<int> work)
    {
        if (threaded)
        {
            Parallel.For(from, to, work);
            return;
        }

        for (var i = from; i < to; i++)
        {
            work(i);
        }
    }

    // matrix[row, from..to] -= the products of that row with the rows from..to over the first columns
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Subtract(double[] matrix, int size, int row, int from, int to, int columns)
    {
        Span<double> four = stackalloc double[4];
        var own = Row(matrix, size, row)[..columns];
        var column = from;
        for (; column + 4 <= to; column += 4)
        {
            FourDots(own, matrix.AsSpan(column * size), size, four);
            for (var k = 0; k < 4; k++)
            {
                matrix[(row * size) + column + k] -= four[k];
            }
        }

        for (; column < to; column++)
        {
            matrix[(row * size) + column] -= Dot(own, Row(matrix, size, column)[..columns]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Finish(double[] matrix, int size, int row, int from, int to)
    {
        for (var column = from; column < to; column++)
        {
            ref var value = ref matrix[(row * size) + column];
            value = (value - Dot(Row(matrix, size, row)[from..column], Row(matrix, size, column)[from..column])) / matrix[(column * size) + column];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InvertColumns(double[] factor, int size, int from, int to, double[] columns)
    {
        Span<double> four = stackalloc double[4];
        for (var i = from; i < size; i++)
        {
            var known = factor.AsSpan((i * size) + from, i - from);
            if (to - from == 4)
            {
                FourDots(known, columns.AsSpan((from * size) + from), size, four);
            }
            else
            {
                for (var k = from; k < to; k++)
                {
                    four[k - from] = Dot(known, columns.AsSpan((k * size) + from, known.Length));
                }
            }

            for (var k = from; k < Math.Min(to, i + 1); k++)
            {
                columns[(k * size) + i] = ((i == k ? 1 : 0) - four[k - from]) / factor[(i * size) + i];
            }
        }
    }

    // product[i, j] = row i of one times row j of the other, for the j of one panel; triangular rows are zero before their own number.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Products(double[] one, double[] other, double[] product, int size, int panel, bool triangular, bool lower)
    {
        Span<double> four = stackalloc double[4];
        var (from, to) = (panel * Panel, Math.Min((panel + 1) * Panel, size));
        for (var i = lower ? from : 0; i < size; i++)
        {
            var first = triangular ? i : 0;
            var own = Row(one, size, i)[first..];
            var end = lower ? Math.Min(i + 1, to) : to;
            var j = from;
            for (; j + 4 <= end; j += 4)
            {
                FourDots(own, other.AsSpan((j * size) + first), size, four);
                four.CopyTo(product.AsSpan((i * size) + j));
            }

            for (; j < end; j++)
            {
                product[(i * size) + j] = Dot(own, Row(other, size, j)[first..]);
            }
        }
    }

    // The products of one row with four rows that lie a stride apart.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourDots(ReadOnlySpan<double> one, ReadOnlySpan<double> rows, int stride, Span<double> products)
    {
        if (one.Length > 0)
        {
            _ = rows[(3 * stride) + one.Length - 1];
        }

        ref var a = ref MemoryMarshal.GetReference(one);
        ref var b0 = ref MemoryMarshal.GetReference(rows);
        ref var b1 = ref Unsafe.Add(ref b0, stride);
        ref var b2 = ref Unsafe.Add(ref b1, stride);
        ref var b3 = ref Unsafe.Add(ref b2, stride);
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default, t0 = default, t1 = default, t2 = default, t3 = default;
        nuint i = 0, length = (nuint)one.Length;
        for (; i + 8 <= length; i += 8)
        {
            var (x, y) = (Vector256.LoadUnsafe(ref a, i), Vector256.LoadUnsafe(ref a, i + 4));
            s0 += x * Vector256.LoadUnsafe(ref b0, i);
            s1 += x * Vector256.LoadUnsafe(ref b1, i);
            s2 += x * Vector256.LoadUnsafe(ref b2, i);
            s3 += x * Vector256.LoadUnsafe(ref b3, i);
            t0 += y * Vector256.LoadUnsafe(ref b0, i + 4);
            t1 += y * Vector256.LoadUnsafe(ref b1, i + 4);
            t2 += y * Vector256.LoadUnsafe(ref b2, i + 4);
            t3 += y * Vector256.LoadUnsafe(ref b3, i + 4);
        }

        var (r0, r1, r2, r3) = (Vector256.Sum(s0 + t0), Vector256.Sum(s1 + t1), Vector256.Sum(s2 + t2), Vector256.Sum(s3 + t3));
        for (; i < length; i++)
        {
            var x = Unsafe.Add(ref a, i);
            r0 += x * Unsafe.Add(ref b0, i);
            r1 += x * Unsafe.Add(ref b1, i);
            r2 += x * Unsafe.Add(ref b2, i);
            r3 += x * Unsafe.Add(ref b3, i);
        }

        products[0] = r0;
        products[1] = r1;
        products[2] = r2;
        products[3] = r3;
    }
}
