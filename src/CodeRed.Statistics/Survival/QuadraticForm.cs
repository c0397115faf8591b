namespace CodeRed.Statistics.Survival;

/// <summary>z' V^- z for a vector in the range of a positive semidefinite matrix, by elimination that passes over directions without variance.</summary>
internal static class QuadraticForm
{
    private const double Singular = 1e-10;

    /// <summary>The form and the rank of the matrix; both arguments are kept.</summary>
    public static (double Value, int Rank) Of(double[] vector, double[,] matrix)
    {
        var n = vector.Length;
        var z = (double[])vector.Clone();
        var v = (double[,])matrix.Clone();
        double value = 0, largest = 0;
        for (var k = 0; k < n; k++)
        {
            largest = Math.Max(largest, matrix[k, k]);
        }

        var rank = 0;
        for (var k = 0; k < n; k++)
        {
            var pivot = v[k, k];
            if (pivot <= Singular * largest)
            {
                continue;
            }

            rank++;
            value += z[k] * z[k] / pivot;
            for (var i = k + 1; i < n; i++)
            {
                var factor = v[i, k] / pivot;
                z[i] -= factor * z[k];
                for (var j = k + 1; j < n; j++)
                {
                    v[i, j] -= factor * v[k, j];
                }
            }
        }

        return (value, rank);
    }
}
