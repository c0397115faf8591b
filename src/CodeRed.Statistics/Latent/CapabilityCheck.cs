using CodeRed.Statistics.Algebra;
using CodeRed.Statistics.Distributions;
using CodeRed.Statistics.MultipleTesting;
using MathNet.Numerics.Distributions;

namespace CodeRed.Statistics.Latent;

/// <summary>Tests of the model by what it leaves over.</summary>
/// <remarks>
/// <para>Score tests (Rao 1948): how steeply the fit would gain if a series had a ceiling, a floor or a drift of its own, by its own variance, which the
/// fitted parameters make smaller; summed over the series. For a second skill the sum over pairs of series of the squared covariance of their residuals over
/// models. All sums are compared with those of residuals drawn from the linearised model, refitted each time, by a gamma distribution of their mean and variance
/// (Satterthwaite 1946).</para>
/// <para>Variances are held at their estimates.</para>
/// </remarks>
internal sealed class CapabilityCheck
{
    private const int Replicates = 200;
    private const int FewestScores = 5;
    private const double SteepestDirection = 30;

    private readonly CapabilityDensity _density;
    private readonly ArrowFactor _factor;
    private readonly double[] _x;
    private readonly double[] _weights; // information of each cell on its predictor
    private readonly double[] _scores;  // derivative of the fit by the predictor of each cell
    private readonly double[][] _gradients; // of each cell's predictor
    private readonly List<Direction> _directions = [];

    public CapabilityCheck(CapabilitySolver solver, double[] mode, Variances variances)
    {
        _density = solver.Density.Copy();
        _density.Set(variances);
        _x = mode;
        var (gradient, matrix) = (new double[mode.Length], new double[_density.Structure.Values]);
        _density.Derivatives(mode, variances, gradient, matrix, exact: false);
        _factor = new ArrowFactor(_density.Structure);
        if (!_factor.TryFactor(matrix))
        {
            throw new InvalidOperationException("The precision at the mode is not positive.");
        }

        var cells = _density.Cells;
        (_weights, _scores, _gradients) = (new double[cells.Length], new double[cells.Length], new double[cells.Length][]);
        for (var c = 0; c < cells.Length; c++)
        {
            var cell = cells[c];
            var predictor = CapabilityDensity.Predictor(cell, mode);
            var terms = CapabilityDensity.Terms(cell, predictor);
            var weight = _density.Live[c] ? CapabilityDensity.Weight(cell, variances) : 0;
            (_weights[c], _scores[c]) = (weight * terms.Information, weight * terms.Score);
            _gradients[c] = new double[cell.Variables.Length];
            CapabilityDensity.Gradient(cell, mode, predictor, _gradients[c]);
        }

        AddDirections();
        Variances = variances;
    }

    private Variances Variances { get; }

    /// <summary>The contradictions that stand at a level.</summary>
    public List<Misfit> Misfits(double level, ulong seed)
    {
        MisfitKind[] kinds = [MisfitKind.SecondSkill, MisfitKind.Ceiling, MisfitKind.Floor, MisfitKind.Drift];
        var observed = Array.ConvertAll(kinds, kind => Statistic(kind, _scores));
        var drawn = new double[Replicates][];
        Parallel.For(0, Replicates, replicate =>
        {
            var scores = Draw(SplitMix64.Mix(seed) + (ulong)replicate);
            drawn[replicate] = Array.ConvertAll(kinds, kind => Statistic(kind, scores));
        });
        var values = new double[kinds.Length];
        for (var k = 0; k < kinds.Length; k++)
        {
            var mean = drawn.Average(row => row[k]);
            var variance = drawn.Sum(row => (row[k] - mean) * (row[k] - mean)) / (Replicates - 1);
            values[k] = variance > 1e-12 * mean * mean && mean > 0 ? 1 - Gamma.CDF(mean * mean / variance, mean / variance, observed[k]) : 1;
        }

        var adjusted = Holm.Adjust(values);
        List<Misfit> misfits = [];
        for (var k = 0; k < kinds.Length; k++)
        {
            if (adjusted[k] <= level)
            {
                misfits.Add(new Misfit(kinds[k], adjusted[k], [.. _directions.Where(direction => direction.Kind == kinds[k])
                    .Select(direction => (direction.Series, Value: direction.Squared(_scores))).Where(part => part.Value > 4).OrderByDescending(part => part.Value)
                    .Select(part => part.Series).Take(5)]));
            }
        }

        return misfits;
    }

    private double Statistic(MisfitKind kind, double[] scores) => kind == MisfitKind.SecondSkill
        ? Covariances(scores)
        : _directions.Where(direction => direction.Kind == kind).Sum(direction => direction.Squared(scores));

    // Sum over pairs of series of the squared sum over models of products of their residuals, by the number of these.
    private double Covariances(double[] scores)
    {
        var cells = _density.Cells;
        var sums = new Dictionary<(int, int), (double Sum, int Count)>();
        var ofModel = new List<(int Benchmark, double Residual)>[_density.Models.Count];
        for (var c = 0; c < cells.Length; c++)
        {
            if (_weights[c] > 0)
            {
                (ofModel[cells[c].Model] ??= []).Add((_density.Table.Series[cells[c].Series].Benchmark, scores[c] / Math.Sqrt(_weights[c])));
            }
        }

        foreach (var own in ofModel)
        {
            for (var i = 0; own is not null && i < own.Count; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    var (one, other) = own[i].Benchmark < own[j].Benchmark ? (own[i], own[j]) : (own[j], own[i]);
                    if (one.Benchmark != other.Benchmark)
                    {
                        var (sum, count) = sums.GetValueOrDefault((one.Benchmark, other.Benchmark));
                        sums[(one.Benchmark, other.Benchmark)] = (sum + (one.Residual * other.Residual), count + 1);
                    }
                }
            }
        }

        return sums.Values.Where(pair => pair.Count > 2).Sum(pair => pair.Sum * pair.Sum / pair.Count);
    }

    // Residual scores of data drawn from the linearised model and fitted: with z standard normal and e of the prior's precision P, the refit moves by
    // H^-1 (X' W^1/2 z + e), where H = X' W X + P.
    private double[] Draw(ulong seed)
    {
        var random = new NormalDraws(seed);
        var cells = _density.Cells;
        var (noise, moved) = (new double[cells.Length], new double[_x.Length]);
        _density.PriorNoise(Variances, _x, ref random, moved);
        for (var c = 0; c < cells.Length; c++)
        {
            noise[c] = Math.Sqrt(_weights[c]) * random.Next();
            for (var i = 0; i < _gradients[c].Length; i++)
            {
                moved[cells[c].Variables[i]] += _gradients[c][i] * noise[c];
            }
        }

        _factor.Solve(moved);
        for (var c = 0; c < cells.Length; c++)
        {
            for (var i = 0; i < _gradients[c].Length; i++)
            {
                noise[c] -= _weights[c] * _gradients[c][i] * moved[cells[c].Variables[i]];
            }
        }

        return noise;
    }

    private void AddDirections()
    {
        var cells = _density.Cells.ToArray();
        foreach (var group in Enumerable.Range(0, cells.Length).Where(c => _weights[c] > 0).GroupBy(c => cells[c].Series).Where(group => group.Count() >= FewestScores))
        {
            int[] own = [.. group];
            var slope = Math.Exp(_x[_density.Slope[group.Key]]);
            Add(MisfitKind.Drift, 0, own, c => slope * _density.Years[cells[c].Model]);
            if (!cells[own[0]].Real)
            {
                // What moves the expected share by a ceiling or a floor, as a change of the predictor.
                double By(int c, bool ceiling)
                {
                    var predictor = CapabilityDensity.Predictor(cells[c], _x);
                    return Math.Min(SteepestDirection, (1 + Math.Exp(ceiling ? predictor : -predictor)) / (cells[c].Ceiling - cells[c].Floor));
                }

                Add(MisfitKind.Ceiling, -1, own, c => By(c, ceiling: true));
                Add(MisfitKind.Floor, 1, own, c => By(c, ceiling: false));
            }
        }
    }

    private void Add(MisfitKind kind, int sign, int[] cells, Func<int, double> along)
    {
        var by = Array.ConvertAll(cells, c => along(c));
        var shared = new double[_x.Length];
        double information = 0;
        for (var k = 0; k < cells.Length; k++)
        {
            var c = cells[k];
            information += _weights[c] * by[k] * by[k];
            for (var i = 0; i < _gradients[c].Length; i++)
            {
                shared[_density.Cells[c].Variables[i]] += _weights[c] * by[k] * _gradients[c][i];
            }
        }

        var solved = (double[])shared.Clone();
        _factor.Solve(solved);
        var variance = information - SymmetricMatrix.Dot(shared, solved);
        if (variance > 1e-3 * information)
        {
            _directions.Add(new Direction(kind, sign, _density.Cells[cells[0]].Series, cells, by, variance));
        }
    }

    /// <param name="Kind">What it would be.</param>
    /// <param name="Sign">The sign of the score that speaks for it; 0 for either.</param>
    /// <param name="Series">The series.</param>
    /// <param name="Cells">Its cells.</param>
    /// <param name="By">How each predictor would move.</param>
    /// <param name="Variance">Variance of the score.</param>
    private sealed record Direction(MisfitKind Kind, int Sign, int Series, int[] Cells, double[] By, double Variance)
    {
        public double Squared(double[] scores)
        {
            double score = 0;
            for (var k = 0; k < Cells.Length; k++)
            {
                score += scores[Cells[k]] * By[k];
            }

            return score * Sign < 0 ? 0 : score * score / Variance;
        }
    }
}
