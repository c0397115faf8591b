using System.Runtime.CompilerServices;
using CodeRed.Statistics.Algebra;

namespace CodeRed.Statistics.Latent;

/// <summary>Second moments of the posterior given the variances, in Laplace's approximation: what the variances are fitted to.</summary>
internal sealed class CapabilityMoments
{
    private readonly double[] _x;
    private readonly double[] _core;
    private readonly int _size;

    public CapabilityMoments(CapabilityDensity density, ArrowFactor factor, double[] x, Variances variances)
    {
        Spreads = new double[density.Table.Series.Count];
        _x = x;
        _core = factor.CoreInverse();
        _size = density.Structure.Core;
        Losses = new List<(double, double)>[density.Table.Series.Count];
        for (var one = 0; one < Losses.Length; one++)
        {
            Losses[one] = [];
        }

        OfBlocks(density, factor, variances);
        if (density.VendorMean >= 0)
        {
            for (var lab = 0; density.Inflation(lab) is var variable && lab < density.Labs; lab++)
            {
                if (variable >= 0)
                {
                    var mean = density.VendorMean;
                    var residual = x[variable] - x[mean];
                    Vendors += (residual * residual) + Core(variable, variable) + Core(mean, mean) - (2 * Core(variable, mean));
                    VendorLabs++;
                }
            }
        }
    }

    /// <summary>Expected squared distances of capabilities from their prior mean, summed with their prior weights.</summary>
    public double Capabilities { get; private set; }

    /// <summary>Expected squared interactions, summed.</summary>
    public double Interactions { get; private set; }

    /// <summary>Expected squared distances of labs' inflation from their mean, summed.</summary>
    public double Vendors { get; private set; }

    public int VendorLabs { get; private set; }

    /// <summary>For each series the noise and the expected loss of its scores.</summary>
    public List<(double Noise, double Loss)>[] Losses { get; }

    /// <summary>For each series the variances of its predictors, summed with the information on each.</summary>
    public double[] Spreads { get; }

    /// <summary>Expected products of some core variables, row by row.</summary>
    public double[] Of(int[] variables)
    {
        var moments = new double[variables.Length * variables.Length];
        for (var i = 0; i < variables.Length; i++)
        {
            for (var j = 0; j < variables.Length; j++)
            {
                moments[(i * variables.Length) + j] = (_x[variables[i]] * _x[variables[j]]) + Core(variables[i], variables[j]);
            }
        }

        return moments;
    }

    private double Core(int i, int j) => _core[(i * _size) + j];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void OfBlocks(CapabilityDensity density, ArrowFactor factor, Variances variances)
    {
        var cells = density.Cells;
        var ofModel = Enumerable.Range(0, cells.Length).Where(c => density.Live[c]).ToLookup(c => density.Cells[c].Model);
        Span<double> by = stackalloc double[5];
        for (var place = 0; place < density.Capabilities.Length; place++)
        {
            var block = density.Structure.Blocks[place];
            var (size, width) = (block.Size, block.Touched.Length);
            var (inverse, border, sub) = (new double[size * size], new double[size * width], new double[width * width]);
            factor.BlockInverse(block, inverse, border);
            for (var p = 0; p < width; p++)
            {
                for (var q = 0; q < width; q++)
                {
                    sub[(p * width) + q] = Core(block.Touched[p], block.Touched[q]);
                }
            }

            var (own, core) = (new double[size], new double[width]);

            // Variance of a linear function of the block's variables and the core variables it meets.
            double Variance()
            {
                double sum = 0;
                for (var i = 0; i < size; i++)
                {
                    if (own[i] == 0)
                    {
                        continue;
                    }

                    for (var j = 0; j < size; j++)
                    {
                        sum += own[i] * inverse[(i * size) + j] * own[j];
                    }

                    for (var p = 0; p < width; p++)
                    {
                        core[p] -= own[i] * border[(i * width) + p];
                    }
                }

                for (var p = 0; p < width; p++)
                {
                    sum += core[p] * SymmetricMatrix.Dot(sub.AsSpan(p * width, width), core);
                }

                Array.Clear(own);
                Array.Clear(core);
                return sum;
            }

            own[0] = 1;
            if (density.TrendVariable >= 0)
            {
                core[Array.BinarySearch(block.Touched, density.TrendVariable)] = -density.Years[place];
            }

            var residual = density.Residual(place, _x);
            Capabilities += density.Weights[place] * ((residual * residual) + Variance());
            for (var i = 1; i < size; i++)
            {
                own[i] = 1;
                Interactions += (_x[block.Start + i] * _x[block.Start + i]) + Variance();
            }

            foreach (var c in ofModel[place])
            {
                var cell = cells[c];
                var predictor = CapabilityDensity.Predictor(cell, _x);
                CapabilityDensity.Gradient(cell, _x, predictor, by);
                for (var i = 0; i < cell.Variables.Length; i++)
                {
                    var variable = cell.Variables[i];
                    if (variable >= density.Structure.Core)
                    {
                        own[variable - block.Start] = by[i];
                    }
                    else
                    {
                        core[Array.BinarySearch(block.Touched, variable)] = by[i];
                    }
                }

                var terms = CapabilityDensity.Terms(cell, predictor);
                var spread = .5 * terms.Information * Variance();
                Losses[cell.Series].Add((cell.Noise, terms.Loss + spread));
                Spreads[cell.Series] += 2 * spread * CapabilityDensity.Weight(cell, variances);
            }
        }
    }
}
