using CodeRed.Statistics.Algebra;

namespace CodeRed.Statistics.Latent;

/// <summary>A normal prior of mean zero on a few variables that are alike: its covariance is a sum of components.</summary>
internal sealed class GroupedPrior
{
    private readonly double[][] _components; // row by row; one each

    /// <param name="variables">Numbers of the variables in the posterior.</param>
    /// <param name="entries">For each component its entry among the variances, or -1 where its variance is fixed.</param>
    /// <param name="fixedVariance">Variance of the fixed component.</param>
    /// <param name="components">For each component its matrix of zeros and ones.</param>
    /// <param name="parts">See <see cref="Parts"/>.</param>
    public GroupedPrior(int[] variables, int[] entries, double fixedVariance, double[][] components, double[]? parts = null)
    {
        (Variables, Entries, FixedVariance, _components) = (variables, entries, fixedVariance, components);
        Parts = parts ?? new double[Size];
        Precision = new double[Size * Size];
    }

    public int[] Variables { get; }

    public int[] Entries { get; }

    public double FixedVariance { get; }

    public int Size => Variables.Length;

    /// <summary>The precision, row by row.</summary>
    public double[] Precision { get; private set; }

    public double LogDeterminantOfPrecision { get; private set; }

    /// <summary>For each variable its part in a mean that is held at 0; all 0 where none is.</summary>
    public double[] Parts { get; }

    /// <summary>Prior variance of what the variables add to that mean.</summary>
    public double MeanVariance { get; private set; }

    public void Set(Variances variances)
    {
        var covariance = new double[Size * Size];
        for (var c = 0; c < _components.Length; c++)
        {
            var variance = Entries[c] < 0 ? FixedVariance : variances.Variance(Entries[c]);
            for (var i = 0; i < covariance.Length; i++)
            {
                covariance[i] += variance * _components[c][i];
            }
        }

        MeanVariance = Quadratic(covariance);
        if (!SymmetricMatrix.TryFactor(covariance, Size))
        {
            throw new InvalidOperationException("A prior covariance is not positive.");
        }

        LogDeterminantOfPrecision = 0;
        for (var i = 0; i < Size; i++)
        {
            LogDeterminantOfPrecision -= 2 * Math.Log(covariance[(i * Size) + i]);
        }

        Precision = SymmetricMatrix.Inverse(covariance, Size);
    }

    /// <summary>Logarithm of the prior density, without powers of 2 pi.</summary>
    public double Value(double[] x)
    {
        double sum = 0;
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
            {
                sum += x[Variables[i]] * Precision[(i * Size) + j] * x[Variables[j]];
            }
        }

        return .5 * (LogDeterminantOfPrecision - sum);
    }

    public GroupedPrior Copy() => new(Variables, Entries, FixedVariance, _components, Parts)
    {
        MeanVariance = MeanVariance,
        Precision = Precision,
        LogDeterminantOfPrecision = LogDeterminantOfPrecision,
    };

    /// <summary>Adds the gradient and the expected information of the log prior by the logarithms of the standard deviations, given the second moments of
    /// the variables (Fisher scoring for variance components).</summary>
    public void AddScore(Variances variances, double[] moments, double[] gradient, double[] information)
    {
        var size = Size;
        var weighted = Product(Product(Precision, moments), Precision); // K^-1 S K^-1
        var byPrecision = new double[_components.Length][];
        for (var c = 0; c < _components.Length; c++)
        {
            if (Entries[c] >= 0)
            {
                byPrecision[c] = Product(Precision, _components[c]);
            }
        }

        for (var c = 0; c < _components.Length; c++)
        {
            if (Entries[c] < 0)
            {
                continue;
            }

            var variance = variances.Variance(Entries[c]);
            double trace = 0, quadratic = 0;
            for (var i = 0; i < size; i++)
            {
                trace += byPrecision[c][(i * size) + i];
                for (var j = 0; j < size; j++)
                {
                    quadratic += weighted[(i * size) + j] * _components[c][(i * size) + j];
                }
            }

            gradient[Entries[c]] += variance * (quadratic - trace);
            for (var d = 0; d <= c; d++)
            {
                if (Entries[d] < 0)
                {
                    continue;
                }

                double both = 0;
                for (var i = 0; i < size; i++)
                {
                    for (var j = 0; j < size; j++)
                    {
                        both += byPrecision[c][(i * size) + j] * byPrecision[d][(j * size) + i];
                    }
                }

                var entry = 2 * variance * variances.Variance(Entries[d]) * both;
                information[(Entries[c] * Variances.Count) + Entries[d]] += entry;
                if (c != d)
                {
                    information[(Entries[d] * Variances.Count) + Entries[c]] += entry;
                }
            }
        }
    }

    /// <summary>Adds what each component adds to <see cref="MeanVariance"/>, by entry of the variances.</summary>
    public void AddMeanVariances(Variances variances, double[] byEntry)
    {
        for (var c = 0; c < _components.Length; c++)
        {
            if (Entries[c] >= 0)
            {
                byEntry[Entries[c]] += variances.Variance(Entries[c]) * Quadratic(_components[c]);
            }
        }
    }

    private double Quadratic(double[] matrix)
    {
        double sum = 0;
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
            {
                sum += Parts[i] * matrix[(i * Size) + j] * Parts[j];
            }
        }

        return sum;
    }

    private double[] Product(double[] one, double[] other)
    {
        var product = new double[Size * Size];
        for (var i = 0; i < Size; i++)
        {
            for (var k = 0; k < Size; k++)
            {
                var factor = one[(i * Size) + k];
                for (var j = 0; j < Size; j++)
                {
                    product[(i * Size) + j] += factor * other[(k * Size) + j];
                }
            }
        }

        return product;
    }
}
