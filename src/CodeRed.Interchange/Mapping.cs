using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>How the rows of a file are laid out.</summary>
public enum TableFormat
{
    /// <summary>Delimiter-separated values with a header.</summary>
    Csv,

    /// <summary>One JSON object per line.</summary>
    JsonLines,
}

/// <summary>How a table that someone already has is read as answers and graded: which column means what.</summary>
/// <remarks>
/// YAML, at most 1 MiB. In CSV an empty answer is an answer (and grades as a non-answer) unless <c>empty: absent</c> is
/// set; an empty cell of any other column is absent. In JSONL null and a missing key are absent. Numbers may also be
/// written <c>nan</c>, <c>null</c> or <c>none</c> where there is none.
/// </remarks>
public sealed class Mapping
{
    internal Mapping(Suite suite, ContentHash reading)
    {
        Suite = suite;
        Reading = reading;
    }

    /// <summary>What is asked and how it is graded. The names of the columns are no part of it, except those that are graded.</summary>
    public Suite Suite { get; }

    /// <summary>The hash of the whole mapping as canonical JSON: comments and the order of keys do not matter, all else does.</summary>
    public ContentHash Reading { get; }

    /// <summary>Whether several rows with one item id are repeats of it, and not a mistake.</summary>
    public bool Repeats { get; internal init; }

    /// <summary>The layout, where the mapping says it; otherwise the file's extension does.</summary>
    public TableFormat? Format { get; internal init; }

    internal char? Delimiter { get; init; }

    internal string? Target { get; init; }

    internal bool EmptyIsAbsent { get; init; }

    internal ImmutableArray<RowFilter> Rows { get; init; } = [];

    /// <summary>Every column that is read; the indexes below point into it, and -1 means that there is none.</summary>
    internal ImmutableArray<ColumnUse> Columns { get; init; } = [];

    internal int Item { get; init; } = -1;

    internal int Model { get; init; } = -1;

    internal int Question { get; init; } = -1;

    internal int Answer { get; init; } = -1;

    internal int Expected { get; init; } = -1;

    internal int Error { get; init; } = -1;

    internal int Stratum { get; init; } = -1;

    internal int Epoch { get; init; } = -1;

    internal int Time { get; init; } = -1;

    internal TimeFormat TimeFormat { get; init; } = TimeFormat.Iso;

    internal int Latency { get; init; } = -1;

    internal bool LatencyInSeconds { get; init; }

    internal int InputTokens { get; init; } = -1;

    internal int OutputTokens { get; init; } = -1;

    internal int Length { get; init; } = -1;

    internal int Cost { get; init; } = -1;

    internal int FinishReason { get; init; } = -1;

    internal int MaxTokens { get; init; } = -1;

    internal ImmutableArray<MappedMetric> Metrics { get; init; } = [];

    /// <summary>Reads a mapping file.</summary>
    /// <exception cref="DocumentException">The file cannot be read, or says something wrong: every mistake is named with its line.</exception>
    public static Mapping Read(string path) => MappingReader.From(YamlFile.Read(path));

    /// <summary>Reads a mapping that is already in memory.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="path">The name that appears in complaints.</param>
    /// <exception cref="DocumentException">The text says something wrong: every mistake is named with its line.</exception>
    public static Mapping Parse(string text, string path) => MappingReader.From(YamlFile.Parse(text, path));
}
