using MathNet.Numerics.Distributions;
using StudentT = CodeRed.Statistics.Distributions.StudentT;

namespace CodeRed.Statistics.Survival;

/// <summary>An estimated survival curve with its uncertainty.</summary>
/// <remarks>
/// <para>Standard errors are Greenwood's (1926). Intervals are pointwise, for one time chosen beforehand, on the scale log(-log S): Borgan and Liestøl (1990), "A note on
/// confidence intervals and bands for the survival function based on transformations", Scandinavian Journal of Statistics 17, 35-41. They are approximate, and
/// at the ends of the curve, where the formula gives nothing, they are bounds: before the first event at least (alpha/2)^(1/m), with m the smallest number at
/// risk so far (no event among m has at most the chance S^m: Clopper-Pearson's limit where all are observed throughout); where the estimate is 0, at most the
/// upper limit before it, since a survival curve never rises.</para>
/// </remarks>
public sealed class SurvivalCurve
{
    // A product of shares that equals a round number may miss it by rounding.
    private const double Rounding = 1e-10;

    private readonly List<RiskSegment> _segments;
    private readonly double _tail, _z;

    // Greenwood's sum at each step; infinite where the curve reaches 0.
    private readonly List<double> _sums = [];

    internal SurvivalCurve(List<RiskSegment> segments, double from, int subjects, double level, double tail)
    {
        (_segments, From, Subjects, Level, _tail, _z) = (segments, from, subjects, level, tail, -Normal.InvCDF(0, 1, tail));
        Until = segments[^1].End;
        List<SurvivalPoint> steps = [];
        double survival = 1, sum = 0;
        foreach (var (_, end, atRisk, events) in segments)
        {
            if (events > 0)
            {
                survival *= (double)(atRisk - events) / atRisk;
                sum += events / ((double)atRisk * (atRisk - events));
                var before = steps.Count > 0 ? steps[^1].Interval.Upper : 1;
                steps.Add(new SurvivalPoint(
                    end,
                    atRisk,
                    events,
                    survival,
                    survival > 0 ? survival * Math.Sqrt(sum) : null,
                    survival > 0 ? LogLog(survival, sum) : new Interval(0, before)));
                _sums.Add(sum);
            }
        }

        Steps = steps;
    }

    /// <summary>Where the curve begins, at 1: all chances are of those who last beyond this time.</summary>
    public double From { get; }

    /// <summary>The last time at which anyone was observed; beyond it nothing is known, unless the curve has reached 0.</summary>
    public double Until { get; }

    /// <summary>Subjects under observation at some time of the curve.</summary>
    public int Subjects { get; }

    /// <summary>Events on the curve.</summary>
    public int Events => Steps.Sum(static step => step.Events);

    /// <summary>Confidence level of each interval.</summary>
    public double Level { get; }

    /// <summary>The curve at each time of an event, ascending; it is flat between them.</summary>
    public IReadOnlyList<SurvivalPoint> Steps { get; }

    /// <summary>The time by which half of them had the event.</summary>
    public SurvivalQuantile Median => Quantile(.5);

    /// <summary>The curve at a time.</summary>
    /// <param name="time">At least <see cref="From"/>.</param>
    /// <returns>Null beyond <see cref="Until"/> unless the curve has reached 0 by then, since nobody was observed there.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time lies before the curve, or is no number.</exception>
    public SurvivalPoint? At(double time)
    {
        if (!(time >= From))
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, $"The curve begins at {From}.");
        }

        var last = LastStep(time);
        var segment = _segments.FindIndex(segment => time <= segment.End);
        if (segment < 0)
        {
            return last >= 0 && Steps[last].Survival == 0 ? Steps[last] with { Time = time, AtRisk = 0, Events = 0 } : null;
        }

        // Nobody is observed before the very start of the curve; those who are right after it stand in.
        var atRisk = _segments[segment].AtRisk;
        return last < 0 ? new SurvivalPoint(time, atRisk, 0, 1, null, new Interval(LowerWithoutEvents(time), 1))
            : Steps[last] with { Time = time, AtRisk = atRisk, Events = Steps[last].Time == time ? Steps[last].Events : 0 };
    }

    /// <summary>The time by which a share of those who last beyond <see cref="From"/> had the event.</summary>
    /// <param name="share">In (0, 1); .5 for the median.</param>
    /// <returns>The first time at which the curve is at most 1 - share, or the middle of the stretch in which it equals it. The interval holds the times whose interval
    /// holds 1 - share.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
    /// <remarks>Brookmeyer and Crowley (1982), "A confidence interval for the median survival time", Biometrics 38, 29-41, with the intervals of the curve.</remarks>
    public SurvivalQuantile Quantile(double share)
    {
        if (!(share is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share of the subjects lies strictly between 0 and 1, for example 0.5.");
        }

        var left = 1 - share;
        var step = 0;
        for (; step < Steps.Count && Steps[step].Survival > left + Rounding; step++)
        {
        }

        double? estimate = step == Steps.Count ? null
            : Steps[step].Survival < left - Rounding ? Steps[step].Time
            : (Steps[step].Time + (step < Steps.Count - 1 ? Steps[step + 1].Time : Until)) / 2;
        return new SurvivalQuantile(estimate, new Interval(
            FirstLowerAtMost(left),
            Steps.FirstOrDefault(point => point.Interval.Upper < left)?.Time ?? double.PositiveInfinity));
    }

    /// <summary>Mean time before the event, counted from <see cref="From"/> up to a horizon chosen beforehand.</summary>
    /// <param name="until">The horizon, above <see cref="From"/>.</param>
    /// <returns>Null where the curve is not known up to the horizon. The interval is approximate, by Student's t; with no standard error it is a bound.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is not after the start of the curve, or is infinite.</exception>
    /// <remarks>Irwin (1949), Journal of Hygiene 47, 188-189; Kaplan and Meier (1958), section 6.1, whose factor n / (n - 1) for the variance is taken, with n the most subjects at risk at
    /// once: without censoring this is the t interval of the mean of the truncated times.</remarks>
    public RestrictedMean? RestrictedMean(double until)
    {
        if (!(until > From && double.IsFinite(until)))
        {
            throw new ArgumentOutOfRangeException(nameof(until), until, $"The horizon lies after the start of the curve at {From}.");
        }

        if (At(until) is null)
        {
            return null;
        }

        // From the end, so that the area right of each step is at hand.
        double area = 0, variance = 0, end = until;
        for (var step = LastStep(until); step >= 0; step--)
        {
            var point = Steps[step];
            area += point.Survival * (end - point.Time);
            end = point.Time;
            if (point.AtRisk > point.Events)
            {
                variance += area * area * point.Events / ((double)point.AtRisk * (point.AtRisk - point.Events));
            }
        }

        var mean = end - From + area;
        var longest = until - From;
        var freedom = _segments.Where(segment => segment.Begin < until).Max(static segment => segment.AtRisk) - 1;
        if (variance == 0)
        {
            return new RestrictedMean(From, until, mean, null, freedom, new Interval((end - From) * LowerWithoutEvents(end), longest));
        }

        var error = Math.Sqrt(variance * (freedom + 1) / freedom);
        var half = StudentT.Critical(2 * _tail, freedom) * error;
        return new RestrictedMean(From, until, mean, error, freedom, new Interval(Math.Max(0, mean - half), Math.Min(longest, mean + half)));
    }

    // S to the power e^(+-z se), with se the standard error of log(-log S).
    private Interval LogLog(double survival, double sum)
    {
        var factor = Math.Exp(_z * Math.Sqrt(sum) / -Math.Log(survival));
        return new Interval(Math.Pow(survival, factor), Math.Pow(survival, 1 / factor));
    }

    // The last step at or before a time, or -1.
    private int LastStep(double time)
    {
        var step = Steps.Count - 1;
        for (; step >= 0 && Steps[step].Time > time; step--)
        {
        }

        return step;
    }

    // The lower limit at a time before which, and at which, no event happened or is counted.
    private double LowerWithoutEvents(double time) =>
        time == From ? 1 : Math.Pow(_tail, 1.0 / _segments.TakeWhile(segment => segment.Begin < time).Min(static segment => segment.AtRisk));

    private double FirstLowerAtMost(double left)
    {
        foreach (var segment in _segments)
        {
            if (Math.Pow(_tail, 1.0 / segment.AtRisk) <= left)
            {
                return segment.Begin; // right after it, too few are observed to exclude so low a chance
            }

            if (segment.Events > 0)
            {
                break;
            }
        }

        return Steps.FirstOrDefault(point => point.Interval.Lower <= left)?.Time ?? Until;
    }
}
