using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>1 when the answer claims nothing, as <see cref="Abstention"/> and <see cref="Refusal"/> see it, otherwise 0: for questions that have no answer.</summary>
/// <remarks>A blank answer is a non-answer: to say nothing is not to say that there is nothing to say. The expected text plays no part.</remarks>
public sealed record AbstentionGrader : Grader
{
    /// <inheritdoc/>
    public override Grade Grade(string answer, string? expected) =>
        TextNormalisation.IsBlank(answer) ? Evidence.Grade.NonAnswer
        : Abstention.ClaimsNothing(answer) || Refusal.Looks(answer) ? Evidence.Grade.Of(1, "abstained")
        : Evidence.Grade.Of(0, "answered");

    /// <inheritdoc/>
    public override IReadOnlyList<string> Labels => ["abstained", "answered"];

    /// <inheritdoc/>
    public override JsonObject ToJson() => new() { ["grader"] = "abstention", ["phrases"] = Abstention.Name, ["refusals"] = Refusal.Name };
}
