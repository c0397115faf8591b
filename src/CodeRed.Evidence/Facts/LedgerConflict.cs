using System.Collections.Immutable;

namespace CodeRed.Evidence.Facts;

/// <summary>Facts, or a fact and another source, that cannot both be right, or only seem so.</summary>
/// <param name="Id">Unique in the ledger.</param>
/// <param name="Subject">What they are about.</param>
/// <param name="Sides">What each says, at least two.</param>
/// <param name="Note">What is known about it; nothing is resolved by it.</param>
/// <param name="Path">The file it stands in; null where it was found by comparing facts.</param>
/// <param name="Line">The line, from 1; 0 where it was found.</param>
public sealed record LedgerConflict(string Id, string Subject, ImmutableArray<ConflictSide> Sides, string? Note, string? Path, long Line);

/// <summary>One side of a conflict.</summary>
/// <param name="Says">What it says.</param>
/// <param name="Facts">Ids of the ledger's facts that say so; empty where the ledger does not hold it as a fact.</param>
/// <param name="Source">Who says so, where no fact does.</param>
public sealed record ConflictSide(string Says, ImmutableArray<string> Facts, FactSource? Source);
