using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>One thing that an answer must satisfy: a grader, what it expects, and how much it counts.</summary>
/// <remarks>
/// It is satisfied by a grade of at least <see cref="PassMark"/>. Where <see cref="IsNegated"/>, the grade is turned round to 1 where it was
/// not satisfied and 0 where it was; a non-answer stays one, because an answer in which there is nothing to grade does not satisfy anything.
/// </remarks>
public sealed record Assertion
{
    /// <summary>Makes an assertion.</summary>
    /// <param name="type">The name under which the suite asks for it, without <c>not-</c>.</param>
    /// <param name="grader">What grades the answer or, where <see cref="IsJudged"/>, the reply of the judge.</param>
    /// <param name="expected">What the grader compares with; null where it compares with nothing, or holds it itself.</param>
    public Assertion(string type, Grader grader, string? expected) => (Type, Grader, Expected) = (type, grader, expected);

    /// <summary>The name under which the suite asks for it, without <c>not-</c>.</summary>
    public string Type { get; }

    /// <summary>What grades.</summary>
    public Grader Grader { get; }

    /// <summary>What the grader compares with.</summary>
    public string? Expected { get; }

    /// <summary>Whether it must not be satisfied.</summary>
    public bool IsNegated { get; init; }

    /// <summary>How much it counts in the score, at least 0; one of weight 0 plays no part in passing.</summary>
    public decimal Weight { get; init; } = 1;

    /// <summary>The metric that it feeds beside those of every suite; null for none.</summary>
    public string? Metric { get; init; }

    /// <summary>The lowest grade that satisfies it, in [0, 1]; default 1.</summary>
    public double PassMark { get; init; } = 1;

    /// <summary>The rubric that a model judges by; null for a grader that needs none.</summary>
    public JudgeRubric? Rubric { get; init; }

    /// <summary>Whether a model judges.</summary>
    public bool IsJudged => Rubric is not null;

    /// <summary>Grades an answer or, where <see cref="IsJudged"/>, a judge's reply.</summary>
    /// <exception cref="GradingException">What is expected cannot be used, or a pattern took too long.</exception>
    public Grade Grade(string text)
    {
        var grade = Grader.Grade(text, Expected);
        return grade.Value is not { } value || grade.IsNonAnswer || !IsNegated
            ? grade
            : Evidence.Grade.Of(value >= PassMark ? 0 : 1, grade.Label);
    }

    /// <summary>Whether a grade of this assertion satisfies it; a grade that was turned round must be 1.</summary>
    public bool IsSatisfiedBy(Grade grade) => grade.Value >= (IsNegated ? 1 : PassMark);

    /// <summary>Everything that can change a grade, as JSON.</summary>
    public JsonObject ToJson() => new()
    {
        ["type"] = Type,
        ["grader"] = Grader.ToJson(),
        ["expected"] = Expected,
        ["negated"] = IsNegated,
        ["weight"] = Weight,
        ["metric"] = Metric,
        ["pass_mark"] = (decimal)PassMark,
        ["rubric"] = Rubric?.Text,
    };
}
