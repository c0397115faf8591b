using CodeRed.Statistics.Ranking;

namespace CodeRed.RankingBenchmark;

/// <summary>How often intervals and rank sets hold the truth, in worlds of a million votes with a newcomer of 60 of its own.</summary>
internal sealed record Coverage
{
    public const int Models = 150;
    public const int Votes = 1_000_000;
    public const int NewcomerVotes = 60;

    private const double Level = .95;
    private const double Normal = 1.959963984540054;
    private const int SeedsApart = 1 << 20;

    /// <summary>Davidson's 95 % intervals of the newcomer.</summary>
    public required Share Newcomer { get; init; }

    /// <summary>Davidson's 95 % intervals of all models.</summary>
    public required Share All { get; init; }

    /// <summary>Worlds in which the rank sets of all models hold their true ranks.</summary>
    public required Share RankSets { get; init; }

    /// <summary>Mean number of ranks in a set.</summary>
    public required Share RankSetSize { get; init; }

    /// <summary>The newcomer's interval with the growing ridge, for what its own method comes to with all votes.</summary>
    public required Share NewcomerWithRidge { get; init; }

    /// <summary>The same without the ridge.</summary>
    public required Share NewcomerWithoutRidge { get; init; }

    /// <summary>Half-win intervals of all models, for the true strengths.</summary>
    public required Share AllWithHalfWins { get; init; }

    /// <summary>What a true difference of 100 Elo points comes to: the slope of half-win strengths over true ones.</summary>
    public required Share HalfWinsOf100 { get; init; }

    /// <summary>The same for Davidson.</summary>
    public required Share DavidsonOf100 { get; init; }

    /// <summary>Worlds in which a fit was refused, as where the newcomer won or lost every vote: they count nowhere.</summary>
    public required int Unranked { get; init; }

    public static Coverage Simulate(int worlds, int seed, Action<int> progress)
    {
        var all = new World?[worlds];
        var done = 0;
        Parallel.For(0, worlds, world =>
        {
            all[world] = World.Of(unchecked((seed * SeedsApart) + world));
            progress(Interlocked.Increment(ref done));
        });
        World[] ranked = [.. all.OfType<World>()];
        Share Of(Func<World, double> figure) => Share.Of(ranked.Select(figure));
        return new Coverage
        {
            Newcomer = Of(world => world.Newcomer),
            All = Of(world => world.All),
            RankSets = Of(world => world.RankSets),
            RankSetSize = Of(world => world.RankSetSize),
            NewcomerWithRidge = Of(world => world.NewcomerWithRidge),
            NewcomerWithoutRidge = Of(world => world.NewcomerWithoutRidge),
            AllWithHalfWins = Of(world => world.AllWithHalfWins),
            HalfWinsOf100 = Of(world => world.HalfWinsOf100),
            DavidsonOf100 = Of(world => world.DavidsonOf100),
            Unranked = worlds - ranked.Length,
        };
    }

    private sealed record World(
        double Newcomer, double All, double RankSets, double RankSetSize, double NewcomerWithRidge, double NewcomerWithoutRidge, double AllWithHalfWins, double HalfWinsOf100, double DavidsonOf100)
    {
        public static World? Of(int seed)
        {
            var arena = new Arena(Models, NewcomerVotes, seed);
            var table = arena.Count(Votes - NewcomerVotes);
            if (!Davidson.TryFit(table, out var davidson, out _) || !BradleyTerry.TryFit(table, out var halfWin, out _)
                || !BradleyTerry.TryFit(arena.Limit(Votes - NewcomerVotes, times: 1_000), out var limit, out _))
            {
                return null;
            }

            var mean = arena.Strengths.Average();
            double[] truth = Array.ConvertAll(arena.Strengths, strength => strength - mean);
            var (ours, theirs) = (davidson.Robust(), halfWin.Robust());
            var sets = ours.RankSets(Level, seed: (ulong)seed);
            var newcomer = arena.Newcomer;
            var ridge = Normal * GrowingRidge.StandardErrors(table, halfWin)[newcomer];
            double One(bool holds) => holds ? 1 : 0;
            double Share(Func<int, bool> holds) => Enumerable.Range(0, Models).Average(model => One(holds(model)));
            return new World(
                One(ours.LogStrength(newcomer, Level).Contains(truth[newcomer])),
                Share(model => ours.LogStrength(model, Level).Contains(truth[model])),
                One(Enumerable.Range(0, Models).All(model => sets[model].Contains(1 + truth.Count(other => other > truth[model])))),
                sets.Average(set => set.Worst - set.Best + 1),
                One(Math.Abs(halfWin.LogStrengths[newcomer] - limit.LogStrengths[newcomer]) <= ridge),
                One(theirs.LogStrength(newcomer, Level).Contains(limit.LogStrengths[newcomer])),
                Share(model => theirs.LogStrength(model, Level).Contains(truth[model])),
                100 * Slope(halfWin, truth),
                100 * Slope(davidson, truth));
        }

        // Of the models with many votes: the newcomer's error is large, and the truth has none.
        private static double Slope(RankingFit fit, double[] truth)
        {
            double products = 0, squares = 0;
            for (var model = 0; model < truth.Length - 1; model++)
            {
                products += fit.LogStrengths[model] * truth[model];
                squares += truth[model] * truth[model];
            }

            return products / squares;
        }
    }
}
