using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>1 when the answer is the same text as the expected one, otherwise 0.</summary>
/// <remarks>
/// Same text is what <see cref="TextNormalisation"/> says. A blank answer is a non-answer. Nothing is unwrapped here:
/// <c>**yes**</c> is not <c>yes</c>.
/// </remarks>
public sealed record EqualsGrader : Grader
{
    /// <summary>Makes the grader.</summary>
    /// <param name="value">The expected text for every item; null takes each item's own.</param>
    /// <param name="ignoreCase">Whether case is ignored.</param>
    /// <param name="collapseWhiteSpace">Whether a run of white space counts as one space.</param>
    /// <exception cref="ArgumentException">The value is blank.</exception>
    public EqualsGrader(string? value = null, bool ignoreCase = true, bool collapseWhiteSpace = true)
    {
        if (value is not null && TextNormalisation.IsBlank(value))
        {
            throw new ArgumentException("A blank value equals no answer; write the text an answer must equal.", nameof(value));
        }

        (Value, IgnoreCase, CollapseWhiteSpace) = (value, ignoreCase, collapseWhiteSpace);
    }

    /// <summary>The expected text for every item; null takes each item's own.</summary>
    public string? Value { get; }

    /// <summary>Whether case is ignored; default true.</summary>
    public bool IgnoreCase { get; }

    /// <summary>Whether a run of white space counts as one space; default true.</summary>
    public bool CollapseWhiteSpace { get; }

    /// <inheritdoc/>
    /// <exception cref="GradingException">Neither the grader nor the item has an expected text.</exception>
    public override Grade Grade(string answer, string? expected)
    {
        expected = Value ?? Required(expected, "equals");
        return TextNormalisation.IsBlank(answer)
            ? Evidence.Grade.NonAnswer
            : Evidence.Grade.Of(TextNormalisation.Same(answer, expected, IgnoreCase, CollapseWhiteSpace) ? 1 : 0);
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["grader"] = "equals",
        ["value"] = Value,
        ["ignore_case"] = IgnoreCase,
        ["collapse_white_space"] = CollapseWhiteSpace,
        ["normalisation"] = TextNormalisation.Name,
    };
}
