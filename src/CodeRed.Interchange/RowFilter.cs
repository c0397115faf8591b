using System.Collections.Immutable;

namespace CodeRed.Interchange;

/// <summary>Keeps the rows in which a column has one of some values, compared as written.</summary>
/// <param name="Column">The index of the column in the mapping.</param>
/// <param name="Name">Its name.</param>
/// <param name="Values">The values that are kept.</param>
internal sealed record RowFilter(int Column, string Name, ImmutableArray<string> Values);
