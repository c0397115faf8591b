using CodeRed.Statistics.Watching;

namespace CodeRed.Statistics.Tests.Watching;

public class WatchedChangeTests
{
    [Theory]
    [InlineData(-.01, .05)]
    [InlineData(double.NaN, .05)]
    [InlineData(.05, .05)]
    [InlineData(.05, .01)]
    [InlineData(.01, 1)]
    [InlineData(.01, double.NaN)]
    public void The_smallest_change_that_matters_lies_above_the_tolerance_and_below_one(double tolerance, double smallest) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WatchedChange(tolerance, smallest));

    [Theory]
    [InlineData(Direction.Drop, true, false)]
    [InlineData(Direction.Rise, false, true)]
    [InlineData(Direction.Either, true, true)]
    public void A_direction_names_its_sides(Direction direction, bool drops, bool rises)
    {
        var change = new WatchedChange(0, .05, direction);
        Assert.Equal((drops, rises), (change.Drops, change.Rises));
    }
}
