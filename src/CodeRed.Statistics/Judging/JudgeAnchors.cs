using CodeRed.Statistics.Intervals;
using CodeRed.Statistics.Paired;

namespace CodeRed.Statistics.Judging;

/// <summary>Frozen answers that a judge graded at reference time and again now: how often its verdict flipped, and how far that alone can move a
/// pass rate.</summary>
/// <remarks>
/// <para>Write d for the chance that an answer the reference judge passes is failed now, and u for the chance that one it fails is passed now. At
/// a pass rate p by the reference judge, the judge alone lowers the pass rate by the shift p d - (1 - p) u. The bounds are the largest value of
/// that over a simultaneous confidence region of d and u, a rectangle of one-sided Clopper-Pearson limits. Passing and failing anchors are
/// separate samples, so that either side needs the level sqrt(level) only.</para>
/// <para>Use as a tolerance: where the pass rate by the reference judge falls by at most delta0, the rate now reported falls by at most delta0 +
/// bound, with confidence level over the anchors, as long as d + u is at most 1: the reported rate is u + p (1 - d - u), which grows with p. With
/// d + u above 1 the judge now contradicts its reference more than it follows it: replace it.</para>
/// <para>Assumptions: anchors are independent, and within each reference verdict they are flipped as often as the answers of the watch are: draw
/// them at random from the baseline's own answers. The reference verdict is the one recorded, so that a judge that wavers flips without having
/// changed, and that is part of the shift. The judge now is the one that grades the watch now: one look, one judge; anchors graded later speak of
/// a later judge.</para>
/// </remarks>
public sealed record JudgeAnchors
{
    /// <summary>The anchors by their two verdicts.</summary>
    /// <param name="passes">Anchors that passed at reference time, at least 0.</param>
    /// <param name="passToFail">Those of them that fail now, 0 to <paramref name="passes"/>.</param>
    /// <param name="fails">Anchors that failed at reference time, at least 0; at least one anchor in all.</param>
    /// <param name="failToPass">Those of them that pass now, 0 to <paramref name="fails"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range or there are no anchors.</exception>
    public JudgeAnchors(long passes, long passToFail, long fails, long failToPass)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(passToFail);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(passToFail, passes);
        ArgumentOutOfRangeException.ThrowIfNegative(failToPass);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(failToPass, fails);
        ArgumentOutOfRangeException.ThrowIfZero(checked(passes + fails));
        (Passes, PassToFail, Fails, FailToPass) = (passes, passToFail, fails, failToPass);
    }

    /// <summary>Anchors that passed at reference time.</summary>
    public long Passes { get; }

    /// <summary>Anchors that passed at reference time and fail now.</summary>
    public long PassToFail { get; }

    /// <summary>Anchors that failed at reference time.</summary>
    public long Fails { get; }

    /// <summary>Anchors that failed at reference time and pass now.</summary>
    public long FailToPass { get; }

    /// <summary>Two-sided p-value of the hypothesis that the judge's pass rate on the anchors did not move, by <see cref="McNemarExact"/>: flips
    /// in either direction equally likely. Equally many flips both ways leave it at 1, however many they are.</summary>
    public double McNemarP => McNemarExact.TwoSided(PassToFail, FailToPass);

    /// <summary>Interval for the chance d that an answer passed at reference time is failed now.</summary>
    /// <param name="level">Confidence level in (0, 1), for example 0.95.</param>
    /// <returns>The <see cref="ClopperPearsonInterval"/>; [0, 1] when no anchor passed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in (0, 1).</exception>
    public Interval FlipDown(double level = 0.95) => Passes == 0 ? Unknown(level) : ClopperPearsonInterval.From(PassToFail, Passes, level);

    /// <summary>Interval for the chance u that an answer failed at reference time is passed now.</summary>
    /// <param name="level">Confidence level in (0, 1), for example 0.95.</param>
    /// <returns>The <see cref="ClopperPearsonInterval"/>; [0, 1] when no anchor failed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in (0, 1).</exception>
    public Interval FlipUp(double level = 0.95) => Fails == 0 ? Unknown(level) : ClopperPearsonInterval.From(FailToPass, Fails, level);

    /// <summary>Upper bound of how far the judge alone lowers the pass rate: p d - (1 - p) u.</summary>
    /// <param name="passRate">Pass rate p by the reference judge, in [0, 1]; of an estimated one give the upper confidence limit, since the bound
    /// grows with p.</param>
    /// <param name="level">Confidence level in (0, 1), for example 0.95.</param>
    /// <returns>In [0, 1], as a share of answers: to be added to the tolerated drop. Where even the bound is a gain, 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The pass rate or the level is outside its range.</exception>
    public double AdverseShiftBound(double passRate, double level = 0.95) => ShiftBound(passRate, Passes, PassToFail, Fails, FailToPass, level);

    /// <summary>Upper bound of how far the judge alone raises the pass rate, and so may hide a drop: (1 - p) u - p d.</summary>
    /// <param name="passRate">Pass rate p by the reference judge, in [0, 1]; of an estimated one give the lower confidence limit.</param>
    /// <param name="level">Confidence level in (0, 1), for example 0.95.</param>
    /// <returns>In [0, 1], as a share of answers. Where even the bound is a loss, 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The pass rate or the level is outside its range.</exception>
    public double FavourableShiftBound(double passRate, double level = 0.95)
    {
        ThrowUnlessRate(passRate);
        return ShiftBound(1 - passRate, Fails, FailToPass, Passes, PassToFail, level);
    }

    /// <summary>Upper bound of how far the judge alone lowers the pass rate, whatever that is: the bound of d, which is the shift at p = 1.</summary>
    /// <param name="level">Confidence level in (0, 1), for example 0.95.</param>
    /// <returns>In [0, 1], as a share of answers.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not in (0, 1).</exception>
    public double WorstAdverseShiftBound(double level = 0.95) => AdverseShiftBound(1, level);

    private static double ShiftBound(double share, long adverseTrials, long adverse, long helpfulTrials, long helpful, double level)
    {
        ThrowUnlessRate(share);
        var alpha = ConfidenceLevel.Alpha(level);

        // Where only one chance counts, it gets the whole level. That must not hang on the number of flips: a level chosen by the data keeps no
        // promise.
        var each = share == 1 || helpfulTrials == 0 ? 1 - alpha : Math.Sqrt(1 - alpha);
        var most = adverseTrials == 0 ? 1 : ClopperPearsonInterval.UpperBound(adverse, adverseTrials, each);
        var least = helpfulTrials == 0 ? 0 : ClopperPearsonInterval.LowerBound(helpful, helpfulTrials, each);
        return Math.Max(0, (share * most) - ((1 - share) * least));
    }

    private static void ThrowUnlessRate(double passRate)
    {
        if (!(passRate is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(passRate), passRate, "A pass rate lies in [0, 1].");
        }
    }

    private static Interval Unknown(double level)
    {
        _ = ConfidenceLevel.Alpha(level);
        return new Interval(0, 1);
    }
}
