using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>1 when any, or all, of several texts occur in the answer, otherwise 0.</summary>
/// <remarks>Texts are looked for as <see cref="ContainsGrader"/> does. A blank answer is a non-answer. The expected text plays no part.</remarks>
public sealed record ContainsSeveralGrader : Grader
{
    /// <summary>Makes the grader.</summary>
    /// <param name="values">The texts, at least one.</param>
    /// <param name="all">Whether all must occur; otherwise one is enough.</param>
    /// <param name="ignoreCase">Whether case is ignored.</param>
    /// <exception cref="ArgumentException">There is no text, or one is blank.</exception>
    public ContainsSeveralGrader(IEnumerable<string> values, bool all, bool ignoreCase)
    {
        (Values, All, IgnoreCase) = ([.. values], all, ignoreCase);
        if (Values.IsEmpty)
        {
            throw new ArgumentException("There is no text to look for; write at least one.", nameof(values));
        }

        if (Values.Any(v => TextNormalisation.IsBlank(v)))
        {
            throw new ArgumentException("A blank text is in every answer; write the text an answer must contain, or leave it out.", nameof(values));
        }
    }

    /// <summary>The texts, in order.</summary>
    public ImmutableArray<string> Values { get; }

    /// <summary>Whether all must occur.</summary>
    public bool All { get; }

    /// <summary>Whether case is ignored.</summary>
    public bool IgnoreCase { get; }

    /// <inheritdoc/>
    public override Grade Grade(string answer, string? expected)
    {
        if (TextNormalisation.IsBlank(answer))
        {
            return Evidence.Grade.NonAnswer;
        }

        bool right = All
            ? Values.All(v => TextNormalisation.Contains(answer, v, IgnoreCase))
            : Values.Any(v => TextNormalisation.Contains(answer, v, IgnoreCase));
        return Evidence.Grade.Of(right ? 1 : 0);
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["grader"] = "contains_several",
        ["values"] = new JsonArray([.. Values.Select(v => JsonValue.Create(v))]),
        ["all"] = All,
        ["ignore_case"] = IgnoreCase,
        ["normalisation"] = TextNormalisation.Name,
    };

    /// <inheritdoc/>
    public bool Equals(ContainsSeveralGrader? other) =>
        other is not null && All == other.All && IgnoreCase == other.IgnoreCase && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(All, IgnoreCase, Values.Length, Values[0]);
}
