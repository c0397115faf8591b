using CodeRed.Statistics.Algebra;
using CodeRed.Statistics.Distributions;
using MathNet.Numerics;
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
/// over its covariance W - W X H^-1 X' W given the variances. (With parameters from the posterior, Rubin 1984, replicates follow what was observed, and less is found.) Variances were fitted to
/// the residuals, and are held to be alike on all benchmarks and at all times, which they need not be: so the residuals of each benchmark are divided by their root mean square, and what is summed with
/// weights by the sum of its squares. A gamma distribution of the replicates' mean and variance (Satterthwaite 1946) gives each statistic its p-value, and the
/// smallest is compared with the smallest of each replicate (Westfall and Young 1993): the level is that of finding anything where there is nothing.</para>
/// </remarks>
internal sealed class CapabilityCheck
{
    private const int Replicates = 200;
    private const int FewestModels = 3; // behind a covariance, or of a lab on a benchmark
    private const int MostNamed = 5;
    private const int PowerSteps = 60;
    private const double Nothing = .05; // standard deviations: of the size of what the priors leave over where all scores agree

    // The chance that a second skill, a drift or a lab's advantage is found where there is none. A false alarm costs little beside intervals that are believed and do not hold.
    private const double Alpha = .1;

    private static readonly double CeilingEvidence = Math.Log(2.5); // of a Bayes factor; reached in one of 20 worlds without ceilings
    private static readonly double FloorEvidence = Math.Log(3);

    private readonly CapabilityDensity _density;
    private readonly UntoldBounds? _bounds;
    private readonly ArrowFactor _factor;
    private readonly ArrowFactor _prior; // of its precision
    private readonly double[] _scores;  // derivative of the fit by the predictor of each cell
    private readonly double[] _weights; // information of each cell on its predictor
    private readonly double[][] _gradients; // of each cell's predictor
    private readonly int[] _benchmarks; // numbers of those that have scores
    private readonly int[] _place; // of each cell's benchmark among them
    private readonly int[][] _measured; // by model, places of the benchmarks it has scores on, ascending
    private readonly double[] _deviation; // of each residual, by model and benchmark; 0 where there is none
    private readonly int[] _ofLab; // by lab and benchmark, its models that were measured
    private readonly double[] _always; // a factor of 1 for each model
    private readonly double[] _since; // years of each model since the first was released

    public CapabilityCheck(CapabilitySolver solver, double[] mode, Variances variances, UntoldBounds? bounds)
    {
        (_density, _bounds) = (solver.Density.Copy(), bounds);
        _density.Set(variances);
        Array.Clear(_density.Spent); // a shift of the mode that replicates lack
        var (gradient, matrix) = (new double[mode.Length], new double[_density.Structure.Values]);
        _density.Derivatives(mode, variances, gradient, matrix, exact: false);
        (_factor, _prior) = (new ArrowFactor(_density.Structure), new ArrowFactor(_density.Structure));
        var factored = _factor.TryFactor(matrix);
        var unseen = _density.Copy();
        Array.Clear(unseen.Live);
        unseen.Derivatives(mode, variances, gradient, matrix, exact: false);
        for (var i = 0; i < mode.Length; i++)
        {
            matrix[_density.Structure.Place(i, i)] *= 1 + 1e-9; // votes tell strengths but for a constant
        }

        if (!factored || !_prior.TryFactor(matrix))
        {
            throw new InvalidOperationException("A precision at the mode is not positive.");
        }

        var cells = _density.Cells;
        _benchmarks = [.. cells.ToArray().Select(cell => _density.Table.Series[cell.Series].Benchmark).Distinct().Order()];
        (_scores, _weights, _gradients, _place) = (new double[cells.Length], new double[cells.Length], new double[cells.Length][], new int[cells.Length]);
        var (information, interacts) = (new double[_density.Models.Count * _benchmarks.Length], new bool[_density.Models.Count * _benchmarks.Length]);
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
            var pair = (cell.Model * _benchmarks.Length) + _place[c];
            information[pair] += _weights[c] * _gradients[c][0] * _gradients[c][0];
            interacts[pair] = cell.Variables[1] >= _density.Structure.Core;
        }

        _measured = [.. Enumerable.Range(0, _density.Models.Count).Select(model => Enumerable.Range(0, _benchmarks.Length).Where(place => information[(model * _benchmarks.Length) + place] > 0).ToArray())];

        // What a model does better on a benchmark takes part of the residual up.
        var interaction = variances.Variance(Variances.Interaction);
        _deviation = [.. information.Zip(interacts, (one, shared) => Math.Sqrt(one / (1 + (shared ? one * interaction : 0))))];
        _ofLab = new int[_density.Labs * _benchmarks.Length];
        for (var i = 0; i < information.Length; i++)
        {
            _ofLab[Row(i, byLab: true)] += information[i] > 0 ? 1 : 0;
        }

        if (Enumerable.Range(0, _density.Labs).Count(lab => _ofLab.AsSpan(lab * _benchmarks.Length, _benchmarks.Length).ContainsAnyInRange(FewestModels, int.MaxValue)) < 2)
        {
            Array.Clear(_ofLab); // an advantage over whom, and not a drift?
        }

        var first = _density.Years.ToArray().Min();
        (_always, _since) = ([.. _density.Years.ToArray().Select(_ => 1)], [.. _density.Years.ToArray().Select(years => years - first)]);
    }

    /// <summary>The contradictions found.</summary>
    public List<Misfit> Misfits(ulong seed)
    {
        var observed = Residuals(_scores);
        var drawn = new double[Replicates][];
        Parallel.For(0, Replicates, replicate => drawn[replicate] = [.. Statistics(Residuals(Replicate(SplitMix64.Mix(seed) + (ulong)replicate))).Select(one => one.Value)]);
        var statistics = Statistics(observed);
        List<Misfit> misfits = [];
        foreach (var kind in statistics.Select(one => one.Kind).Zip(Adjusted([.. statistics.Select(one => one.Value)], drawn)).Where(one => one.Second <= Alpha).Select(one => one.First).Distinct())
        {
            misfits.Add(new Misfit(kind, kind switch
            {
                MisfitKind.Drift => Largest(observed, byLab: false, _density.Years.ToArray()),
                MisfitKind.LabAdvantage => Largest(observed, byLab: true, _always, _since),
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

    private (MisfitKind Kind, double Value)[] Statistics(double[] residuals)
    {
        var skills = Covariances(residuals);
        var (advantages, leaks) = (Sums(residuals, byLab: true, _always), Sums(residuals, byLab: true, _since));
        return
        [
            (MisfitKind.SecondSkill, Squares(skills)),
            (MisfitKind.SecondSkill, LargestEigenvalue(skills, _benchmarks.Length)),
            (MisfitKind.Drift, Squares(Sums(residuals, byLab: false, _density.Years))),
            (MisfitKind.LabAdvantage, Squares(advantages)),
            (MisfitKind.LabAdvantage, LargestEigenvalue(Gram(advantages), _density.Labs)),
            (MisfitKind.LabAdvantage, Squares(leaks)),
            (MisfitKind.LabAdvantage, LargestEigenvalue(Gram(leaks), _density.Labs)),
        ];
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
            double Value(double statistic) => variance > 1e-12 * mean * mean && mean > 0 ? SpecialFunctions.GammaUpperRegularized(mean * mean / variance, mean / variance * statistic) : 1;
            values[k] = Value(observed[k]);
            for (var replicate = 0; replicate < drawn.Length; replicate++)
            {
                smallest[replicate] = Math.Min(smallest[replicate], Value(drawn[replicate][k]));
            }
        }

        return Array.ConvertAll(values, value => (1.0 + smallest.Count(other => other <= value)) / (1 + drawn.Length));
    }

    // Benchmarks in the order of their largest sum, in its own standard deviations, under any of the factors: those that chance alone does not explain among so many, or else the first.
    private int[] Largest(double[] residuals, bool byLab, params double[][] allFactors)
    {
        List<(int Benchmark, double Value)> all = [];
        foreach (var factors in allFactors)
        {
            var squares = new double[(byLab ? _density.Labs : 1) * _benchmarks.Length];
            for (var i = 0; i < residuals.Length; i++)
            {
                squares[Row(i, byLab)] += Math.Pow(factors[i / _benchmarks.Length] * _deviation[i], 2);
            }

            all.AddRange(Sums(residuals, byLab, factors, relative: false).Select((sum, row) => (_benchmarks[row % _benchmarks.Length], sum == 0 ? 0 : Math.Abs(sum) / Math.Sqrt(squares[row]))).Where(one => one.Item2 > 0));
        }

        var limit = all.Count == 0 ? 0 : Normal.InvCDF(0, 1, 1 - (.025 / all.Count));
        var largest = all.GroupBy(one => one.Benchmark, (benchmark, values) => (Benchmark: benchmark, Value: values.Max(one => one.Value))).OrderByDescending(one => one.Value).ToList();
        return [.. largest.Where((one, place) => place == 0 || one.Value > limit).Take(MostNamed).Select(one => one.Benchmark)];
    }

    // By model and benchmark; those of a benchmark by their root mean square in their own standard deviations.
    private double[] Residuals(double[] scores)
    {
        var residuals = new double[_deviation.Length];
        for (var c = 0; c < scores.Length; c++)
        {
            residuals[(_density.Cells[c].Model * _benchmarks.Length) + _place[c]] += _gradients[c][0] * scores[c];
        }

        for (var place = 0; place < _benchmarks.Length; place++)
        {
            var (sum, count) = (0.0, 0);
            for (var i = place; i < residuals.Length; i += _benchmarks.Length)
            {
                if (_deviation[i] > 0)
                {
                    (sum, count) = (sum + Math.Pow(residuals[i] / _deviation[i], 2), count + 1);
                }
            }

            var size = Math.Sqrt(sum / Math.Max(1, count));
            for (var i = place; i < residuals.Length; i += _benchmarks.Length)
            {
                residuals[i] = size > Nothing ? residuals[i] / size : 0;
            }
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
            var deviation = _deviation.AsSpan(model * count, count);
            for (var a = 0; a < measured.Length; a++)
            {
                var (i, own) = (measured[a], row[measured[a]] / deviation[measured[a]]);
                for (var b = 0; b < a; b++)
                {
                    sums[(i * count) + measured[b]] += own * row[measured[b]] / deviation[measured[b]];
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

    // By steps of the power method on the matrix plus a multiple of the identity that makes it positive. It falls short where two are nearly as large, of all matrices that are compared alike.
    private static double LargestEigenvalue(double[] matrix, int count)
    {
        var shift = 0.0;
        for (var i = 0; i < count; i++)
        {
            var others = 0.0;
            for (var j = 0; j < count; j++)
            {
                others += i == j ? 0 : Math.Abs(matrix[(i * count) + j]);
            }

            shift = Math.Max(shift, others - matrix[(i * count) + i]);
        }

        var (vector, next) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            vector[i] = 1 + (.618 * (i + 1) % 1); // at right angles to nothing that is likely
        }

        double value = 0;
        for (var step = 0; step < PowerSteps; step++)
        {
            double length = 0;
            for (var i = 0; i < count; i++)
            {
                next[i] = (shift * vector[i]) + SymmetricMatrix.Dot(matrix.AsSpan(i * count, count), vector);
                length += next[i] * next[i];
            }

            length = Math.Sqrt(length);
            if (length == 0)
            {
                return 0;
            }

            value = length - shift;
            for (var i = 0; i < count; i++)
            {
                vector[i] = next[i] / length;
            }
        }

        return Math.Max(0, value);
    }

    // Sums of the residuals of a benchmark over models, each times its factor; of each lab's models by themselves, or of all. Relative to the root of the sum of all squares.
    private double[] Sums(double[] residuals, bool byLab, ReadOnlySpan<double> factors, bool relative = true)
    {
        var sums = new double[(byLab ? _density.Labs : 1) * _benchmarks.Length];
        double squares = 0;
        for (var i = 0; i < residuals.Length; i++)
        {
            var one = factors[i / _benchmarks.Length] * residuals[i];
            squares += one * one;
            if (!byLab || _ofLab[Row(i, byLab)] >= FewestModels)
            {
                sums[Row(i, byLab)] += one;
            }
        }

        return relative && squares > 0 ? Array.ConvertAll(sums, sum => sum / Math.Sqrt(squares)) : sums;
    }

    private int Row(int residual, bool byLab) =>
        ((byLab ? _density.Table.Models[_density.Models[residual / _benchmarks.Length]].Lab : 0) * _benchmarks.Length) + (residual % _benchmarks.Length);

    // Products of the sums of two labs, over benchmarks: its eigenvalues are those of the products of two benchmarks, over labs.
    private double[] Gram(double[] sums)
    {
        var (labs, count) = (_density.Labs, _benchmarks.Length);
        var gram = new double[labs * labs];
        for (var i = 0; i < labs; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                gram[(i * labs) + j] = gram[(j * labs) + i] = SymmetricMatrix.Dot(sums.AsSpan(i * count, count), sums.AsSpan(j * count, count));
            }
        }

        return gram;
    }

    /// <summary>Derivatives of the fit by the predictor of each cell, where parameters come from their prior and scores from the model.</summary>
    /// <remarks>With parameters b from the prior, of precision P, and z standard normal, the fit moves from b by H^-1 (X' W^1/2 z - P b), where H = X' W X + P: and P b is
    /// normal with covariance P.</remarks>
    internal double[] Replicate(ulong seed)
    {
        var random = new NormalDraws(seed);
        var cells = _density.Cells;
        var (moved, scores) = (new double[_density.Structure.Size], new double[cells.Length]);
        _prior.DrawGradient(ref random, moved);
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
