namespace CodeRed.Statistics.Latent;

/// <summary>Scores from results on single items that all models of a series were asked.</summary>
public static class PairedItems
{
    /// <summary>A proportion for each model, behind which stand as many items as tell models apart.</summary>
    /// <param name="series">Number of the series in its <see cref="ScoreTable"/>.</param>
    /// <param name="models">Numbers of the models in the table.</param>
    /// <param name="passed">For each model and item whether it was passed; the same items for all.</param>
    /// <param name="runner">Who measured them.</param>
    /// <remarks>That an item is hard for all is part of the difficulty of the series, so that only what is left over between model and item blurs differences: the
    /// residual mean square s of a two-way analysis of variance. A share p of n items then has the error of np(1 - p)/s independent ones, p(1 - p) being averaged over the
    /// models; never of fewer than n. With one model, or where nothing is left over, n stand behind it.</remarks>
    /// <exception cref="ArgumentException">There is no model or no item, or models have different numbers of items.</exception>
    public static IReadOnlyList<Score> Scores(int series, IReadOnlyList<int> models, IReadOnlyList<IReadOnlyList<bool>> passed, RunnerKind runner = RunnerKind.Independent)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(passed);
        if (models.Count == 0 || passed.Count != models.Count || passed[0].Count == 0 || passed.Any(row => row.Count != passed[0].Count))
        {
            throw new ArgumentException("Every model has a result on every item: as many rows as models, all of the same length, at least 1.", nameof(passed));
        }

        var items = passed[0].Count;
        double[] shares = [.. passed.Select(row => row.Average(pass => pass ? 1.0 : 0))];
        double[] easy = [.. Enumerable.Range(0, items).Select(item => passed.Average(row => row[item] ? 1.0 : 0))];
        var (mean, squares) = (shares.Average(), 0.0);
        for (var model = 0; model < shares.Length; model++)
        {
            for (var item = 0; item < items; item++)
            {
                var left = (passed[model][item] ? 1 : 0) - shares[model] - easy[item] + mean;
                squares += left * left;
            }
        }

        var residual = squares / Math.Max(1, (shares.Length - 1) * (items - 1));
        var behind = residual > 1e-12 ? Math.Max(items, items * shares.Average(share => share * (1 - share)) / residual) : items;
        return [.. models.Zip(shares, (model, share) => new Score(model, series, share, runner, behind))];
    }
}
