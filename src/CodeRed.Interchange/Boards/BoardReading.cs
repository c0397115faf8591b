using System.Collections.Immutable;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>The forms in which boards are published.</summary>
public enum BoardFormat
{
    /// <summary>Any table with a header, its columns named by the user.</summary>
    Csv,

    /// <summary>Aider's YAML of runs.</summary>
    Aider,

    /// <summary>Epoch AI's table of its own runs.</summary>
    EpochRuns,

    /// <summary>LMArena's JSON of ratings by category.</summary>
    LmArena,

    /// <summary>LiveBench's table of tasks, with its JSON of categories.</summary>
    LiveBench,
}

/// <summary>What a board's file holds.</summary>
/// <param name="Format">The form it was read in.</param>
/// <param name="Rows">Its results, in the file's order.</param>
/// <param name="Notices">Rows that contradict themselves, such as a share that does not follow from its cases. They are among the rows, with the published value.</param>
public sealed record BoardReading(BoardFormat Format, ImmutableArray<BoardRow> Rows, ImmutableArray<DocumentProblem> Notices);
