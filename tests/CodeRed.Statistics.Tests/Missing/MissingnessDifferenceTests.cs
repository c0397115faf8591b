using CodeRed.Statistics.Intervals;
using CodeRed.Statistics.Missing;
using CodeRed.Statistics.Paired;

namespace CodeRed.Statistics.Tests.Missing;

public class MissingnessDifferenceTests
{
    [Fact]
    public void On_the_same_items_it_is_the_paired_test_of_the_items_that_stopped_or_started_answering()
    {
        var change = MissingnessDifference.Paired(new(
            Lost: 3, Gained: 2, Unchanged: 80, PassedThenMissing: 9, FailedThenMissing: 2, MissingThenPassed: 1, MissingThenFailed: 1, MissingBoth: 2));
        Tolerance.Near(.04, change.Baseline, 1e-15);
        Tolerance.Near(.13, change.Current, 1e-15);
        Tolerance.Near(.09, change.Difference, 1e-15);
        Tolerance.Near(0.0224609375, change.P, 1e-13); // R 4.2.2: binom.test(2, 13)$p.value
        Assert.Equal(MatchedProportionsInterval.From(2, 11, 87, .95), change.Interval);
        Assert.True(change.Interval.Lower > 0);
    }

    [Fact]
    public void On_other_items_it_is_Fishers_test_and_Newcombes_interval()
    {
        var change = MissingnessDifference.Unpaired(0, 20, 5, 20);
        Assert.Equal((0, .25, .25), (change.Baseline, change.Current, change.Difference));
        Tolerance.Near(0.0471240471240471, change.P, 1e-13); // R 4.2.2: fisher.test(matrix(c(0, 20, 5, 15), 2))$p.value
        Assert.Equal(NewcombeInterval.From(0, 20, 5, 20), change.Interval);
    }

    [Fact]
    public void Counts_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MissingnessDifference.Paired(default));
        Assert.Throws<ArgumentOutOfRangeException>(() => MissingnessDifference.Unpaired(3, 2, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MissingnessDifference.Unpaired(0, 0, 0, 1));
    }
}
