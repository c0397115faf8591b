namespace CodeRed.Probing.Suites;

/// <summary>A target as a suite names it.</summary>
/// <param name="Id">Which vendor and model, for example <c>openai:gpt-5</c>; of the form that the providers take, by a vendor that there is.</param>
/// <param name="Label">Another name for it; null for none.</param>
/// <param name="Line">Where it stands, from 1.</param>
/// <remarks>A suite says neither keys nor addresses: one by somebody else could send a key elsewhere. Both come from the environment.</remarks>
public sealed record TargetSpec(string Id, string? Label, long Line)
{
    /// <summary>How this target alone is asked to generate; goes before the suite's options.</summary>
    public GenerationOptions Options { get; init; } = GenerationOptions.None;
}
