namespace CodeRed.StandingBenchmark;

/// <summary>A range of probabilities to hold the throne, what was said in it, and how often it was so.</summary>
/// <param name="From">The lowest probability.</param>
/// <param name="To">The probability that no longer belongs to it.</param>
/// <param name="Said">The mean probability.</param>
/// <param name="Observed">How often the holder was the true one, with the world as the unit of its error.</param>
/// <param name="Count">How many probabilities there were.</param>
internal sealed record Reliability(double From, double To, double Said, Share Observed, int Count)
{
    private const double Near = .05;

    private static readonly double[] Ends = [.005, .05, .2, .4, .6, .8, .95, 1.000001];

    /// <summary>Whether what was said and what was so differ by no more than .05 and three errors.</summary>
    public bool Calibrated => Math.Abs(Observed.Value - Said) <= Near + (3 * Observed.Error);

    /// <summary>The table over worlds. Probabilities below .005 are left out.</summary>
    public static IReadOnlyList<Reliability> Of(IEnumerable<WorldOutcome> worlds)
    {
        var all = worlds.ToList();
        List<Reliability> rows = [];
        foreach (var (from, to) in Ends.Zip(Ends.Skip(1)))
        {
            var byWorld = all.Select(world => world.Throne.Where(one => one.Said >= from && one.Said < to).ToList()).ToList();
            var count = byWorld.Sum(world => world.Count);
            if (count > 0)
            {
                rows.Add(new Reliability(
                    from, Math.Min(1, to), byWorld.Sum(world => world.Sum(one => one.Said)) / count, Share.OfRatio(byWorld.Select(world => ((double)world.Count(one => one.Holds), (double)world.Count))), count));
            }
        }

        return rows;
    }
}
