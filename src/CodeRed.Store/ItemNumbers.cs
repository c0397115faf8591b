using System.Collections;

namespace CodeRed.Store;

/// <summary>The numbers of a suite's items at rest, by their position.</summary>
internal sealed class ItemNumbers(int items)
{
    private readonly long[] numbers = new long[items];
    private readonly BitArray own = new(items);

    public void Set(int position, long number, bool itemsOwn)
    {
        numbers[position] = number;
        own[position] = itemsOwn;
    }

    /// <summary>The item's number, and whether the text at rest is the one that is asked.</summary>
    public (long Number, bool ItemsOwn) this[int position] => (numbers[position], own[position]);
}
