using System.Collections.Immutable;

namespace CodeRed.Evidence;

/// <summary>What the wire told about a run beyond its samples.</summary>
/// <param name="Served">The models that said they answered, the first first; at most twenty. More than one, or another than before, is itself evidence.</param>
/// <param name="Warnings">What answers showed to have had no effect, each once; at most twenty.</param>
/// <param name="FirstToken">The median time to the first token of the answers that were streamed; null where none was.</param>
/// <param name="Repeated">Samples that were asked more than once.</param>
public sealed record RunWire(ImmutableArray<ServedAs> Served, ImmutableArray<string> Warnings, TimeSpan? FirstToken, long Repeated);

/// <summary>A model that said it answered.</summary>
/// <param name="Model">Its name; null where the API tells none.</param>
/// <param name="Fingerprint">Of its backend; null where the API tells none.</param>
/// <param name="Answers">How many answers were its.</param>
public sealed record ServedAs(string? Model, string? Fingerprint, long Answers);
