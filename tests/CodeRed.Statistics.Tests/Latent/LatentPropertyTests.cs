using CodeRed.Statistics.Latent;

namespace CodeRed.Statistics.Tests.Latent;

/// <summary>What must hold whatever the scores are, and what hostile input comes to.</summary>
public class LatentPropertyTests
{
    private static readonly CapabilitySettings Few = new() { Draws = 200 };

    [Fact]
    public void The_order_of_rows_changes_nothing()
    {
        var (one, other) = (Small(), Small());
        var shuffled = new ScoreTable(other.Models, other.Series, [.. other.Scores.Reverse()]);

        var (fit, again) = (LatentCapabilityTests.Fit(one, Few), LatentCapabilityTests.Fit(shuffled, Few));

        Assert.All(fit.Ranked, model => Assert.Equal(fit.Capability(model), again.Capability(model)));
        Assert.Equal(fit.ProbabilityBest(), again.ProbabilityBest());
    }

    [Fact]
    public void A_linear_change_of_real_scores_changes_nothing()
    {
        var table = Small();
        var changed = new ScoreTable(
            table.Models,
            table.Series,
            [.. table.Scores.Select(score => score.Series == 3 ? score with { Value = 40 + (3 * score.Value), StandardError = 3 * score.StandardError } : score)]);

        var (fit, again) = (LatentCapabilityTests.Fit(table, Few), LatentCapabilityTests.Fit(changed, Few));

        Assert.All(fit.Ranked, model => Assert.Equal(fit.Capability(model), again.Capability(model), 6));
    }

    [Fact]
    public void Capabilities_are_relative_to_the_mean_of_the_ranked()
    {
        var fit = LatentCapabilityTests.Fit(Small(), Few);

        Assert.Equal(0, fit.Ranked.Sum(fit.Capability), 9);
        Assert.Equal(1, fit.ProbabilityBest().Sum(), 9);
        Assert.Equal(1, fit.ProbabilityBetter(0, 1) + fit.ProbabilityBetter(1, 0), 9);
    }

    [Fact]
    public void Days_all_moved_alike_move_handovers_alike()
    {
        var table = Small();
        var moved = new ScoreTable([.. table.Models.Select(model => model with { Released = new DayRange(model.Released!.Value.First + 5000, model.Released.Value.Last + 5000) })], table.Series, table.Scores);

        var (here, there) = (LatentCapabilityTests.Fit(table, Few).Handovers(ThroneHolder.Lab), LatentCapabilityTests.Fit(moved, Few).Handovers(ThroneHolder.Lab));

        Assert.NotEmpty(here);
        Assert.Equal(here.Select(handover => handover.When?.First + 5000), there.Select(handover => handover.When?.First));
    }

    [Fact]
    public void More_items_narrow_the_intervals()
    {
        CapabilityFit Fit(double items)
        {
            var table = Small();
            return LatentCapabilityTests.Fit(new ScoreTable(table.Models, table.Series, [.. table.Scores.Select(score => score.Items is null ? score : score with { Items = items })]), Few);
        }

        double Width(CapabilityFit fit) => fit.Ranked.Average(model => fit.Capability(model, .95).Width);
        Assert.True(Width(Fit(50)) > 1.1 * Width(Fit(1_000)));
    }

    [Fact]
    public void One_model_is_refused_with_what_to_do()
    {
        Assert.False(LatentCapability.TryFit(new ScoreTable([new(0)], [new(0)], [new(0, 0, .5)]), Few, out _, out var refusal));

        Assert.Equal(CapabilityRefusalReason.NothingToCompare, refusal.Reason);
        Assert.Contains("add scores of other models", refusal.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void No_score_with_an_item_is_refused()
    {
        Assert.False(LatentCapability.TryFit(new ScoreTable([new(0), new(1)], [new(0)], [new(0, 0, .5, Items: 0), new(1, 0, .6, Items: 0)]), Few, out _, out var refusal));

        Assert.Equal(CapabilityRefusalReason.NoScores, refusal.Reason);
    }

    [Fact]
    public void One_board_ranks_by_its_scores()
    {
        var fit = LatentCapabilityTests.Fit(new ScoreTable([new(0), new(1), new(2)], [new(0)], [new(0, 0, .2, Items: 500), new(1, 0, .9, Items: 500), new(2, 0, .5, Items: 500)]), Few);

        Assert.True(fit.Capability(1) > fit.Capability(2) && fit.Capability(2) > fit.Capability(0));
        Assert.Empty(fit.Misfits());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Where_all_pass_nothing_or_all_pass_everything_nobody_is_told_apart(double value)
    {
        var fit = LatentCapabilityTests.Fit(
            new ScoreTable([.. Enumerable.Range(0, 6).Select(model => new ScoredModel(model))], [new(0), new(1)], [.. Enumerable.Range(0, 12).Select(i => new Score(i % 6, i / 6, value, Items: 100))]), Few);

        Assert.All(fit.Ranked, model =>
        {
            Assert.True(fit.Capability(model, .95).Contains(0));
            Assert.True(double.IsFinite(fit.Capability(model)));
        });
        Assert.All(fit.RankSets(), set => Assert.Equal((1, 6), (set.Best, set.Worst)));
    }

    [Fact]
    public void Models_on_no_shared_board_are_not_ranked_and_are_named()
    {
        var fit = LatentCapabilityTests.Fit(
            new ScoreTable([new(0), new(1), new(2), new(3), new(4)], [new(0), new(1)], [new(0, 0, .3), new(1, 0, .6), new(2, 0, .8), new(3, 1, .99), new(4, 1, .2)]), Few);

        Assert.Equal([0, 1, 2], fit.Ranked);
        Assert.Equal([0, 0, 0, 1, 1], fit.Links.ModelGroup);
        Assert.Equal(0, fit.ProbabilityBest()[3]);
        Assert.Contains("not ranked", Assert.Throws<ArgumentException>(() => fit.Capability(3)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1.01)]
    [InlineData(-.01)]
    public void A_share_that_is_none_is_named(double value) =>
        Assert.Contains("a proportion lies in [0, 1]", Assert.Throws<ArgumentException>(() => new ScoreTable([new(0)], [new(0)], [new(0, 0, value)])).Message, StringComparison.Ordinal);

    [Fact]
    public void Numbers_that_name_nothing_and_errors_below_0_are_named()
    {
        ScoreTable Table(Score score) => new([new(0)], [new(0)], [score]);

        Assert.Contains("model 1", Assert.Throws<ArgumentException>(() => Table(new Score(1, 0, .5))).Message, StringComparison.Ordinal);
        Assert.Contains("series 7", Assert.Throws<ArgumentException>(() => Table(new Score(0, 7, .5))).Message, StringComparison.Ordinal);
        Assert.Contains("standard error", Assert.Throws<ArgumentException>(() => Table(new Score(0, 0, .5, StandardError: double.NaN))).Message, StringComparison.Ordinal);
        Assert.Contains("items", Assert.Throws<ArgumentException>(() => Table(new Score(0, 0, .5, Items: -1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_models_are_refused()
    {
        ScoredModel[] models = [.. Enumerable.Range(0, LatentCapability.Most + 1).Select(_ => new ScoredModel(0))];

        Assert.False(LatentCapability.TryFit(new ScoreTable(models, [new(0)], [.. models.Select((_, model) => new Score(model, 0, .5))]), Few, out _, out var refusal));

        Assert.Equal(CapabilityRefusalReason.TooMany, refusal.Reason);
        Assert.Contains($"{LatentCapability.Most}", refusal.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_million_rows_of_ten_models_count_as_their_means()
    {
        Score[] rows = [.. Enumerable.Range(0, 1_000_000).Select(i => new Score(i % 10, i / 10 % 5, .3 + (i % 10 * .04) + (i % 7 * .001), Items: 200))];
        ScoredModel[] models = [.. Enumerable.Range(0, 10).Select(model => new ScoredModel(model))];

        var fit = LatentCapabilityTests.Fit(new ScoreTable(models, [new(0), new(1), new(2), new(3), new(4)], rows), Few);

        Assert.Equal(Enumerable.Range(0, 10), fit.Ranked.OrderBy(fit.Capability));
    }

    [Fact]
    public void Intervals_of_simulated_scores_cover_95_in_100()
    {
        var (covered, all) = (0, 0);
        for (var seed = 0; seed < 40; seed++)
        {
            var (table, truth) = SimulatedScores.Draw(seed);
            var fit = LatentCapabilityTests.Fit(table, Few);
            var mean = fit.Ranked.Average(model => truth[model]);
            covered += fit.Ranked.Count(model => fit.Capability(model, .95).Contains(truth[model] - mean));
            all += fit.Ranked.Count;
        }

        // Models of one table share its series: a standard error of 1.2 % (of 40 tables, seen over 400), four to either side.
        Assert.InRange((double)covered / all, .902, .998);
    }

    [Fact]
    public void Half_of_the_boards_asking_for_another_skill_is_found_and_one_skill_is_not()
    {
        int Found(double secondSkill) => Enumerable.Range(0, 12).Count(seed =>
            LatentCapabilityTests.Fit(SimulatedScores.Draw(seed, secondSkill).Table, Few).Misfits().Any(misfit => misfit.Kind == MisfitKind.SecondSkill));

        Assert.InRange(Found(.8), 10, 12);
        Assert.InRange(Found(0), 0, 2);
    }

    [Fact]
    public void What_leaked_to_some_labs_is_found_and_its_boards_are_named()
    {
        var found = Enumerable.Range(0, 12)
            .Select(seed => LatentCapabilityTests.Fit(SimulatedScores.Draw(seed, leakPerYear: .6).Table, Few).Misfits().FirstOrDefault(misfit => misfit.Kind == MisfitKind.LabAdvantage)).OfType<Misfit>().ToList();

        Assert.InRange(found.Count, 9, 12);
        Assert.InRange(found.Count(misfit => misfit.Benchmarks.Count > 0 && misfit.Benchmarks[0] % 3 == 0), found.Count * 2 / 3, found.Count);
    }

    [Fact]
    public void Of_scores_without_misfit_one_table_in_ten_is_taken_to_have_a_second_skill_a_drift_or_an_advantage()
    {
        var found = Enumerable.Range(100, 100).Count(seed => LatentCapabilityTests.Fit(SimulatedScores.Draw(seed, leakPerYear: 0).Table, Few).Misfits()
            .Any(misfit => misfit.Kind is MisfitKind.SecondSkill or MisfitKind.Drift or MisfitKind.LabAdvantage));

        Assert.InRange(found, 2, 22); // 10 of 100 with a standard error of 3
    }

    [Fact]
    public void A_second_skill_of_labs_of_one_model_each_is_no_advantage_of_a_lab()
    {
        var found = Enumerable.Range(0, 6).SelectMany(seed => LatentCapabilityTests.Fit(SimulatedScores.Draw(seed, secondSkill: .8, leakPerYear: 0, labs: 30).Table, Few).Misfits()).ToList();

        Assert.InRange(found.Count(misfit => misfit.Kind == MisfitKind.SecondSkill), 5, 6);
        Assert.DoesNotContain(found, misfit => misfit.Kind == MisfitKind.LabAdvantage);
    }

    [Fact]
    public void Where_a_fit_leaves_nothing_over_nothing_is_found()
    {
        var fit = LatentCapabilityTests.Fit(
            new ScoreTable([.. Enumerable.Range(0, 8).Select(model => new ScoredModel(model % 2, new DayRange(model * 100, model * 100)))], [new(0), new(1)], [.. Enumerable.Range(0, 16).Select(i => new Score(i % 8, i / 8, .5, Items: 100))]), Few);

        Assert.DoesNotContain(fit.Misfits(), misfit => misfit.Kind is MisfitKind.SecondSkill or MisfitKind.Drift or MisfitKind.LabAdvantage);
    }

    [Fact]
    public void An_advantage_without_release_days_names_its_board()
    {
        var (table, _) = SimulatedScores.Draw(3);
        var better = new ScoreTable(table.Models, table.Series, [.. table.Scores.Select(score => score.Series is 1 or 4 or 7 && score.Model % 4 == 1 ? score with { Value = 1 - ((1 - score.Value) * .1) } : score)]);

        var misfit = Assert.Single(LatentCapabilityTests.Fit(better, Few).Misfits(), misfit => misfit.Kind == MisfitKind.LabAdvantage);

        Assert.Equal([1, 4, 7], misfit.Benchmarks.Take(3).Order());
    }

    [Fact]
    public void Hidden_ceilings_are_found()
    {
        int Found(double ceiling) => Enumerable.Range(0, 12).Count(seed =>
            LatentCapabilityTests.Fit(SimulatedScores.Draw(seed, ceiling: ceiling).Table, Few).Misfits().Any(misfit => misfit.Kind == MisfitKind.Ceiling));

        Assert.InRange(Found(.8), 9, 12);
        Assert.InRange(Found(1), 0, 2);
    }

    [Fact]
    public void Other_choices_are_every_other_prior_the_largest_series_and_outsiders_where_not_all_are()
    {
        var (table, _) = SimulatedScores.Draw(1);
        var own = new ScoreTable(table.Models, table.Series, [.. table.Scores.Select(score => score.Series == 0 && score.Model % 2 == 0 ? score with { Runner = RunnerKind.Vendor } : score)]);

        var (variations, withOwn) = (LatentCapabilityTests.Fit(table, Few).UnderOtherChoices(100), LatentCapabilityTests.Fit(own, Few).UnderOtherChoices(100));

        Assert.Equal(4, variations.Count(variation => variation.Kind == VariationKind.Prior));
        Assert.Equal(3, variations.Count(variation => variation.Kind == VariationKind.WithoutBoard));
        Assert.DoesNotContain(variations, variation => variation.Kind == VariationKind.IndependentOnly);
        Assert.Contains(withOwn, variation => variation.Kind == VariationKind.IndependentOnly);
        Assert.All(variations, variation => Assert.Equal(1, variation.Throne!.Sum(), 9));
    }

    [Fact]
    public void Variances_of_a_fit_that_begins_nearby_stay_where_they_come_to_rest()
    {
        var rested = 0;
        for (var seed = 0; seed < 6; seed++)
        {
            var table = SimulatedScores.Draw(seed).Table;
            Assert.True(LatentCapability.TryFit(table, Few, LatentCapabilityTests.Fit(table, Few), out var fit, out _));
            Assert.True(LatentCapability.TryFit(table, Few, fit, out var again, out _));

            if (!fit.Converged)
            {
                continue;
            }

            rested++;
            Assert.True(again.Converged);
            // At rest a round moves none by more than .05, and each less than the one before.
            Assert.All(fit.Variances.Log.Zip(again.Variances.Log), pair => Assert.InRange(pair.Second, pair.First - .15, pair.First + .15));
        }

        Assert.InRange(rested, 3, 6);
    }

    private static ScoreTable Small() => new(
        [new(0, new DayRange(0, 0)), new(1, new DayRange(100, 130)), new(0, new DayRange(200, 200)), new(1, new DayRange(300, 300))],
        [new(0), new(1), new(2), new(3, Scale: ScoreScale.Real)],
        [
            new(0, 0, .4, Items: 400), new(0, 1, .5, Items: 400), new(0, 2, .3, RunnerKind.Vendor, Items: 400), new(0, 3, 1200, StandardError: 10),
            new(1, 0, .6, Items: 400), new(1, 1, .7, Items: 400), new(1, 3, 1250, StandardError: 10),
            new(2, 0, .9, Items: 400), new(2, 1, .95, Items: 400), new(2, 2, .9, RunnerKind.Vendor, Items: 400), new(2, 3, 1400, StandardError: 10),
            new(3, 2, .8, RunnerKind.Rival, Items: 400), new(3, 3, 1380, StandardError: 10),
        ]);
}
