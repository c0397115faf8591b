namespace CodeRed.Statistics.Watching;

/// <summary>How large the drop is, from the rounds after an alarm: a confidence sequence at 95 %, valid at every look.</summary>
/// <remarks>
/// <para>Every drop d against which an equally weighted mixture of the exponential bets of <see cref="RoundMargin"/> has reached 80 is left out, on either side: 1.25 % for the bets and 1.25 % for the
/// baseline's luck on each. It does not shrink to a point, because the baseline's own mean is known only so well.</para>
/// <para>Assumption: as for <see cref="RoundDetector"/>, and a mean that no longer moves. Only rounds after the alarm count. If the mean does move, the lower
/// limit still is at most the largest drop since the alarm, the upper one at least the smallest; when they cross, it has moved.</para>
/// </remarks>
/// <param name="baseline">Baseline of the watch, not refused.</param>
public sealed class RoundEffect(RoundBaseline baseline)
{
    private const double Error = .0125;

    private readonly double[] _margins = baseline.StandardDeviation > 0
        ? RoundMargin.Of(baseline.Rounds, Error)
        : throw new ArgumentException("The rounds of the baseline do not vary; a watch would have refused it.", nameof(baseline));

    private double _fall; // sum of baseline mean minus round, in standard deviations of the baseline
    private double _lower = double.NegativeInfinity;
    private double _upper = double.PositiveInfinity;

    /// <summary>Rounds counted.</summary>
    public long Steps { get; private set; }

    /// <summary>Whether no single drop agrees with the rounds: the mean has moved since the alarm.</summary>
    public bool Moved => _lower > _upper;

    /// <summary>The drop of the mean, in the metric's unit; negative for a rise. Unbounded before the first round. When it has <see cref="Moved"/>, the range
    /// over which it has moved at least.</summary>
    public Interval Drop => new(Math.Min(_lower, _upper) * baseline.StandardDeviation, Math.Max(_lower, _upper) * baseline.StandardDeviation);

    /// <summary>Takes a round asked after the alarm.</summary>
    /// <param name="roundMean">Its value, finite.</param>
    public void Add(double roundMean)
    {
        if (!double.IsFinite(roundMean))
        {
            throw new ArgumentOutOfRangeException(nameof(roundMean), roundMean, "A round's value is finite; a round without answers is no round.");
        }

        Steps++;
        _fall += (baseline.Mean - roundMean) / baseline.StandardDeviation;
        _lower = Math.Max(_lower, Limit(_fall));
        _upper = Math.Min(_upper, -Limit(-_fall));
    }

    // The smallest drop not left out: the mixture falls as the drop in question grows.
    private double Limit(double fall)
    {
        var centre = fall / Steps;
        var (lower, upper) = (centre - 1000, centre + 1000);
        while (upper - lower > 1e-9 * Math.Max(1, Math.Abs(centre)))
        {
            var middle = (lower + upper) / 2;
            (lower, upper) = LogMixture(fall, middle) >= -Math.Log(Error) ? (middle, upper) : (lower, middle);
        }

        return lower;
    }

    private double LogMixture(double fall, double drop)
    {
        var greatest = double.NegativeInfinity;
        var sum = 0.0;
        for (var k = 0; k < _margins.Length; k++)
        {
            var log = RoundMargin.Strengths[k] * (fall - (Steps * (_margins[k] + drop)));
            if (log > greatest)
            {
                sum = (sum * Math.Exp(greatest - log)) + 1;
                greatest = log;
            }
            else
            {
                sum += Math.Exp(log - greatest);
            }
        }

        return greatest + Math.Log(sum / _margins.Length);
    }
}
