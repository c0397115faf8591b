namespace CodeRed.Providers;

/// <summary>What can be asked of a model beside the prompt. A provider either sends an option or refuses it; it never drops one in silence.</summary>
public enum RequestOption
{
    /// <summary>A system prompt: <c>Instructions</c>, or leading messages with the role system.</summary>
    SystemPrompt,

    /// <summary><c>Temperature</c>.</summary>
    Temperature,

    /// <summary><c>TopP</c>.</summary>
    TopP,

    /// <summary><c>TopK</c>.</summary>
    TopK,

    /// <summary><c>Seed</c>.</summary>
    Seed,

    /// <summary><c>MaxOutputTokens</c>.</summary>
    MaxOutputTokens,

    /// <summary><c>StopSequences</c>.</summary>
    Stop,

    /// <summary><c>FrequencyPenalty</c>.</summary>
    FrequencyPenalty,

    /// <summary><c>PresencePenalty</c>.</summary>
    PresencePenalty,

    /// <summary><c>ResponseFormat</c>: JSON without a schema.</summary>
    JsonMode,

    /// <summary><c>ResponseFormat</c>: JSON with a schema.</summary>
    JsonSchema,

    /// <summary><see cref="RequestOptionKeys.LogProbabilities"/>.</summary>
    LogProbabilities,

    /// <summary><see cref="RequestOptionKeys.TopLogProbabilities"/>.</summary>
    TopLogProbabilities,

    /// <summary><c>Reasoning.Effort</c>.</summary>
    ReasoningEffort,

    /// <summary><see cref="RequestOptionKeys.Extra"/>.</summary>
    Extra,

    /// <summary><see cref="RequestOptionKeys.Stream"/>.</summary>
    Stream,
}
