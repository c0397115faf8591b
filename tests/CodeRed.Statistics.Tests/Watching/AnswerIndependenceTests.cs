using CodeRed.Statistics.Watching;

namespace CodeRed.Statistics.Tests.Watching;

public class AnswerIndependenceTests
{
    private const string Trending = "111111111111 111111110111 111101111111 111101101111 101100101110 101000101100 001000100100 000000000010";

    // numpy 1.24.2 and scipy 1.10.1: d = x - x.mean(0); the serial products' moments written out for each item; norm.sf(S / sqrt(V));
    // chi2.sf((d.sum(1) ** 2).sum() / u, m - 1) with u = (d ** 2).sum() / (m - 1); 2 * norm.sf(abs(place @ d.sum(1)) / sqrt((place ** 2).sum() * u))
    [Theory]
    [InlineData(Trending, 1.1748939088006536e-09, 1.4954513183284195e-07, 7.749599597441804e-11)]
    [InlineData("00110011 00110011 00110011 11001100 11001100 11001100 00110011 00110011 00110011 11001100", 0.00021653798106024798, null, null)]
    [InlineData("11110111 00010010 11101111 01000010 11111110 00100001 11011111", null, 0.0022977470298269406, null)]
    public void P_values_match_numpy(string rounds, double? sticky, double? shared, double? trend)
    {
        var refusals = AnswerIndependence.Refusals(DrawnAnswers.Of(rounds));
        foreach (var (reason, p) in new[] { (RefusalReason.Sticky, sticky), (RefusalReason.RoundEffects, shared), (RefusalReason.Trend, trend) })
        {
            var refusal = refusals.SingleOrDefault(r => r.Reason == reason);
            Assert.Equal(p is null, refusal is null);
            if (p is { } expected)
            {
                Tolerance.Relative(expected, refusal!.P!.Value, 1e-7);
            }
        }
    }

    [Theory]
    [InlineData("1101 0111", RefusalReason.TooFewRounds)]
    [InlineData("1101 1101 1101 1101 1101 1101 1101", RefusalReason.NoVariation)]
    [InlineData("0111111111 1011111111 1101111111 1110111111 1111011111", RefusalReason.NoVariation)] // nine changes
    [InlineData("0000000000 1111111111 ..........", RefusalReason.TooFewRounds)] // ten changes, but two answers an item
    public void What_shows_nothing_either_way_is_refused_too(string rounds, RefusalReason reason)
    {
        var refusal = Assert.Single(AnswerIndependence.Refusals(DrawnAnswers.Of(rounds)));
        Assert.Equal(reason, refusal.Reason);
        Assert.Null(refusal.P);
    }

    [Fact]
    public void Ten_changes_are_enough() => Assert.Empty(AnswerIndependence.Refusals(DrawnAnswers.Of("0111111111 1011111111 1101111111 1110111111 1111011111 1111101111")));

    [Theory]
    [InlineData("equal .7", 20, 10, 0)]
    [InlineData("equal .7", 200, 3, 0)]
    [InlineData("ramp", 50, 30, 0)]
    [InlineData("ramp", 50, 30, .2)]
    [InlineData("easy and hard", 200, 10, 0)]
    [InlineData("sure and even", 40, 20, .1)]
    public void Independent_answers_are_refused_in_about_three_of_a_hundred_baselines(string kind, int items, int rounds, double missing)
    {
        // Seeded; three tests at 1 %, whose normal approximations may add a third.
        const int runs = 300;
        var random = new Random(20250911);
        var refused = 0;
        for (var run = 0; run < runs; run++)
        {
            var drawn = DrawnAnswers.Drawn(random, DrawnAnswers.Rates(kind, items), rounds);
            var grades = new double[items * rounds];
            for (var i = 0; i < grades.Length; i++)
            {
                grades[i] = random.NextDouble() < missing ? double.NaN : drawn[i / items, i % items];
            }

            refused += AnswerIndependence.Refusals(new BaselineGrades(grades, items)).Count > 0 ? 1 : 0;
        }

        Assert.True(refused <= runs * (.04 + Tolerance.OfRate(.04, runs)), $"refused {refused} of {runs}");
    }

    [Theory]
    [InlineData("frozen together", RefusalReason.Sticky)]
    [InlineData("frozen by item", RefusalReason.Sticky)]
    [InlineData("half copied", RefusalReason.Sticky)]
    [InlineData("drifting", RefusalReason.Trend)]
    [InlineData("shared", RefusalReason.RoundEffects)]
    public void Answers_that_are_no_independent_evidence_are_refused(string kind, RefusalReason reason)
    {
        // Seeded; 40 uneven items, 20 rounds. Frozen: new answers every fifth round only, for all items at once or at each item's own time. Half
        // copied: every second answer is that of the round before. Drifting: log odds fall by 2 in all. Shared: a round's log odds vary with a standard deviation of 1.
        const int runs = 60;
        const int items = 40;
        const int rounds = 20;
        var random = new Random(20250912);
        var rates = DrawnAnswers.Rates("ramp", items);
        var refused = 0;
        for (var run = 0; run < runs; run++)
        {
            var grades = new double[items * rounds];
            int[] phases = [.. rates.Select(_ => random.Next(5))];
            for (var round = 0; round < rounds; round++)
            {
                var effect = kind == "drifting" ? 1 - (round / 9.5) : kind == "shared" ? DrawnAnswers.Normal(random) : 0;
                for (var item = 0; item < items; item++)
                {
                    var copied = kind switch
                    {
                        "frozen together" => round % 5 != 0,
                        "frozen by item" => (round + phases[item]) % 5 != 0,
                        "half copied" => random.Next(2) == 0,
                        _ => false,
                    };
                    var odds = rates[item] / (1 - rates[item]) * Math.Exp(effect);
                    grades[(round * items) + item] = copied && round > 0 ? grades[((round - 1) * items) + item] : DrawnAnswers.Answer(random, odds / (1 + odds));
                }
            }

            refused += AnswerIndependence.Refusals(new BaselineGrades(grades, items)).Any(r => r.Reason == reason) ? 1 : 0;
        }

        Assert.True(refused >= .95 * runs, $"refused {refused} of {runs}");
    }

    [Fact]
    public void The_words_say_what_to_do() =>
        Assert.All(
            AnswerIndependence.Refusals(DrawnAnswers.Of(Trending)), refusal => Assert.Matches("Ask|Count|Find", refusal.Words));
}
