using CodeRed.Statistics.Watching;

namespace CodeRed.Statistics.Tests.Watching;

public class RoundExchangeabilityTests
{
    private const double None = 1; // no refusal by this test

    // numpy 1.24.2, all 10! orders enumerated: exact p-values serial .00358, .02871, .00285, .00221; trend .00622, .00348, .13865, .00351. With 999 orders from
    // SplitMix64(0x5EED), shuffled from the last place down and written again in Python: the values below.
    [Theory]
    [InlineData(new[] { 0.812, 0.779, 0.8, 0.819, 0.832, 0.826, 0.814, 0.824, 0.858, 0.845 }, .001, .009)]
    [InlineData(new[] { 0.812, 0.792, 0.805, 0.825, 0.84, 0.833, 0.881, 0.833, 0.86, 0.87 }, None, .006)]
    [InlineData(new[] { 0.779, 0.801, 0.811, 0.829, 0.82, 0.829, 0.812, 0.783, 0.751, 0.745 }, .003, None)]
    [InlineData(new[] { 0.811, 0.818, 0.837, 0.815, 0.796, 0.805, 0.791, 0.797, 0.759, 0.778 }, .002, .005)]
    public void P_values_of_round_means_are_those_of_the_permutations(double[] means, double serial, double trend)
    {
        var refusals = RoundExchangeability.Refusals(means);
        Assert.Equal(serial, refusals.SingleOrDefault(refusal => refusal.Reason == RefusalReason.Sticky)?.P ?? None, 12);
        Assert.Equal(trend, refusals.SingleOrDefault(refusal => refusal.Reason == RefusalReason.Trend)?.P ?? None, 12);
    }

    [Fact]
    public void Items_that_repeat_their_answer_of_the_round_before_are_found_where_the_means_show_nothing()
    {
        // numpy 1.24.2: all 10! orders of the inner products of the rounds' deviations, p = .002967; the 999 orders: .004, and .208 and .094 for the means.
        string[] rows = ["10000000", "11000001", "00000001", "10-01010", "10100010", "10001011", "10001011", "10001-10", "10001100", "10001100"];
        var grades = rows.SelectMany(static row => row.Select(static answer => answer == '-' ? double.NaN : answer - '0')).ToArray();
        var refusal = Assert.Single(RoundExchangeability.Refusals(new BaselineGrades(grades, 8)));
        Assert.Equal(RefusalReason.Sticky, refusal.Reason);
        Assert.StartsWith("Items repeat", refusal.Words, StringComparison.Ordinal);
        Assert.Equal(.004, refusal.P!.Value, 12);
    }

    [Fact]
    public void Too_few_rounds_a_round_without_answers_and_rounds_without_variation_are_refused()
    {
        Assert.Equal(RefusalReason.TooFewRounds, Assert.Single(RoundExchangeability.Refusals([1, 2, 1, 3, 2, 1, 3, 2, 1])).Reason);
        var grades = new double[40];
        for (var i = 0; i < 40; i++)
        {
            grades[i] = i is >= 8 and < 12 ? double.NaN : i * 7 % 3 == 0 ? 1 : 0;
        }

        var empty = Assert.Single(RoundExchangeability.Refusals(new BaselineGrades(grades, 4)));
        Assert.Equal(RefusalReason.TooFewRounds, empty.Reason);
        Assert.StartsWith("Round 2 ", empty.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(.1)]
    [InlineData(1e-12)] // a price in a large unit
    [InlineData(123_456_789.1)] // and a length in a small one
    public void Constant_rounds_show_no_variation_in_any_unit(double value)
    {
        var constant = Enumerable.Repeat(value, 11).ToArray();
        Assert.Equal(RefusalReason.NoVariation, Assert.Single(RoundExchangeability.Refusals(constant)).Reason);
        Assert.Empty(RoundExchangeability.Refusals(Array.ConvertAll([1, 0, -1, 2, 0, 1, -2, 0, 1, -1.5, .5], z => value * (1 + (.01 * z)))));
    }

    [Fact]
    public void Exchangeable_rounds_are_refused_at_the_stated_levels_also_when_the_answers_of_a_round_are_correlated()
    {
        // Seeded. Three tests at 1 % each, whose p-values are multiples of .001: at most 2.7 %.
        const int runs = 800;
        var random = new Random(20260102);
        var refused = 0;
        for (var run = 0; run < runs; run++)
        {
            refused += RoundExchangeability.Refusals(Suite(random, rounds: 12, items: 15, frozen: 0)).Count > 0 ? 1 : 0;
        }

        Assert.True((double)refused / runs <= .027 + Tolerance.OfRate(.027, runs), $"{refused} of {runs}");
    }

    // Strengths at which a baseline must not pass: rounds that lean on the round before by .8, items of which half keep their answer of the round before, and a
    // drift of a third of a standard deviation a round.
    [Theory]
    [InlineData("autocorrelation", RefusalReason.Sticky)]
    [InlineData("frozen answers", RefusalReason.Sticky)]
    [InlineData("drift", RefusalReason.Trend)]
    public void Dependent_and_drifting_baselines_are_refused(string what, RefusalReason reason)
    {
        // Seeded.
        const int runs = 200;
        var random = new Random(20260103);
        var refused = 0;
        for (var run = 0; run < runs; run++)
        {
            var refusals = what switch
            {
                "autocorrelation" => RoundExchangeability.Refusals(RoundSamples.Of(random, 40, correlation: .8)),
                "frozen answers" => RoundExchangeability.Refusals(Suite(random, rounds: 12, items: 50, frozen: .5)),
                _ => RoundExchangeability.Refusals(RoundSamples.Of(random, 20, slope: 1 / 3.0)),
            };
            refused += refusals.Any(refusal => refusal.Reason == reason) ? 1 : 0;
        }

        Assert.True(refused >= .95 * runs, $"{refused} of {runs}");
    }

    // Yes/no items of uneven rates, an error shared by the answers of a round, and answers that repeat the round before.
    private static BaselineGrades Suite(Random random, int rounds, int items, double frozen)
    {
        var grades = new double[rounds * items];
        var rates = Array.ConvertAll(new double[items], _ => .2 + (.6 * random.NextDouble()));
        for (var round = 0; round < rounds; round++)
        {
            var shared = .1 * RoundSamples.Normal(random);
            for (var item = 0; item < items; item++)
            {
                var at = (round * items) + item;
                grades[at] = round > 0 && random.NextDouble() < frozen ? grades[at - items] : random.NextDouble() < rates[item] + shared ? 1 : 0;
            }
        }

        return new BaselineGrades(grades, items);
    }
}
