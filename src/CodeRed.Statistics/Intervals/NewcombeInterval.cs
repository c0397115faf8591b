namespace CodeRed.Statistics.Intervals;

/// <summary>Newcombe's interval for the difference of two independent proportions, built from their Wilson limits.</summary>
public static class NewcombeInterval
{
    /// <summary>The interval for the second proportion minus the first.</summary>
    /// <param name="successesBefore">Successes of the first sample, 0 to <paramref name="trialsBefore"/>.</param>
    /// <param name="trialsBefore">Independent trials of the first sample, at least 1.</param>
    /// <param name="successesNow">Successes of the second sample, 0 to <paramref name="trialsNow"/>.</param>
    /// <param name="trialsNow">Independent trials of the second sample, at least 1.</param>
    /// <param name="level">Confidence level in (0, 1), for example 0.95.</param>
    /// <returns>Bounds in [-1, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count or the level is outside its range.</exception>
    /// <remarks>Newcombe (1998), "Interval estimation for the difference between independent proportions", Statistics in Medicine 17, 873-890,
    /// method 10 (hybrid score, no continuity correction). Approximate coverage. The samples must be independent of each other: for the same
    /// items asked twice use <see cref="Paired.MatchedProportionsInterval"/>.</remarks>
    public static Interval From(long successesBefore, long trialsBefore, long successesNow, long trialsNow, double level = 0.95)
    {
        Interval before = WilsonInterval.From(successesBefore, trialsBefore, level), now = WilsonInterval.From(successesNow, trialsNow, level);
        double rateBefore = (double)successesBefore / trialsBefore, rateNow = (double)successesNow / trialsNow;
        var difference = rateNow - rateBefore;
        return new Interval(
            Math.Max(-1, difference - double.Hypot(rateNow - now.Lower, before.Upper - rateBefore)),
            Math.Min(1, difference + double.Hypot(now.Upper - rateNow, rateBefore - before.Lower)));
    }
}
