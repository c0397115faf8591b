using CodeRed.Statistics.Latent;

namespace CodeRed.StandingBenchmark;

/// <summary>What the fits said of all simulated worlds of a kind.</summary>
internal sealed record Worlds
{
    private const int SeedsApart = 1 << 20;

    public required WorldKind Kind { get; init; }

    public required IReadOnlyList<WorldOutcome> Outcomes { get; init; }

    public Share Covered => Share.Of(Outcomes.Select(world => world.Covered));

    /// <summary>The same of the worlds in which no misfit was found.</summary>
    public Share CoveredWhereNothingWasFound => Share.Of(Outcomes.Where(world => world.Misfits.Count == 0).Select(world => world.Covered));

    public Share Width => Share.Of(Outcomes.Select(world => world.Width));

    public Share RanksCovered => Of(world => world.RanksCovered);

    /// <summary>Of dated handovers, how many are right.</summary>
    public Share HandoversRight => Share.OfRatio(Outcomes.Select(world => ((double)world.Handovers.Right, (double)world.Handovers.Dated)));

    /// <summary>Of all handovers, how many stay unresolved.</summary>
    public Share HandoversOpen => Share.OfRatio(Outcomes.Select(world => ((double)world.Handovers.Open, (double)(world.Handovers.Open + world.Handovers.Dated))));

    /// <summary>Of the intervals of what labs add to their own results, how many cover.</summary>
    public Share InflationsCovered => Share.OfRatio(Outcomes.Select(world => ((double)world.Inflations.Covered, (double)world.Inflations.All)));

    /// <summary>Worlds in which a misfit was found.</summary>
    public Share Flagged => Of(world => world.Misfits.Count > 0);

    public Share LeaderChanges => Of(world => world.LeaderChanges);

    public Share FlaggedAs(MisfitKind kind) => Of(world => world.Misfits.Contains(kind));

    /// <summary>Simulates worlds; which they are depends on the kind's place among all kinds, so that leaving kinds out changes nothing.</summary>
    public static Worlds Simulate(WorldKind kind, int worlds, int seed, Action progress)
    {
        var outcomes = new WorldOutcome[worlds];
        var first = unchecked((seed * SeedsApart) + (Array.IndexOf(WorldKind.All, kind) * (SeedsApart / 16)));
        Parallel.For(0, worlds, world =>
        {
            outcomes[world] = WorldOutcome.Of(kind, (first + world) & int.MaxValue);
            progress();
        });
        return new Worlds { Kind = kind, Outcomes = outcomes };
    }

    private Share Of(Func<WorldOutcome, bool> holds) => Share.Of(Outcomes.Select(world => holds(world) ? 1.0 : 0));
}
