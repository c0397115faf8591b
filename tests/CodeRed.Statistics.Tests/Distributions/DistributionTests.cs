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

    [Fact]
    public void The_tabulated_beta_cdf_agrees_with_the_continued_fraction() =>
        Gen.Select(Gen.Double[0, 7], Gen.Double[0, 7], Gen.Double[-6, 6]).Sample(
            (logA, logB, deviation) =>
            {
                double a = Math.Floor(Math.Pow(10, logA)), b = Math.Floor(Math.Pow(10, logB));
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
