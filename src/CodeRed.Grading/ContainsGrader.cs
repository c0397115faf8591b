using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>1 when the expected text occurs anywhere in the answer, also inside a word, otherwise 0.</summary>
/// <remarks>
/// Both texts are normalised by <see cref="TextNormalisation"/> with white space collapsed. A blank answer is a non-answer.
/// </remarks>
public sealed record ContainsGrader : Grader
{
    /// <summary>Makes the grader.</summary>
    /// <param name="value">The expected text for every item; null takes each item's own.</param>
    /// <param name="ignoreCase">Whether case is ignored.</param>
    /// <exception cref="ArgumentException">The value is blank.</exception>
    public ContainsGrader(string? value = null, bool ignoreCase = true)
    {
        if (value is not null && TextNormalisation.IsBlank(value))
        {
            throw new ArgumentException("A blank value is in every answer; write the text an answer must contain.", nameof(value));
        }

        (Value, IgnoreCase) = (value, ignoreCase);
    }

    /// <summary>The expected text for every item; null takes each item's own.</summary>
    public string? Value { get; }

    /// <summary>Whether case is ignored; default true.</summary>
    public bool IgnoreCase { get; }

    /// <inheritdoc/>
    /// <exception cref="GradingException">Neither the grader nor the item has an expected text.</exception>
    public override Grade Grade(string answer, string? expected)
    {
        expected = Value ?? Required(expected, "contains");
        return TextNormalisation.IsBlank(answer)
            ? Evidence.Grade.NonAnswer
            : Evidence.Grade.Of(TextNormalisation.Contains(answer, expected, IgnoreCase) ? 1 : 0);
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["grader"] = "contains",
        ["value"] = Value,
        ["ignore_case"] = IgnoreCase,
        ["normalisation"] = TextNormalisation.Name,
    };
}
