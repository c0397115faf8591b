using CodeRed.Evidence;
using CodeRed.Findings.Ranking;
using CodeRed.Statistics.Ranking;

namespace CodeRed.Findings.Tests.Ranking;

public sealed class VoteFoldTests
{
    private static readonly string[] Names = ["ada", "bob", "cyn", "dee"];

    [Fact]
    public void A_model_that_wins_most_votes_leads_and_the_rest_are_told_apart()
    {
        var finding = Rank(Round(800, 200, 100), new());

        Assert.Equal(RankingVerdict.Leader, finding.Verdict);
        Assert.Equal(["ada", "bob", "cyn"], finding.Main!.Models.Select(m => m.Name));
        Assert.All(finding.Main.Models, (model, place) => Assert.Equal(new RankSet(place + 1, place + 1), model.Fit!.Ranks));
        Assert.Equal(1, finding.Main.Models.Sum(m => m.Fit!.ProbabilityBest), 12);
        Assert.Equal(new VoteCounts(3300, 300, 0, 3, 3, 7), finding.Votes);
        Assert.Equal((2200L, 1600L, 400L, 200L), (finding.Main.Models[0].Votes, finding.Main.Models[0].Wins, finding.Main.Models[0].Losses, finding.Main.Models[0].Ties));
        Assert.Empty(finding.Unranked);
    }

    [Fact]
    public void Models_alike_share_the_lead()
    {
        var finding = Rank(Round(20, 19, 3), new());

        Assert.Equal(RankingVerdict.NoClearLeader, finding.Verdict);
        Assert.All(finding.Main!.Models, m => Assert.Equal(new RankSet(1, 3), m.Fit!.Ranks));
    }

    [Fact]
    public void Ratings_are_the_log_strengths_on_Elos_scale_around_1000()
    {
        foreach (var model in Rank(Round(80, 20, 10), new()).Main!.Models)
        {
            var fit = model.Fit!;
            Assert.Equal(Math.Pow(10, (fit.Rating - 1000) / 400), Math.Exp(fit.LogStrength), 9);
            Assert.Equal((fit.RatingInterval.Upper - fit.RatingInterval.Lower) * Math.Log(10) / 400, fit.LogStrengthInterval.Upper - fit.LogStrengthInterval.Lower, 9);
            Assert.Equal(1.959964 * fit.StandardError, (fit.LogStrengthInterval.Upper - fit.LogStrengthInterval.Lower) / 2, 5);
        }
    }

    [Fact]
    public void A_baseline_stands_at_1000_and_the_others_are_held_against_it()
    {
        var models = Rank(Round(80, 20, 10), new(Baseline: "bob")).Main!.Models;
        var bob = models.Single(m => m.Name == "bob").Fit!;
        var ada = models.Single(m => m.Name == "ada").Fit!;

        Assert.Equal((1000, 1000, 1000), (bob.Rating, bob.RatingInterval.Lower, bob.RatingInterval.Upper));
        Assert.Null(bob.WinsAgainstBaseline);
        double odds = Math.Exp(ada.LogStrength - bob.LogStrength);
        Assert.Equal(odds / (1 + odds), ada.WinsAgainstBaseline!.Value.Estimate, 9);
        Assert.Equal(1000 + (400 * Math.Log10(odds)), ada.Rating, 6);
        Assert.Throws<ArgumentException>(() => Rank(Round(80, 20, 10), new(Baseline: "nobody")));
    }

    [Fact]
    public void Both_bad_is_counted_and_taken_for_a_tie()
    {
        var votes = Round(30, 20, 10).Concat(Enumerable.Repeat(new Vote(0, 1, Preference.BothBad), 5)).ToList();
        var finding = Rank(votes, new());

        Assert.Equal((35, 5), (finding.Votes.Ties, finding.Votes.BothBad));
        Assert.Equal(
            Rank(votes.Select(v => v with { Preference = v.Preference == Preference.BothBad ? Preference.Tie : v.Preference }), new()).Main!.Models[0].Fit,
            finding.Main!.Models[0].Fit);
    }

    [Fact]
    public void Undefeated_winless_and_unlinked_models_are_on_no_scale_and_the_rest_is_ranked_without_them()
    {
        // Dee beats all and is never beaten; eve loses all; fay and gus only met each other, both ways, hal lost to fay.
        string[] names = [.. Names, "eve", "fay", "gus", "hal"];
        List<Vote> votes =
        [
            .. Round(80, 20, 10),
            new(3, 0, Preference.First), new(1, 3, Preference.Second),
            new(4, 0, Preference.Second),
            new(5, 6, Preference.First), new(5, 6, Preference.Second), new(5, 6, Preference.Tie),
            new(5, 7, Preference.First),
        ];
        var finding = Rank(votes, new(), names);

        Assert.Equal([3, 2], finding.Groups.Select(g => g.Models.Length));
        Assert.Equal(Rank(Round(80, 20, 10), new()).Main!.Models, finding.Main!.Models);
        Assert.Equal(["fay", "gus"], finding.Groups[1].Models.Select(m => m.Name).Order());
        Assert.Equal(
            [("dee", UnrankedReason.Undefeated), ("eve", UnrankedReason.Winless), ("hal", UnrankedReason.Winless)],
            finding.Unranked.Select(m => (m.Name, m.Reason)));
        Assert.Equal(2, finding.Unranked[0].Votes);
    }

    [Fact]
    public void A_model_between_two_groups_is_not_linked()
    {
        // Dee lost to all of one group and beat all of the other.
        List<Vote> votes = [.. Round(8, 5, 3), new(0, 3, Preference.First), new(3, 4, Preference.First), new(4, 5, Preference.First), new(4, 5, Preference.Second)];
        var finding = Rank(votes, new(), [.. Names, "eve", "fay"]);

        Assert.Equal([("dee", UnrankedReason.NotLinked)], finding.Unranked.Select(m => (m.Name, m.Reason)));
        Assert.Equal(2, finding.Groups.Length);
    }

    [Theory]
    [InlineData(Preference.First)]
    [InlineData(Preference.Second)]
    public void Two_models_of_which_one_always_wins_cannot_be_ranked(Preference always)
    {
        var finding = Rank(Enumerable.Repeat(new Vote(0, 1, always), 50), new(), ["ada", "bob"]);

        Assert.Equal(RankingVerdict.CouldNotRank, finding.Verdict);
        Assert.Empty(finding.Groups);
        Assert.Equal([UnrankedReason.Undefeated, UnrankedReason.Winless], finding.Unranked.Select(m => m.Reason).Order());
    }

    [Fact]
    public void When_every_vote_is_a_tie_the_fitted_models_refuse_and_half_wins_say_equal()
    {
        var votes = Round(0, 0, 10);
        var davidson = Rank(votes, new());

        Assert.Equal((RankingVerdict.CouldNotRank, RankingRefusalReason.TiesSeparated), (davidson.Verdict, davidson.Main!.Refusal));
        Assert.All(davidson.Main.Models, m => Assert.Null(m.Fit));
        Assert.Equal(RankingRefusalReason.TiesSeparated, Rank(votes, new(TieTreatment.RaoKupper)).Main!.Refusal);
        var half = Rank(votes, new(TieTreatment.HalfWin));
        Assert.Equal(RankingVerdict.NoClearLeader, half.Verdict);
        Assert.All(half.Main!.Models, m => Assert.Equal(0, m.Fit!.LogStrength, 12));
    }

    [Fact]
    public void No_votes_are_no_ranking()
    {
        var finding = Rank([], new(), []);

        Assert.Equal(RankingVerdict.CouldNotRank, finding.Verdict);
        Assert.Equal(new VoteCounts(0, 0, 0, 0, 0, 7), finding.Votes);
    }

    [Fact]
    public void Votes_repeated_within_a_prompt_count_as_one_when_clustered_by_prompt()
    {
        // Every vote four times: errors that take votes for independent halve, clustered ones stay as they are.
        var once = Round(60, 40, 15).Select((v, i) => v with { Prompt = i, Voter = i }).ToList();
        var fourfold = once.SelectMany(v => Enumerable.Repeat(v, 4)).ToList();
        double Error(IEnumerable<Vote> votes, params VoteCluster[] by) => Rank(votes, new(Clusters: [.. by])).Main!.Models[0].Fit!.StandardError;

        double independent = Error(once);
        Assert.Equal(independent / 2, Error(fourfold), 9);
        Assert.Equal(1, Error(fourfold, VoteCluster.Prompt) / independent, 2);
        Assert.Equal(Error(fourfold, VoteCluster.Prompt), Error(fourfold, VoteCluster.Voter), 12);
        Assert.Equal(Error(fourfold, VoteCluster.Prompt), Error(fourfold, VoteCluster.Prompt, VoteCluster.Voter), 9);
    }

    [Fact]
    public void Few_clusters_and_only_one_are_said()
    {
        var ten = Rank(Round(60, 40, 15).Select((v, i) => v with { Prompt = i % 10 }), new(Clusters: [VoteCluster.Prompt])).Main!.Errors!;
        Assert.Equal((CovarianceKind.Clustered, true, false), (ten.Kind, ten.Few, ten.OneCluster));
        Assert.Equal((VoteCluster.Prompt, 10), (ten.Clusters.Single().By, ten.Clusters.Single().Count));

        var one = Rank(Round(60, 40, 15).Select(v => v with { Voter = 0 }), new(Clusters: [VoteCluster.Voter])).Main!.Errors!;
        Assert.Equal((CovarianceKind.Robust, true), (one.Kind, one.OneCluster));

        var many = Rank(Round(60, 40, 15).Select((v, i) => v with { Prompt = i % 100, Voter = i % 10 }), new(Clusters: [VoteCluster.Prompt, VoteCluster.Voter])).Main!.Errors!;
        Assert.Equal((CovarianceKind.TwoWayClustered, true), (many.Kind, many.Few));
        Assert.Equal([(VoteCluster.Prompt, 100), (VoteCluster.Voter, 10)], many.Clusters.Select(c => (c.By, c.Count)));
    }

    [Fact]
    public void A_bootstrap_gives_each_model_an_interval_of_about_the_same_width()
    {
        var group = Rank(Round(80, 60, 20), new(BootstrapRounds: 1000, Seed: 3)).Main!;

        Assert.Equal(0, group.UnsettledRounds);
        Assert.All(group.Models, m =>
        {
            double ratio = (m.Fit!.BootstrapInterval!.Value.Upper - m.Fit.BootstrapInterval.Value.Lower) / (m.Fit.RatingInterval.Upper - m.Fit.RatingInterval.Lower);
            Assert.InRange(ratio, 0.9, 1.1); // a percentile of 1,000 rounds is good to about 5 %
        });
        Assert.Equal(group.Models.Select(m => m.Fit!.BootstrapInterval), Rank(Round(80, 60, 20), new(BootstrapRounds: 1000, Seed: 3)).Main!.Models.Select(m => m.Fit!.BootstrapInterval));
    }

    [Fact]
    public void A_covariate_is_fitted_beside_the_models_also_when_some_of_them_drop_out()
    {
        // Where the covariate is +1 the first model wins 3 of 4, where it is -1 one of 4: the coefficient is ln 3, the models are equal.
        var fold = new VoteFold(new RankingSettings(Covariates: ["longer"]));
        foreach (var (first, second) in new[] { (0, 1), (1, 2), (2, 0) })
        {
            for (int i = 0; i < 40; i++)
            {
                bool longer = i % 2 == 0;
                fold.Add(new Vote(first, second, (i / 2 % 4 < 3) == longer ? Preference.First : Preference.Second), [longer ? 1 : -1]);
            }
        }

        fold.Add(new Vote(3, 0, Preference.First), [1]);
        var group = fold.Finding(Source(), Names, 0, DateTimeOffset.UnixEpoch).Main!;

        Assert.Equal(3, group.Models.Length);
        Assert.All(group.Models, m => Assert.Equal(0, m.Fit!.LogStrength, 9));
        var effect = Assert.Single(group.Covariates);
        Assert.Equal("longer", effect.Name);
        Assert.Equal(Math.Log(3), effect.Coefficient, 9);
        Assert.InRange(Math.Log(3), effect.Interval.Lower, effect.Interval.Upper);
    }

    [Fact]
    public void The_matrix_holds_counts_as_the_row_sees_them_and_probabilities_that_mirror()
    {
        var matrix = Rank(Round(80, 20, 10), new()).Main!.WinMatrix!;

        Assert.Equal(["ada", "bob", "cyn"], matrix.Models);
        for (int row = 0; row < 3; row++)
        {
            Assert.Null(matrix.Rows[row][row]);
            for (int column = 0; column < row; column++)
            {
                var (below, above) = (matrix.Rows[row][column]!, matrix.Rows[column][row]!);
                Assert.Equal(1, below.Probability + above.Probability, 12);
                Assert.Equal((20, 80, 10), (below.Wins, below.Losses, below.Ties));
                Assert.Equal((80, 20, 10), (above.Wins, above.Losses, above.Ties));
            }
        }
    }

    [Fact]
    public void Many_small_groups_are_not_all_ranked_and_none_of_their_models_is_lost()
    {
        var votes = Enumerable.Range(0, 30).SelectMany(pair => new Vote[] { new(2 * pair, (2 * pair) + 1, Preference.First), new(2 * pair, (2 * pair) + 1, Preference.Second) });
        var finding = Rank(votes, new(), [.. Enumerable.Range(0, 60).Select(i => $"m{i}")]);

        Assert.Equal(10, finding.Groups.Length);
        Assert.Equal(40, finding.Unranked.Length);
        Assert.All(finding.Unranked, m => Assert.Equal(UnrankedReason.SmallGroup, m.Reason));
    }

    // Three models in a cycle of strength: each beats the next so many times, loses so many, ties so many.
    private static IEnumerable<Vote> Round(int wins, int losses, int ties)
    {
        foreach (var (first, second) in new[] { (0, 1), (1, 2), (0, 2) })
        {
            for (int i = 0; i < wins + losses + ties; i++)
            {
                yield return new Vote(first, second, i < wins ? Preference.First : i < wins + losses ? Preference.Second : Preference.Tie);
            }
        }
    }

    private static RankingFinding Rank(IEnumerable<Vote> votes, RankingSettings settings, string[]? names = null)
    {
        var fold = new VoteFold(settings);
        foreach (var vote in votes)
        {
            fold.Add(vote, []);
        }

        return fold.Finding(Source(), names ?? Names[..3], 7, DateTimeOffset.UnixEpoch);
    }

    private static Source Source() => new("votes.csv", ContentHash.Of("votes"), 5, ContentHash.Of("columns"));
}
