using CodeRed.Statistics.Unlabelled;

namespace CodeRed.Statistics.Tests.Unlabelled;

/// <summary>Batches written briefly.</summary>
internal static class Batches
{
    /// <summary>A batch of texts, one list per prompt.</summary>
    public static CompletionBatch Text(params string[][] byPrompt) =>
        CompletionBatch.OfText([.. byPrompt.Select(prompt => (IReadOnlyList<ReadOnlyMemory<char>>)[.. prompt.Select(text => text.AsMemory())])]);

    /// <summary>A batch of token sequences, one list per prompt.</summary>
    public static CompletionBatch Tokens(params int[][][] byPrompt) =>
        CompletionBatch.OfTokens([.. byPrompt.Select(prompt => (IReadOnlyList<ReadOnlyMemory<int>>)[.. prompt.Select(tokens => tokens.AsMemory())])]);

    /// <summary>A batch of one prompt, of completions of one symbol.</summary>
    public static CompletionBatch Symbols(IEnumerable<int> symbols) => Tokens([[.. symbols.Select(symbol => new[] { symbol })]]);
}
