using CodeRed.Evidence.Facts;

namespace CodeRed.Evidence;

/// <summary>What a model's tokens cost, by a published list.</summary>
/// <param name="InputPerMillion">For a million tokens of the prompt, in <paramref name="Currency"/>.</param>
/// <param name="OutputPerMillion">For a million tokens of the answer.</param>
/// <param name="CachedInputPerMillion">For a million tokens read from a cache; null when the list has no price of its own for them.</param>
/// <param name="CacheWriteInputPerMillion">For a million tokens written to a cache; null when the list has no price of its own for them.</param>
/// <param name="ReasoningPerMillion">For a million tokens of reasoning; null when they cost what the rest of the answer costs.</param>
/// <param name="Currency">For example <c>USD</c>.</param>
/// <param name="AsOf">From when on they cost it.</param>
/// <param name="Source">The address of the list.</param>
public sealed record TokenPrice(
    decimal InputPerMillion,
    decimal OutputPerMillion,
    decimal? CachedInputPerMillion,
    decimal? CacheWriteInputPerMillion,
    decimal? ReasoningPerMillion,
    string Currency,
    PartialDate AsOf,
    string Source)
{
    private const decimal Million = 1_000_000m;

    /// <summary>The price that a fact of the ledger states; it counts reasoning as output, and says nothing about writing to a cache.</summary>
    public static TokenPrice From(Price fact) => new(fact.Input, fact.Output, fact.CachedInput, null, null, "USD", fact.TrueOn, fact.Sources[0].Url);

    /// <summary>What one request cost, in <see cref="Currency"/>; null when the provider did not count its tokens.</summary>
    /// <remarks>
    /// A part of the tokens without a price of its own is charged like the whole it is a part of. Without a count of cached or reasoning tokens
    /// there are none of them, as far as anyone can tell. Nothing is rounded: a single answer often costs less than a hundredth of a cent.
    /// </remarks>
    public decimal? CostOf(TokenUsage usage)
    {
        if (usage is not { Input: { } input, Output: { } output })
        {
            return null;
        }

        long cached = Math.Clamp(usage.CachedInput ?? 0, 0, input);
        long written = Math.Clamp(usage.CacheWriteInput ?? 0, 0, input - cached);
        long reasoning = Math.Clamp(usage.Reasoning ?? 0, 0, output);
        return (((input - cached - written) * InputPerMillion)
            + (cached * (CachedInputPerMillion ?? InputPerMillion))
            + (written * (CacheWriteInputPerMillion ?? InputPerMillion))
            + ((output - reasoning) * OutputPerMillion)
            + (reasoning * (ReasoningPerMillion ?? OutputPerMillion))) / Million;
    }
}
