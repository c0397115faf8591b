using System.Diagnostics.CodeAnalysis;
using CodeRed.Statistics.Intervals;

namespace CodeRed.Statistics.Growth;

/// <summary>Whether one series grows faster than another, and when it overtakes it.</summary>
/// <param name="RateDifference">Rate of the second minus rate of the first.</param>
/// <param name="RateDifferenceInterval">Its confidence interval.</param>
/// <param name="P">Two-sided p-value of equal rates.</param>
/// <param name="Crossing">When both are equal in size, at the same level.</param>
/// <remarks>
/// <para>The set of crossing dates is Fieller's (1954), JRSS B 16, 175-185: the dates at which a test does not reject that both curves are equal. It is an
/// interval only where the rates differ significantly; otherwise it is all but an interval, or everything, and a finite interval would be a false promise (Gleser and Hwang
/// 1987, Annals of Statistics 15, 1351-1362). The scatter of the series may differ: critical values are those of Cochran and Cox (1950), Experimental Designs, section 4.14, which are rather too
/// large than too small.</para>
/// <para>Assumptions as of <see cref="ExponentialGrowth"/>; and the series err independently of each other.</para>
/// </remarks>
public sealed record GrowthComparison(double RateDifference, Interval RateDifferenceInterval, double P, CrossingDates Crossing)
{
    // Dates are searched on the tangent of an angle, so that a finite grid reaches to infinity on both sides.
    private const int Grid = 2_000;

    /// <summary>Compares two growths.</summary>
    /// <param name="first">One series.</param>
    /// <param name="second">Another one, on the same clock and in the same unit of value.</param>
    /// <param name="comparison">The comparison.</param>
    /// <param name="refusal">Why there is none.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside its range.</exception>
    public static bool TryCompare(
        ExponentialGrowth first,
        ExponentialGrowth second,
        [NotNullWhen(true)] out GrowthComparison? comparison,
        [NotNullWhen(false)] out GrowthRefusal? refusal,
        double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var alpha = ConfidenceLevel.Alpha(level);
        (comparison, refusal) = (null, null);
        if (first.Basis == GrowthBasis.Rounding || second.Basis == GrowthBasis.Rounding)
        {
            refusal = new GrowthRefusal(
                GrowthRefusalReason.TooFewValues,
                $"The series have {first.Figures} and {second.Figures} figures: two show nothing of their error. Give three or more of each.");
            return false;
        }

        var difference = second.Rate - first.Rate;
        var errors = new GrowthDifferenceError(alpha, first.SlopeError.DegreesOfFreedom, second.SlopeError.DegreesOfFreedom);
        var half = errors.Half(first.SlopeError, second.SlopeError);
        comparison = new GrowthComparison(
            difference,
            new Interval(difference - half, difference + half),
            GrowthDifferenceError.P(difference, first.SlopeError, second.SlopeError),
            Cross(first, second, errors, mayBeNever: Math.Abs(difference) <= half));
        return true;
    }

    private static CrossingDates Cross(ExponentialGrowth first, ExponentialGrowth second, GrowthDifferenceError errors, bool mayBeNever)
    {
        double earliest = Math.Min(first.Span.Lower, second.Span.Lower), span = Math.Max(first.Span.Upper, second.Span.Upper) - earliest;
        var centre = earliest + (span / 2);
        double DateOf(double angle) => Math.Abs(angle) >= Math.PI / 2 ? Math.Sign(angle) * double.PositiveInfinity : centre + (span * Math.Tan(angle));
        bool Possible(double angle)
        {
            var date = DateOf(angle);
            return double.IsInfinity(date)
                ? mayBeNever
                : Math.Abs(second.Line.At(date) - first.Line.At(date)) <= errors.Half(first.ErrorAt(date), second.ErrorAt(date));
        }

        double? estimate = first.Rate == second.Rate ? null : first.Line.CrossingOf(second.Line);
        var angles = Enumerable.Range(0, Grid + 1).Select(static i => Math.PI * (((double)i / Grid) - .5)).ToList();
        if (estimate is { } meeting)
        {
            // Always possible, and else perhaps between two points of the grid.
            angles.Add(Math.Atan((meeting - centre) / span));
            angles.Sort();
        }

        List<Interval> set = [];
        double? open = Possible(angles[0]) ? double.NegativeInfinity : null;
        for (var i = 1; i < angles.Count; i++)
        {
            if (Possible(angles[i]) != open.HasValue)
            {
                var edge = DateOf(Edge(angles[i - 1], angles[i], Possible));
                if (open is { } begin)
                {
                    set.Add(new Interval(begin, edge));
                    open = null;
                }
                else
                {
                    open = edge;
                }
            }
        }

        if (open is { } last)
        {
            set.Add(new Interval(last, double.PositiveInfinity));
        }

        return new CrossingDates(estimate, set, mayBeNever);
    }

    // The last possible angle on the way to an impossible one, or the first on the way from it.
    private static double Edge(double low, double high, Func<double, bool> possible)
    {
        var atLow = possible(low);
        for (var i = 0; i < 60; i++)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = possible(middle) == atLow ? (middle, high) : (low, middle);
        }

        return atLow ? low : high;
    }
}
