using CodeRed.Statistics.Watching;
using CsCheck;

namespace CodeRed.Statistics.Tests.Watching;

public class EvenLogitShiftTests
{
    // R 4.2.2: f <- function(l) mean(plogis(qlogis(pmin(pmax(r, .001), .999)) + l)) - mean(r) + drop; plogis(qlogis(...) + uniroot(f, c(-30, 30), tol = 1e-14)$root)
    [Theory]
    [InlineData(.05, 0.847525778369, 0.590346747474, 0.291654110266, 0.921473662268, 0.998381855843, 0.000617845779)]
    [InlineData(.3, 0.394318222136, 0.144411435840, 0.046005973601, 0.578841129828, 0.986350834539, 0.000072404056)]
    [InlineData(.6, 0.004508061608, 0.001172672625, 0.000335330202, 0.009469586196, 0.334513845702, 0.000000503667)]
    [InlineData(-.1, 0.969354000013, 0.891310824273, 0.700868716540, 0.985245491230, 0.999715262456, 0.003505705488)]
    public void Shifted_rates_match_R(double drop, params double[] expected)
    {
        var shifted = EvenLogitShift.Down([.9, .7, .4, .95, 1, 0], drop);
        for (var item = 0; item < expected.Length; item++)
        {
            Tolerance.Near(expected[item], shifted[item], 2e-11);
        }
    }

    [Fact]
    public void The_mean_falls_by_the_drop_and_all_log_odds_by_the_same() =>
        Gen.Select(Gen.Double[.001, .999].Array[1, 30], Gen.Double[.01, .99]).Sample((rates, share) =>
        {
            var drop = share * rates.Average();
            var shifted = EvenLogitShift.Down(rates, drop);
            Tolerance.Near(rates.Average() - drop, shifted.Average(), 1e-11);
            static double Logit(double p) => Math.Log(p / (1 - p));
            var first = Logit(rates[0]) - Logit(shifted[0]);
            for (var item = 1; item < rates.Length; item++)
            {
                Tolerance.Near(first, Logit(rates[item]) - Logit(shifted[item]), 1e-6);
            }
        });
}
