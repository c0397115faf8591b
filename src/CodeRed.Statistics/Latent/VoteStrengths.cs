using CodeRed.Statistics.Algebra;
using CodeRed.Statistics.Ranking;

namespace CodeRed.Statistics.Latent;

/// <summary>Strengths of models by votes between pairs, with their covariance: one more series of a <see cref="ScoreTable"/>.</summary>
/// <remarks>Strengths are known up to a constant, so that only their differences count. They are taken as normal around a linear function of capability plus a
/// dispersion, with this covariance of their errors: votes that are hard to tell apart stay so.</remarks>
public sealed class VoteStrengths
{
    private readonly double[] _covariance;

    /// <summary>Checks and keeps the strengths.</summary>
    /// <param name="models">Numbers of the models in the table, each once; at least two.</param>
    /// <param name="strengths">A strength for each.</param>
    /// <param name="covariance">Covariance of the strengths' errors, row by row; that of strengths relative to their mean will do.</param>
    /// <exception cref="ArgumentException">Lengths differ, a model comes twice, a number is not finite, or the errors of some difference have no positive
    /// variance.</exception>
    public VoteStrengths(IReadOnlyList<int> models, IReadOnlyList<double> strengths, IReadOnlyList<double> covariance)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(strengths);
        ArgumentNullException.ThrowIfNull(covariance);
        (Models, Strengths, _covariance) = ([.. models], [.. strengths], [.. covariance]);
        Require(Models.Count >= 2 && Models.Distinct().Count() == Models.Count, "Votes are of at least two models, each named once.", nameof(models));
        Require(Strengths.Count == Models.Count && Strengths.All(double.IsFinite), $"There are {Models.Count} models; each has one finite strength.", nameof(strengths));
        Require(
            _covariance.Length == Models.Count * Models.Count && Array.TrueForAll(_covariance, double.IsFinite),
            $"The covariance of {Models.Count} strengths is {Models.Count} by {Models.Count} finite numbers.", nameof(covariance));
        Information = Contrasts() ?? throw new ArgumentException("Some difference of strengths has no error: the covariance is not positive.", nameof(covariance));
    }

    /// <summary>Numbers of the models in the table.</summary>
    public IReadOnlyList<int> Models { get; }

    /// <summary>Their strengths.</summary>
    public IReadOnlyList<double> Strengths { get; }

    /// <summary>The precision of the differences, row by row; its rows sum to 0.</summary>
    internal double[] Information { get; }

    /// <summary>The strengths of a ranking.</summary>
    /// <param name="ranking">Fitted votes with their errors, robust or clustered.</param>
    /// <param name="models">For each model of the ranking its number in the table, or -1 to leave it out.</param>
    /// <exception cref="ArgumentException">Fewer than two models are left, or a number comes twice.</exception>
    public static VoteStrengths From(RankingInference ranking, IReadOnlyList<int> models)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        ArgumentNullException.ThrowIfNull(models);
        int[] kept = [.. Enumerable.Range(0, ranking.Fit.Models).Where(model => models[model] >= 0)];
        return new VoteStrengths(
            [.. kept.Select(model => models[model])],
            [.. kept.Select(model => ranking.Fit.LogStrengths[model])],
            [.. kept.SelectMany(i => kept.Select(j => ((Math.Pow(ranking.StandardError(i), 2) + Math.Pow(ranking.StandardError(j), 2)) - Math.Pow(ranking.StandardError(i, j), 2)) / 2))]);
    }

    // A constant added to the covariance makes it positive without changing any difference; what it says of the constant is then taken out of its inverse.
    private double[]? Contrasts()
    {
        var count = Models.Count;
        var scale = Enumerable.Range(0, count).Average(i => _covariance[(i * count) + i]);
        var factor = Array.ConvertAll(_covariance, entry => entry + scale);
        if (!(scale > 0) || !SymmetricMatrix.TryFactor(factor, count) || Enumerable.Range(0, count).Any(i => factor[(i * count) + i] * factor[(i * count) + i] < 1e-10 * scale))
        {
            return null;
        }

        var inverse = SymmetricMatrix.Inverse(factor, count);
        double[] rows = [.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, count).Sum(j => inverse[(i * count) + j]))];
        var sum = rows.Sum();
        return [.. inverse.Select((entry, i) => entry - (rows[i / count] * rows[i % count] / sum))];
    }

    private static void Require(bool holds, string otherwise, string name)
    {
        if (!holds)
        {
            throw new ArgumentException(otherwise, name);
        }
    }
}
