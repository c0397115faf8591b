using System.Collections.Immutable;

namespace CodeRed.Evidence;

/// <summary>A grade as the answer stands, and one after its wrapping was taken off.</summary>
/// <param name="Raw">Of the answer as it stands.</param>
/// <param name="Normalised">Without fences and wrapping, or from a column of its own; null where the metric has none.</param>
public readonly record struct MetricGrade(Grade Raw, Grade? Normalised);

/// <summary>A sample on its way into the store, with its grades.</summary>
/// <param name="Target">Who answered.</param>
/// <param name="Sample">What was answered.</param>
/// <param name="Grades">One per metric, in the suite's order.</param>
public sealed record GradedSample(Target Target, Sample Sample, ImmutableArray<MetricGrade> Grades);
