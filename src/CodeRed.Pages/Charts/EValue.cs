using System.Globalization;

namespace CodeRed.Pages.Charts;

/// <summary>An e-value, which may be far too large for a double, written from its logarithm.</summary>
internal static class EValue
{
    /// <param name="logE">Natural logarithm of the e-value.</param>
    public static string Text(double logE)
    {
        double log10 = logE / Math.Log(10);
        if (log10 is > -3 and < 6)
        {
            double e = Math.Pow(10, log10);
            return e.ToString(e < 10 ? "0.###" : "N0", CultureInfo.InvariantCulture);
        }

        double exponent = Math.Floor(log10);
        double mantissa = Math.Round(Math.Pow(10, log10 - exponent), 1);
        if (mantissa >= 10)
        {
            mantissa = 1;
            exponent++;
        }

        return mantissa.ToString("0.0", CultureInfo.InvariantCulture) + " × 10" + Superscript((long)exponent);
    }

    private static string Superscript(long exponent) => string.Concat(
        exponent.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
}
