using System.Collections.Immutable;

namespace CodeRed.Evidence.Facts;

/// <summary>Something people use, such as an app.</summary>
/// <param name="Id">Stable, for example <c>chatgpt</c>.</param>
/// <param name="Name">As it is shown.</param>
/// <param name="Lab">Id of the lab.</param>
/// <param name="Aliases">Other names.</param>
public sealed record Product(string Id, string Name, string Lab, ImmutableArray<string> Aliases);
