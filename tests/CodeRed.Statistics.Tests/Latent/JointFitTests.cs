using CodeRed.Statistics.Latent;
using CodeRed.Statistics.Ranking;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace CodeRed.Statistics.Tests.Latent;

/// <summary>Scores, votes and results on single items in one fit.</summary>
public class JointFitTests
{
    private static readonly CapabilitySettings Few = new() { Draws = 400 };

    [Fact]
    public void Votes_narrow_what_scores_say_and_intervals_still_cover()
    {
        double width = 0, jointWidth = 0, agreement = 0;
        var (covered, all) = (0, 0);
        for (var seed = 0; seed < 20; seed++)
        {
            var (table, truth) = SimulatedScores.Draw(seed);
            var votes = Votes(truth, 20_000, seed);
            var (scoresOnly, joint) = (LatentCapabilityTests.Fit(table, Few), LatentCapabilityTests.Fit(With(table, votes), Few));
            var mean = truth.Average();
            width += joint.Ranked.Average(model => scoresOnly.Capability(model, .95).Width);
            jointWidth += joint.Ranked.Average(model => joint.Capability(model, .95).Width);
            covered += joint.Ranked.Count(model => joint.Capability(model, .95).Contains(truth[model] - mean));
            all += joint.Ranked.Count;
            agreement += joint.Ranked.Average(model => scoresOnly.Capability(model, .95).Contains(joint.Capability(model)) ? 1 : 0) / 20;
        }

        Assert.True(jointWidth < .9 * width);
        Assert.InRange((double)covered / all, .89, .995);
        Assert.True(agreement > .95);
    }

    [Fact]
    public void Votes_alone_rank_as_the_ranking_they_come_from()
    {
        var (_, truth) = SimulatedScores.Draw(3);
        var votes = Votes(truth, 50_000, 3);
        ScoredModel[] models = [.. Enumerable.Range(0, truth.Length).Select(_ => new ScoredModel(0))];

        var fit = LatentCapabilityTests.Fit(new ScoreTable(models, [], [], votes), Few);

        // A linear function of the strengths, but for the shrinkage of their spread.
        var correlation = MathNet.Numerics.Statistics.Correlation.Pearson(fit.Ranked.Select(model => fit.Capability(model)), fit.Ranked.Select(model => votes.Strengths[model]));
        Assert.True(correlation > .999);
    }

    [Fact]
    public void Votes_link_a_model_without_scores_and_few_votes_leave_it_uncertain()
    {
        var (table, truth) = SimulatedScores.Draw(5);
        var more = new ScoreTable([.. table.Models, new ScoredModel(1)], table.Series, table.Scores, Votes([.. truth, 2], 4_000, 5, last: 60));

        var fit = LatentCapabilityTests.Fit(more, Few);

        Assert.Contains(truth.Length, fit.Ranked);
        Assert.True(fit.Capability(truth.Length, .95).Width > 1.5 * fit.Capability(0, .95).Width);
    }

    [Fact]
    public void Votes_of_which_nothing_is_known_change_little()
    {
        var (table, truth) = SimulatedScores.Draw(6);
        double[] strengths = [.. truth.Select((_, model) => model % 3 - 1.0)];
        var covariance = new double[truth.Length * truth.Length];
        for (var model = 0; model < truth.Length; model++)
        {
            covariance[(model * truth.Length) + model] = 1e6;
        }

        var (alone, joint) = (LatentCapabilityTests.Fit(table, Few), LatentCapabilityTests.Fit(With(table, new VoteStrengths([.. Enumerable.Range(0, truth.Length)], strengths, covariance)), Few));

        Assert.All(alone.Ranked, model => Assert.Equal(alone.Capability(model), joint.Capability(model), .1));
    }

    [Fact]
    public void Covariances_that_are_none_are_refused()
    {
        Assert.Contains("covariance", Assert.Throws<ArgumentException>(() => new VoteStrengths([0, 1], [0, 1], [0, 0, 0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("2 by 2", Assert.Throws<ArgumentException>(() => new VoteStrengths([0, 1], [0, 1], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("named once", Assert.Throws<ArgumentException>(() => new VoteStrengths([0, 0], [0, 1], [1, 0, 0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("numbered", Assert.Throws<ArgumentException>(() => new ScoreTable([new(0)], [], [], new VoteStrengths([0, 1], [0, 1], [1, 0, 0, 1]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Items_that_are_hard_for_all_do_not_blur_who_is_better()
    {
        // Half of the items are passed by all, half by none, but for a few: models differ by these alone.
        bool[][] passed = [.. Enumerable.Range(0, 3).Select(model => Enumerable.Range(0, 200).Select(item => item < 100 || item < 100 + (2 * model)).ToArray())];

        var scores = PairedItems.Scores(4, [7, 8, 9], passed);

        Assert.Equal([(7, .5), (8, .51), (9, .52)], scores.Select(score => (score.Model, score.Value)));
        Assert.All(scores, score => Assert.True(score.Items > 2_000 && score.Series == 4));
        Assert.Throws<ArgumentException>(() => PairedItems.Scores(0, [0, 1], [[true], [true, false]]));
    }

    [Fact]
    public void Items_that_models_pass_independently_count_as_many()
    {
        var random = new Xoshiro256StarStar(1, threadSafe: false);
        bool[][] passed = [.. Enumerable.Range(0, 10).Select(_ => Enumerable.Range(0, 500).Select(_ => random.NextDouble() < .6).ToArray())];

        var scores = PairedItems.Scores(0, [.. Enumerable.Range(0, 10)], passed);

        // A mean square of 4,491 degrees of freedom: a standard error of 2 %.
        Assert.InRange(scores[0].Items!.Value, 500, 550);
    }

    [Fact]
    public void Paired_items_narrow_the_fit()
    {
        var random = new Xoshiro256StarStar(2, threadSafe: false);
        double[] difficulty = [.. Enumerable.Range(0, 400).Select(_ => Normal.Sample(random, 0, 2.5))];
        bool[][] passed = [.. Enumerable.Range(0, 8).Select(model => difficulty.Select(hard => random.NextDouble() < 1 / (1 + Math.Exp(hard - (model * .4)))).ToArray())];
        ScoredModel[] models = [.. Enumerable.Range(0, 8).Select(_ => new ScoredModel(0))];
        var paired = PairedItems.Scores(0, [.. Enumerable.Range(0, 8)], passed);
        double Width(IEnumerable<Score> scores)
        {
            var fit = LatentCapabilityTests.Fit(new ScoreTable(models, [new(0)], [.. scores]), Few with { UntoldBounds = false }); // one series tells nothing of its bounds
            return fit.Ranked.Average(model => fit.Capability(model, .95).Width);
        }

        Assert.True(Width(paired) < Width(paired.Select(score => score with { Items = 400 })));
    }

    private static ScoreTable With(ScoreTable table, VoteStrengths votes) => new(table.Models, table.Series, table.Scores, votes);

    // By Bradley and Terry's model; strengths are .7 times capability and a dispersion. The last model has so many votes, where given.
    private static VoteStrengths Votes(double[] capabilities, int votes, int seed, int? last = null)
    {
        var random = new Xoshiro256StarStar(9_000 + seed, threadSafe: false);
        double[] strengths = [.. capabilities.Select(capability => (.7 * capability) + Normal.Sample(random, 0, .05))];
        var table = new PairTable(0);
        for (var vote = 0; vote < votes; vote++)
        {
            var first = last is { } own && vote < own ? capabilities.Length - 1 : random.Next(capabilities.Length - (last is null ? 0 : 1));
            var second = random.Next(capabilities.Length - (last is null ? 0 : 1));
            if (first != second)
            {
                table.Add(first, second, random.NextDouble() < 1 / (1 + Math.Exp(strengths[second] - strengths[first])) ? VoteOutcome.FirstWins : VoteOutcome.SecondWins);
            }
        }

        return BradleyTerry.TryFit(table, out var fit, out var refusal)
            ? VoteStrengths.From(fit.Robust(), [.. Enumerable.Range(0, capabilities.Length)]) : throw new InvalidOperationException(refusal.ToString());
    }
}
