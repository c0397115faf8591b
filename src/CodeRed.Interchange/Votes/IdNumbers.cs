using System.IO.Hashing;

namespace CodeRed.Interchange;

/// <summary>Ids of prompts or voters, or their whole text, numbered from 0 in order of appearance; only a hash of each is kept.</summary>
/// <param name="seed">Of the hash; no number depends on it. Drawn anew for each reading, no file can be prepared against it.</param>
/// <remarks>
/// 64 bits of XXH3. Two of n distinct ids fall together with probability below n^2 / 2^65: 3e-8 for a million, 3e-6 for ten
/// million. What it would do is to join two clusters. A distinct id takes about 30 bytes, and while the table grows three times that.
/// </remarks>
internal sealed class IdNumbers(long seed)
{
    private readonly Dictionary<ulong, int> numbers = [];

    /// <summary>How many distinct ids there were.</summary>
    public int Count => numbers.Count;

    /// <summary>The number of an id, a new one if it was never seen.</summary>
    public int NumberOf(ReadOnlySpan<byte> id)
    {
        ulong hash = XxHash3.HashToUInt64(id, seed);
        if (!numbers.TryGetValue(hash, out int number))
        {
            number = numbers.Count;
            numbers.Add(hash, number);
        }

        return number;
    }
}
