using CodeRed.Evidence.Facts;

namespace CodeRed.Findings.Claims;

/// <summary>How two sides stand to each other on a board.</summary>
public enum Meeting
{
    /// <summary>Neither is shown better.</summary>
    Level,

    /// <summary>The first is better.</summary>
    Ahead,

    /// <summary>The first is worse.</summary>
    Behind,
}

/// <summary>The best of two sides on one board.</summary>
/// <param name="Series">The board.</param>
/// <param name="Model">The name of the first side's best model.</param>
/// <param name="Value">Its value, in the board's unit.</param>
/// <param name="Other">The name of the other side's best model.</param>
/// <param name="OtherValue">Its value.</param>
/// <param name="Result">How they stand.</param>
/// <param name="NoiseKnown">Whether the board's noise is known: an interval, or a share of a known number of items. Where it is not, a value that is
/// better counts as better.</param>
/// <param name="RunnerKind">The less independent of the two results.</param>
public sealed record BoardMeeting(
    ScoreSeries Series, string Model, double Value, string Other, double OtherValue, Meeting Result, bool NoiseKnown, RunnerKind RunnerKind);
