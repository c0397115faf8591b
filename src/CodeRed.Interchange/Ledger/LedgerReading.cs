using System.Collections.Immutable;
using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange;

/// <summary>What the files of a ledger hold.</summary>
/// <param name="Ledger">Facts and names.</param>
/// <param name="Levels">The values of <c>levels:</c>, layer by layer, as they are written.</param>
/// <param name="Notices">What is odd but may be right.</param>
/// <param name="Files">How many files were read.</param>
/// <param name="Names">Where labs, models and all else that facts name stand.</param>
public sealed record LedgerReading(Ledger Ledger, ImmutableArray<YamlNode> Levels, ImmutableArray<DocumentProblem> Notices, int Files, ImmutableArray<LedgerName> Names);

/// <summary>Something that facts name, and where it is written down.</summary>
/// <param name="Kind">What it is, as in <see cref="LedgerKind"/>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record LedgerName(string Kind, string Id, string Path, long Line);
