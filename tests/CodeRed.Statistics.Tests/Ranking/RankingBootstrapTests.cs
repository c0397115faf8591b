using CodeRed.Statistics.Ranking;

namespace CodeRed.Statistics.Tests.Ranking;

public class RankingBootstrapTests
{
    [Theory]
    [InlineData(TieTreatment.HalfWin)]
    [InlineData(TieTreatment.Davidson)]
    [InlineData(TieTreatment.RaoKupper)]
    public void Votes_drawn_anew_spread_as_the_robust_error_says(TieTreatment ties)
    {
        var table = new PairTable();
        foreach (var (first, second, outcome, _, _, _) in ExampleVotes.All())
        {
            var (wins, losses) = outcome switch { VoteOutcome.FirstWins => (20, 0), VoteOutcome.SecondWins => (0, 20), _ => (0, 0) };
            table.Add(new PairCounts(first, second, wins, losses, wins + losses == 0 ? 20 : 0)); // many, so that both are close to normal
        }

        var fit = ExampleVotes.Fit(table, ties);
        var (bootstrap, robust) = (RankingBootstrap.Run(fit, 2_000, seed: 4), fit.Robust());
        Assert.Equal(0, bootstrap.Unsettled);
        for (var model = 1; model < 4; model++)
        {
            // A standard deviation from 2,000 rounds has a relative error of 1 / sqrt(4,000).
            Tolerance.Relative(robust.StandardError(model), bootstrap.StandardError(model), .02 + (4 / Math.Sqrt(4_000)));
            Tolerance.Relative(robust.StandardError(model, 0), bootstrap.StandardError(model, 0), .02 + (4 / Math.Sqrt(4_000)));
            Tolerance.Relative(robust.Difference(model, 0).Width, bootstrap.Difference(model, 0).Width, .15);
        }

        var (drawn, normal) = (bootstrap.ProbabilityBest(), robust.ProbabilityBest());
        Tolerance.Near(1, drawn.Sum(), 1e-9);
        Tolerance.Near(normal[3], drawn[3], .02 + (1.5 * Tolerance.OfRate(.5, 2_000)));
    }

    [Fact]
    public void A_round_is_a_binomial_draw_fitted_to_its_maximum()
    {
        // Of one pair without ties the maximum is ln(wins / losses), so that each round tells the wins it drew.
        var table = new PairTable();
        table.Add(new PairCounts(0, 1, 250, 150, 0));
        const int rounds = 4_000;
        var bootstrap = RankingBootstrap.Run(ExampleVotes.Fit(table, TieTreatment.Davidson), rounds, 8);
        double sum = 0, squares = 0;
        for (var round = 0; round < rounds; round++)
        {
            var wins = 400 / (1 + Math.Exp(-2 * bootstrap.Replicate(round)[0]));
            Tolerance.Near(Math.Round(wins), wins, .04); // the standard error is 9.7 wins
            sum += wins - 250;
            squares += (wins - 250) * (wins - 250);
        }

        // Binomial with 400 draws of .625: variance 93.75
        Tolerance.Near(0, sum / rounds, 4 * Math.Sqrt(93.75 / rounds));
        Tolerance.Relative(93.75, squares / rounds, 4 * Math.Sqrt(2.0 / rounds));
    }

    [Fact]
    public void The_same_seed_gives_the_same_rounds_and_another_gives_others()
    {
        var fit = ExampleVotes.Fit(ExampleVotes.Table(), TieTreatment.Davidson);
        var (one, same, other) = (RankingBootstrap.Run(fit, 20, 1), RankingBootstrap.Run(fit, 20, 1), RankingBootstrap.Run(fit, 20, 2));
        for (var round = 0; round < 20; round++)
        {
            Assert.Equal(one.Replicate(round), same.Replicate(round));
            Assert.False(one.Replicate(round).SequenceEqual(other.Replicate(round)));
            Tolerance.Near(0, one.Replicate(round).ToArray().Sum(), 1e-12);
        }
    }

    [Theory]
    [InlineData(VoteResampling.FirstClusters)]
    [InlineData(VoteResampling.SecondClusters)]
    [InlineData(VoteResampling.BothClusters)]
    public void Clusters_drawn_anew_spread_as_the_clustered_error_says(VoteResampling resampling)
    {
        // 60 prompts by 50 voters. Each prompt and each voter leans to one side, alike for all its votes.
        var random = new Random(20260101);
        var table = new PairTable(2);
        double[] prompts = [.. Enumerable.Range(0, 60).Select(_ => random.NextDouble() - .5)], voters = [.. Enumerable.Range(0, 50).Select(_ => random.NextDouble() - .5)];
        for (var prompt = 0; prompt < prompts.Length; prompt++)
        {
            for (var voter = 0; voter < voters.Length; voter++)
            {
                var u = random.NextDouble() + (.5 * (prompts[prompt] + voters[voter]));
                table.Add((prompt + voter) % 3, ((prompt + voter) % 3) + 1, u < .4 ? VoteOutcome.FirstWins : u < .7 ? VoteOutcome.SecondWins : VoteOutcome.Tie, prompt, voter);
            }
        }

        var fit = ExampleVotes.Fit(table, TieTreatment.Davidson);
        var bootstrap = RankingBootstrap.Run(fit, 1_000, 3, resampling);
        var inference = resampling switch { VoteResampling.FirstClusters => fit.Clustered(0)!, VoteResampling.SecondClusters => fit.Clustered(1)!, _ => fit.TwoWayClustered()! };
        var ratio = bootstrap.StandardError(0, 3) / inference.StandardError(0, 3);
        // The pigeonhole bootstrap is wide by what single votes vary (Owen 2007, theorem 3).
        var robust = fit.Robust().StandardError(0, 3);
        var wide = resampling == VoteResampling.BothClusters ? Math.Sqrt(1 + (2 * robust * robust / Math.Pow(inference.StandardError(0, 3), 2))) : 1;
        Assert.InRange(ratio / wide, .85, 1.15);
    }

    [Fact]
    public void A_round_in_which_a_model_is_undefeated_is_counted()
    {
        var table = ExampleVotes.Table();
        table.Add(4, 0, VoteOutcome.FirstWins, -1, -1);
        table.Add(4, 1, VoteOutcome.FirstWins, -1, -1);
        table.Add(4, 2, VoteOutcome.SecondWins, -1, -1);
        var fit = ExampleVotes.Fit(table, TieTreatment.Davidson);
        var bootstrap = RankingBootstrap.Run(fit, 400, 1);

        // The one loss is missing from a round with probability (1 - 1/123)^123 = .366; with it, both wins may be missing.
        Assert.InRange(bootstrap.Unsettled / 400.0, .366 - Tolerance.OfRate(.366, 400), .366 + .2);
        for (var round = 0; round < 400; round++)
        {
            Assert.All(bootstrap.Replicate(round).ToArray(), strength => Assert.True(double.IsFinite(strength)));
        }
    }

    [Fact]
    public void What_cannot_be_drawn_is_an_error()
    {
        var fit = ExampleVotes.Fit(ExampleVotes.Table().Only([0, 1, 2, 3]), TieTreatment.Davidson);
        Assert.Throws<ArgumentOutOfRangeException>(() => RankingBootstrap.Run(fit, 1, 1));
        Assert.Throws<ArgumentException>(() => RankingBootstrap.Run(ExampleVotes.Fit(ExampleVotes.Votes(), TieTreatment.Davidson), 10, 1));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => RankingBootstrap.Run(ExampleVotes.Fit(ExampleVotes.Votes().Table, TieTreatment.Davidson), 10, 1, VoteResampling.FirstClusters));
    }
}
