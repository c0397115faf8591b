using CodeRed.Statistics.Ranking;

namespace CodeRed.Statistics.Tests.Ranking;

public class RankingInferenceTests
{
    [Fact]
    public void Models_far_apart_have_sets_of_one_rank_and_equal_ones_share_theirs()
    {
        var table = new PairTable();
        (double Strength, int Number)[] models = [(4, 0), (2, 1), (0, 2), (0, 3)];
        foreach (var (strength, number) in models)
        {
            foreach (var (other, opponent) in models.Where(model => model.Number > number))
            {
                var wins = (long)Math.Round(4_000 / (1 + Math.Exp(other - strength)));
                table.Add(new PairCounts(number, opponent, wins, 4_000 - wins, 0));
            }
        }

        var inference = ExampleVotes.Fit(table, TieTreatment.Davidson).Robust();
        Assert.Equal([new(1, 1), new(2, 2), new(3, 4), new(3, 4)], inference.RankSets());
        var best = inference.ProbabilityBest();
        Assert.Equal([1, 0, 0, 0], best);
        Tolerance.Near(Math.Exp(2) / (1 + Math.Exp(2)), inference.WinProbability(0, 1).Estimate, 1e-3);
    }

    [Fact]
    public void Sets_hold_the_estimated_rank_and_grow_with_the_level()
    {
        var inference = ExampleVotes.Fit(ExampleVotes.Table(), TieTreatment.Davidson).Robust();
        var strengths = inference.Fit.LogStrengths;
        var (at50, at95) = (inference.RankSets(.5, 4_000), inference.RankSets(.95, 4_000));
        for (var model = 0; model < 4; model++)
        {
            var rank = 1 + strengths.Count(other => other > strengths[model]);
            Assert.True(at50[model].Contains(rank));
            Assert.True(at95[model].Best <= at50[model].Best && at50[model].Worst <= at95[model].Worst);
        }

        Assert.Equal(at95, inference.RankSets(.95, 4_000));
    }

    [Fact]
    public void Steps_down_show_more_than_a_single_step()
    {
        // Ten models: nine far apart, which the first step settles, and a close pair that only the smaller critical value of the second step tells
        // apart.
        var table = new PairTable();
        for (var i = 0; i < 10; i++)
        {
            for (var j = i + 1; j < 10; j++)
            {
                var gap = (j == 9 ? 8.0466 : j) - i;
                var wins = (long)Math.Round(10_000 / (1 + Math.Exp(-gap)));
                table.Add(new PairCounts(i, j, wins, 10_000 - wins, 0));
            }
        }

        var inference = ExampleVotes.Fit(table, TieTreatment.Davidson).Robust();
        var z = (inference.Fit.LogStrengths[8] - inference.Fit.LogStrengths[9]) / inference.StandardError(8, 9);
        Assert.InRange(z, 3.0, 3.1); // R 4.2.2: qtukey(.95, 10, Inf)/sqrt(2) = 3.163684, the single step's value for ten uncorrelated models
        Assert.Equal(new RankSet(9, 9), inference.RankSets(draws: 20_000)[8]);
    }

    [Fact]
    public void The_chance_to_be_best_of_two_is_the_normal_tail()
    {
        var table = new PairTable();
        table.Add(new PairCounts(0, 1, 60, 45, 10));
        var inference = ExampleVotes.Fit(table, TieTreatment.Davidson).Robust();
        var z = (inference.Fit.LogStrengths[0] - inference.Fit.LogStrengths[1]) / inference.StandardError(0, 1);
        // z = ln(60/45) / sqrt(1/60 + 1/45) = 1.458919; R 4.2.2: pnorm(log(60/45)/sqrt(1/60+1/45)) = 0.9276918962
        Tolerance.Near(Math.Log(60.0 / 45) / Math.Sqrt((1 / 60.0) + (1 / 45.0)), z, 1e-9);
        var best = inference.ProbabilityBest(40_000);
        Tolerance.Near(0.9276918962, best[0], Tolerance.OfRate(.93, 40_000));
        Tolerance.Near(1, best.Sum(), 1e-9);
    }

    [Fact]
    public void Questions_without_an_answer_are_errors()
    {
        var fit = ExampleVotes.Fit(ExampleVotes.Table(), TieTreatment.HalfWin);
        var inference = fit.Robust();
        Assert.Throws<InvalidOperationException>(() => inference.OutcomeProbability(0, 1, VoteOutcome.Tie));
        Assert.Throws<ArgumentOutOfRangeException>(() => inference.StandardError(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => inference.WinProbability(0, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => inference.Difference(0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => inference.Coefficient(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => inference.RankSets(draws: 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => fit.Clustered(2));
        Assert.Throws<InvalidOperationException>(() => ExampleVotes.Fit(ExampleVotes.Votes().Table, TieTreatment.Davidson).TwoWayClustered());
        var lone = new PairTable(1);
        lone.Add(0, 1, VoteOutcome.FirstWins, 5);
        lone.Add(0, 1, VoteOutcome.SecondWins, 5);
        Assert.Null(ExampleVotes.Fit(lone, TieTreatment.Davidson).Clustered()); // one cluster shows no spread
    }
}
