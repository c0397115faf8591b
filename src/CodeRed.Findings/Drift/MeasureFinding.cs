using CodeRed.Evidence;

namespace CodeRed.Findings.Drift;

/// <summary>Something every answer has besides its grade, compared pair by pair with an exact sign test.</summary>
/// <param name="Kind">What is measured.</param>
/// <param name="Better">Which way it gets better.</param>
/// <param name="Pairs">Pairs in which both sides have it.</param>
/// <param name="BaselineMean">A share in [0, 1] for shares, else in the unit of the measure.</param>
/// <param name="CurrentMean">As <paramref name="BaselineMean"/>.</param>
/// <param name="BaselineMedian">Within 1 % of the median; null for shares.</param>
/// <param name="CurrentMedian">As <paramref name="BaselineMedian"/>.</param>
/// <param name="Rose">Items in which it rose.</param>
/// <param name="Fell">Items in which it fell.</param>
/// <param name="PValue">Two-sided exact sign test, items as the unit.</param>
/// <param name="AdjustedPValue">Adjusted by Holm over all verdicts of the finding but the headline.</param>
/// <param name="Verdict">From the adjusted p-value.</param>
public sealed record MeasureFinding(
    MeasureKind Kind,
    Better Better,
    long Pairs,
    double BaselineMean,
    double CurrentMean,
    double? BaselineMedian,
    double? CurrentMedian,
    long Rose,
    long Fell,
    double PValue,
    double AdjustedPValue,
    Verdict Verdict);

/// <summary>What every answer has besides its grade.</summary>
public enum MeasureKind
{
    /// <summary>Share of answers in which nothing gradable was found.</summary>
    NonAnswers,

    /// <summary>Share of answers that look like a refusal, by a list of phrases.</summary>
    Refusals,

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
