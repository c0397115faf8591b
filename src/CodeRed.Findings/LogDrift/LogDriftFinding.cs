using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Findings.Drift;
using CodeRed.Statistics;

namespace CodeRed.Findings.LogDrift;

/// <summary>Whether a log whose prompts never repeat looks different after a date.</summary>
/// <remarks>
/// Nothing is paired, so everything rests on the assumption that the mix of questions is the same before and after (within
/// strata, where there are some). Without a score nothing can be called worse or better.
/// </remarks>
public sealed record LogDriftFinding
{
    /// <summary>The version of this record's JSON form.</summary>
    public string Schema { get; init; } = "codered.log-drift/1";

    /// <summary>The day this was computed.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The name of the suite the log was read as.</summary>
    public required string Suite { get; init; }

    /// <summary>The log.</summary>
    public required RunSummary Log { get; init; }

    /// <summary>Rows before this instant are compared with rows from it on.</summary>
    public required DateTimeOffset Split { get; init; }

    /// <summary>The error rates it was computed with.</summary>
    public required DriftSettings Settings { get; init; }

    /// <summary>The headline.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why nothing could be measured; null otherwise.</summary>
    public LogDriftReason? Reason { get; init; }

    /// <summary>Whether the log has a score, without which nothing is called worse or better.</summary>
    public required bool HasScore { get; init; }

    /// <summary>Rows and days on each side.</summary>
    public required LogSides Sides { get; init; }

    /// <summary>The score columns first, the primary one leading; then what every row has.</summary>
    public required ImmutableArray<LogMetricFinding> Metrics { get; init; }
}

/// <summary>Why a log could not be judged.</summary>
public enum LogDriftReason
{
    /// <summary>No row has a time.</summary>
    NoTimes,

    /// <summary>All rows lie on one side of the date.</summary>
    OneSideEmpty,

    /// <summary>Fewer than three days on a side: days are the unit, and too few say nothing of how days differ.</summary>
    TooFewDays,

    /// <summary>The score is there on too few days, or its strata on one side only.</summary>
    ScoreNotMeasured,
}

/// <summary>What lies on each side of the date.</summary>
/// <param name="RowsBefore">Rows before it.</param>
/// <param name="RowsAfter">Rows from it on.</param>
/// <param name="DaysBefore">Days of 24 hours, counted from the date, with rows before it.</param>
/// <param name="DaysAfter">Days of 24 hours, counted from the date, with rows from it on.</param>
/// <param name="RowsWithoutTime">Rows left out because they have no time.</param>
public sealed record LogSides(long RowsBefore, long RowsAfter, int DaysBefore, int DaysAfter, long RowsWithoutTime);

/// <summary>One metric of a log before and after the date.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The column's metric name for scores and format validity; else null.</param>
/// <param name="Better">Which way it gets better.</param>
/// <param name="RowsBefore">Rows that have it before.</param>
/// <param name="RowsAfter">Rows that have it after.</param>
/// <param name="Compared">The smaller share of the two sides' rows that lie in strata seen on both sides, in [0, 1]: what the means speak of.</param>
/// <param name="Before">
/// The mean before, strata weighted by their share of all rows so that another mix of strata is not a change: a share or grade in
/// [0, 1], or the unit of the metric; null when no stratum is seen on both sides.
/// </param>
/// <param name="After">The mean after, weighted alike.</param>
/// <param name="Effect">After minus before; null as these.</param>
/// <param name="Interval">Clustered by day, at level 1 - alpha; null with fewer than three days on a side or without any spread.</param>
/// <param name="PValue">Two-sided, clustered by day.</param>
/// <param name="AdjustedPValue">Adjusted by Holm, except for the primary score.</param>
/// <param name="Verdict">From the adjusted p-value.</param>
/// <param name="Strata">The means by stratum; empty where rows have none.</param>
public sealed record LogMetricFinding(
    LogMetricKind Kind,
    string? Name,
    Better Better,
    long RowsBefore,
    long RowsAfter,
    double Compared,
    double? Before,
    double? After,
    double? Effect,
    Interval? Interval,
    double? PValue,
    double? AdjustedPValue,
    Verdict Verdict,
    ImmutableArray<LogStratum> Strata);

/// <summary>What a log's metric is.</summary>
public enum LogMetricKind
{
    /// <summary>The score column the headline rests on.</summary>
    PrimaryScore,

    /// <summary>Another graded column.</summary>
    Score,

    /// <summary>Share of well-formed answers.</summary>
    FormatValidity,

    /// <summary>Share of answers that are empty, refuse, or hold nothing gradable.</summary>
    NonAnswers,

    /// <summary>Share of errors and absent answers.</summary>
    NotMeasured,

    /// <summary>Share of answers cut off by a token limit.</summary>
    Truncated,

    /// <summary>Length in characters.</summary>
    Length,

    /// <summary>Tokens of the answer.</summary>
    OutputTokens,

    /// <summary>Milliseconds from request to last byte.</summary>
    Latency,
}

/// <summary>One metric within one stratum of a log.</summary>
public sealed record LogStratum(string Stratum, long RowsBefore, long RowsAfter, double? Before, double? After);
