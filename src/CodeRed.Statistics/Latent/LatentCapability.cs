using System.Diagnostics.CodeAnalysis;

namespace CodeRed.Statistics.Latent;

/// <summary>One capability for each model from published scores with missing cells.</summary>
/// <remarks>
/// <para>A proportion y of n items has the mean floor + (ceiling - floor) sigma(a (theta + u + v - d)) and the variance p(1 - p)(1/n + rho), by
/// Efron's (1986) double binomial, "Double exponential families and their use in generalized linear regression", JASA 81(395), 709-721; a real score, in
/// standard deviations of its series, is normal around a (theta + u + v - d) with variance se^2 + rho. Here theta is the model's capability, u what it
/// does better on this benchmark than that, v the inflation of scores by their vendor (one for each lab) or by a rival, and d, a and rho are difficulty,
/// discrimination and dispersion of the series.</para>
/// <para>All are normal (a and rho in their logarithm) with spreads that are fitted: difficulties and discriminations of the series of a benchmark are
/// alike, and no two series are joined. A capability of 1 more is odds of e on a typical benchmark of proportions, one with a = 1.</para>
/// <para>Spreads are drawn from their own distributions given all the rest, beginning at those that maximise Laplace's approximation of their posterior;
/// given them, the rest is drawn from the normal distribution at the mode.</para>
/// </remarks>
public static class LatentCapability
{
    /// <summary>Most series, and most models: a dense matrix is kept of the former, and draws of the latter.</summary>
    public const int Most = 4096;

    /// <summary>Fits the capabilities of the largest group of linked models.</summary>
    /// <param name="table">The scores.</param>
    /// <param name="settings">How.</param>
    /// <param name="fit">The capabilities; null where refused.</param>
    /// <param name="refusal">Why there are none; null where there are.</param>
    public static bool TryFit(
        ScoreTable table, CapabilitySettings settings, [NotNullWhen(true)] out CapabilityFit? fit, [NotNullWhen(false)] out CapabilityRefusal? refusal) =>
        TryFit(table, settings, null, out fit, out refusal);

    /// <param name="table">The scores.</param>
    /// <param name="settings">How.</param>
    /// <param name="from">A fit to almost the same scores, to begin with, of which the likeliest bounds are taken over; null for none.</param>
    /// <param name="fit">The capabilities; null where refused.</param>
    /// <param name="refusal">Why there are none; null where there are.</param>
    internal static bool TryFit(
        ScoreTable table, CapabilitySettings settings, CapabilityFit? from, [NotNullWhen(true)] out CapabilityFit? fit, [NotNullWhen(false)] out CapabilityRefusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Draws, 100, nameof(settings));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.DefaultItems, nameof(settings));
        fit = null;
        var cells = ScoreCell.Of(table, settings);
        var links = new ScoreLinks(table.Models.Count, table.Series.Count, cells.Select(cell => (cell.Score.Model, cell.Score.Series)));
        int[] models = [.. Enumerable.Range(0, table.Models.Count).Where(model => links.ModelGroup[model] == 0)];
        if (cells.Count == 0)
        {
            refusal = new CapabilityRefusal(CapabilityRefusalReason.NoScores, "There is no score with an item behind it.");
            return false;
        }

        if (models.Length < 2)
        {
            refusal = new CapabilityRefusal(
                CapabilityRefusalReason.NothingToCompare, "No series has scores of two models, so that nothing can be compared; add scores of other models in the same series.");
            return false;
        }

        cells.RemoveAll(cell => links.ModelGroup[cell.Score.Model] != 0);
        if (Math.Max(models.Length, cells.Select(cell => cell.Score.Series).Distinct().Count()) > Most)
        {
            refusal = new CapabilityRefusal(CapabilityRefusalReason.TooMany, $"There are more than {Most} linked models or series; leave some out.");
            return false;
        }

        var density = new CapabilityDensity(table, settings, cells, models);
        var variances = Starting(settings, table, from?.Variances);
        var mode = from is null ? density.Start() : from.Start(density);
        var solver = new CapabilitySolver(from?.Bounds is { } found ? found.Set(density, found.Likeliest) : density);
        if (!solver.TryFit(mode, variances, nearby: from is not null))
        {
            refusal = new CapabilityRefusal(CapabilityRefusalReason.NotConverged, "The posterior found no maximum. Look for scores that are on another scale than they say.");
            return false;
        }

        refusal = null;
        var bounds = from is null && settings.UntoldBounds ? UntoldBounds.Find(ref solver, mode, variances) : from?.Bounds;
        fit = new CapabilityFit(table, settings, links, solver, mode, variances, bounds, drawsBounds: from is null);
        return true;
    }

    private static Variances Starting(CapabilitySettings settings, ScoreTable table, Variances? from)
    {
        var variances = from?.Copy() ?? new Variances(table.Series.Count);
        for (var one = 0; from is null && one < table.Series.Count; one++)
        {
            variances.LogDispersion[one] = table.Series[one].Scale == ScoreScale.Real ? Variances.RealDispersion.Mean : variances.Log[Variances.Dispersion];
        }

        variances.Fixed[Variances.Capability] = settings.Prior is CapabilityPrior.Weak or CapabilityPrior.Ridge;
        if (variances.Fixed[Variances.Capability])
        {
            variances.Log[Variances.Capability] = settings.Prior == CapabilityPrior.Weak ? Math.Log(5) : 0;
        }

        return variances;
    }
}
