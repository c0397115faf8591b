namespace CodeRed.Statistics.Ranking;

/// <summary>A list that grows by equal blocks: it never holds its content twice, as doubling does, and leaves at most one block empty.</summary>
internal sealed class Chunks<T>
{
    private const int Bits = 15;
    private readonly List<T[]> _blocks = [];

    public int Count { get; private set; }

    public T this[int index] => _blocks[index >> Bits][index & ((1 << Bits) - 1)];

    public void Add(T item)
    {
        if (Count >> Bits == _blocks.Count)
        {
            _blocks.Add(new T[1 << Bits]);
        }

        _blocks[Count >> Bits][Count & ((1 << Bits) - 1)] = item;
        Count = checked(Count + 1);
    }
}
