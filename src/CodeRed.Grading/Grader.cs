using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>A deterministic grader: a pure function from an answer, and what was expected, to a grade.</summary>
/// <remarks>
/// No answer text makes a grader throw, with two exceptions: a regular expression that runs into its time limit and, for
/// <see cref="ScoreGrader"/>, a text that is no score. A mistaken <em>expected</em> text does, because it is the suite's
/// mistake and not the model's. An answer that is empty or only white space is a non-answer, except to
/// <see cref="ScoreGrader"/>, whose text is a score and not an answer.
/// </remarks>
public abstract record Grader
{
    /// <summary>Grades one answer.</summary>
    /// <param name="answer">The answer's text, of any length and content.</param>
    /// <param name="expected">What the item expects; null when it expects nothing in particular.</param>
    /// <returns>A grade in [0, 1], a non-answer, or not measured.</returns>
    /// <exception cref="GradingException">
    /// The expected text is missing or unusable, a pattern took too long, or a text is no score.
    /// </exception>
    public abstract Grade Grade(string answer, string? expected);

    /// <summary>What the grader is, with every option that can change a grade: part of a suite's identity.</summary>
    public abstract JsonObject ToJson();

    /// <summary>Every label that a grade can carry, in order; null when the set is not closed.</summary>
    public virtual IReadOnlyList<string>? Labels => null;

    private protected static string Required(string? value, string grader) =>
        value is not null && !TextNormalisation.IsBlank(value)
            ? value
            : throw new GradingException(
                $"{grader} needs an expected text and the item has none; give the item one, or give the grader a value.");
}
