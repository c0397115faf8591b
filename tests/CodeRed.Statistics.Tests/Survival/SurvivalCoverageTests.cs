using CodeRed.Statistics.Survival;
using static CodeRed.Statistics.Tests.Survival.ExampleFollowUps;

namespace CodeRed.Statistics.Tests.Survival;

public class SurvivalCoverageTests
{
    private static readonly double[] Times = [.1, .3, .7, 1.4];

    [Theory] // Subjects; hazard of censoring (that of the event is 1); share that enters late.
    [InlineData(20, .5, 0)]
    [InlineData(50, .5, 0)]
    [InlineData(20, .3, .7)]
    [InlineData(50, .3, .7)]
    public void Intervals_of_the_curve_the_median_and_the_restricted_mean_cover(int subjects, double censoring, double late)
    {
        const int runs = 2_000;
        var random = new Random(20260204);
        var (covered, known) = (new int[Times.Length], new int[Times.Length]);
        int median = 0, bounded = 0, mean = 0, estimated = 0;
        for (var run = 0; run < runs; run++)
        {
            if (!KaplanMeier.TryEstimate(Draw(random, subjects, censoring, late), out var curve, out _))
            {
                continue;
            }

            estimated++;
            for (var i = 0; i < Times.Length; i++)
            {
                if (curve.At(Times[i]) is { } point)
                {
                    known[i]++;
                    covered[i] += point.Interval.Contains(Math.Exp(curve.From - Times[i])) ? 1 : 0;
                }
            }

            median += curve.Median.Interval.Contains(curve.From + Math.Log(2)) ? 1 : 0;
            bounded += double.IsFinite(curve.Median.Interval.Upper) ? 1 : 0;
            mean += curve.RestrictedMean(1)?.Interval.Contains(1 - Math.Exp(curve.From - 1)) ?? true ? 1 : 0;
        }

        // The formulas are approximate; in 20,000 runs the curve and the median cover by .945 to .98, the mean by .93 at the least.
        Assert.True(estimated > .99 * runs);
        for (var i = 0; i < Times.Length; i++)
        {
            Assert.True(known[i] > .9 * runs);
            Assert.True((double)covered[i] / known[i] >= .945 - Tolerance.OfRate(.945, known[i]), $"at {Times[i]}: {covered[i]} of {known[i]}");
        }

        Assert.True((double)median / estimated >= .945 - Tolerance.OfRate(.945, estimated), $"median: {median} of {estimated}");
        Assert.True(bounded > .8 * estimated, $"only {bounded} medians have a bound");
        Assert.True((double)mean / estimated >= .93 - Tolerance.OfRate(.93, estimated), $"mean: {mean} of {estimated}");
    }

    [Fact]
    public void A_difference_of_restricted_means_is_covered()
    {
        const int runs = 2_000;
        var random = new Random(20260206);
        var covered = 0;
        for (var run = 0; run < runs; run++)
        {
            // Hazards 1 and 2, up to time 1.
            var slow = Curve(Draw(random, 20, .3)).RestrictedMean(1);
            var fast = Curve([.. Draw(random, 30, .3).Select(subject => subject with { Exit = subject.Exit / 2 })]).RestrictedMean(1);
            covered += slow?.MinusInterval(fast ?? slow)?.Contains(1 - Math.Exp(-1) - ((1 - Math.Exp(-2)) / 2)) ?? false ? 1 : 0;
        }

        Assert.True((double)covered / runs >= .945 - Tolerance.OfRate(.945, runs), $"covered {covered} of {runs}");
    }

    [Fact]
    public void Who_is_only_known_because_they_left_makes_the_curve_too_low()
    {
        // Everyone has hazard 1; who has not left by time 1 is noticed in one case of five only.
        const int runs = 400;
        var random = new Random(20260205);
        var covered = 0;
        for (var run = 0; run < runs; run++)
        {
            FollowUp[] all = [.. Draw(random, 150, .01).Select(subject => subject.Exit > 1 ? subject with { Exit = 1, Event = false } : subject)];
            FollowUp[] famous = [.. all.Where(subject => subject.Event || random.Next(5) == 0)];
            covered += Curve(famous).At(.8)!.Interval.Contains(Math.Exp(-.8)) ? 1 : 0;
        }

        Assert.True(covered < .05 * runs, $"covered {covered} of {runs}");
    }
}
