using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Survival;

/// <summary>All ways to share out group labels among the subjects of each stratum, or random ones.</summary>
internal sealed class LabelArrangements
{
    private readonly int[][] _members;
    private readonly int[] _observed;

    public LabelArrangements(ReadOnlySpan<int> groups, ReadOnlySpan<int> strata)
    {
        _observed = groups.ToArray();
        var stratumOf = strata.ToArray();
        _members = [.. Enumerable.Range(0, _observed.Length).GroupBy(i => stratumOf.Length > 0 ? stratumOf[i] : 0).Select(static stratum => stratum.ToArray())];
        Count = 1;
        foreach (var members in _members)
        {
            // A multinomial coefficient, as a product of shares of growing sets; infinite where it is too large to count.
            var placed = 0;
            foreach (var group in members.GroupBy(i => _observed[i]))
            {
                for (var i = 1; i <= group.Count(); i++)
                {
                    Count *= (double)++placed / i;
                }
            }
        }

        Count = Math.Round(Count);
    }

    /// <summary>How many there are.</summary>
    public double Count { get; }

    /// <summary>Every arrangement once, in an array that is overwritten by the next.</summary>
    public IEnumerable<int[]> All()
    {
        var labels = (int[])_observed.Clone();
        foreach (var members in _members)
        {
            Sort(labels, members);
        }

        while (true)
        {
            yield return labels;
            var stratum = 0;
            while (stratum < _members.Length && !Advance(labels, _members[stratum]))
            {
                Sort(labels, _members[stratum]);
                stratum++;
            }

            if (stratum == _members.Length)
            {
                yield break;
            }
        }
    }

    /// <summary>The observed arrangement, then random ones, in an array that is overwritten by the next.</summary>
    public IEnumerable<int[]> Drawn(int draws, ulong seed)
    {
        var random = new SplitMix64(seed);
        var labels = (int[])_observed.Clone();
        yield return labels;
        for (var draw = 0; draw < draws; draw++)
        {
            foreach (var members in _members)
            {
                for (var i = members.Length - 1; i > 0; i--)
                {
                    int one = members[i], other = members[random.Below(i + 1)];
                    (labels[one], labels[other]) = (labels[other], labels[one]);
                }
            }

            yield return labels;
        }
    }

    private static void Sort(int[] labels, int[] members)
    {
        int[] sorted = [.. members.Select(i => labels[i]).Order()];
        for (var i = 0; i < members.Length; i++)
        {
            labels[members[i]] = sorted[i];
        }
    }

    // The next arrangement of a stratum in lexicographic order, or false after the last one.
    private static bool Advance(int[] labels, int[] members)
    {
        var k = members.Length - 2;
        while (k >= 0 && labels[members[k]] >= labels[members[k + 1]])
        {
            k--;
        }

        if (k < 0)
        {
            return false;
        }

        var l = members.Length - 1;
        while (labels[members[l]] <= labels[members[k]])
        {
            l--;
        }

        (labels[members[k]], labels[members[l]]) = (labels[members[l]], labels[members[k]]);
        for (int i = k + 1, j = members.Length - 1; i < j; i++, j--)
        {
            (labels[members[i]], labels[members[j]]) = (labels[members[j]], labels[members[i]]);
        }

        return true;
    }
}
