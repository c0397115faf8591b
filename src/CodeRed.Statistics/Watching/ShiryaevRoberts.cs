namespace CodeRed.Statistics.Watching;

/// <summary>The Shiryaev-Roberts e-detector: evidence that something changed at some earlier time, whichever it was.</summary>
/// <remarks>
/// <para>M(t) = e(t) (1 + M(t - 1)), the sum over all start times j of the products e(j) ... e(t). Shin, Ramdas and Rinaldo (2024),
/// "E-detectors: a nonparametric framework for sequential change detection", New England Journal of Statistics in Data Science 2(2),
/// 229-260, definition 2.2 and theorem 2.4.</para>
/// <para>Assumption: given the past, each factor is non-negative with a mean of at most 1 while nothing has changed. Then M(t) - t is a
/// supermartingale, so that the mean time until M first reaches A is at least A steps, and the chance of that within T steps is at
/// most T / A, under any dependence between this and other detectors. M is no e-value: its mean grows with t.</para>
/// </remarks>
public struct ShiryaevRoberts
{
    // A watch that is left running after its alarm must not overflow: infinity times a factor of 0 is no number. A smaller value promises no less.
    private const double Most = 1e300;

    /// <summary>The statistic M, at least 0, held at 1e300; 0 before the first step.</summary>
    public double Value { get; private set; }

    /// <summary>Takes the factor of the next step.</summary>
    /// <param name="factor">A non-negative number with a conditional mean of at most 1 under the null hypothesis.</param>
    /// <returns>The statistic after it.</returns>
    public double Step(double factor) => Value = Math.Min(Most, factor * (1 + Value));
}
