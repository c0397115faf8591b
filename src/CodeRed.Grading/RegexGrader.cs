using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>Looks for a regular expression in the answer, and can read the answer's label from one of its groups.</summary>
/// <remarks>
/// <para>The first match counts. The pattern sees the answer as it stands; only the group's text is normalised, by
/// <see cref="TextNormalisation"/>, when it is compared with the expected text (case ignored).</para>
/// <para>Without a group: a match grades 1, none 0 (a non-answer if the answer is blank), and the expected text plays no part.</para>
/// <para>With a group: the grade's label is the group's text, trimmed. It grades 1 when it is the same text as the expected one,
/// otherwise 0; where nothing is expected, or <see cref="Expect"/> is any, it grades 1. No match, or a group that took no part in the
/// match or holds only white space, is a non-answer.</para>
/// </remarks>
public sealed record RegexGrader : Grader
{
    private readonly AnswerPattern pattern;
    private readonly int group;

    /// <summary>Makes the grader.</summary>
    /// <param name="pattern">A .NET regular expression.</param>
    /// <param name="group">The name or number of the group to read; null only asks whether the pattern occurs.</param>
    /// <param name="ignoreCase">Whether the pattern ignores case.</param>
    /// <param name="expect">What the group's text is compared with.</param>
    /// <param name="compile">Whether the pattern is compiled: changes no grade, and pays where many answers are graded by it.</param>
    /// <exception cref="ArgumentException">The pattern is not a regular expression or has no such group.</exception>
    public RegexGrader(string pattern, string? group = null, bool ignoreCase = false, Expect expect = Expect.Item, bool compile = true)
    {
        this.pattern = new(pattern, ignoreCase, compile);
        this.group = group is null ? -1 : this.pattern.Group(group);
        (Pattern, Group, IgnoreCase, Expect) = (pattern, group, ignoreCase, expect);
    }

    /// <summary>The regular expression.</summary>
    public string Pattern { get; }

    /// <summary>The name or number of the group to read; null only asks whether the pattern occurs.</summary>
    public string? Group { get; }

    /// <summary>Whether the pattern ignores case; default false.</summary>
    public bool IgnoreCase { get; }

    /// <summary>What the group's text is compared with; default the item's expected text.</summary>
    public Expect Expect { get; }

    /// <inheritdoc/>
    /// <exception cref="GradingException">The pattern took more than a second, or the expected text is blank.</exception>
    public override Grade Grade(string answer, string? expected)
    {
        if (group < 0)
        {
            return pattern.Occurs(answer) ? Evidence.Grade.Of(1)
                : TextNormalisation.IsBlank(answer) ? Evidence.Grade.NonAnswer
                : Evidence.Grade.Of(0);
        }

        bool any = Expect == Expect.Any || expected is null;
        if (!any)
        {
            Required(expected, "regex");
        }

        var match = pattern.Find(answer);
        var captured = TextNormalisation.Trim(match.Groups[group].ValueSpan);
        return captured.IsEmpty
            ? Evidence.Grade.NonAnswer
            : Evidence.Grade.Of(any || TextNormalisation.Same(captured, expected) ? 1 : 0, captured.ToString());
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["grader"] = "regex",
        ["pattern"] = Pattern,
        ["group"] = Group,
        ["ignore_case"] = IgnoreCase,
        ["expect"] = Expect == Expect.Any ? "any" : "item",
        ["normalisation"] = TextNormalisation.Name,
    };

    /// <inheritdoc/>
    public bool Equals(RegexGrader? other) =>
        other is not null && (Pattern, Group, IgnoreCase, Expect) == (other.Pattern, other.Group, other.IgnoreCase, other.Expect);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Pattern, Group, IgnoreCase, Expect);
}
