using CodeRed.Statistics.Watching;
using CsCheck;

namespace CodeRed.Statistics.Tests.Watching;

public class BaselineMeanTests
{
    private const string FortyItems = "0101010101011001001110111110111101111111 0011111001010101110110011111001111111111 1011101011111111110111111111111101111111 "
        + "1001001011000110101010110011111011111111 0001111100000111110101010111111111111111 0001010000101011101101010101110011111111 "
        + "1011101101011011110111111011100011111111 0011110100001001001110110111101101111111 1000101101100101011111111111111111111111 "
        + "0010101111011110111101111111101111111111 1001011110011110111101110110111101111111 1001101111011110100111111101111111011111";

    // R 4.2.2: m <- colMeans(x, na.rm = TRUE); k <- colSums(!is.na(x)); V <- sum(apply(x, 2, var, na.rm = TRUE) / k) / 16; N <- 4 * min(k); z <- qnorm(1 - eta)
    // mean(m) + c(-1, 1) * (sqrt(z^2 * V + z^4 / (4 * N^2)) + (z^2 + 2) / (3 * N))
    [Theory]
    [InlineData(false, .05, .43360949758195, .91639050241805)]
    [InlineData(false, .1, .49169619371210, .85830380628790)]
    [InlineData(true, .1, .38392230373802, .84107769626198)]
    public void The_approximate_limits_match_R(bool gaps, double eta, double lower, double upper)
    {
        double[] grades = [1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0, .5, 1, 1, 1, 1, 0, 1, 0, 1];
        if (gaps)
        {
            grades[4] = grades[14] = grades[18] = double.NaN;
        }

        var limits = BaselineMean.Approximate(new BaselineGrades(grades, 4), eta);
        Tolerance.Near(lower, limits.Lower, 1e-9); // MathNet's normal quantile
        Tolerance.Near(upper, limits.Upper, 1e-9);
    }

    // numpy 1.24.2 and scipy 1.10.1: for every round the bet and the control variates as in the remarks, from the rounds before; then
    // brentq(lambda t: sum(log1p(b[r] * (x[r] - c[r] - t)).sum() for r in rounds) + log(eta), 0, 1); the upper limit from 1 - x.
    [Theory]
    [InlineData("110101 111100 110110 011101 111101", .05, 0.43872147825792995, 0.954293862787604)]
    [InlineData("110101 111100 110110 011101 111101", .2, 0.5358333759753564, 0.856487817987464)]
    [InlineData(FortyItems, .05, 0.6678182634823874, 0.7675809635574081)]
    public void The_proved_limits_solve_for_a_capital_of_1_over_eta(string rounds, double eta, double lower, double upper)
    {
        var limits = BaselineMean.Proved(DrawnAnswers.Of(rounds), eta);
        Tolerance.Near(lower, limits.Lower, 2e-7);
        Tolerance.Near(upper, limits.Upper, 2e-7);
        Assert.True(limits.Lower <= lower + 1e-12 && limits.Upper >= upper - 1e-12); // rounded outwards
    }

    [Fact]
    public void Mirrored_answers_give_mirrored_limits() =>
        Gen.Select(Gen.Int[0, 4].Array[12, 40], Gen.Int[1, 4], Gen.Double[.01, .1]).Sample((quarters, items, eta) =>
        {
            double[] grades = [.. quarters.Take(quarters.Length / items * items).Select(q => q / 4.0)];
            var (plain, mirrored) = (new BaselineGrades(grades, items), new BaselineGrades([.. grades.Select(x => 1 - x)], items));
            foreach (var limits in new Func<BaselineGrades, double, Interval>[] { BaselineMean.Approximate, BaselineMean.Proved })
            {
                var (one, other) = (limits(plain, eta), limits(mirrored, eta));
                Tolerance.Near(1 - one.Upper, other.Lower, 3e-7);
                Tolerance.Near(1 - one.Lower, other.Upper, 3e-7);
                Assert.True(one.Lower <= one.Upper);
            }
        });

    [Fact]
    public void Over_all_baselines_of_eight_answers_the_chance_of_a_wrong_proved_limit_is_at_most_eta()
    {
        // Exact: all 2^8 baselines of 2 items and 4 rounds, weighted by their probability, whatever the two rates are.
        const double eta = .45;
        var limits = Enumerable.Range(0, 1 << 8).Select(pattern => BaselineMean.Proved(
            new BaselineGrades([.. Enumerable.Range(0, 8).Select(i => (double)(pattern >> i & 1))], 2), eta)).ToArray();
        var worst = 0.0;
        void Check(double first, double second)
        {
            var (low, high) = (0.0, 0.0);
            for (var pattern = 0; pattern < limits.Length; pattern++)
            {
                var probability = 1.0;
                for (var i = 0; i < 8; i++)
                {
                    var rate = i % 2 == 0 ? first : second;
                    probability *= (pattern >> i & 1) == 1 ? rate : 1 - rate;
                }

                low += limits[pattern].Lower > (first + second) / 2 ? probability : 0;
                high += limits[pattern].Upper < (first + second) / 2 ? probability : 0;
            }

            Assert.True(low <= eta && high <= eta, $"rates {first} and {second}: {low}, {high}");
            worst = Math.Max(worst, Math.Max(low, high));
        }

        for (var first = 0.0; first <= 1; first += .02)
        {
            for (var second = 0.0; second <= first; second += .02)
            {
                Check(first, second);
            }
        }

        Assert.True(worst > .15, $"{worst}"); // the promise is put to the test
    }

    [Theory]
    [InlineData("equal .7", 20, 3)]
    [InlineData("equal .95", 20, 10)]
    [InlineData("equal .95", 100, 5)]
    [InlineData("ramp", 200, 3)]
    [InlineData("easy and hard", 20, 50)]
    [InlineData("easy and hard", 200, 10)]
    [InlineData("sure and even", 50, 20)]
    public void Each_limit_is_wrong_in_at_most_eta_of_the_baselines(string kind, int items, int rounds)
    {
        // Seeded.
        const int runs = 400;
        var random = new Random(20250901);
        var rates = DrawnAnswers.Rates(kind, items);
        var truth = rates.Average();
        int low = 0, high = 0, proved = 0;
        for (var run = 0; run < runs; run++)
        {
            var baseline = DrawnAnswers.Drawn(random, rates, rounds);
            var limits = BaselineMean.Approximate(baseline, .1);
            (low, high) = (low + (limits.Lower > truth ? 1 : 0), high + (limits.Upper < truth ? 1 : 0));
            if (run < 40)
            {
                limits = BaselineMean.Proved(baseline, .1);
                proved += limits.Contains(truth) ? 0 : 1;
            }
        }

        var most = runs * (.1 + Tolerance.OfRate(.1, runs));
        Assert.True(low <= most && high <= most && low + high > 0, $"lower wrong in {low}, upper in {high} of {runs}");
        Assert.True(proved <= 40 * (.2 + Tolerance.OfRate(.2, 40)), $"proved limits wrong in {proved} of 40");
    }

    [Fact]
    public void The_proved_limits_cost_about_half_more_width()
    {
        var random = new Random(20250902);
        foreach (var (kind, items, rounds) in new[] { ("equal .7", 100, 30), ("ramp", 200, 10), ("equal .95", 50, 20) })
        {
            var baseline = DrawnAnswers.Drawn(random, DrawnAnswers.Rates(kind, items), rounds);
            Assert.InRange(BaselineMean.Proved(baseline, .05).Width / BaselineMean.Approximate(baseline, .05).Width, 1.2, 1.7);
        }
    }

    [Fact]
    public void An_item_of_which_most_answers_are_missing_is_not_taken_for_known()
    {
        // Seeded; item 0 passes in 60 % but was answered only twice in 40 rounds, the others always pass.
        const int runs = 400;
        var random = new Random(20250903);
        var wrong = 0;
        for (var run = 0; run < runs; run++)
        {
            var grades = new double[20 * 40];
            for (var i = 0; i < grades.Length; i++)
            {
                grades[i] = i % 20 > 0 ? 1 : i < 40 ? DrawnAnswers.Answer(random, .6) : double.NaN;
            }

            wrong += BaselineMean.Approximate(new BaselineGrades(grades, 20), .05).Upper < 1 - (.4 / 20) ? 1 : 0;
            wrong += BaselineMean.Approximate(new BaselineGrades(grades, 20), .05).Lower > 1 - (.4 / 20) ? 1 : 0;
        }

        Assert.True(wrong <= runs * (.05 + Tolerance.OfRate(.05, runs)), $"wrong in {wrong} of {runs}");
    }

    [Fact]
    public void Gaps_single_answers_and_levels_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => BaselineMean.Approximate(DrawnAnswers.Of("11"), .05));
        Assert.Throws<ArgumentException>(() => BaselineMean.Proved(DrawnAnswers.Of("11 .1"), .05));
        foreach (var eta in new[] { 0, .5, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => BaselineMean.Approximate(DrawnAnswers.Of("11 01"), eta));
            Assert.Throws<ArgumentOutOfRangeException>(() => BaselineMean.Proved(DrawnAnswers.Of("11 01"), eta));
        }
    }
}
