namespace CodeRed.Probing.Procedural;

/// <summary>The random numbers that items are made of: SplitMix64.</summary>
/// <remarks>
/// Steele, Lea and Flood (2014), OOPSLA, 453-472, with the constants of Vigna's public-domain splitmix64: the state grows by 0x9E3779B97F4A7C15, and each output is the state
/// mixed by two multiplications (0xBF58476D1CE4E5B9, 0x94D049BB133111EB) and three shifts (30, 27, 31). Numbers below a bound are the high half of a 64 by 64 bit product, with the few
/// values that would make some of them likelier thrown away (Lemire 2019, ACM TOMACS 29(1), 3). Nothing here may ever change: the same seed must give the same items for ever.
/// </remarks>
internal sealed class ItemRandom(ulong state)
{
    private ulong state = state;

    /// <summary>The numbers of one item.</summary>
    /// <param name="seed">The suite's seed.</param>
    /// <param name="what">The family with its settings.</param>
    /// <param name="index">Which item, from 0.</param>
    /// <param name="attempt">Which attempt at it, from 0: a question that stood before is made anew.</param>
    public static ItemRandom For(ulong seed, string what, int index, int attempt)
    {
        // FNV-1a, 64 bits, over the UTF-16 units: the settings are ASCII.
        ulong hash = 0xCBF29CE484222325;
        foreach (char c in what)
        {
            hash = (hash ^ c) * 0x100000001B3;
        }

        return new(Mix(Mix(Mix(seed + hash) + (ulong)index) + (ulong)attempt));
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next() => Mix(state += 0x9E3779B97F4A7C15);

    /// <summary>A whole number of at least 0 and below a bound.</summary>
    public long Below(long bound)
    {
        ulong b = (ulong)bound;
        ulong high = Math.BigMul(Next(), b, out ulong low);
        if (low < b)
        {
            ulong refused = (0 - b) % b;
            while (low < refused)
            {
                high = Math.BigMul(Next(), b, out low);
            }
        }

        return (long)high;
    }

    /// <summary>A whole number between two, both included.</summary>
    public long Between(long least, long most) => least + Below(most - least + 1);

    /// <summary>As <see cref="Between(long, long)"/>, for small numbers.</summary>
    public int Between(int least, int most) => (int)Between((long)least, most);

    /// <summary>One of some.</summary>
    public T Of<T>(params ReadOnlySpan<T> choices) => choices[(int)Below(choices.Length)];

    /// <summary>Some of some, all different, in random order.</summary>
    public T[] Some<T>(int count, ReadOnlySpan<T> choices)
    {
        T[] all = choices.ToArray();
        for (int i = 0; i < count; i++)
        {
            int other = i + (int)Below(all.Length - i);
            (all[i], all[other]) = (all[other], all[i]);
        }

        return all[..count];
    }

    /// <summary>The same elements in random order.</summary>
    public T[] Shuffled<T>(ReadOnlySpan<T> elements) => Some(elements.Length, elements);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
