using CodeRed.Statistics.Paired;
using CsCheck;

namespace CodeRed.Statistics.Tests.Paired;

public class McNemarExactTests
{
    [Theory] // R 4.2.2: min(1, 2 * pbinom(min(lost, gained), lost + gained, 0.5)); the first two also scipy 1.10.1 binomtest
    [InlineData(7, 1, 0.0703125)]
    [InlineData(476, 147, 2.10627747860641e-41)]
    [InlineData(23, 2, 1.94311141967774e-05)]
    [InlineData(2, 11, 0.0224609375)]
    [InlineData(0, 5, 0.0625)]
    [InlineData(3, 3, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(5_010_000, 4_990_000, 2.54480049115518e-10)]
    [InlineData(5_000_000, 4_990_000, 0.00155860876829882)]
    [InlineData(600, 100, 9.34889534711421e-88)]
    [InlineData(0, 1000, 1.86652723700651e-301)]
    [InlineData(550_000, 450_000, 0)] // log p is -5013, below the range of a double
    public void It_agrees_with_R(long lost, long gained, double p) => Tolerance.Relative(p, McNemarExact.TwoSided(lost, gained), 1e-10);

    [Fact]
    public void It_is_the_sum_of_binomial_chances()
    {
        for (var m = 1; m <= 60; m++)
        {
            double tail = 0, chance = Math.Pow(2, -m);
            for (var lost = 0; lost <= m / 2; lost++)
            {
                tail += chance;
                chance = chance * (m - lost) / (lost + 1);
                Tolerance.Relative(Math.Min(1, 2 * tail), McNemarExact.TwoSided(lost, m - lost), 1e-12);
            }
        }
    }

    [Fact]
    public void Losses_and_gains_play_the_same_part() =>
        Gen.Select(Gen.Long[0, 1_000_000], Gen.Long[0, 1_000_000]).Sample((lost, gained) =>
            McNemarExact.TwoSided(lost, gained) == McNemarExact.TwoSided(gained, lost));

    [Fact]
    public void A_negative_count_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => McNemarExact.TwoSided(-1, 3));
}
