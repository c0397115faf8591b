namespace CodeRed.Evidence.Facts;

/// <summary>Who measures, counts or states: a benchmark's keeper, a market researcher, a lab, a journalist.</summary>
/// <param name="Id">Stable, for example <c>epoch-ai</c>.</param>
/// <param name="Name">As it is shown.</param>
/// <param name="Lab">Id of the lab it belongs to; null for an outsider.</param>
/// <param name="Note">Interests a reader should know of; null where there are none known.</param>
public sealed record Runner(string Id, string Name, string? Lab, string? Note);
