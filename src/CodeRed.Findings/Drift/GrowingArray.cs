namespace CodeRed.Findings.Drift;

/// <summary>A list that never holds more than one portion beyond its contents, so that memory follows the items.</summary>
internal sealed class GrowingArray<T>
    where T : unmanaged
{
    private const int Portion = 1 << 16;
    private readonly List<T[]> portions = [];
    private int used = Portion;

    public void Add(T value)
    {
        if (used == Portion)
        {
            portions.Add(new T[Portion]);
            used = 0;
        }

        portions[^1][used++] = value;
    }

    /// <summary>The contents as one array; the portions are let go one by one.</summary>
    public T[] ToArray()
    {
        if (portions.Count == 0)
        {
            return [];
        }

        var all = new T[((portions.Count - 1) * Portion) + used];
        for (int i = 0; i < portions.Count; i++)
        {
            portions[i].AsSpan(0, i == portions.Count - 1 ? used : Portion).CopyTo(all.AsSpan(i * Portion));
            portions[i] = [];
        }

        portions.Clear();
        used = Portion;
        return all;
    }
}
