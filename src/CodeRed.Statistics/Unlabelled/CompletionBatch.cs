namespace CodeRed.Statistics.Unlabelled;

/// <summary>Completions that one source gave in one batch, by prompt. Completions of one batch may depend on each
/// other; batches are the unit.</summary>
public sealed class CompletionBatch
{
    private readonly int[][][] _completions;

    private CompletionBatch(int[][][] completions)
    {
        if (completions.Length == 0)
        {
            throw new ArgumentException("The batch has no prompts; give the completions of at least one.", nameof(completions));
        }

        for (var prompt = 0; prompt < completions.Length; prompt++)
        {
            if (completions[prompt].Length == 0)
            {
                throw new ArgumentException(
                    $"The batch has no completion of prompt {prompt}; leave out the batch, or leave the prompt out of every batch.", nameof(completions));
            }
        }

        _completions = completions;
    }

    /// <summary>Number of prompts, at least 1.</summary>
    public int Prompts => _completions.Length;

    /// <summary>A batch of texts; a symbol is a UTF-16 code unit.</summary>
    /// <param name="byPrompt">For each prompt, in an order common to all batches, one completion or more;
    /// a completion may be empty.</param>
    /// <exception cref="ArgumentException">There is no prompt, or a prompt without a completion.</exception>
    public static CompletionBatch OfText(IReadOnlyList<IReadOnlyList<ReadOnlyMemory<char>>> byPrompt) =>
        new([.. byPrompt.Select(prompt => prompt.Select(Symbols).ToArray())]);

    /// <summary>A batch of token sequences; a symbol is a token.</summary>
    /// <param name="byPrompt">For each prompt, in an order common to all batches, one completion or more;
    /// only equality of token numbers matters.</param>
    /// <exception cref="ArgumentException">There is no prompt, or a prompt without a completion.</exception>
    public static CompletionBatch OfTokens(IReadOnlyList<IReadOnlyList<ReadOnlyMemory<int>>> byPrompt) =>
        new([.. byPrompt.Select(prompt => prompt.Select(completion => completion.ToArray()).ToArray())]);

    internal ReadOnlySpan<int[]> Of(int prompt) => _completions[prompt];

    private static int[] Symbols(ReadOnlyMemory<char> text)
    {
        var symbols = new int[text.Length];
        for (var i = 0; i < symbols.Length; i++)
        {
            symbols[i] = text.Span[i];
        }

        return symbols;
    }
}
