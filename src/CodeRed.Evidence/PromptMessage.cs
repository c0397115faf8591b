namespace CodeRed.Evidence;

/// <summary>Who speaks in a prompt.</summary>
public enum PromptRole
{
    /// <summary>The instructions that stand above the conversation.</summary>
    System,

    /// <summary>Whoever asks.</summary>
    User,

    /// <summary>The model, in an example or an earlier turn.</summary>
    Assistant,
}

/// <summary>One message of a prompt.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Text">What is said, never empty.</param>
public sealed record PromptMessage(PromptRole Role, string Text);
