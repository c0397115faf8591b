namespace CodeRed.Statistics.MultipleTesting;

/// <summary>The e-BH procedure: bounds the false discovery rate of several e-values under any dependence between them.</summary>
public static class EBenjaminiHochberg
{
    /// <summary>Which hypotheses are rejected at a false discovery rate of at most <paramref name="alpha"/>.</summary>
    /// <param name="eValues">e-values, at least 0, infinity allowed; their number K is the size of the family.</param>
    /// <param name="alpha">Bound of the expected share of false rejections among all rejections, in (0, 1).</param>
    /// <returns>In the order given, whether each is rejected: those of at least K / (alpha k), k the largest number for which k e-values reach
    /// that.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An e-value is negative or not a number, or alpha is outside (0, 1).</exception>
    /// <remarks>Wang and Ramdas (2022), "False discovery rate control with e-values", JRSS B 84(3), 822-852, the base e-BH procedure.
    /// Assumption: each e-value has a mean of at most 1 where its hypothesis is true, read at one moment fixed in advance; nothing
    /// is assumed of their dependence. Never pass the value of an e-detector such as <see cref="Watching.ShiryaevRoberts"/>: its mean
    /// grows with time, and what bounds its false alarms is a threshold.</remarks>
    public static bool[] Rejected(ReadOnlySpan<double> eValues, double alpha)
    {
        if (!(alpha is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "A false discovery rate lies strictly between 0 and 1, for example 0.05.");
        }

        foreach (var e in eValues)
        {
            if (!(e >= 0))
            {
                throw new ArgumentOutOfRangeException(nameof(eValues), e, "An e-value is at least 0.");
            }
        }

        var sorted = eValues.ToArray();
        Array.Sort(sorted);
        var rejected = new bool[sorted.Length];
        for (var k = sorted.Length; k >= 1; k--)
        {
            var smallest = sorted[^k];
            if (k * smallest * alpha >= sorted.Length)
            {
                for (var i = 0; i < rejected.Length; i++)
                {
                    rejected[i] = eValues[i] >= smallest;
                }

                break;
            }
        }

        return rejected;
    }
}
