using System.Collections.Immutable;

namespace CodeRed.Findings.Drift;

/// <summary>Keeps the flips that come first in the seeded order, so that the examples shown are drawn and not picked.</summary>
internal sealed class FlipDraw(int limit)
{
    // The largest key leaves first.
    private readonly PriorityQueue<Flip, ulong> kept = new(Comparer<ulong>.Create((a, b) => b.CompareTo(a)));

    public void Offer(ulong key, Func<Flip> flip)
    {
        if (kept.Count < limit)
        {
            kept.Enqueue(flip(), key);
        }
        else if (kept.TryPeek(out _, out ulong largest) && key < largest)
        {
            kept.EnqueueDequeue(flip(), key);
        }
    }

    public ImmutableArray<Flip> Drawn => [.. kept.UnorderedItems.OrderBy(f => f.Priority).ThenBy(f => f.Element.Epoch).Select(f => f.Element)];
}
