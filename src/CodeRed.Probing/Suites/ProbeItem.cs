using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Grading;

namespace CodeRed.Probing.Suites;

/// <summary>One question, ready to be asked, and how its answers are graded.</summary>
/// <param name="Id">Stable: given by the suite, or a hash of the variables, the assertions and, where a suite has several, the prompt's label.</param>
/// <param name="Messages">The prompt, at least one message.</param>
/// <param name="Options">How the model is asked to generate; a target's own options go before these.</param>
/// <param name="Assertions">What an answer must satisfy.</param>
public sealed record ProbeItem(string Id, ImmutableArray<PromptMessage> Messages, GenerationOptions Options, AssertionSet Assertions)
{
    /// <summary>What the suite says the item is about; null where it says nothing.</summary>
    public string? Description { get; init; }

    /// <summary>The group it is reported under; null for none.</summary>
    public string? Stratum { get; init; }

    /// <summary>Whether answers are told apart as correct, wrong and abstained.</summary>
    public bool IsAbstentionAware { get; init; }

    /// <summary>Whether the suite gave the id.</summary>
    internal bool HasGivenId { get; init; }

    /// <summary>The file of its test, as the user named it.</summary>
    public string Path { get; init; } = "";

    /// <summary>The line of its test, from 1; 0 where it was generated.</summary>
    public long Line { get; init; }

    /// <summary>What was asked, as one text: the question itself, or the whole conversation with its roles.</summary>
    public string Question => Messages is [{ Role: PromptRole.User } only]
        ? only.Text
        : string.Join("\n\n", Messages.Select(m => $"{m.Role.ToString().ToLowerInvariant()}: {m.Text}"));

    /// <summary>What is expected, where a single text says it; null otherwise.</summary>
    public string? Expected => Assertions.Assertions.Where(a => a.Weight > 0).ToArray() is [{ IsNegated: false, Expected: { } expected }] ? expected : null;

    /// <summary>The item as evidence.</summary>
    public Item ToItem() => new(Id, Question, Expected, Stratum) { Grading = Assertions.Canonical };

    /// <summary>What to ask a judge about an answer, one prompt for each assertion that is judged, in order; none about a blank answer.</summary>
    public IEnumerable<ImmutableArray<PromptMessage>> JudgePrompts(string answer) => string.IsNullOrWhiteSpace(answer)
        ? []
        : Assertions.Assertions.Where(a => a.IsJudged).Select(a => a.Rubric!.Prompt(Question, answer));

    /// <summary>How many judgements one answer needs.</summary>
    public int Judgements => Assertions.Assertions.Count(a => a.IsJudged);

    /// <inheritdoc/>
    public bool Equals(ProbeItem? other) => other is not null && Id == other.Id && ToItem().Content == other.ToItem().Content;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}
