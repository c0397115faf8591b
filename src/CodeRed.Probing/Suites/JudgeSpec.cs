using System.Collections.Immutable;

namespace CodeRed.Probing.Suites;

/// <summary>An answer that a person has judged, by which a judge is watched.</summary>
/// <param name="Key">Its id in the file of anchors; without one, twenty digits of the SHA-256 of question, answer and its own rubric, and from the second of the same on its number.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="Rubric">The rubric; null for the one of the suite.</param>
/// <param name="Passes">What the person found.</param>
public sealed record JudgeAnchor(string Key, string Question, string Answer, string? Rubric, bool Passes);

/// <summary>The model that judges.</summary>
/// <param name="Target">The target; null where the suite leaves the choice to whoever runs it.</param>
/// <param name="Rubric">The rubric of the anchors that have none of their own; null for none.</param>
/// <param name="Anchors">The frozen set of answers judged by people; empty for none.</param>
public sealed record JudgeSpec(TargetSpec? Target, string? Rubric, ImmutableArray<JudgeAnchor> Anchors)
{
    /// <summary>Nobody is named.</summary>
    public static JudgeSpec None { get; } = new(null, null, []);
}
