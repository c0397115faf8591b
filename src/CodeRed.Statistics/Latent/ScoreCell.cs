namespace CodeRed.Statistics.Latent;

/// <summary>A score as the likelihood sees it.</summary>
/// <param name="Score">The score; of several that count as one, the first.</param>
/// <param name="Value">The proportion, or the real score in standard deviations of its series from its mean.</param>
/// <param name="Noise">One over the number of items, or the squared standard error in the same unit.</param>
internal readonly record struct ScoreCell(Score Score, double Value, double Noise)
{
    /// <summary>Mean and standard deviation of real scores; a deviation of 1 where they do not differ.</summary>
    public static (double Mean, double Deviation) Location(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return (mean, deviation > 1e-9 * Math.Abs(mean) ? deviation : 1);
    }

    /// <summary>The scores that say something, those of one model, series and kind of runner as one.</summary>
    public static List<ScoreCell> Of(ScoreTable table, CapabilitySettings settings)
    {
        var (location, unit) = (new double[table.Series.Count], new double[table.Series.Count]);
        foreach (var group in table.Scores.GroupBy(score => score.Series))
        {
            (location[group.Key], unit[group.Key]) = Location([.. group.Select(score => score.Value).Order()]);
        }

        List<ScoreCell> cells = [];
        foreach (var group in table.Scores.Where(score => score.Items != 0).GroupBy(score => (score.Model, score.Series, score.Runner)).OrderBy(group => group.Key))
        {
            var first = group.First();
            var series = table.Series[first.Series];
            var value = group.Select(score => score.Value).Order().Average();
            if (series.Scale == ScoreScale.Real)
            {
                var error = group.Max(score => score.StandardError ?? 0) / unit[first.Series];
                cells.Add(new ScoreCell(first, (value - location[first.Series]) / unit[first.Series], error * error));
                continue;
            }

            // A standard error stands for as many items as give it; at 0 and 1 half an item is added to either side.
            double Items(Score score) => score.Items
                ?? (score.StandardError is { } error and > 0 ? Math.Max(1, (value * (1 - value)) / (error * error)) : settings.DefaultItems);
            cells.Add(new ScoreCell(first, value, settings.Prior == CapabilityPrior.Ridge ? 1 / settings.DefaultItems : 1 / group.Max(Items)));
        }

        if (table.Votes is { } votes)
        {
            double[] strengths = [.. votes.Strengths];
            var (centre, scale) = Location(strengths);
            cells.AddRange(votes.Models.Zip(strengths, (model, strength) => new ScoreCell(new Score(model, table.VoteSeries!.Value, strength), (strength - centre) / scale, 0)));
        }

        return cells;
    }
}
