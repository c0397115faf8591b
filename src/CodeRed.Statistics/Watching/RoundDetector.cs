namespace CodeRed.Statistics.Watching;

/// <summary>Watches whole rounds: the suite is asked again, and the mean of the round is compared with the means of the baseline's rounds.</summary>
/// <remarks>
/// <para>A weighted sum of Shiryaev-Roberts e-detectors with exponential bets on the round's mean, whose margins account for the baseline's mean and its standard
/// deviation both being estimated (<see cref="RoundMargin"/>). The answers of a round may be correlated in any way, and share errors: all of
/// it is in the variation between rounds. Asking the same items each time cancels their differences.</para>
/// <para>Assumption: baseline rounds are independent and normal; a later round, given the past, has a mean of at least the baseline's minus the tolerance, and
/// tails no heavier than normal with the baseline's variance. The chance 1 - eta is over all baselines that might have been taken, refused ones counted: who
/// takes baselines until one is not refused gets those that vary too little by chance.</para>
/// <para>One round contributes at most half of the way to the alarm on the log scale, so that it takes at least two rounds: a single freak round raises
/// none while the statistic stands below sqrt(A) - 1.</para>
/// </remarks>
public sealed class RoundDetector
{
    private readonly (double Strength, double Margin, int Sign, double Weight)[] _bets;
    private readonly ShiryaevRoberts[] _statistics;
    private readonly double _most;

    private RoundDetector(RoundBaseline baseline, WatchGuarantee guarantee, (double, double, int, double)[] bets)
    {
        Baseline = baseline;
        Guarantee = guarantee;
        Threshold = guarantee.Promise.Threshold;
        _bets = bets;
        _statistics = new ShiryaevRoberts[bets.Length];
        _most = Math.Sqrt(Threshold);
    }

    /// <summary>What rounds are compared with.</summary>
    public RoundBaseline Baseline { get; }

    /// <summary>What is promised.</summary>
    public WatchGuarantee Guarantee { get; }

    /// <summary>The alarm's threshold A.</summary>
    public double Threshold { get; }

    /// <summary>The weighted statistic; an alarm is given at the first round at which it reaches <see cref="Threshold"/>.</summary>
    public double Statistic { get; private set; }

    /// <summary>Rounds seen.</summary>
    public long Steps { get; private set; }

    /// <summary>Rounds seen at the alarm, or null while there is none. It stays.</summary>
    public long? AlarmedAt { get; private set; }

    /// <summary>Starts a watch.</summary>
    /// <param name="baseline">What to compare with.</param>
    /// <param name="change">What to tolerate, and what to find; in the unit of the rounds' values.</param>
    /// <param name="promise">The promise about false alarms, in rounds.</param>
    /// <param name="refusals">Why there is no detector; empty when there is one.</param>
    /// <returns>The detector, or null when the baseline cannot support the promise.</returns>
    public static RoundDetector? Start(RoundBaseline baseline, WatchedChange change, FalseAlarmPromise promise,
        out IReadOnlyList<BaselineRefusal> refusals)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(change);
        refusals = baseline.Refusals;
        if (refusals.Count > 0)
        {
            return null;
        }

        var sides = change.Direction == Direction.Either ? 2 : 1;
        var margins = RoundMargin.Of(baseline.Rounds, baseline.Eta / sides);
        var deviation = baseline.StandardDeviation;
        var chosen = new Dictionary<int, double>();
        ReadOnlySpan<(int Times, double Share)> sizes = [(1, .6), (2, .25), (4, .15)];
        foreach (var (times, share) in sizes)
        {
            var best = Best(margins, ((times * change.Smallest) - change.Tolerance) / deviation);
            if (times == 1 && best is null)
            {
                var floor = change.Tolerance + (deviation * Enumerable.Range(0, margins.Length).Min(k => margins[k]));
                refusals =
                [
                    new(RefusalReason.BelowFloor, FormattableString.Invariant(
                        $"Rounds vary by {100 * deviation:0.0} points (standard deviation of {baseline.Rounds} rounds): a change of {100 * change.Smallest:0.0} points cannot be told from chance, one above {100 * floor:0.0} could. Ask more baseline rounds or more items, or look for a larger change.")),
                ];
                return null;
            }

            if (best is { } k)
            {
                chosen[k] = chosen.GetValueOrDefault(k) + share;
            }
        }

        var bets = new List<(double, double, int, double)>();
        foreach (var (k, share) in chosen.OrderBy(static pair => pair.Key))
        {
            foreach (var sign in (ReadOnlySpan<int>)[1, -1])
            {
                if (sign > 0 ? change.Drops : change.Rises)
                {
                    bets.Add((RoundMargin.Strengths[k] / deviation, (margins[k] * deviation) + change.Tolerance, sign, share / sides));
                }
            }
        }

        var guarantee = new WatchGuarantee(WatchUnit.Round, promise, change, baseline.Eta, GuaranteeBasis.Proved,
        [
            "rounds of the baseline are independent (tests found nothing against it) and normal",
            "later rounds are independent too, with tails no heavier than those",
            "rounds are asked at the same hours as the baseline's",
        ]);
        return new RoundDetector(baseline, guarantee, [.. bets]);
    }

    /// <summary>Takes the mean of a round.</summary>
    /// <param name="roundMean">The round's value, in the unit of the baseline's; with missing answers <see cref="BaselineGrades.RoundMean"/>.</param>
    /// <returns>Whether there is, or was, an alarm.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite: a round without answers is no round.</exception>
    public bool Step(double roundMean)
    {
        if (!double.IsFinite(roundMean))
        {
            throw new ArgumentOutOfRangeException(nameof(roundMean), roundMean, "A round's value is finite; a round without answers is no round.");
        }

        var sum = 0.0;
        for (var k = 0; k < _bets.Length; k++)
        {
            var (strength, margin, sign, weight) = _bets[k];
            var factor = Math.Exp(strength * ((sign * (Baseline.Mean - roundMean)) - margin));
            sum += weight * _statistics[k].Step(Math.Min(_most, factor));
        }

        Steps++;
        Statistic = sum;
        if (sum >= Threshold && AlarmedAt is null)
        {
            AlarmedAt = Steps;
        }

        return AlarmedAt is not null;
    }

    /// <summary>Another watch that has seen nothing yet, with the same baseline, promise and bets.</summary>
    public RoundDetector Fresh() => new(Baseline, Guarantee, _bets);

    /// <summary>Starts over, as after an alarm that was dealt with; the baseline stays.</summary>
    public void Restart()
    {
        Array.Clear(_statistics);
        (Statistic, Steps, AlarmedAt) = (0, 0, null);
    }

    // The strength whose capital grows fastest for a change of so many standard deviations, if any grows.
    private static int? Best(double[] margins, double change)
    {
        var (best, growth) = (-1, 0.0);
        for (var k = 0; k < margins.Length; k++)
        {
            var of = RoundMargin.Strengths[k] * (change - margins[k]);
            if (of > growth)
            {
                (best, growth) = (k, of);
            }
        }

        return best < 0 ? null : best;
    }
}
