namespace CodeRed.Statistics.Unlabelled;

/// <summary>Categorical answers of one batch, by prompt: first tokens, for example, with a category of its own for a missing answer. Answers
/// of one batch may depend on each other; batches are the unit.</summary>
public sealed class CategoricalBatch
{
    private readonly int[][] _answers;

    /// <summary>A batch of answers.</summary>
    /// <param name="byPrompt">For each prompt, in an order common to all batches, the numbers of the categories of one answer or more; only
    /// equality of numbers matters.</param>
    /// <exception cref="ArgumentException">There is no prompt, or a prompt without an answer.</exception>
    public CategoricalBatch(IReadOnlyList<IReadOnlyList<int>> byPrompt)
    {
        _answers = [.. byPrompt.Select(answers => answers.ToArray())];
        var empty = Array.FindIndex(_answers, answers => answers.Length == 0);
        if (_answers.Length == 0 || empty >= 0)
        {
            throw new ArgumentException(
                _answers.Length == 0
                    ? "The batch has no prompts; give the answers to at least one."
                    : $"The batch has no answer to prompt {empty}; leave out the batch, or give a missing answer a category of its own.",
                nameof(byPrompt));
        }
    }

    /// <summary>Number of prompts, at least 1.</summary>
    public int Prompts => _answers.Length;

    internal ReadOnlySpan<int> Of(int prompt) => _answers[prompt];
}
