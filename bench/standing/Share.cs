namespace CodeRed.StandingBenchmark;

/// <summary>A mean over simulated worlds.</summary>
/// <param name="Value">The mean; not a number where there is nothing to take it of.</param>
/// <param name="Error">Its standard error, with the world as the unit.</param>
internal readonly record struct Share(double Value, double Error)
{
    public static Share Of(IEnumerable<double> byWorld) => OfRatio(byWorld.Select(value => (value, 1.0)));

    /// <summary>The ratio of two sums over worlds, with the error of the linearised ratio.</summary>
    public static Share OfRatio(IEnumerable<(double Part, double Whole)> byWorld)
    {
        (double Part, double Whole)[] worlds = [.. byWorld];
        var whole = worlds.Sum(world => world.Whole);
        var ratio = worlds.Sum(world => world.Part) / whole;
        var squares = worlds.Sum(world => Math.Pow(world.Part - (ratio * world.Whole), 2));
        return new Share(ratio, Math.Sqrt(squares * worlds.Length / (worlds.Length - 1)) / whole);
    }
}
