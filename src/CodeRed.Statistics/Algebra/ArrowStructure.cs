namespace CodeRed.Statistics.Algebra;

/// <summary>Where the entries of a symmetric matrix stand that is dense in its first variables (the core), and whose others come in small blocks, each
/// of which meets only itself and some of the core. Only the lower triangle is kept.</summary>
/// <remarks>Scores need no more: a model's capability meets the parameters of the series it has scores in, and no other model's.</remarks>
internal sealed class ArrowStructure
{
    private readonly int[] _blockOf;
    private readonly Block[] _blocks;

    /// <param name="core">Number of core variables, which are numbered first.</param>
    /// <param name="blocks">For each block its number of variables and the core variables it meets, ascending.</param>
    public ArrowStructure(int core, IReadOnlyList<(int Size, int[] Touched)> blocks)
    {
        Core = core;
        _blocks = new Block[blocks.Count];
        var (variable, place) = (core, core * core);
        for (var k = 0; k < _blocks.Length; k++)
        {
            var (size, touched) = blocks[k];
            _blocks[k] = new Block(variable, size, touched, place, place + (size * size));
            variable += size;
            place += size * (size + touched.Length);
        }

        (Size, Values) = (variable, place);
        _blockOf = new int[Size];
        Array.Fill(_blockOf, -1, 0, core);
        for (var k = 0; k < _blocks.Length; k++)
        {
            Array.Fill(_blockOf, k, _blocks[k].Start, _blocks[k].Size);
        }
    }

    /// <summary>Number of core variables.</summary>
    public int Core { get; }

    /// <summary>Number of all variables.</summary>
    public int Size { get; }

    /// <summary>How many numbers the matrix takes.</summary>
    public int Values { get; }

    public ReadOnlySpan<Block> Blocks => _blocks;

    /// <summary>The place of an entry among the numbers of the matrix.</summary>
    /// <exception cref="InvalidOperationException">The entry is always zero.</exception>
    public int Place(int i, int j)
    {
        if (i < j)
        {
            (i, j) = (j, i);
        }

        if (i < Core)
        {
            return (i * Core) + j;
        }

        var block = _blocks[_blockOf[i]];
        if (j >= Core && _blockOf[j] == _blockOf[i])
        {
            return block.Own + ((i - block.Start) * block.Size) + (j - block.Start);
        }

        var column = j < Core ? Array.BinarySearch(block.Touched, j) : -1;
        return column >= 0
            ? block.Border + ((i - block.Start) * block.Touched.Length) + column
            : throw new InvalidOperationException($"Variables {i} and {j} do not meet.");
    }

    /// <param name="Start">Number of its first variable.</param>
    /// <param name="Size">Number of its variables.</param>
    /// <param name="Touched">The core variables it meets, ascending.</param>
    /// <param name="Own">Place of its own square, row by row.</param>
    /// <param name="Border">Place of its rows against the touched core variables.</param>
    internal sealed record Block(int Start, int Size, int[] Touched, int Own, int Border);
}
