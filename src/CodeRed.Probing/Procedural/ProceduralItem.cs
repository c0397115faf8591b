using System.Collections.Immutable;
using CodeRed.Grading;

namespace CodeRed.Probing.Procedural;

/// <summary>A question made by a rule, with its checker.</summary>
/// <param name="Question">What is asked.</param>
/// <param name="Assertions">The exact checker.</param>
/// <param name="Answer">An answer that is right.</param>
/// <param name="Wrong">A plausible answer that is wrong.</param>
/// <param name="Size">How large it is, by the family's own measure.</param>
public sealed record ProceduralItem(string Question, ImmutableArray<Assertion> Assertions, string Answer, string Wrong, long Size);
