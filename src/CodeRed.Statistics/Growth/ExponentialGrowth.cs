using System.Diagnostics.CodeAnalysis;
using CodeRed.Statistics.Intervals;

namespace CodeRed.Statistics.Growth;

/// <summary>Exponential growth through a few dated, rounded figures: its rate, its doubling time, and where it leads.</summary>
/// <remarks>
/// <para>Least squares of the logarithm on time, with Student's t on the scatter, which holds what rounding and vague dates add (Berkson's errors, 1950, JASA 45, 164-180: the true
/// date varies about the given one, so that the slope is not biased). The error is never taken to be smaller than rounding and dating alone make it, so that
/// figures which lie on a curve because they are round do not pass for exact.</para>
/// <para>Assumes that growth is exponential over the whole time, and that figures err independently of each other with equal spread. Both are strong: growth that
/// slows down passes for steady if the figures are few, and a publisher chooses when to publish.</para>
/// </remarks>
public sealed class ExponentialGrowth
{
    private static readonly double Ln2 = Math.Log(2);

    private readonly DatedValue[] _values;
    private readonly LogLine _line;
    private readonly double _alpha;

    private ExponentialGrowth(DatedValue[] values, LogLine line, double level, double alpha)
    {
        (_values, _line, Level, _alpha) = (values, line, level, alpha);
        line.Round([.. values.Select(value => value.RoundingVariance(line.Slope))]);
        if (Basis == GrowthBasis.Regression)
        {
            var half = SlopeError.Half(alpha);
            RateInterval = new Interval(Rate - half, Rate + half);
            TheilSen = TheilSenSlope.Through([.. values.Select(static value => value.MiddleTime)], [.. values.Select(static value => value.LogValue)], level);
        }
        else
        {
            RateInterval = PermittedRates(values[0], values[1]);
        }
    }

    /// <summary>Figures behind it.</summary>
    public int Figures => _values.Length;

    /// <summary>What the intervals rest on.</summary>
    public GrowthBasis Basis => _values.Length == 2 ? GrowthBasis.Rounding : GrowthBasis.Regression;

    /// <summary>Confidence level of the intervals; without meaning where they rest on rounding alone.</summary>
    public double Level { get; }

    /// <summary>Growth of the natural logarithm per unit of time; negative where the figures fall. A unit of time multiplies the value by e to this power.</summary>
    public double Rate => _line.Slope;

    /// <summary>Interval for <see cref="Rate"/>.</summary>
    public Interval RateInterval { get; }

    /// <summary>Time in which the value doubles; null where it does not grow.</summary>
    public double? DoublingTime => Rate > 0 ? Ln2 / Rate : null;

    /// <summary>Interval for the doubling time: its upper end is infinite where not growing at all is not excluded; null where growing is excluded.</summary>
    public Interval? DoublingTimeInterval => RateInterval.Upper > 0
        ? new Interval(Ln2 / RateInterval.Upper, RateInterval.Lower > 0 ? Ln2 / RateInterval.Lower : double.PositiveInfinity)
        : null;

    /// <summary>The median of the slopes between any two figures, which a single wrong figure hardly moves; for comparison. Null for two figures.</summary>
    public TheilSenSlope? TheilSen { get; }

    internal LogLine Line => _line;

    internal Interval Span => new(_values[0].MiddleTime, _values[^1].MiddleTime);

    internal GrowthError SlopeError => new(_line.ScatterOfSlope, _line.DegreesOfFreedom, _line.RoundingOfSlope);

    /// <summary>Fits the growth.</summary>
    /// <param name="values">The figures in order of time, of one measure: weekly and monthly users are two.</param>
    /// <param name="growth">The growth.</param>
    /// <param name="refusal">Why there is none.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <exception cref="ArgumentException">A figure is not positive and finite, or not dated after the one before it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside its range.</exception>
    public static bool TryFit(
        ReadOnlySpan<DatedValue> values,
        [NotNullWhen(true)] out ExponentialGrowth? growth,
        [NotNullWhen(false)] out GrowthRefusal? refusal,
        double level = 0.95)
    {
        DatedValue.ThrowUnlessSeries(values, nameof(values));
        var alpha = ConfidenceLevel.Alpha(level);
        (growth, refusal) = (null, null);
        if (values.Length < 2)
        {
            refusal = new GrowthRefusal(
                GrowthRefusalReason.TooFewValues,
                $"{(values.IsEmpty ? "No figure" : "One figure")} shows no growth: give two for a range, three or more for a confidence interval.");
            return false;
        }

        if (values.Length == 2 && values[1].Time.Lower <= values[0].Time.Upper)
        {
            refusal = new GrowthRefusal(
                GrowthRefusalReason.DatesOverlap,
                $"The second figure may be true of {values[1].Time.Lower} and the first of {values[0].Time.Upper}: any growth is possible. Date them better, or add a third.");
            return false;
        }

        var line = new LogLine([.. values.ToArray().Select(static value => value.MiddleTime)], [.. values.ToArray().Select(static value => value.LogValue)]);
        var fitted = new ExponentialGrowth(values.ToArray(), line, level, alpha);
        refusal = values.Length == 2 ? null : Unless(line.SquaredResiduals, line.RoundingOfSlope, values.Length);
        growth = refusal is null ? fitted : null;
        return refusal is null;
    }

    /// <summary>Where the growth leads.</summary>
    /// <param name="time">Any finite time; far beyond the figures the interval is right only if growth stays exponential.</param>
    /// <returns>Null for two figures, which show nothing of their error.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is not finite.</exception>
    public GrowthProjection? Project(double time)
    {
        if (!double.IsFinite(time))
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, "Give a finite time.");
        }

        if (Basis == GrowthBasis.Rounding)
        {
            return null;
        }

        var curve = ErrorAt(time);
        var figure = curve with
        {
            Scatter = curve.Scatter + _line.ResidualVariance,
            Rounding = curve.Rounding + _values.Average(value => value.RoundingVariance(Rate)),
        };
        var value = _line.At(time);
        Interval Around(double half) => new(Math.Exp(value - half), Math.Exp(value + half));
        return new GrowthProjection(
            time,
            Math.Exp(value),
            Around(curve.Half(_alpha)),
            Around(figure.Half(_alpha)),
            Math.Max(0, Math.Max(Span.Lower - time, time - Span.Upper)) / Span.Width);
    }

    internal GrowthError ErrorAt(double time) => new(_line.ScatterAt(time), _line.DegreesOfFreedom, _line.RoundingAt(time));

    /// <summary>A refusal if nothing at all shows an error.</summary>
    internal static GrowthRefusal? Unless(double squaredResiduals, double rounding, int figures) =>
        squaredResiduals <= 1e-24 * figures && rounding == 0
            ? new GrowthRefusal(
                GrowthRefusalReason.NoError,
                $"All {figures} figures lie on one curve to the last digit and are said to be exact: nothing shows how far they may be off. Give what they were rounded to.")
            : null;

    // The steepest and the flattest line through two boxes lead from corner to corner.
    private static Interval PermittedRates(DatedValue first, DatedValue second)
    {
        double least = Math.Log(second.Value.Lower / first.Value.Upper), most = Math.Log(second.Value.Upper / first.Value.Lower);
        double shortest = second.Time.Lower - first.Time.Upper, longest = second.Time.Upper - first.Time.Lower;
        return new Interval(least / (least > 0 ? longest : shortest), most / (most > 0 ? shortest : longest));
    }
}
