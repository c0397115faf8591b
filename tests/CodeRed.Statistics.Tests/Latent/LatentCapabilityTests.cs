using CodeRed.Statistics.Latent;

namespace CodeRed.Statistics.Tests.Latent;

public class LatentCapabilityTests
{
    [Fact]
    public void Models_come_in_the_order_of_their_scores_and_the_unmeasured_one_is_not_ranked()
    {
        var table = new ScoreTable(
            [new(0, new DayRange(0, 0)), new(1, new DayRange(100, 130)), new(0, new DayRange(200, 200)), new(1)],
            [new(0), new(1), new(2)],
            [
                new(0, 0, .4, Items: 400), new(0, 1, .5, Items: 400), new(0, 2, .3, Items: 400),
                new(1, 0, .6, Items: 400), new(1, 1, .7, Items: 400),
                new(2, 0, .9, Items: 400), new(2, 1, .95, Items: 400), new(2, 2, .9, Items: 400),
            ]);

        var fit = Fit(table);

        Assert.Equal([0, 1, 2], fit.Ranked);
        Assert.False(fit.IsRanked(3));
        Assert.True(fit.Capability(0) < fit.Capability(1) && fit.Capability(1) < fit.Capability(2));
        Assert.True(fit.ProbabilityBest()[2] > .95);
        Assert.True(fit.ProbabilityBest(150)[1] > .9);
        Assert.Equal([0, 0, 0, 0], fit.ProbabilityBest(-1));
        var handovers = fit.Handovers(ThroneHolder.Lab).Where(handover => handover.Resolved).ToArray();
        Assert.Equal([(0, 1), (1, 0)], handovers.Select(handover => (handover.From, handover.To)));
        Assert.InRange(handovers[0].When!.Value.First, 100, 103);
        Assert.InRange(handovers[0].When!.Value.Last, 127, 130);
        Assert.Equal(new DayRange(200, 200), handovers[1].When);
    }

    internal static CapabilityFit Fit(ScoreTable table, CapabilitySettings? settings = null) =>
        LatentCapability.TryFit(table, settings ?? new CapabilitySettings(), out var fit, out var refusal) ? fit : throw new InvalidOperationException(refusal.Words);
}
