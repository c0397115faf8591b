namespace CodeRed.Evidence.Facts;

/// <summary>Where a fact can be read.</summary>
/// <param name="Title">What the page, paper or file is called.</param>
/// <param name="Url">Its address; every source has one.</param>
/// <param name="Published">When it was published, or the snapshot was committed; null where that is not known.</param>
/// <param name="ReadOn">When it was read for the ledger; says nothing of when the fact was known.</param>
/// <param name="FirstHand">Whether the publication itself was read, and not an excerpt or somebody's report of it.</param>
/// <param name="Commit">The commit of the snapshot, where it is a file of a repository.</param>
public sealed record FactSource(string Title, string Url, PartialDate? Published, PartialDate? ReadOn, bool FirstHand, string? Commit);
