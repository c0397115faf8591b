using System.Collections.Immutable;

namespace CodeRed.Evidence.Facts;

/// <summary>A person whose moves are kept. Only what is public about a career.</summary>
/// <param name="Id">Stable, for example <c>jan-leike</c>.</param>
/// <param name="Name">As it is shown.</param>
/// <param name="FounderOf">Ids of labs this person co-founded.</param>
/// <param name="Tenures">Times at labs that moves alone do not tell, such as a founder's start.</param>
public sealed record Person(string Id, string Name, ImmutableArray<string> FounderOf, ImmutableArray<Tenure> Tenures);

/// <summary>A start at a lab that no move of the ledger records.</summary>
/// <param name="Lab">Id of the lab.</param>
/// <param name="From">Since when; null where it is not known.</param>
/// <param name="Source">Where that can be read.</param>
public sealed record Tenure(string Lab, PartialDate? From, FactSource Source);
