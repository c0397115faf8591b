using CodeRed.Statistics.Distributions;
using CodeRed.Statistics.Latent;
using MathNet.Numerics.LinearAlgebra;

namespace CodeRed.Statistics.Tests.Latent;

public class CapabilityCheckTests
{
    private const int Replicates = 20_000;

    [Fact]
    public void What_a_fit_leaves_over_has_the_covariance_of_the_dense_formula()
    {
        var random = new SplitMix64(5);
        ScoredModel[] models = [.. Enumerable.Range(0, 5).Select(model => new ScoredModel(model % 2, new DayRange(200 * model, 200 * model)))];
        var table = new ScoreTable(
            models, [new(0), new(0, 1), new(1), new(2, 0, ScoreScale.Real)],
            [.. Enumerable.Range(0, 20).Where(i => i % 7 != 3).Select(i => new Score(i / 4, i % 4, .1 + (.8 * random.Uniform()), i % 3 == 0 ? RunnerKind.Vendor : RunnerKind.Independent, 100))],
            new VoteStrengths([0, 1, 3], [.2, -.1, .4], [.01, .002, 0, .002, .02, .001, 0, .001, .01]));
        var settings = new CapabilitySettings();
        var density = new CapabilityDensity(table, settings, ScoreCell.Of(table, settings), [.. Enumerable.Range(0, models.Length)]);
        var (solver, mode, variances) = (new CapabilitySolver(density), density.Start(), new Variances(table.Series.Count));
        Assert.True(solver.TryFit(mode, variances));
        var check = new CapabilityCheck(solver, mode, variances, null);
        var cells = density.Cells.Length;

        // W - W X H^-1 X' W, by dense matrices: X and W from the cells, H from the derivatives entry by entry.
        var (x, w) = (Matrix<double>.Build.Dense(cells, mode.Length), Matrix<double>.Build.Dense(cells, cells));
        for (var c = 0; c < cells; c++)
        {
            var cell = density.Cells[c];
            var predictor = CapabilityDensity.Predictor(cell, mode);
            w[c, c] = CapabilityDensity.Weight(cell, variances) * CapabilityDensity.Terms(cell, predictor).Information;
            var by = new double[cell.Variables.Length];
            CapabilityDensity.Gradient(cell, mode, predictor, by);
            for (var i = 0; i < by.Length; i++)
            {
                x[c, cell.Variables[i]] = by[i];
            }
        }

        var prior = density.Copy();
        Array.Clear(prior.Live);
        Array.Clear(prior.Spent);
        var (still, matrix) = (new double[mode.Length], new double[density.Structure.Values]);
        prior.Derivatives(mode, variances, still, matrix, exact: false);
        var precision = Matrix<double>.Build.Dense(mode.Length, mode.Length, (i, j) =>
        {
            var (moved, slope) = ((double[])mode.Clone(), new double[mode.Length]);
            moved[j] += 1; // the log prior is quadratic
            prior.Derivatives(moved, variances, slope, matrix, exact: false);
            return still[i] - slope[i];
        });
        var expected = w - (w * x * (precision + (x.Transpose() * w * x)).Inverse() * x.Transpose() * w);

        var sums = Matrix<double>.Build.Dense(cells, cells);
        for (var replicate = 0; replicate < Replicates; replicate++)
        {
            var scores = Vector<double>.Build.Dense(check.Replicate((ulong)replicate));
            sums += scores.OuterProduct(scores);
        }

        for (var i = 0; i < cells; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var error = Math.Sqrt(((expected[i, i] * expected[j, j]) + (expected[i, j] * expected[i, j])) / Replicates);
                Assert.InRange(sums[i, j] / Replicates, expected[i, j] - (5 * error), expected[i, j] + (5 * error));
            }
        }
    }
}
