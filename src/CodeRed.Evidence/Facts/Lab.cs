using System.Collections.Immutable;

namespace CodeRed.Evidence.Facts;

/// <summary>A company or group that makes models, or that people leave for.</summary>
/// <param name="Id">Stable, for example <c>openai</c>.</param>
/// <param name="Name">As it is shown.</param>
/// <param name="Aliases">Other names.</param>
/// <param name="Watched">Whether it has a level of its own; the rest only appear in moves.</param>
/// <param name="Founders">How many people founded it, listed here or not; null where that is not known.</param>
public sealed record Lab(string Id, string Name, ImmutableArray<string> Aliases, bool Watched, int? Founders = null);
