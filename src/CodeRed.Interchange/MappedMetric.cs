using CodeRed.Evidence;
using CodeRed.Grading;

namespace CodeRed.Interchange;

/// <summary>Where the text comes from that is graded a second time, as it was meant and not as it was wrapped.</summary>
internal enum Normalisation
{
    /// <summary>There is no second grade.</summary>
    None,

    /// <summary>From the same text with its fences and wrapping taken off.</summary>
    Unwrap,

    /// <summary>From a column of its own.</summary>
    Column,
}

/// <summary>What a metric's answers are compared with.</summary>
internal enum Expectation
{
    /// <summary>With the expected answer of the row.</summary>
    Row,

    /// <summary>With a text of the mapping, the same for all rows.</summary>
    Literal,

    /// <summary>With nothing: the grader decides alone.</summary>
    Any,
}

/// <summary>A metric of a mapping: what is graded, by what, against what.</summary>
/// <param name="Metric">As the suite has it.</param>
/// <param name="Grader">What grades it.</param>
/// <param name="Of">The index of the column that is graded; -1 for the answer.</param>
/// <param name="Expectation">What it is compared with.</param>
/// <param name="Literal">The text that it is compared with, for <see cref="Expectation.Literal"/>.</param>
/// <param name="Normalisation">Where the second grade comes from.</param>
/// <param name="NormalisedOf">The index of its column, for <see cref="Normalisation.Column"/>.</param>
internal sealed record MappedMetric(
    Metric Metric,
    Grader Grader,
    int Of,
    Expectation Expectation,
    string? Literal,
    Normalisation Normalisation,
    int NormalisedOf);
