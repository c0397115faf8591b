namespace CodeRed.Evidence.Documents;

/// <summary>The name that someone probably meant.</summary>
/// <remarks>
/// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours (Damerau 1964, CACM 7(3),
/// 171-176, restricted so that no part is edited twice). Case and the signs between words do not count.
/// </remarks>
public static class NearestName
{
    private const int LongestName = 100;

    /// <summary>The nearest of some names, or null when none is near: more than a third of the letters would change.</summary>
    /// <param name="written">What was written.</param>
    /// <param name="names">What could have been meant; the first wins a tie.</param>
    public static string? To(string written, IEnumerable<string> names)
    {
        string word = Plain(written);
        if (word.Length is 0 or > LongestName)
        {
            return null;
        }

        string? nearest = null;
        int least = int.MaxValue;
        foreach (string name in names.Where(n => n.Length <= LongestName))
        {
            string other = Plain(name);
            int distance = Distance(word, other);
            if (distance < least && distance <= Math.Max(1, Math.Max(word.Length, other.Length) / 3) && distance < Math.Min(word.Length, other.Length))
            {
                (nearest, least) = (name, distance);
            }
        }

        return nearest;
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                int change = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
