using CodeRed.Evidence.Facts;

namespace CodeRed.Evidence.Tests.Facts;

public sealed class UsageRangeTests
{
    [Theory]
    [InlineData(800_000_000, Precision.Rounded, false, 750_000_000.0, 850_000_000.0)]
    [InlineData(650_000_000, Precision.About, false, 640_000_000.0, 660_000_000.0)]
    [InlineData(100_000_000, Precision.About, false, 50_000_000.0, 150_000_000.0)]
    [InlineData(800_000_000, Precision.AtLeast, false, 800_000_000.0, null)]
    [InlineData(40, Precision.Rounded, true, 39.5, 40.5)]
    [InlineData(40, Precision.Rounded, false, 35.0, 45.0)]
    [InlineData(87.2, Precision.About, true, 87.1, 87.3)]
    [InlineData(0, Precision.Rounded, false, 0.0, 0.0)]
    public void A_figure_stands_for_what_its_digits_and_wording_permit(double value, Precision precision, bool share, double lower, double? upper)
    {
        var range = UsageRange.Of(value, precision, share);

        Assert.Equal(lower, range.Lower, 6);
        Assert.Equal(upper is null, range.Upper is null);
        Assert.Equal(upper ?? 0, range.Upper ?? 0, 6);
    }

    [Theory]
    [InlineData(800, Precision.Rounded, 780, Precision.Rounded, true)]
    [InlineData(800, Precision.Rounded, 700, Precision.Rounded, false)] // they touch at 750
    [InlineData(800, Precision.About, 710, Precision.Rounded, true)]
    [InlineData(650, Precision.About, 610, Precision.Rounded, false)]
    [InlineData(800, Precision.AtLeast, 900, Precision.Rounded, true)]
    [InlineData(800, Precision.AtLeast, 790, Precision.Rounded, false)]
    [InlineData(0, Precision.Rounded, 0, Precision.Rounded, true)]
    public void Two_figures_agree_where_both_may_stand_for_one_value(double one, Precision first, double other, Precision second, bool agree)
    {
        Assert.Equal(agree, UsageRange.Of(one, first, false).Overlaps(UsageRange.Of(other, second, false)));
        Assert.Equal(agree, UsageRange.Of(other, second, false).Overlaps(UsageRange.Of(one, first, false)));
    }
}
