using System.Collections;

namespace CodeRed.Store;

/// <summary>The numbers of a suite's items at rest, by their position.</summary>
internal sealed class ItemNumbers(int items)
{
    private readonly long[] numbers = new long[items];
    private readonly long[] contents = new long[items];
    private readonly BitArray own = new(items);

    public void Set(int position, long number, long content, bool itemsOwn) =>
        (numbers[position], contents[position], own[position]) = (number, content, itemsOwn);

    /// <summary>The item's number, the first eight bytes of its content's hash, and whether the text at rest is the one that is asked.</summary>
    public (long Number, long Content, bool ItemsOwn) this[int position] => (numbers[position], contents[position], own[position]);
}
