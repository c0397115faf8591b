using CodeRed.Statistics.Ranking;
using MathNet.Numerics.LinearAlgebra;

namespace CodeRed.RankingBenchmark;

/// <summary>Sandwich errors of Bradley-Terry with half-win ties in which the matrix of second derivatives has a share of the number of all votes added
/// to its diagonal, as those of arena-rank have by default (1e-5).</summary>
/// <remarks>The estimates themselves have no ridge. To a model with many votes the addition is nothing; to one with few it is more than its votes tell, and
/// its error comes out too small.</remarks>
internal static class GrowingRidge
{
    private const double PerVote = 1e-5;

    public static double[] StandardErrors(PairTable table, RankingFit halfWin)
    {
        var models = table.Models;
        var (bread, meat) = (Matrix<double>.Build.Dense(models, models), Matrix<double>.Build.Dense(models, models));
        foreach (var pair in table.Pairs)
        {
            var p = 1 / (1 + Math.Exp(halfWin.LogStrengths[pair.Second] - halfWin.LogStrengths[pair.First]));
            Add(bread, pair, pair.Votes * p * (1 - p));
            Add(meat, pair, (pair.Wins * (1 - p) * (1 - p)) + (pair.Losses * p * p) + (pair.Ties * (.5 - p) * (.5 - p)));
        }

        for (var model = 0; model < models; model++)
        {
            bread[model, model] += PerVote * table.Votes;
        }

        var inverse = bread.Inverse();
        return [.. (inverse * meat * inverse).Diagonal().Select(Math.Sqrt)];
    }

    private static void Add(Matrix<double> matrix, PairCounts pair, double value)
    {
        matrix[pair.First, pair.First] += value;
        matrix[pair.Second, pair.Second] += value;
        matrix[pair.First, pair.Second] -= value;
        matrix[pair.Second, pair.First] -= value;
    }
}
