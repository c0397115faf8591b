using CodeRed.Pages.Charts;
using CsCheck;

namespace CodeRed.Pages.Tests.Charts;

public sealed class ScaleTests
{
    [Fact]
    public void A_scale_from_minus_37_to_4_goes_in_tens()
    {
        Assert.Equal(new Scale(-40, 10, 10), Scale.Over(-37.4, 4, 6));
    }

    [Fact]
    public void A_scale_holds_both_ends_and_has_few_ticks() =>
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[1e-3, 1e6]).Sample((low, width) =>
        {
            var scale = Scale.Over(low, low + width, 6);
            double ticks = (scale.Max - scale.Min) / scale.Step;
            return scale.Min <= low && scale.Max >= low + width && ticks is > 2 and < 8.5;
        });

    [Fact]
    public void Where_both_ends_are_one_there_is_still_a_scale()
    {
        Assert.Equal(new Scale(-1, 1, 1), Scale.Over(0, 0, 6));
    }
}
