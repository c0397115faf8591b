using CodeRed.Statistics.Algebra;
using CodeRed.Statistics.Distributions;
using MathNet.Numerics.Distributions;

namespace CodeRed.Statistics.Latent;

/// <summary>Tests of the model by what it leaves over.</summary>
/// <remarks>
/// <para>Score tests (Rao 1948) of further sources of variance. A residual is how steeply the fit would gain if a model did better on a benchmark than it is taken
/// to do. For a second skill the squared covariances of residuals over models, in their own standard deviations, are summed over pairs of benchmarks; for a drift the squared sums of
/// residuals times release days over benchmarks; for a lab's advantage the squared sums over the lab's models, over benchmarks and labs, and the same with each model
/// weighing by its years since the first release, because an advantage that comes from leaks grows. As a second skill, or what leaked to some labs, is one direction among
/// benchmarks, the largest eigenvalue of each is taken too.</para>
/// <para>All are compared with those of replicates: parameters are drawn from their prior, scores from the linearised model, and both are fitted, which gives what a fit leaves
/// over its exact covariance W - W X H^-1 X' W (parameters drawn from the posterior instead, Rubin 1984, would make replicates alike what was observed: of a true leak's
/// direction the test then sees half). Variances were fitted to the residuals, so that their size says nothing: every statistic is divided by their sum of squares, or its square. A gamma
/// distribution of the replicates' mean and variance (Satterthwaite 1946) gives each its p-value, and the smallest is compared with the smallest of each replicate (Westfall and Young 1993).</para>
/// </remarks>
internal sealed class CapabilityCheck
{
    private const int Replicates = 200;
    private const int FewestModels = 3; // behind a covariance, or a lab that is named
    private const int MostNamed = 5;
    private const int PowerSteps = 30;

    // The chance that a second skill, a drift or a lab's advantage is found where there is none. A false alarm costs little beside intervals that are believed and do not hold.
    private const double Alpha = .1;

    private static readonly double CeilingEvidence = Math.Log(2.5); // of a Bayes factor; reached in one of 20 worlds without ceilings
    private static readonly double FloorEvidence = Math.Log(3);

    private readonly CapabilityDensity _density;
    private readonly CapabilityDensity _prior; // without scores
    private readonly ArrowFactor _priorFactor;
    private readonly double[] _still; // gradient of the prior at the mode
    private readonly UntoldBounds? _bounds;
    private readonly Variances _variances;
    private readonly ArrowFactor _factor;
    private readonly double[] _x;
    private readonly double[] _scores;  // derivative of the fit by the predictor of each cell
    private readonly double[] _weights; // information of each cell on its predictor
    private readonly double[][] _gradients; // of each cell's predictor
    private readonly int[] _benchmarks; // numbers of those that have scores
    private readonly int[] _place; // of each cell's benchmark among them
    private readonly int[][] _measured; // by model, places of the benchmarks it has scores on, ascending
    private readonly double[] _deviation; // of each residual, by model and benchmark; 0 where there is none
    private readonly double[] _since; // years of each model since the first was released

    public CapabilityCheck(CapabilitySolver solver, double[] mode, Variances variances, UntoldBounds? bounds)
    {
        (_density, _variances, _x, _bounds) = (solver.Density.Copy(), variances, mode, bounds);
        _density.Set(variances);
        Array.Clear(_density.Spent); // it moves the mode as a prior does, but nothing is drawn from it
        var (gradient, matrix) = (new double[mode.Length], new double[_density.Structure.Values]);
        _density.Derivatives(mode, variances, gradient, matrix, exact: false);
        _factor = new ArrowFactor(_density.Structure);
        if (!_factor.TryFactor(matrix))
        {
            throw new InvalidOperationException("The precision at the mode is not positive.");
        }

        (_prior, _priorFactor, _still) = (_density.Copy(), new ArrowFactor(_density.Structure), new double[mode.Length]);
        Array.Clear(_prior.Live);
        _prior.Derivatives(mode, variances, _still, matrix, exact: false);
        for (var i = 0; i < mode.Length; i++)
        {
            matrix[_density.Structure.Place(i, i)] *= 1 + 1e-9; // votes tell strengths but for a constant
        }

        if (!_priorFactor.TryFactor(matrix))
        {
            throw new InvalidOperationException("The precision of the prior is not positive.");
        }

        var cells = _density.Cells;
        _benchmarks = [.. cells.ToArray().Select(cell => _density.Table.Series[cell.Series].Benchmark).Distinct().Order()];
        (_scores, _weights, _gradients, _place) = (new double[cells.Length], new double[cells.Length], new double[cells.Length][], new int[cells.Length]);
        var information = new double[_density.Models.Count * _benchmarks.Length];
        for (var c = 0; c < cells.Length; c++)
        {
            var cell = cells[c];
            var predictor = CapabilityDensity.Predictor(cell, mode);
            var terms = CapabilityDensity.Terms(cell, predictor);
            var weight = CapabilityDensity.Weight(cell, variances);
            (_weights[c], _scores[c]) = (weight * terms.Information, weight * terms.Score);
            _place[c] = Array.BinarySearch(_benchmarks, _density.Table.Series[cell.Series].Benchmark);
            _gradients[c] = new double[cell.Variables.Length];
            CapabilityDensity.Gradient(cell, mode, predictor, _gradients[c]);
            information[(cell.Model * _benchmarks.Length) + _place[c]] += _weights[c] * _gradients[c][0] * _gradients[c][0];
        }

        _measured = [.. Enumerable.Range(0, _density.Models.Count).Select(model => Enumerable.Range(0, _benchmarks.Length).Where(place => information[(model * _benchmarks.Length) + place] > 0).ToArray())];

        // What a model does better on a benchmark takes part of the residual up.
        var interaction = variances.Variance(Variances.Interaction);
        _deviation = Array.ConvertAll(information, one => Math.Sqrt(one / (1 + (one * interaction))));
        var first = _density.Years.ToArray().Min();
        _since = [.. _density.Years.ToArray().Select(years => years - first)];
    }

    /// <summary>The contradictions found.</summary>
    public List<Misfit> Misfits(ulong seed)
    {
        MisfitKind[] kinds =
        [
            MisfitKind.SecondSkill, MisfitKind.SecondSkill, MisfitKind.Drift, MisfitKind.LabAdvantage, MisfitKind.LabAdvantage, MisfitKind.LabAdvantage, MisfitKind.LabAdvantage,
        ];
        double[] Statistics(double[] residuals)
        {
            var standardised = Standardised(residuals);
            var (size, own) = (Squares(standardised), Squares(residuals));
            var (skills, advantages, leaks) = (Covariances(standardised), Gram(Sums(residuals, byLab: true, null)), Gram(Sums(residuals, byLab: true, _since)));
            return
            [
                Squares(skills) / (size * size), LargestEigenvalue(skills) / size, Squares(Sums(residuals, byLab: false, _density.Years)) / own,
                Trace(advantages) / own, LargestEigenvalue(advantages) / own, Trace(leaks) / own, LargestEigenvalue(leaks) / own,
            ];
        }

        var observed = Residuals(_scores);
        var drawn = new double[Replicates][];
        Parallel.For(0, Replicates, () => new double[_density.Structure.Values], (replicate, _, matrix) =>
        {
            drawn[replicate] = Statistics(Residuals(Replicate(SplitMix64.Mix(seed) + (ulong)replicate, matrix)));
            return matrix;
        }, _ => { });
        List<Misfit> misfits = [];
        foreach (var kind in kinds.Zip(Adjusted(Statistics(observed), drawn)).Where(one => one.Second <= Alpha).Select(one => one.First).Distinct())
        {
            misfits.Add(new Misfit(kind, kind switch
            {
                MisfitKind.Drift => Largest(observed, byLab: false, _density.Years),
                MisfitKind.LabAdvantage => Largest(observed, byLab: true, _since),
                _ => [],
            }));
        }

        foreach (var kind in _bounds is null ? [] : (MisfitKind[])[MisfitKind.Ceiling, MisfitKind.Floor])
        {
            var (sum, byBenchmark) = _bounds!.Factor(ceilings: kind == MisfitKind.Ceiling);
            if (sum >= (kind == MisfitKind.Ceiling ? CeilingEvidence : FloorEvidence))
            {
                misfits.Add(new Misfit(kind, [.. byBenchmark.Where(one => one.Factor > 0).OrderByDescending(one => one.Factor).Take(MostNamed).Select(one => one.Benchmark)]));
            }
        }

        return misfits;
    }

    // P-values of all statistics at once: how often a replicate's smallest p-value is as small as this one.
    private static double[] Adjusted(double[] observed, double[][] drawn)
    {
        var smallest = new double[drawn.Length];
        Array.Fill(smallest, 1);
        var values = new double[observed.Length];
        for (var k = 0; k < observed.Length; k++)
        {
            var mean = drawn.Average(row => row[k]);
            var variance = drawn.Sum(row => (row[k] - mean) * (row[k] - mean)) / (drawn.Length - 1);
            double Value(double statistic) => variance > 1e-12 * mean * mean && mean > 0 ? 1 - Gamma.CDF(mean * mean / variance, mean / variance, statistic) : 1;
            values[k] = Value(observed[k]);
            for (var replicate = 0; replicate < drawn.Length; replicate++)
            {
                smallest[replicate] = Math.Min(smallest[replicate], Value(drawn[replicate][k]));
            }
        }

        return Array.ConvertAll(values, value => (1.0 + smallest.Count(other => other <= value)) / (1 + drawn.Length));
    }

    // Benchmarks in the order of their largest sum in its own standard deviations, without those that chance explains alone.
    private int[] Largest(double[] residuals, bool byLab, ReadOnlySpan<double> factors)
    {
        var sums = Sums(residuals, byLab, factors);
        var (squares, models) = (new double[sums.Length], new int[sums.Length]);
        for (var i = 0; i < residuals.Length; i++)
        {
            if (_deviation[i] > 0)
            {
                var (row, factor) = (Row(i, byLab), Factor(i, factors));
                squares[row] += factor * factor * _deviation[i] * _deviation[i];
                models[row]++;
            }
        }

        var largest = Enumerable.Range(0, sums.Length).Where(row => models[row] >= FewestModels && squares[row] > 0)
            .Select(row => (Benchmark: _benchmarks[row % _benchmarks.Length], Value: Math.Abs(sums[row]) / Math.Sqrt(squares[row])))
            .GroupBy(one => one.Benchmark, (benchmark, all) => (Benchmark: benchmark, Value: all.Max(one => one.Value)));
        return [.. largest.Where(one => one.Value > 2).OrderByDescending(one => one.Value).Take(MostNamed).Select(one => one.Benchmark)];
    }

    // By model and benchmark.
    private double[] Residuals(double[] scores)
    {
        var residuals = new double[_deviation.Length];
        for (var c = 0; c < scores.Length; c++)
        {
            residuals[(_density.Cells[c].Model * _benchmarks.Length) + _place[c]] += _gradients[c][0] * scores[c];
        }

        return residuals;
    }

    private double[] Standardised(double[] residuals) => [.. residuals.Zip(_deviation, (residual, deviation) => deviation > 0 ? residual / deviation : 0)];

    // Of two benchmarks over models, each by the square root of their number; 0 on the diagonal.
    private double[] Covariances(double[] standardised)
    {
        var count = _benchmarks.Length;
        var (sums, models) = (new double[count * count], new int[count * count]);
        for (var model = 0; model < _measured.Length; model++)
        {
            var measured = _measured[model];
            var row = standardised.AsSpan(model * count, count);
            for (var a = 0; a < measured.Length; a++)
            {
                var (i, own) = (measured[a], row[measured[a]]);
                for (var b = 0; b < a; b++)
                {
                    sums[(i * count) + measured[b]] += own * row[measured[b]];
                    models[(i * count) + measured[b]]++;
                }
            }
        }

        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var both = models[(i * count) + j];
                sums[(i * count) + j] = sums[(j * count) + i] = both < FewestModels ? 0 : sums[(i * count) + j] / Math.Sqrt(both);
            }
        }

        return sums;
    }

    private static double Squares(double[] values) => values.Sum(value => value * value);

    // By steps of the power method on the matrix plus a multiple of the identity that makes it positive.
    private double LargestEigenvalue(double[] matrix)
    {
        var count = _benchmarks.Length;
        var shift = Enumerable.Range(0, count).Max(i => Enumerable.Range(0, count).Sum(j => Math.Abs(matrix[(i * count) + j])));
        if (shift == 0)
        {
            return 0;
        }

        var (vector, next) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            vector[i] = 1 + (i % 3) - (i % 2); // no symmetry to be caught in
        }

        double value = 0;
        for (var step = 0; step < PowerSteps; step++)
        {
            double length = 0;
            for (var i = 0; i < count; i++)
            {
                next[i] = shift * vector[i];
                for (var j = 0; j < count; j++)
                {
                    next[i] += matrix[(i * count) + j] * vector[j];
                }

                length += next[i] * next[i];
            }

            length = Math.Sqrt(length);
            value = length - shift;
            for (var i = 0; i < count; i++)
            {
                vector[i] = next[i] / length;
            }
        }

        return Math.Max(0, value);
    }

    // Sums of the residuals of a benchmark over models, each times its factor; of each lab's models by themselves, or of all.
    private double[] Sums(double[] residuals, bool byLab, ReadOnlySpan<double> factors)
    {
        var sums = new double[(byLab ? _density.Labs : 1) * _benchmarks.Length];
        for (var i = 0; i < residuals.Length; i++)
        {
            sums[Row(i, byLab)] += Factor(i, factors) * residuals[i];
        }

        return sums;
    }

    private int Row(int residual, bool byLab) =>
        ((byLab ? _density.Table.Models[_density.Models[residual / _benchmarks.Length]].Lab : 0) * _benchmarks.Length) + (residual % _benchmarks.Length);

    private double Factor(int residual, ReadOnlySpan<double> factors) => factors.IsEmpty ? 1 : factors[residual / _benchmarks.Length];

    // Products of the rows of two benchmarks, summed over labs.
    private double[] Gram(double[] sums)
    {
        var count = _benchmarks.Length;
        var gram = new double[count * count];
        for (var from = 0; from < sums.Length; from += count)
        {
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; sums[from + i] != 0 && j < count; j++)
                {
                    gram[(i * count) + j] += sums[from + i] * sums[from + j];
                }
            }
        }

        return gram;
    }

    private double Trace(double[] matrix) => Enumerable.Range(0, _benchmarks.Length).Sum(i => matrix[(i * _benchmarks.Length) + i]);

    /// <summary>Derivatives of the fit by the predictor of each cell, where parameters come from their prior and scores from the model.</summary>
    /// <param name="seed">Of all draws.</param>
    /// <param name="matrix">Memory for the values of a matrix of the structure.</param>
    /// <remarks>With b drawn from the prior and z standard normal, the fit moves from b by H^-1 (X' W^1/2 z + g), where H = X' W X + P is the precision and g the
    /// prior's gradient at b.</remarks>
    internal double[] Replicate(ulong seed, double[] matrix)
    {
        var random = new NormalDraws(seed);
        var cells = _density.Cells;
        var (truth, moved, scores) = (new double[_x.Length], new double[_x.Length], new double[cells.Length]);
        _priorFactor.Draw(ref random, truth);
        for (var i = 0; i < truth.Length; i++)
        {
            truth[i] += _x[i];
        }

        _prior.Derivatives(truth, _variances, moved, matrix, exact: false);
        for (var i = 0; i < moved.Length; i++)
        {
            moved[i] -= _still[i]; // the prior's mean is not at the mode
        }

        for (var c = 0; c < cells.Length; c++)
        {
            scores[c] = Math.Sqrt(_weights[c]) * random.Next();
            for (var i = 0; i < _gradients[c].Length; i++)
            {
                moved[cells[c].Variables[i]] += _gradients[c][i] * scores[c];
            }
        }

        _factor.Solve(moved);
        for (var c = 0; c < cells.Length; c++)
        {
            for (var i = 0; i < _gradients[c].Length; i++)
            {
                scores[c] -= _weights[c] * _gradients[c][i] * moved[cells[c].Variables[i]];
            }
        }

        return scores;
    }
}
