namespace CodeRed.Evidence;

/// <summary>One row of a log whose prompts never repeat, as the fold sees it: everything but the texts.</summary>
/// <param name="At">When it was answered; null when the row has no time.</param>
/// <param name="Stratum">The group it belongs to.</param>
/// <param name="Measured">Whether there is an answer and no error.</param>
/// <param name="NonAnswer">Whether the answer is empty, or nothing gradable was found in it.</param>
/// <param name="Refusal">Whether the answer looks like a refusal.</param>
/// <param name="Truncated">Whether it was cut off; null when nothing tells.</param>
/// <param name="Length">Characters; null when there was no answer.</param>
/// <param name="LatencyMilliseconds">Null when not recorded.</param>
/// <param name="OutputTokens">Null when not recorded.</param>
/// <param name="Grades">The raw grades in [0, 1], one per metric of the suite in its order; null where not measured.</param>
public readonly record struct LogEntry(
    DateTimeOffset? At,
    string? Stratum,
    bool Measured,
    bool NonAnswer,
    bool Refusal,
    bool? Truncated,
    int? Length,
    double? LatencyMilliseconds,
    int? OutputTokens,
    IReadOnlyList<double?> Grades);
