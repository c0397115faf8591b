using System.Collections.Immutable;
using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange;

/// <summary>What the files of a ledger hold.</summary>
/// <param name="Ledger">Facts and names.</param>
/// <param name="Levels">The values of <c>levels:</c>, layer by layer, as they are written.</param>
/// <param name="Notices">What is odd but may be right.</param>
/// <param name="Files">How many files were read.</param>
public sealed record LedgerReading(Ledger Ledger, ImmutableArray<YamlNode> Levels, ImmutableArray<DocumentProblem> Notices, int Files);
