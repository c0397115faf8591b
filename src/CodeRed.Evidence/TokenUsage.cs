namespace CodeRed.Evidence;

/// <summary>Tokens of one request as the provider counted and bills them; null where it did not say.</summary>
/// <param name="Input">All tokens of the prompt, those read from or written to a cache included.</param>
/// <param name="CachedInput">Those of <paramref name="Input"/> that were read from a cache.</param>
/// <param name="CacheWriteInput">Those of <paramref name="Input"/> that were written to a cache.</param>
/// <param name="Output">All tokens of the answer, those spent on reasoning included.</param>
/// <param name="Reasoning">Those of <paramref name="Output"/> that were spent on reasoning.</param>
/// <remarks>Vendors split these differently; an adapter adds them up to this one meaning, so that counts can be compared and priced alike.</remarks>
public readonly record struct TokenUsage(long? Input, long? CachedInput, long? CacheWriteInput, long? Output, long? Reasoning);
