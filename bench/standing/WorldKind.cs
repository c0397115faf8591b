namespace CodeRed.StandingBenchmark;

/// <summary>What is true in a simulated world beyond the clean one.</summary>
/// <param name="Name">Of the world, in one or two words.</param>
/// <param name="Claimed">Whether intervals are said to cover in it.</param>
internal sealed record WorldKind(string Name, bool Claimed)
{
    public const string Clean = "clean";

    /// <summary>All worlds. Their seeds depend on their places.</summary>
    public static readonly WorldKind[] All =
    [
        new(Clean, true),
        new("missing where weak", true) { Selection = 1.5 },
        new("vendors inflate", true) { Inflation = .3 },
        new("editions shift", true) { EditionSpread = 1 },
        new("all of these", true) { Selection = 1.5, Inflation = .3, EditionSpread = 1 },
        new("two skills", false) { SecondSkill = .4 },
        new("hidden ceilings", false) { LowestCeiling = .75 },
        new("guessing", true) { HiddenFloor = .25 },
        new("leaks", false) { LeakPerYear = .6 },
        new("large leaks", false) { LeakPerYear = 1.5 },
    ];

    /// <summary>By how much the log odds that a lab shows a result grow for each standard deviation by which the model does better on the benchmark than
    /// its capability tells; of a rival's result they fall as much. Outsiders test better models more, whatever the benchmark.</summary>
    public double Selection { get; init; }

    /// <summary>What a lab adds to its own results, in capability: the mean over labs, two thirds of it being the standard deviation. From a rival's
    /// it takes a third.</summary>
    public double Inflation { get; init; }

    /// <summary>Standard deviation of difficulty between the editions of a benchmark.</summary>
    public double EditionSpread { get; init; } = .3;

    /// <summary>Standard deviation of a model's second skill: half of the benchmarks ask for capability plus this, the others for capability minus this.
    /// Half of its variance is the lab's.</summary>
    public double SecondSkill { get; init; }

    /// <summary>Benchmarks have ceilings between this and 1 that nobody is told of; 1 for none.</summary>
    public double LowestCeiling { get; init; } = 1;

    /// <summary>Share that guessing passes on every second benchmark without being told; 0 for none.</summary>
    public double HiddenFloor { get; init; }

    /// <summary>By how much models grow better on every third benchmark for each year after a third of the time, without being more capable; for
    /// half of the labs.</summary>
    public double LeakPerYear { get; init; }
}
