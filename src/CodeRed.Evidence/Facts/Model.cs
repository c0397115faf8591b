using System.Collections.Immutable;

namespace CodeRed.Evidence.Facts;

/// <summary>One version of a model at one setting, such as a reasoning effort: what a score can be of.</summary>
/// <param name="Id">Stable, for example <c>gpt-5-high</c>.</param>
/// <param name="Name">As it is shown.</param>
/// <param name="Lab">Id of the lab that made it.</param>
/// <param name="Version">Id shared by all settings of the same weights; equals <paramref name="Id"/> where there is only one.</param>
/// <param name="Released">When it was released; null where that is not known.</param>
/// <param name="Aliases">Other names, as benchmarks and vendors write them. A name stands for one model only.</param>
/// <param name="OpenWeights">Whether its weights can be had.</param>
public sealed record Model(string Id, string Name, string Lab, string Version, PartialDate? Released, ImmutableArray<string> Aliases, bool OpenWeights);
