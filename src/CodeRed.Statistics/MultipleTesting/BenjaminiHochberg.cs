namespace CodeRed.Statistics.MultipleTesting;

/// <summary>The Benjamini-Hochberg adjustment of several p-values, which bounds the false discovery rate.</summary>
public static class BenjaminiHochberg
{
    /// <summary>Adjusted p-values in the order given: rejecting those at most alpha keeps the expected share of false rejections among
    /// all rejections at alpha or below.</summary>
    /// <param name="pValues">p-values in [0, 1]; their number is the size of the family.</param>
    /// <returns>As many adjusted p-values in [0, 1], none below its original.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A p-value is outside [0, 1] or not a number.</exception>
    /// <remarks>Benjamini and Hochberg (1995), JRSS B 57(1), 289-300. Assumes that the p-values are independent, or positively dependent in the
    /// sense PRDS on the true hypotheses (Benjamini and Yekutieli 2001, Annals of Statistics 29(4), 1165-1188, theorem 1.2). Under other dependence use
    /// <see cref="EBenjaminiHochberg"/>, or <see cref="Holm"/> where a single false rejection is already too many.</remarks>
    public static double[] Adjust(ReadOnlySpan<double> pValues)
    {
        var (sorted, places) = OrderedPValues.Of(pValues);
        var adjusted = new double[sorted.Length];
        double next = 1;
        for (var i = sorted.Length - 1; i >= 0; i--)
        {
            next = Math.Min(next, sorted[i] * sorted.Length / (i + 1));
            adjusted[places[i]] = Math.Max(next, sorted[i]); // rounding must not put it below the original
        }

        return adjusted;
    }
}
