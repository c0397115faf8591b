namespace CodeRed.Evidence;

/// <summary>All answers of both runs to one item under one metric, each side ordered by epoch.</summary>
/// <param name="Key">The item's id.</param>
/// <param name="Baseline">Empty when the baseline lacks the item.</param>
/// <param name="Current">Empty when the current run lacks the item.</param>
/// <remarks>The lists are reused by whoever streams the pairs: read them before asking for the next pair.</remarks>
public readonly record struct ItemPair(string Key, IReadOnlyList<Outcome> Baseline, IReadOnlyList<Outcome> Current);
