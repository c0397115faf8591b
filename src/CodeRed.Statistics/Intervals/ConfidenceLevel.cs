using System.Runtime.CompilerServices;

namespace CodeRed.Statistics.Intervals;

/// <summary>The permitted confidence levels.</summary>
internal static class ConfidenceLevel
{
    /// <summary>Returns 1 - <paramref name="level"/> rounded to 15 decimals, so that 0.95 gives 0.05 and a p-value
    /// compared with 0.05 meets the same number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The level is not strictly between 0 and 1 after that rounding.</exception>
    public static double Alpha(double level, [CallerArgumentExpression(nameof(level))] string? name = null)
    {
        var alpha = Math.Round(1 - level, 15);
        if (!(alpha is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(name, level, "A confidence level lies strictly between 0 and 1, for example 0.95.");
        }

        return alpha;
    }
}
