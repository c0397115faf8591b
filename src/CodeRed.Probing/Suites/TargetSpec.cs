using System.Collections.Immutable;
using CodeRed.Evidence.Documents;

namespace CodeRed.Probing.Suites;

/// <summary>A target as a suite names it.</summary>
/// <param name="Id">Which provider and model, for example <c>openai:gpt-5</c>.</param>
/// <param name="Label">Another name for it; null for none.</param>
/// <param name="Line">Where it stands, from 1.</param>
public sealed record TargetSpec(string Id, string? Label, long Line)
{
    /// <summary>How this target alone is asked to generate; goes before the suite's options.</summary>
    public GenerationOptions Options { get; init; } = GenerationOptions.None;

    /// <summary>The address of the provider; null for its own.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The environment variable that holds the key; null for the provider's own.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>Further settings, for the provider to take or to refuse with their lines.</summary>
    public ImmutableArray<YamlMember> Settings { get; init; } = [];
}
