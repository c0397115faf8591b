namespace CodeRed.Evidence;

/// <summary>All answers of several runs to one item under one metric, each run's ordered by epoch.</summary>
/// <param name="Key">The item's id.</param>
/// <param name="Runs">A list for each run, in the order in which they were asked for; empty where the run lacks the item.</param>
/// <remarks>The lists are reused by whoever streams the sets: read them before asking for the next one.</remarks>
public readonly record struct ItemSet(string Key, IReadOnlyList<IReadOnlyList<Outcome>> Runs);
