using CodeRed.Evidence.Facts;

namespace CodeRed.Findings.Scores;

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

/// <summary>A board as it is called.</summary>
/// <param name="Series">Which.</param>
/// <param name="Name">Its name, with the edition where there are several.</param>
/// <param name="Runner">The name of who runs it.</param>
public sealed record BoardName(ScoreSeries Series, string Name, string Runner);

/// <summary>The best of two sides on one board.</summary>
/// <param name="Board">The board.</param>
/// <param name="Model">The name of the first side's best model.</param>
/// <param name="Value">Its value, in the board's unit.</param>
/// <param name="Other">The name of the other side's best model.</param>
/// <param name="OtherValue">Its value.</param>
/// <param name="Result">How they stand.</param>
/// <param name="NoiseKnown">Whether the noise of both results is known: an interval, or a share of a known number of items. Where it is not, a large one is assumed.</param>
/// <param name="PValue">That the better is no better, adjusted for the boards of the question and for the best of several models.</param>
/// <param name="RunnerKind">The less independent of the two results.</param>
public sealed record BoardMeeting(
    BoardName Board, string Model, double Value, string Other, double OtherValue, Meeting Result, bool NoiseKnown, double PValue, RunnerKind RunnerKind);
