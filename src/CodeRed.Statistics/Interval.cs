namespace CodeRed.Statistics;

/// <summary>A closed interval of real numbers, such as a confidence interval.</summary>
/// <param name="Lower">Lower bound, in the unit of the estimated quantity.</param>
/// <param name="Upper">Upper bound, at least <paramref name="Lower"/>.</param>
public readonly record struct Interval(double Lower, double Upper)
{
    /// <summary>Upper minus lower bound.</summary>
    public double Width => Upper - Lower;

    /// <summary>Whether <paramref name="value"/> lies in the interval; both bounds belong to it.</summary>
    public bool Contains(double value) => Lower <= value && value <= Upper;
}
