using System.Diagnostics.CodeAnalysis;
using CodeRed.Statistics.Intervals;

namespace CodeRed.Statistics.Growth;

/// <summary>Whether growth became faster or slower at a date.</summary>
/// <param name="RateBefore">Rate before the date, of the natural logarithm per unit of time.</param>
/// <param name="RateAfter">Rate after it.</param>
/// <param name="Difference">Interval for the rate after minus the rate before.</param>
/// <param name="P">Two-sided p-value of no change.</param>
public sealed record GrowthChange(double RateBefore, double RateAfter, Interval Difference, double P)
{
    /// <summary>Figures needed at least, of which two lie before and two after the date.</summary>
    public const int FewestFigures = 5;

    /// <summary>Fits two exponentials that meet at the date.</summary>
    /// <param name="values">The figures in order of time, of one measure.</param>
    /// <param name="date">The date, chosen without a look at the figures; otherwise the p-value is too small.</param>
    /// <param name="change">The change.</param>
    /// <param name="refusal">Why there is none.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    /// <exception cref="ArgumentException">A figure is not positive and finite, or not dated after the one before it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The date is not finite, or the level is outside its range.</exception>
    /// <remarks>Least squares of the logarithm on time and on time since the date, with Student's t on n - 3 degrees of freedom; assumptions as of
    /// <see cref="ExponentialGrowth"/>. The value itself does not jump.</remarks>
    public static bool TryTest(
        ReadOnlySpan<DatedValue> values,
        double date,
        [NotNullWhen(true)] out GrowthChange? change,
        [NotNullWhen(false)] out GrowthRefusal? refusal,
        double level = 0.95)
    {
        DatedValue.ThrowUnlessSeries(values, nameof(values));
        var alpha = ConfidenceLevel.Alpha(level);
        if (!double.IsFinite(date))
        {
            throw new ArgumentOutOfRangeException(nameof(date), date, "Give a finite date.");
        }

        change = null;
        var series = values.ToArray();
        double[] times = [.. series.Select(static value => value.MiddleTime)];
        int before = times.Count(time => time < date), after = times.Count(time => time > date);
        if (series.Length < FewestFigures || before < 2 || after < 2)
        {
            refusal = new GrowthRefusal(
                GrowthRefusalReason.TooFewValues,
                $"{series.Length} figures, {before} before the date and {after} after it, do not show whether the rate changed: {FewestFigures} are needed, and two on either side.");
            return false;
        }

        // The part of "time since the date" that time itself does not explain carries the change (Frisch and Waugh 1933, Econometrica 1, 387-401).
        double[] since = [.. times.Select(time => Math.Max(0, time - date))];
        double[] logs = [.. series.Select(static value => value.LogValue)];
        var bend = new LogLine(times, since).Residuals;
        var weight = bend.Sum(static part => part * part);
        var difference = bend.Zip(logs, static (part, log) => part * log).Sum() / weight;
        var line = new LogLine(times, [.. logs.Select((log, i) => log - (difference * since[i]))]);
        double rounding = 0;
        for (var i = 0; i < series.Length; i++)
        {
            var share = bend[i] / weight;
            rounding += share * share * series[i].RoundingVariance(times[i] < date ? line.Slope : line.Slope + difference);
        }

        refusal = ExponentialGrowth.Unless(line.SquaredResiduals, rounding, series.Length);
        if (refusal is not null)
        {
            return false;
        }

        var freedom = series.Length - 3;
        var error = new GrowthError(line.SquaredResiduals / freedom / weight, freedom, rounding);
        var half = error.Half(alpha);
        change = new GrowthChange(line.Slope, line.Slope + difference, new Interval(difference - half, difference + half), error.P(difference));
        return true;
    }
}
