using System.Runtime.CompilerServices;
using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Algebra;

/// <summary>Cholesky factor of a matrix of <see cref="ArrowStructure"/>: blocks first, each at the cost of its own size, then the core. On one thread: its
/// users work on many at a time.</summary>
internal sealed class ArrowFactor
{
    private readonly double[] _products; // of the border of one block; zero between blocks
    private readonly double[] _values; // of each block its factor A = L L' and W = L^-1 B; of the core the factor of C - W'W

    public ArrowFactor(ArrowStructure structure)
    {
        Structure = structure;
        _values = new double[structure.Values];
        var widest = 0;
        foreach (var block in structure.Blocks)
        {
            widest = Math.Max(widest, block.Touched.Length);
        }

        _products = new double[widest * widest];
    }

    public ArrowStructure Structure { get; }

    /// <summary>Logarithm of the determinant of the factored matrix.</summary>
    public double LogDeterminant { get; private set; }

    /// <summary>Takes the factor of a matrix.</summary>
    /// <returns>False where the matrix is not positive definite.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryFactor(double[] matrix)
    {
        matrix.CopyTo(_values, 0);
        var core = Structure.Core;
        double log = 0;
        var products = _products;
        foreach (var block in Structure.Blocks)
        {
            var (size, touched) = (block.Size, block.Touched);
            var own = _values.AsSpan(block.Own, size * size);
            var border = _values.AsSpan(block.Border, size * touched.Length);
            for (var i = 0; i < size; i++)
            {
                var row = border.Slice(i * touched.Length, touched.Length);
                for (var j = 0; j <= i; j++)
                {
                    var sum = own[(i * size) + j];
                    for (var k = 0; k < j; k++)
                    {
                        sum -= own[(i * size) + k] * own[(j * size) + k];
                    }

                    if (j < i)
                    {
                        var factor = own[(i * size) + j] = sum / own[(j * size) + j];
                        SymmetricMatrix.AddScaled(row, border.Slice(j * touched.Length, touched.Length), -factor);
                    }
                    else if (sum > 0 && double.IsFinite(sum))
                    {
                        var pivot = own[(i * size) + i] = Math.Sqrt(sum);
                        log += Math.Log(sum);
                        for (var p = 0; p < row.Length; p++)
                        {
                            row[p] /= pivot;
                        }
                    }
                    else
                    {
                        Array.Clear(products);
                        return false;
                    }
                }

                for (var p = 0; p < touched.Length; p++)
                {
                    if (row[p] != 0)
                    {
                        SymmetricMatrix.AddScaled(products.AsSpan(p * touched.Length, p + 1), row[..(p + 1)], row[p]);
                    }
                }
            }

            // Summed over the block's rows first, where they lie side by side.
            for (var p = 0; p < touched.Length; p++)
            {
                var target = _values.AsSpan(touched[p] * core, core);
                for (var q = 0; q <= p; q++)
                {
                    target[touched[q]] -= products[(p * touched.Length) + q];
                }
            }

            Array.Clear(products, 0, touched.Length * touched.Length);
        }

        // The core is the head of the values, and its own factor is taken in place.
        if (!SymmetricMatrix.TryFactor(_values, core, threaded: int.MaxValue))
        {
            return false;
        }

        for (var i = 0; i < core; i++)
        {
            log += 2 * Math.Log(_values[(i * core) + i]);
        }

        LogDeterminant = log;
        return double.IsFinite(log);
    }

    /// <summary>Solves H x = b in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Solve(Span<double> x)
    {
        foreach (var block in Structure.Blocks)
        {
            var size = block.Size;
            var own = _values.AsSpan(block.Own, size * size);
            for (var i = 0; i < size; i++)
            {
                ref var value = ref x[block.Start + i];
                for (var k = 0; k < i; k++)
                {
                    value -= own[(i * size) + k] * x[block.Start + k];
                }

                value /= own[(i * size) + i];
                var row = _values.AsSpan(block.Border + (i * block.Touched.Length), block.Touched.Length);
                for (var p = 0; p < row.Length; p++)
                {
                    x[block.Touched[p]] -= row[p] * value;
                }
            }
        }

        SymmetricMatrix.SolveLower(_values, Structure.Core, x[..Structure.Core]);
        SolveUpper(x);
    }

    /// <summary>Writes a draw from the normal distribution of mean zero whose precision is the matrix.</summary>
    public void Draw(ref NormalDraws random, Span<double> x)
    {
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = random.Next();
        }

        SolveUpper(x);
    }

    /// <summary>Writes a draw from the normal distribution of mean zero whose covariance is the matrix, as the gradient of a density has whose precision it is.</summary>
    public void DrawGradient(ref NormalDraws random, Span<double> x)
    {
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = random.Next();
        }

        for (var i = Structure.Core - 1; i >= 0; i--)
        {
            x[i] = SymmetricMatrix.Dot(_values.AsSpan(i * Structure.Core, i + 1), x[..(i + 1)]);
        }

        foreach (var block in Structure.Blocks)
        {
            var own = _values.AsSpan(block.Own, block.Size * block.Size);
            for (var i = block.Size - 1; i >= 0; i--)
            {
                ref var value = ref x[block.Start + i];
                var row = _values.AsSpan(block.Border + (i * block.Touched.Length), block.Touched.Length);
                for (var p = 0; p < row.Length; p++)
                {
                    x[block.Touched[p]] += row[p] * value;
                }

                value = SymmetricMatrix.Dot(own.Slice(i * block.Size, i + 1), x.Slice(block.Start, i + 1));
            }
        }
    }

    /// <summary>The inverse's square over the core, both triangles.</summary>
    public double[] CoreInverse() => SymmetricMatrix.Inverse(_values, Structure.Core, threaded: int.MaxValue);

    /// <summary>Writes A^-1 B of a block, and A^-1, both row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void BlockInverse(ArrowStructure.Block block, Span<double> inverse, Span<double> border)
    {
        var (size, width) = (block.Size, block.Touched.Length);
        var own = _values.AsSpan(block.Own, size * size);
        inverse[..(size * size)].Clear();
        for (var column = 0; column < size; column++)
        {
            // Column by column of the identity: first by L, then by L'.
            for (var i = column; i < size; i++)
            {
                double sum = i == column ? 1 : 0;
                for (var k = column; k < i; k++)
                {
                    sum -= own[(i * size) + k] * inverse[(k * size) + column];
                }

                inverse[(i * size) + column] = sum / own[(i * size) + i];
            }

            for (var i = size - 1; i >= 0; i--)
            {
                var sum = inverse[(i * size) + column];
                for (var k = i + 1; k < size; k++)
                {
                    sum -= own[(k * size) + i] * inverse[(k * size) + column];
                }

                inverse[(i * size) + column] = sum / own[(i * size) + i];
            }
        }

        _values.AsSpan(block.Border, size * width).CopyTo(border);
        for (var i = size - 1; i >= 0; i--)
        {
            var row = border.Slice(i * width, width);
            for (var k = i + 1; k < size; k++)
            {
                var factor = own[(k * size) + i];
                var later = border.Slice(k * width, width);
                for (var p = 0; p < width; p++)
                {
                    row[p] -= factor * later[p];
                }
            }

            for (var p = 0; p < width; p++)
            {
                row[p] /= own[(i * size) + i];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SolveUpper(Span<double> x)
    {
        SymmetricMatrix.SolveUpper(_values, Structure.Core, x[..Structure.Core]);
        foreach (var block in Structure.Blocks)
        {
            var size = block.Size;
            var own = _values.AsSpan(block.Own, size * size);
            for (var i = size - 1; i >= 0; i--)
            {
                ref var value = ref x[block.Start + i];
                var row = _values.AsSpan(block.Border + (i * block.Touched.Length), block.Touched.Length);
                for (var p = 0; p < row.Length; p++)
                {
                    value -= row[p] * x[block.Touched[p]];
                }

                for (var k = i + 1; k < size; k++)
                {
                    value -= own[(k * size) + i] * x[block.Start + k];
                }

                value /= own[(i * size) + i];
            }
        }
    }
}
