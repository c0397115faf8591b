using CodeRed.Statistics.Intervals;
using CsCheck;

namespace CodeRed.Statistics.Tests.Intervals;

public class FisherExactTests
{
    [Theory] // R 4.2.2: fisher.test(matrix(c(x1, n1 - x1, x2, n2 - x2), 2))$p.value
    [InlineData(3, 50, 10, 50, 0.0713081527162687)]
    [InlineData(0, 20, 5, 20, 0.0471240471240471)]
    [InlineData(5, 1000, 25, 1000, 0.000294452818538725)]
    [InlineData(2, 40, 2, 30, 1)]
    [InlineData(1, 1, 0, 1, 1)]
    [InlineData(0, 10, 0, 12, 1)]
    public void It_agrees_with_R(long x1, long n1, long x2, long n2, double p) => Tolerance.Relative(p, FisherExact.TwoSided(x1, n1, x2, n2), 1e-11);

    [Fact]
    public void It_is_the_same_when_the_samples_or_successes_and_failures_are_exchanged() =>
        (from n1 in Gen.Int[1, 300] from n2 in Gen.Int[1, 300] from x1 in Gen.Int[0, n1] from x2 in Gen.Int[0, n2]
         select (x1, n1, x2, n2)).Sample((x1, n1, x2, n2) =>
        {
            var p = FisherExact.TwoSided(x1, n1, x2, n2);
            Assert.InRange(p, 0, 1);
            Tolerance.Relative(p, FisherExact.TwoSided(x2, n2, x1, n1), 1e-10);
            Tolerance.Relative(p, FisherExact.TwoSided(n1 - x1, n1, n2 - x2, n2), 1e-10);
        });

    [Fact]
    public void Counts_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FisherExact.TwoSided(3, 2, 0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => FisherExact.TwoSided(0, 2, -1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => FisherExact.TwoSided(0, 2, 0, 0));
    }
}
