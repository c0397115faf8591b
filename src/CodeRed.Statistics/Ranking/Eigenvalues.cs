using MathNet.Numerics.LinearAlgebra;

namespace CodeRed.Statistics.Ranking;

/// <summary>Repair of a covariance that is a difference of covariances.</summary>
internal static class Eigenvalues
{
    /// <summary>Sets negative eigenvalues of a symmetric matrix to zero.</summary>
    /// <returns>How many there were, beyond rounding.</returns>
    public static int RaiseToZero(double[] matrix, int size)
    {
        var trace = 0.0;
        for (var i = 0; i < size; i++)
        {
            trace += Math.Abs(matrix[(i * size) + i]);
        }

        // A factor exists where all eigenvalues exceed minus the small shift, which costs far less to see than the eigenvalues do.
        var shift = 1e-10 * trace / size;
        var shifted = (double[])matrix.Clone();
        for (var i = 0; i < size; i++)
        {
            shifted[(i * size) + i] += shift;
        }

        if (SymmetricMatrix.TryFactor(shifted, size, 0))
        {
            return 0;
        }

        var decomposition = Matrix<double>.Build.Dense(size, size, matrix).Evd(Symmetricity.Symmetric);
        var values = decomposition.EigenValues;
        var vectors = decomposition.EigenVectors;
        var repaired = 0;
        for (var k = 0; k < size; k++)
        {
            var value = values[k].Real;
            if (value >= 0)
            {
                continue;
            }

            repaired += value < -shift ? 1 : 0;
            var vector = vectors.Column(k).ToArray();
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < size; j++)
                {
                    matrix[(i * size) + j] -= value * vector[i] * vector[j];
                }
            }
        }

        return repaired;
    }
}
