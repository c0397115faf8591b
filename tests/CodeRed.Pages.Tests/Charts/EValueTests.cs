using CodeRed.Pages.Charts;

namespace CodeRed.Pages.Tests.Charts;

public sealed class EValueTests
{
    [Theory]
    [InlineData(0, "1")]
    [InlineData(2.995732273553991, "20")]
    [InlineData(6.907755278982137, "1,000")]
    [InlineData(-0.6931471805599453, "0.5")]
    [InlineData(72.376, "2.7 × 10³¹")]
    [InlineData(2302585.0929940457, "1.0 × 10¹⁰⁰⁰⁰⁰⁰")]
    [InlineData(-10.81978, "2.0 × 10⁻⁵")]
    public void An_e_value_is_written_from_its_logarithm(double logE, string text) => Assert.Equal(text, EValue.Text(logE));
}
