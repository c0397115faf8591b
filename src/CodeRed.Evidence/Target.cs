namespace CodeRed.Evidence;

/// <summary>A model behind an endpoint, as configured or as a log names it.</summary>
/// <param name="Name">For example <c>openai:gpt-4-0613</c>. Compared as written: two names are two targets.</param>
public sealed record Target(string Name);
