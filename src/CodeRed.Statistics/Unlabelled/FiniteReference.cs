namespace CodeRed.Statistics.Unlabelled;

/// <summary>Reference batches gathered once, each handed out once.</summary>
/// <remarks>A sequential comparison with a fixed reference is valid only while every step brings a reference batch that no earlier step has
/// used. When none remains the comparison ends: gather more, or take a test for one look.</remarks>
/// <param name="batches">The batches, in an order chosen without regard to their completions.</param>
public sealed class FiniteReference(IReadOnlyList<CompletionBatch> batches)
{
    private int _taken;

    /// <summary>Batches not yet handed out.</summary>
    public int Remaining => batches.Count - _taken;

    /// <summary>Hands out the next batch.</summary>
    /// <exception cref="InvalidOperationException">None remains.</exception>
    public CompletionBatch Take() => Remaining > 0
        ? batches[_taken++]
        : throw new InvalidOperationException(
            $"All {batches.Count} reference batches are used; a batch used twice would void the promise. Gather more reference batches.");
}
