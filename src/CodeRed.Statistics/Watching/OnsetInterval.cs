namespace CodeRed.Statistics.Watching;

/// <summary>When a change began, told after an alarm: a point estimate and a confidence interval, in steps.</summary>
/// <param name="Estimate">Step from which on the bets on a change gain most, from 0.</param>
/// <param name="First">First step of the interval, from 0.</param>
/// <param name="Last">Last step of the interval, the alarm's own at most.</param>
/// <remarks>
/// <para>A step j stays in the set unless the steps before it, read backwards from j, show that the change had already begun, or the steps from j on show that it had
/// not: each by a product of factors that reaches 2 / (1 - level). For the true onset either happens with a chance of at most (1 - level) / 2 (Ville's
/// inequality, in reversed and in forward time), whether or not there is an alarm. So the chance that an alarm comes at or after the onset with an
/// interval that misses it is at most 1 - level; among such alarms only, at most (1 - level) / (chance of such an alarm), as in Saha and Ramdas
/// (2025), "Post-detection inference for sequential changepoint localization", arXiv 2502.06096. Either side rests on a limit of the baseline's mean that is
/// wrong with a chance of at most eta, so that an estimated baseline adds up to 2 eta.</para>
/// <para>Assumptions: steps are independent; before the onset the change is at most the tolerance, from it on at least the smallest that matters. A gradual change
/// has no onset in this sense: the interval then tells when it crossed from one to the other only roughly.</para>
/// </remarks>
public sealed record OnsetInterval(int Estimate, int First, int Last)
{
    /// <summary>When the mean of drawn answers began to fall.</summary>
    /// <param name="baseline">Baseline of the watch.</param>
    /// <param name="change">What it tolerates and looks for; <see cref="Direction.Either"/> is refused: say which side alarmed.</param>
    /// <param name="items">Item of each answer since the watch (re)started, up to the alarm.</param>
    /// <param name="grades">Their grades.</param>
    /// <param name="level">Confidence level in (0, 1), beside the baseline's luck: eta on either side.</param>
    /// <returns>The interval, or null when no step agrees with an abrupt change of at least the smallest that matters.</returns>
    public static OnsetInterval? OfDraws(DrawBaseline baseline, WatchedChange change, ReadOnlySpan<int> items, ReadOnlySpan<double> grades, double level = .95)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        var sign = Sign(change);
        if (items.Length != grades.Length)
        {
            throw new ArgumentException("There is one item for each grade.", nameof(items));
        }

        ItemBet? Started(double size) => sign > 0
            ? ItemBet.OnDrop(baseline.Centres, baseline.Binary, baseline.VarianceWithin, size, baseline.Mean.Lower - change.Tolerance, 1)
            : ItemBet.OnRise(baseline.Centres, baseline.Binary, baseline.VarianceWithin, size, baseline.Mean.Upper + change.Tolerance, 1);

        // Against "changed by at least the smallest": a bet that the mean is still where it was.
        var still = sign > 0
            ? ItemBet.OnRise(baseline.Centres, baseline.Binary, baseline.VarianceWithin, 0, baseline.Mean.Upper - change.Smallest, 1)
            : ItemBet.OnDrop(baseline.Centres, baseline.Binary, baseline.VarianceWithin, 0, baseline.Mean.Lower + change.Smallest, 1);
        var started = new[] { Started(change.Smallest), Started(2 * change.Smallest), Started(4 * change.Smallest) }.OfType<ItemBet>().ToArray();
        var against = new double[started.Length][];
        for (var k = 0; k < started.Length; k++)
        {
            against[k] = new double[grades.Length];
            for (var step = 0; step < grades.Length; step++)
            {
                against[k][step] = Math.Log(started[k].Factor(items[step], grades[step]));
            }
        }

        var forward = new double[grades.Length];
        for (var step = 0; step < forward.Length; step++)
        {
            forward[step] = still is null ? 0 : Math.Log(still.Factor(items[step], grades[step]));
        }

        return From(against, forward, level);
    }

    /// <summary>When the mean of rounds began to fall.</summary>
    /// <param name="baseline">Baseline of the watch.</param>
    /// <param name="change">What it tolerates and looks for; <see cref="Direction.Either"/> is refused: say which side alarmed.</param>
    /// <param name="roundMeans">Rounds since the watch (re)started, up to the alarm.</param>
    /// <param name="level">Confidence level in (0, 1), beside the baseline's luck: eta on either side.</param>
    /// <returns>The interval, or null when no round agrees with an abrupt change of at least the smallest that matters.</returns>
    /// <exception cref="ArgumentException">The baseline's rounds do not vary, or a round's value is not finite.</exception>
    public static OnsetInterval? OfRounds(RoundBaseline baseline, WatchedChange change, ReadOnlySpan<double> roundMeans, double level = .95)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        var sign = Sign(change);
        var margins = RoundMargin.Of(baseline.Rounds, baseline.Eta);
        var deviation = baseline.StandardDeviation > 0
            ? baseline.StandardDeviation
            : throw new ArgumentException("The rounds of the baseline do not vary; a watch would have refused it.", nameof(baseline));
        var strengths = RoundMargin.Strengths;
        var started = new double[strengths.Length][];
        var still = new double[strengths.Length][];
        for (var k = 0; k < strengths.Length; k++)
        {
            (started[k], still[k]) = (new double[roundMeans.Length], new double[roundMeans.Length]);
            for (var step = 0; step < roundMeans.Length; step++)
            {
                if (!double.IsFinite(roundMeans[step]))
                {
                    throw new ArgumentException($"Round {step} has the value {roundMeans[step]}; leave rounds without answers out.", nameof(roundMeans));
                }

                var fall = sign * (baseline.Mean - roundMeans[step]) / deviation;
                started[k][step] = strengths[k] * (fall - margins[k] - (change.Tolerance / deviation));
                still[k][step] = strengths[k] * ((change.Smallest / deviation) - fall - margins[k]);
            }
        }

        // The strength that gains most on the evidence that the mean is still where it was.
        var best = Enumerable.Range(0, strengths.Length).MaxBy(k => strengths[k] * ((change.Smallest / deviation) - margins[k]));
        return From(started, still[best], level);
    }

    /// <summary>The interval from the logarithms of the factors of each step.</summary>
    /// <param name="againstNoChange">Rows of log factors of bets on a change, each with a mean factor of at most 1 before the onset.</param>
    /// <param name="againstChange">Log factors of a bet on no change, with a mean factor of at most 1 from the onset on.</param>
    /// <param name="level">Confidence level in (0, 1).</param>
    internal static OnsetInterval? From(double[][] againstNoChange, ReadOnlySpan<double> againstChange, double level)
    {
        if (level is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "A confidence level lies strictly between 0 and 1, for example 0.95.");
        }

        var steps = againstChange.Length;
        if (steps == 0)
        {
            return null;
        }

        var bound = Math.Log(2 / (1 - level));
        var each = bound + Math.Log(Math.Max(1, againstNoChange.Length));
        var late = new bool[steps]; // the change had begun before
        var (estimate, greatest) = (0, double.NegativeInfinity);
        foreach (var row in againstNoChange)
        {
            var before = 0.0; // greatest sum of a stretch that ends just before the step
            for (var step = 0; step < steps; step++)
            {
                late[step] |= before >= each;
                before = row[step] + Math.Max(0, before);
            }

            var after = 0.0;
            for (var step = steps - 1; step >= 0; step--)
            {
                after += row[step];
                if (after > greatest)
                {
                    (estimate, greatest) = (step, after);
                }
            }
        }

        var (first, last, since) = (-1, -1, 0.0);
        for (var step = steps - 1; step >= 0; step--)
        {
            since = againstChange[step] + Math.Max(0, since); // greatest sum of a stretch that begins at the step
            if (!late[step] && since < bound)
            {
                first = step;
                last = last < 0 ? step : last;
            }
        }

        return first < 0 ? null : new OnsetInterval(Math.Clamp(estimate, first, last), first, last);
    }

    private static int Sign(WatchedChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return change.Direction switch
        {
            Direction.Drop => 1,
            Direction.Rise => -1,
            _ => throw new ArgumentException("An onset is of a drop or of a rise; say which side alarmed.", nameof(change)),
        };
    }
}
