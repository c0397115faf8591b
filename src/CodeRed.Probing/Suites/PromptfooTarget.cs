namespace CodeRed.Probing.Suites;

/// <summary>Targets as promptfoo writes them, in our spelling.</summary>
internal static class PromptfooTarget
{
    // Longest first: openai:chat: goes before openai:.
    private static readonly (string Theirs, string Ours, string Parameters)[] Spellings =
    [
        ("openai:chat:", "openai:", "?api=chat"),
        ("openai:responses:", "openai:", "?api=responses"),
        ("anthropic:messages:", "anthropic:", ""),
        ("azureopenai:chat:", "azure-openai:", ""),
        ("azure:chat:", "azure-openai:", ""),
        ("azure:", "azure-openai:", ""),
        ("google:", "gemini:", ""),
        ("ollama:chat:", "ollama:", ""),
        ("ollama:completion:", "ollama:", ""),
    ];

    /// <summary>The same target as <c>vendor:model</c>; anything else as it stands.</summary>
    public static string Ours(string id)
    {
        foreach (var (theirs, ours, parameters) in Spellings)
        {
            if (id.StartsWith(theirs, StringComparison.Ordinal) && id.Length > theirs.Length)
            {
                return ours + id[theirs.Length..] + parameters;
            }
        }

        return id;
    }
}
