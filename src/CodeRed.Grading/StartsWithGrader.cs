using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>1 when the answer begins with the expected text, otherwise 0.</summary>
/// <remarks>Both texts are normalised by <see cref="TextNormalisation"/> with white space collapsed. A blank answer is a non-answer.</remarks>
/// <param name="IgnoreCase">Whether case is ignored.</param>
public sealed record StartsWithGrader(bool IgnoreCase = false) : Grader
{
    /// <inheritdoc/>
    /// <exception cref="GradingException">The item has no expected text.</exception>
    public override Grade Grade(string answer, string? expected)
    {
        Required(expected, "starts-with");
        return TextNormalisation.IsBlank(answer)
            ? Evidence.Grade.NonAnswer
            : Evidence.Grade.Of(TextNormalisation.StartsWith(answer, expected, IgnoreCase) ? 1 : 0);
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["grader"] = "starts_with",
        ["ignore_case"] = IgnoreCase,
        ["normalisation"] = TextNormalisation.Name,
    };
}
