using System.Collections.Immutable;

namespace CodeRed.Findings.UsageGrowth;

/// <summary>How usage is asked for.</summary>
/// <param name="Products">Ids of products; empty for all. Exactly two are compared.</param>
/// <param name="Measure">Id of the only measure that counts; null for all.</param>
/// <param name="Level">Of every interval; in (0, 1).</param>
public sealed record UsageSettings(ImmutableArray<string> Products, string? Measure = null, double Level = 0.95);
