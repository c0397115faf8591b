using System.Collections.Immutable;

namespace CodeRed.Evidence.Facts;

/// <summary>What a benchmark's values are.</summary>
public enum ScoreScale
{
    /// <summary>A share of items, written in percent.</summary>
    Share,

    /// <summary>A rating without bounds, such as an arena's.</summary>
    Rating,

    /// <summary>A positive quantity that is compared by its logarithm, such as a time horizon.</summary>
    Positive,

    /// <summary>Points of a composite without a likelihood: shown and compared within a series, never modelled.</summary>
    Index,
}

/// <summary>A benchmark, and what it speaks for.</summary>
/// <param name="Id">Stable, for example <c>gpqa-diamond</c>.</param>
/// <param name="Name">As it is shown.</param>
/// <param name="Metrics">What is measured on it, at least one.</param>
/// <param name="Items">Items of an edition that says nothing else; null where that is not known.</param>
/// <param name="Editions">Its editions, in order of time; empty where there is only one.</param>
/// <param name="Skills">Ids of the skills it speaks for, with the reason; empty where it speaks for none.</param>
/// <param name="Note">What a reader should know; null where there is nothing.</param>
public sealed record Benchmark(
    string Id,
    string Name,
    ImmutableArray<BenchmarkMetric> Metrics,
    int? Items,
    ImmutableArray<BenchmarkEdition> Editions,
    ImmutableArray<BenchmarkSkill> Skills,
    string? Note)
{
    /// <summary>What guessing passes, in percent, such as 25 for a choice of four; null where guessing passes nothing, or that is not known.</summary>
    public double? Guessing { get; init; }

    /// <summary>Id of the product whose answers it measures, as its users meet it; null where it asks models behind an API.</summary>
    public string? Product { get; init; }
}

/// <summary>A metric of a benchmark.</summary>
/// <param name="Id">Stable, for example <c>accuracy</c>.</param>
/// <param name="Name">As it is shown.</param>
/// <param name="Scale">What its values are.</param>
/// <param name="Unit">The unit as it is shown, such as <c>%</c>.</param>
/// <param name="Better">Which way it gets better.</param>
public sealed record BenchmarkMetric(string Id, string Name, ScoreScale Scale, string Unit, Better Better);

/// <summary>An edition of a benchmark.</summary>
/// <param name="Id">As series name it.</param>
/// <param name="Items">Items in it; null to take the benchmark's.</param>
/// <param name="Note">How it differs; null where nothing is to be said.</param>
public sealed record BenchmarkEdition(string Id, int? Items, string? Note);

/// <summary>What a benchmark says of a skill.</summary>
/// <param name="Skill">Id of the skill.</param>
/// <param name="Why">Why it speaks for it.</param>
public sealed record BenchmarkSkill(string Skill, string Why);
