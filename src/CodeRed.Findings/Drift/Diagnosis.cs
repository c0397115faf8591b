using System.Collections.Immutable;

namespace CodeRed.Findings.Drift;

/// <summary>One manner in which answers changed. It describes what happened, not why.</summary>
/// <param name="Kind">Which manner.</param>
/// <param name="Subject">The label or stratum it is about; null where there is none.</param>
/// <param name="Explains">How many of the changed answers (lost, or gained where the verdict is better) it accounts for; null where it is a sign that accompanies them.</param>
/// <param name="Of">How many changed answers there are.</param>
/// <param name="Figures">The counts and means behind it.</param>
public sealed record Diagnosis(
    DiagnosisKind Kind, string? Subject, long? Explains, long Of, ImmutableArray<DiagnosisFigure> Figures)
{
    /// <summary>Whether the changed answers are the newly right ones, as where the verdict is better.</summary>
    public bool OfGained { get; init; }

    /// <summary>The share it accounts for, in [0, 1]; null where it is only a sign.</summary>
    public double? Share => Explains is { } n && Of > 0 ? (double)n / Of : null;
}

/// <summary>The manners of change that are looked for.</summary>
public enum DiagnosisKind
{
    /// <summary>The answers are right inside fences or wrapping that the grader does not accept.</summary>
    FormatOnly,

    /// <summary>Answered without an answer: refusals, evasions, no recognisable label.</summary>
    NonAnswers,

    /// <summary>Cut off by a token limit.</summary>
    Truncation,

    /// <summary>One label is given more often, on items where it is right and where it is wrong alike.</summary>
    AnswerBias,

    /// <summary>One stratum has more than its share.</summary>
    Concentrated,

    /// <summary>Wrong answers of no particular kind, spread over the items.</summary>
    SpreadEvenly,

    /// <summary>Answers got much shorter.</summary>
    Shortened,

    /// <summary>Answers got much longer.</summary>
    Lengthened,
}

/// <summary>A figure behind a diagnosis.</summary>
/// <param name="Kind">What it counts.</param>
/// <param name="Subject">The label it is about; null where there is none.</param>
/// <param name="Before">In the baseline.</param>
/// <param name="After">In the current run.</param>
/// <param name="Of">Out of how many; null for means.</param>
public sealed record DiagnosisFigure(FigureKind Kind, string? Subject, double Before, double After, long? Of);

/// <summary>What a figure counts.</summary>
public enum FigureKind
{
    /// <summary>Answers that give the label.</summary>
    LabelGiven,

    /// <summary>Right answers among the items whose right label it is.</summary>
    RightWhereLabelIsRight,

    /// <summary>Right answers among the other items.</summary>
    RightWhereLabelIsWrong,

    /// <summary>Answers in which nothing gradable was found.</summary>
    NonAnswers,

    /// <summary>Answers that look like refusals.</summary>
    Refusals,

    /// <summary>Answers that are right only without their wrapping.</summary>
    RightOnlyUnwrapped,

    /// <summary>Answers cut off.</summary>
    Truncated,

    /// <summary>Mean length in characters.</summary>
    MeanLength,

    /// <summary>Right answers in the stratum.</summary>
    RightInStratum,
}
