using CodeRed.Statistics.Ranking;

namespace CodeRed.Statistics.Tests.Ranking;

public class RankingCoverageTests
{
    private const double Nu = .7;

    [Fact]
    public void Intervals_cover_for_all_models_and_for_a_newcomer_and_rank_sets_cover_together()
    {
        const int models = 12, runs = 400, newcomer = models - 1;
        double[] truth = [.. Enumerable.Range(0, models).Select(model => .9 - (.15 * model))];
        truth[newcomer] = .6; // third from the top, between two others
        var mean = truth.Average();
        double[] strengths = [.. truth.Select(strength => strength - mean)];
        int covered = 0, coveredNewcomer = 0, coveredDifference = 0, together = 0, ranks = 0;
        var random = new Random(20260102);
        for (var run = 0; run < runs; run++)
        {
            var table = new PairTable();
            for (var vote = 0; vote < 4_000; vote++)
            {
                // Propensities 1 / sqrt(k), as in an arena; the newcomer has its own 60 votes.
                int first = (int)(newcomer * Math.Pow(random.NextDouble(), 2)), second;
                do
                {
                    second = (int)(newcomer * Math.Pow(random.NextDouble(), 2));
                }
                while (second == first);
                table.Add(first, vote < 60 ? newcomer : second, Outcome(strengths[first] - strengths[vote < 60 ? newcomer : second], random));
            }

            var inference = ExampleVotes.Fit(table, TieTreatment.Davidson).Robust();
            for (var model = 0; model < models; model++)
            {
                covered += inference.LogStrength(model).Contains(strengths[model]) ? 1 : 0;
            }

            coveredNewcomer += inference.LogStrength(newcomer).Contains(strengths[newcomer]) ? 1 : 0;
            coveredDifference += inference.Difference(newcomer, 0).Contains(strengths[newcomer] - strengths[0]) ? 1 : 0;
            var sets = inference.RankSets(draws: 400, seed: (ulong)run);
            together += Enumerable.Range(0, models).All(model => sets[model].Contains(1 + strengths.Count(other => other > strengths[model] + 1e-9))) ? 1 : 0;
            ranks += sets.Sum(set => set.Worst - set.Best + 1);
        }

        Tolerance.Near(.95, (double)covered / runs / models, Tolerance.OfRate(.95, runs)); // intervals of one run depend on each other
        Tolerance.Near(.95, (double)coveredNewcomer / runs, Tolerance.OfRate(.95, runs));
        Tolerance.Near(.95, (double)coveredDifference / runs, Tolerance.OfRate(.95, runs));
        Assert.True((double)together / runs >= .95 - Tolerance.OfRate(.95, runs), $"all sets covered in {together} of {runs} runs");
        Assert.True(ranks < .6 * runs * models * models, "sets that hold all ranks say nothing");
    }

    [Fact]
    public void Votes_of_one_prompt_need_clustered_errors()
    {
        // 80 prompts of 40 votes each. A prompt suits some models better than others, alike for all its votes.
        const int models = 5, prompts = 80, runs = 300;
        int independent = 0, clustered = 0;
        var random = new Random(20260103);
        for (var run = 0; run < runs; run++)
        {
            var table = new PairTable(1);
            for (var prompt = 0; prompt < prompts; prompt++)
            {
                double[] suits = [.. Enumerable.Range(0, models).Select(_ => Normal(random))];
                for (var vote = 0; vote < 40; vote++)
                {
                    var first = random.Next(models);
                    var second = (first + 1 + random.Next(models - 1)) % models;
                    table.Add(first, second, Outcome(suits[first] - suits[second], random), prompt);
                }
            }

            // All models are equal over the prompts.
            var fit = ExampleVotes.Fit(table, TieTreatment.Davidson);
            independent += fit.Robust().Difference(0, 1).Contains(0) ? 1 : 0;
            clustered += fit.Clustered()!.Difference(0, 1).Contains(0) ? 1 : 0;
        }

        Assert.True((double)independent / runs < .85, $"independent errors covered in {independent} of {runs} runs");
        Tolerance.Near(.95, (double)clustered / runs, Tolerance.OfRate(.95, runs));
    }

    [Fact]
    public void Half_wins_draw_models_together_and_Davidson_does_not()
    {
        // A difference of 100 Elo with two ties in five votes.
        var d = Math.Log(10) / 4;
        var random = new Random(20260104);
        var table = new PairTable();
        for (var vote = 0; vote < 40_000; vote++)
        {
            table.Add(0, 1, Outcome(d, random, 1.37));
        }

        Assert.InRange((double)table.Ties / table.Votes, .37, .42);
        double Elo(RankingFit fit) => (fit.LogStrengths[0] - fit.LogStrengths[1]) * 400 / Math.Log(10);
        var davidson = ExampleVotes.Fit(table, TieTreatment.Davidson);
        Tolerance.Near(100, Elo(davidson), 4 * davidson.Robust().StandardError(0, 1) * 400 / Math.Log(10));
        Assert.InRange(Elo(ExampleVotes.Fit(table, TieTreatment.HalfWin)), 50, 68);
    }

    private static VoteOutcome Outcome(double d, Random random, double nu = Nu)
    {
        var (win, loss) = (Math.Exp(d / 2), Math.Exp(-d / 2));
        var u = random.NextDouble() * (win + loss + nu);
        return u < win ? VoteOutcome.FirstWins : u < win + loss ? VoteOutcome.SecondWins : VoteOutcome.Tie;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
