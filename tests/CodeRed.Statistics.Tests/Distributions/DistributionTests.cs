using CodeRed.Statistics.Distributions;
using CsCheck;

namespace CodeRed.Statistics.Tests.Distributions;

public class DistributionTests
{
    [Fact] // R 4.2.2: 2 * pt(-t, df) and qt(1 - alpha / 2, df)
    public void Student_t_agrees_with_R_from_the_centre_to_the_far_tail()
    {
        Tolerance.Relative(0.0409922185857529, StudentT.TwoSidedP(2.5, 7), 1e-12);
        Tolerance.Relative(0.000778592121693389, StudentT.TwoSidedP(-12, 3.3), 1e-12);
        Tolerance.Relative(1.20200942336633e-197, StudentT.TwoSidedP(30, 1e6), 1e-10);
        Tolerance.Relative(0.31249553442062, StudentT.TwoSidedP(1.01, 1e6), 1e-11);
        Tolerance.Relative(0.814452841844515, StudentT.TwoSidedP(.3, 1), 1e-12);
        Tolerance.Relative(2.44691185114497, StudentT.Critical(.05, 6), 1e-12);
        Tolerance.Relative(1.95996635681411, StudentT.Critical(.05, 1e6), 1e-11);
        Tolerance.Relative(15.6357728631745, StudentT.Critical(.001, 2.7), 1e-12);
        Tolerance.Relative(3.07768353717525, StudentT.Critical(.2, 1), 1e-12);
    }

    [Theory] // R 4.2.2: qbeta(tail, a, b), and qbeta(tail, b, a, lower.tail = FALSE) for one minus the same
    [InlineData(100, 1, 1e-9, 0.812830516164099)]
    [InlineData(100, 1, 1e-12, 0.758577575029184)]
    [InlineData(30, 100_000, 1e-9, 7.73822626111823e-05)]
    [InlineData(30, 100_000, 1e-12, 5.77199029741669e-05)]
    public void Beta_quantiles_agree_with_R_in_the_far_tail(double a, double b, double tail, double share)
    {
        Tolerance.Relative(share, BetaQuantile.Lower(a, b, tail), 1e-11);
        Tolerance.Relative(1 - share, BetaQuantile.Upper(b, a, tail), 1e-11);
    }

    [Fact]
    public void The_beta_cdf_at_its_quantile_is_the_tail() => // of tails below a half
        Gen.Select(Gen.Double[-.6, 6], Gen.Double[-.6, 6], Gen.Double[-12, -.302]).Sample(
            (logA, logB, logTail) =>
            {
                double a = Math.Pow(10, logA), b = Math.Pow(10, logB), tail = Math.Pow(10, logTail);
                double lower = BetaQuantile.Lower(a, b, tail), upper = BetaQuantile.Upper(a, b, tail);
                if (lower < .9) // nearer to 1 the complement has lost its digits
                {
                    Tolerance.Relative(tail, RegularizedBeta.Lower(a, b, lower, 1 - lower), 1e-6);
                }

                Assert.True(lower <= upper);
            },
            iter: 500);

    [Fact]
    public void The_tabulated_beta_cdf_agrees_with_the_continued_fraction() =>
        Gen.Select(Gen.Double[-.6, 7], Gen.Double[-.6, 7], Gen.Double[-6, 6]).Sample(
            (logA, logB, deviation) =>
            {
                double a = Math.Floor(4 * Math.Pow(10, logA)) / 4, b = Math.Floor(4 * Math.Pow(10, logB)) / 4;
                var logit = Math.Log(a / b) + (deviation * Math.Sqrt((1 / a) + (1 / b)));
                double share = 1 / (1 + Math.Exp(-logit)), complement = 1 / (1 + Math.Exp(logit));
                Tolerance.Near(RegularizedBeta.Lower(a, b, share, complement), new BetaCdf(a, b).Below(logit), 1e-9);
            },
            iter: 1_000);

    [Fact]
    public void Logarithms_and_exponentials_near_zero_keep_their_digits()
    {
        // Taylor series, of which the next term is below 1e-20.
        Tolerance.Relative(1e-5 - 5e-11 + (1e-15 / 3), NearZero.Log1p(1e-5), 1e-15);
        Tolerance.Relative(1e-5 + 5e-11 + (1e-15 / 6), NearZero.Expm1(1e-5), 1e-15);
        Assert.Equal(-1, NearZero.Expm1(-800));
        Assert.Equal(double.PositiveInfinity, NearZero.Expm1(800));
    }
}
