namespace CodeRed.Statistics.Latent;

/// <summary>Which models scores can put on one scale: those linked by common series, directly or through others.</summary>
/// <remarks>Nothing else links: that two series are editions of one benchmark makes them alike only by assumption.</remarks>
public sealed class ScoreLinks
{
    private readonly int[] _modelGroup;
    private readonly int[] _seriesGroup;

    internal ScoreLinks(int models, int series, IEnumerable<(int Model, int Series)> cells)
    {
        var parent = Enumerable.Range(0, models + series).ToArray();
        int Root(int node)
        {
            while (parent[node] != node)
            {
                node = parent[node] = parent[parent[node]];
            }

            return node;
        }

        var (ofModel, ofSeries) = (new HashSet<int>[models], new HashSet<int>[series]);
        foreach (var (model, one) in cells)
        {
            parent[Root(model)] = Root(models + one);
            (ofModel[model] ??= []).Add(one);
            (ofSeries[one] ??= []).Add(model);
        }

        // The group of most models first; equal ones in the order of their first model.
        var roots = Enumerable.Range(0, models).Where(model => ofModel[model] is not null).GroupBy(Root).OrderByDescending(group => group.Count()).ThenBy(group => group.Min())
            .Select((group, number) => (group.Key, number)).ToDictionary();
        Groups = roots.Count;
        _modelGroup = [.. Enumerable.Range(0, models).Select(model => ofModel[model] is null ? -1 : roots[Root(model)])];
        _seriesGroup = [.. Enumerable.Range(0, series).Select(one => ofSeries[one] is null ? -1 : roots[Root(models + one)])];
        SingleSeriesModels = [.. Enumerable.Range(0, models).Where(model => ofModel[model]?.Count == 1)];
        SingleModelSeries = [.. Enumerable.Range(0, series).Where(one => ofSeries[one]?.Count == 1)];
    }

    /// <summary>Number of groups of linked models. Between two groups nothing can be said.</summary>
    public int Groups { get; }

    /// <summary>For each model the number of its group, the one of most models being 0; -1 for a model without a score.</summary>
    public IReadOnlyList<int> ModelGroup => _modelGroup;

    /// <summary>For each series the number of its group; -1 for a series without a score.</summary>
    public IReadOnlyList<int> SeriesGroup => _seriesGroup;

    /// <summary>Models with scores in one series only: what is said of them rests on that one.</summary>
    public IReadOnlyList<int> SingleSeriesModels { get; }

    /// <summary>Series with scores of one model only: they compare nothing.</summary>
    public IReadOnlyList<int> SingleModelSeries { get; }
}
