using CodeRed.Statistics.Latent;

namespace CodeRed.StandingBenchmark;

/// <summary>What a fit said of one simulated world, held against its truth.</summary>
internal sealed record WorldOutcome
{
    private const double Level = .95;
    private const int DrawsOfVariations = 200;
    private static readonly double Margin = 3 / Math.Sqrt(DrawsOfVariations);
    private const int Dates = 4; // at which the throne is asked for, evenly over the release days

    /// <summary>Share of the capabilities that lie in their 95 % interval.</summary>
    public required double Covered { get; init; }

    /// <summary>Mean width of these intervals.</summary>
    public required double Width { get; init; }

    /// <summary>Whether all ranks lie in their 95 % sets at once.</summary>
    public required bool RanksCovered { get; init; }

    /// <summary>Of labs and of models: dated handovers, how many of them are right, and unresolved ones.</summary>
    public required (int Dated, int Right, int Open) Handovers { get; init; }

    /// <summary>Own-result inflations, and how many lie in their 95 % interval.</summary>
    public required (int All, int Covered) Inflations { get; init; }

    /// <summary>For every date and holder the probability to hold the throne, and whether it does.</summary>
    public required IReadOnlyList<(double Said, bool Holds)> Throne { get; init; }

    /// <summary>Kinds of misfit found.</summary>
    public required IReadOnlyList<MisfitKind> Misfits { get; init; }

    /// <summary>Whether another lab clearly leads under another choice: by more than three standard errors of its draws.</summary>
    public required bool LeaderChanges { get; init; }

    /// <exception cref="InvalidOperationException">The fit was refused.</exception>
    public static WorldOutcome Of(WorldKind kind, int seed)
    {
        var world = new World(kind, seed);
        if (!LatentCapability.TryFit(world.Table, new CapabilitySettings { Seed = (ulong)seed }, out var fit, out var refusal))
        {
            throw new InvalidOperationException($"The world {kind.Name} with seed {seed} was refused: {refusal.Words}");
        }

        var mean = fit.Ranked.Average(model => world.Capabilities[model]);
        var intervals = fit.Ranked.Select(model => (Interval: fit.Capability(model, Level), Truth: world.Capabilities[model] - mean)).ToList();
        var ranks = fit.RankSets(Level);
        var inflations = Enumerable.Range(0, world.Inflation.Length).Select(lab => (Interval: fit.VendorInflation(lab, Level), Truth: world.Inflation[lab]))
            .Where(lab => lab.Interval is not null).ToList();
        var variations = fit.UnderOtherChoices(DrawsOfVariations);
        var throne = ByLab(fit.ProbabilityBest());
        return new WorldOutcome
        {
            Covered = intervals.Average(model => model.Interval.Contains(model.Truth) ? 1.0 : 0),
            Width = intervals.Average(model => model.Interval.Upper - model.Interval.Lower),
            RanksCovered = fit.Ranked.Zip(ranks).All(model => model.Second.Contains(1 + fit.Ranked.Count(other => world.Capabilities[other] > world.Capabilities[model.First]))),
            Handovers = Add(Judge(world, fit, ThroneHolder.Lab), Judge(world, fit, ThroneHolder.Model)),
            Inflations = (inflations.Count, inflations.Count(lab => lab.Interval!.Value.Contains(lab.Truth))),
            Throne = [.. Thrones(world, fit)],
            Misfits = [.. fit.Misfits().Select(misfit => misfit.Kind)],
            LeaderChanges = variations.Any(variation => variation.Throne is { } other && other.Max() - other[Leader(throne)] >= Margin),
        };

        double[] ByLab(double[] best)
        {
            var byLab = new double[world.Inflation.Length];
            foreach (var (model, probability) in best.Index())
            {
                byLab[world.Labs[model]] += probability;
            }

            return byLab;
        }
    }

    private static int Leader(IReadOnlyList<double> throne) => Enumerable.Range(0, throne.Count).MaxBy(lab => throne[lab]);

    private static (int, int, int) Add((int Dated, int Right, int Open) one, (int Dated, int Right, int Open) other) =>
        (one.Dated + other.Dated, one.Right + other.Right, one.Open + other.Open);

    // By labs, each as good as its best model, and by models.
    private static IEnumerable<(double Said, bool Holds)> Thrones(World world, CapabilityFit fit)
    {
        var last = fit.Ranked.Max(model => world.Released[model]);
        for (var date = 1; date <= Dates; date++)
        {
            var day = last * date / Dates;
            var best = fit.ProbabilityBest(day);
            var truth = fit.Ranked.Where(model => world.Released[model] <= day).OrderByDescending(model => world.Capabilities[model]).Cast<int?>().FirstOrDefault();
            if (truth is not { } holder)
            {
                continue;
            }

            foreach (var model in fit.Ranked.Where(model => world.Released[model] <= day))
            {
                yield return (best[model], model == holder);
            }

            for (var lab = 0; lab < world.Inflation.Length; lab++)
            {
                yield return (fit.Ranked.Where(model => world.Labs[model] == lab).Sum(model => best[model]), world.Labs[holder] == lab);
            }
        }
    }

    // A dated handover is right when on its last day the new holder is truly better, and has been so since a day not before its first.
    private static (int Dated, int Right, int Open) Judge(World world, CapabilityFit fit, ThroneHolder holder)
    {
        var handovers = fit.Handovers(holder);
        int Of(int model) => holder == ThroneHolder.Lab ? world.Labs[model] : model;
        double Best(int who, int day) => fit.Ranked.Where(model => Of(model) == who && world.Released[model] <= day)
            .Select(model => world.Capabilities[model]).DefaultIfEmpty(double.NegativeInfinity).Max();
        bool Better(Handover handover, int day) => Best(handover.To, day) > Best(handover.From, day);
        var dated = handovers.Where(handover => handover.Resolved).ToList();
        return (dated.Count, dated.Count(handover => Better(handover, handover.When!.Value.Last) && !Better(handover, handover.When!.Value.First - 1)), handovers.Count - dated.Count);
    }
}
