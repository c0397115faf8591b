using CodeRed.Statistics.Algebra;
using CodeRed.Statistics.Distributions;
using CodeRed.Statistics.MultipleTesting;
using MathNet.Numerics.Distributions;

namespace CodeRed.Statistics.Latent;

/// <summary>Tests of the model by what it leaves over.</summary>
/// <remarks>
/// <para>Score tests (Rao 1948) of further sources of variance. A residual is how steeply the fit would gain if a model did better on a benchmark than it is taken
/// to do, in units of its standard deviation. For a second skill the squared covariances of residuals over models are summed over pairs of benchmarks, and, as a
/// second skill is one direction among them, their largest eigenvalue is taken too. For a drift the squared sums of residuals times release days are summed over
/// benchmarks, for a lab's advantage the squared sums over the lab's models over benchmarks and labs.</para>
/// <para>All are compared with those of replicated residuals (posterior predictive checks, Rubin 1984): parameters are drawn from the posterior, residuals from the
/// linearised model, and both are fitted anew, by a gamma distribution of the replicates' mean and variance (Satterthwaite 1946). Variances are held at their
/// estimates.</para>
/// </remarks>
internal sealed class CapabilityCheck
{
    private const int Replicates = 200;
    private const int FewestModels = 3; // behind a covariance
    private const int MostNamed = 5;
    private const int PowerSteps = 30;

    // In simulated worlds without misfit these find one in 12 of 500 (bench/standing). The replicates vary more than what a fit leaves over, whose variances were fitted to it, so
    // that the level is smaller than it looks.
    private const double Alpha = .1;

    private static readonly double CeilingEvidence = Math.Log(5); // of a Bayes factor
    private static readonly double FloorEvidence = Math.Log(3);

    private readonly CapabilityDensity _density;
    private readonly CapabilityDensity _prior; // without scores
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
    private readonly double[] _scale; // by model and benchmark, one over the standard deviation of a residual; 0 where there is none

    public CapabilityCheck(CapabilitySolver solver, double[] mode, Variances variances, UntoldBounds? bounds)
    {
        (_density, _variances, _x, _bounds) = (solver.Density.Copy(), variances, mode, bounds);
        _density.Set(variances);
        var (gradient, matrix) = (new double[mode.Length], new double[_density.Structure.Values]);
        _density.Derivatives(mode, variances, gradient, matrix, exact: false);
        _factor = new ArrowFactor(_density.Structure);
        if (!_factor.TryFactor(matrix))
        {
            throw new InvalidOperationException("The precision at the mode is not positive.");
        }

        _prior = _density.Copy();
        Array.Clear(_prior.Live);
        var cells = _density.Cells;
        _benchmarks = [.. cells.ToArray().Select(cell => _density.Table.Series[cell.Series].Benchmark).Distinct().Order()];
        (_scores, _weights, _gradients, _place) = (new double[cells.Length], new double[cells.Length], new double[cells.Length][], new int[cells.Length]);
        _scale = new double[_density.Models.Count * _benchmarks.Length];
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
            _scale[(cell.Model * _benchmarks.Length) + _place[c]] += _weights[c] * _gradients[c][0] * _gradients[c][0];
        }

        _measured = [.. Enumerable.Range(0, _density.Models.Count).Select(model => Enumerable.Range(0, _benchmarks.Length).Where(place => _scale[(model * _benchmarks.Length) + place] > 0).ToArray())];

        // What a model does better on a benchmark takes part of the residual up.
        var interaction = variances.Variance(Variances.Interaction);
        _scale = Array.ConvertAll(_scale, information => information > 0 ? Math.Sqrt((1 + (information * interaction)) / information) : 0);
    }

    /// <summary>The contradictions found.</summary>
    public List<Misfit> Misfits(ulong seed)
    {
        MisfitKind[] kinds = [MisfitKind.SecondSkill, MisfitKind.SecondSkill, MisfitKind.Drift, MisfitKind.LabAdvantage];
        double[] Statistics(double[] residuals)
        {
            var covariances = Covariances(residuals);
            return [Squares(covariances) / 2, LargestEigenvalue(covariances), Squares(Drifts(residuals)), Squares(Advantages(residuals))];
        }

        var observed = Residuals(_scores);
        var statistics = Statistics(observed);
        var drawn = new double[Replicates][];
        Parallel.For(0, Replicates, () => new double[_density.Structure.Values], (replicate, _, matrix) =>
        {
            drawn[replicate] = Statistics(Residuals(Draw(SplitMix64.Mix(seed) + (ulong)replicate, matrix)));
            return matrix;
        }, _ => { });
        var values = statistics.Select((statistic, k) =>
        {
            var mean = drawn.Average(row => row[k]);
            var variance = drawn.Sum(row => (row[k] - mean) * (row[k] - mean)) / (Replicates - 1);
            return variance > 1e-12 * mean * mean && mean > 0 ? 1 - Gamma.CDF(mean * mean / variance, mean / variance, statistic) : 1;
        }).ToArray();
        List<Misfit> misfits = [];
        foreach (var kind in kinds.Zip(Holm.Adjust(values)).Where(one => one.Second <= Alpha).Select(one => one.First).Distinct())
        {
            misfits.Add(new Misfit(kind, kind switch
            {
                MisfitKind.Drift => Largest(Drifts(observed)),
                MisfitKind.LabAdvantage => Largest(Advantages(observed)),
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

    // Benchmarks in the order of their largest entry, without those that chance explains alone.
    private int[] Largest(double[] entries)
    {
        var largest = Enumerable.Range(0, _benchmarks.Length).Select(place => (Benchmark: _benchmarks[place], Value: Entries(place).Max(Math.Abs)));
        return [.. largest.Where(one => one.Value > 2).OrderByDescending(one => one.Value).Take(MostNamed).Select(one => one.Benchmark)];
        IEnumerable<double> Entries(int place) => entries.Where((_, i) => i % _benchmarks.Length == place);
    }

    // By model and benchmark.
    private double[] Residuals(double[] scores)
    {
        var residuals = new double[_scale.Length];
        for (var c = 0; c < scores.Length; c++)
        {
            residuals[(_density.Cells[c].Model * _benchmarks.Length) + _place[c]] += _gradients[c][0] * scores[c];
        }

        for (var i = 0; i < residuals.Length; i++)
        {
            residuals[i] *= _scale[i];
        }

        return residuals;
    }

    // Of two benchmarks over models, each by the square root of their number; 0 on the diagonal.
    private double[] Covariances(double[] residuals)
    {
        var count = _benchmarks.Length;
        var (sums, models) = (new double[count * count], new int[count * count]);
        for (var model = 0; model < _measured.Length; model++)
        {
            var measured = _measured[model];
            var row = residuals.AsSpan(model * count, count);
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

    // By benchmark, in its own standard deviations.
    private double[] Drifts(double[] residuals)
    {
        var (drifts, squares) = (new double[_benchmarks.Length], new double[_benchmarks.Length]);
        for (var i = 0; i < residuals.Length; i++)
        {
            if (_scale[i] > 0)
            {
                var years = _density.Years[i / _benchmarks.Length];
                drifts[i % _benchmarks.Length] += years * residuals[i];
                squares[i % _benchmarks.Length] += years * years;
            }
        }

        return [.. drifts.Zip(squares, (drift, square) => square > 0 ? drift / Math.Sqrt(square) : 0)];
    }

    // By lab and benchmark, in their own standard deviations.
    private double[] Advantages(double[] residuals)
    {
        var (sums, models) = (new double[_density.Labs * _benchmarks.Length], new int[_density.Labs * _benchmarks.Length]);
        for (var i = 0; i < residuals.Length; i++)
        {
            if (_scale[i] > 0)
            {
                var lab = _density.Table.Models[_density.Models[i / _benchmarks.Length]].Lab;
                sums[(lab * _benchmarks.Length) + (i % _benchmarks.Length)] += residuals[i];
                models[(lab * _benchmarks.Length) + (i % _benchmarks.Length)]++;
            }
        }

        return [.. sums.Zip(models, (sum, count) => count < FewestModels ? 0 : sum / Math.Sqrt(count))];
    }

    // With b drawn from the posterior and z standard normal, the refit moves from b by H^-1 (X' W^1/2 z + g), where H = X' W X + P is the precision and g the
    // prior's gradient at b.
    private double[] Draw(ulong seed, double[] matrix)
    {
        var random = new NormalDraws(seed);
        var cells = _density.Cells;
        var (truth, moved, scores) = (new double[_x.Length], new double[_x.Length], new double[cells.Length]);
        _factor.Draw(ref random, truth);
        for (var i = 0; i < truth.Length; i++)
        {
            truth[i] += _x[i];
        }

        _prior.Derivatives(truth, _variances, moved, matrix, exact: false);
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
