using CodeRed.Statistics.Intervals;

namespace CodeRed.Statistics.Tests.Intervals;

public sealed class NormalTestTests
{
    // Python 3.11: math.erfc(abs(z) / math.sqrt(2))
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0.31731050786291415)]
    [InlineData(-1.959963984540054, 0.05)]
    [InlineData(3, 0.0026997960632601913)]
    [InlineData(-6, 1.9731752900754024e-09)]
    [InlineData(double.PositiveInfinity, 0)]
    public void Two_sided_p_values_are_those_of_Python(double z, double p) => Assert.InRange(NormalTest.TwoSided(z), p * (1 - 1e-12), p * (1 + 1e-12));

    [Fact]
    public void What_is_no_number_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => NormalTest.TwoSided(double.NaN));
}
