namespace CodeRed.Statistics.Latent;

/// <summary>How the throne depends on choices: it is fitted anew under every other prior, with outsiders' results only, and without each of the largest
/// series that hold a model of the leading lab that may well be the best of all.</summary>
/// <remarks>Each fit begins at the mode and the variances of the first, so that few rounds bring its variances to rest.</remarks>
internal sealed class ThroneSensitivity
{
    private const int MostSeriesLeftOut = 3;

    // A lab's best model is often one of several: which of them comes first by a hair shall not decide which series are left out.
    private const double MayWellBeBest = .05;

    private readonly CapabilityFit _fit;
    private readonly int _draws;

    public ThroneSensitivity(CapabilityFit fit, int draws) => (_fit, _draws) = (fit, draws);

    public ThroneVariation[] Variations()
    {
        var table = _fit.Table;
        var best = _fit.ProbabilityBest();
        var throne = ByLab(table, best);
        var lab = Array.IndexOf(throne, throne.Max());
        var first = _fit.Ranked.Where(model => table.Models[model].Lab == lab).MaxBy(model => best[model]);
        var leaders = _fit.Ranked.Where(model => table.Models[model].Lab == lab && best[model] >= MayWellBeBest).Append(first).ToHashSet();
        List<(ThroneVariation Choice, Func<Score, bool> Counts)> choices =
        [
            .. Enum.GetValues<CapabilityPrior>().Where(prior => prior != _fit.Settings.Prior)
                .Select(prior => (new ThroneVariation(VariationKind.Prior, prior, null, null), (Func<Score, bool>)(_ => true))),
            .. table.Scores.GroupBy(score => score.Series).Where(series => series.Any(score => leaders.Contains(score.Model)))
                .OrderByDescending(series => series.Count()).ThenBy(series => series.Key).Take(MostSeriesLeftOut)
                .Select(series => (new ThroneVariation(VariationKind.WithoutBoard, null, series.Key, null), (Func<Score, bool>)(score => score.Series != series.Key))),
        ];
        if (table.Scores.Any(Outsiders) && !table.Scores.All(Outsiders))
        {
            choices.Add((new ThroneVariation(VariationKind.IndependentOnly, null, null, null), Outsiders));
        }

        var variations = new ThroneVariation[choices.Count];
        Parallel.For(0, choices.Count, number =>
        {
            var (choice, counts) = choices[number];
            variations[number] = Varied(choice, counts);
        });
        return variations;
    }

    private ThroneVariation Varied(ThroneVariation choice, Func<Score, bool> counts)
    {
        var table = _fit.Table.Only(counts);
        var settings = _fit.Settings with { Prior = choice.Prior ?? _fit.Settings.Prior, Draws = _draws };
        return LatentCapability.TryFit(table, settings, _fit, out var varied, out _)
            ? choice with { Throne = ByLab(table, varied.ProbabilityBest()), Converged = varied.Converged }
            : choice;
    }

    private static bool Outsiders(Score score) => score.Runner is RunnerKind.Independent or RunnerKind.Self;

    private static double[] ByLab(ScoreTable table, double[] best)
    {
        var throne = new double[1 + table.Models.Max(model => model.Lab)];
        foreach (var (model, probability) in best.Index())
        {
            throne[table.Models[model].Lab] += probability;
        }

        return throne;
    }
}
