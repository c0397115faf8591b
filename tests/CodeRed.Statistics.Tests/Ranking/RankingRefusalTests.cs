using CodeRed.Statistics.Ranking;
using CsCheck;

namespace CodeRed.Statistics.Tests.Ranking;

public class RankingRefusalTests
{
    [Fact]
    public void No_votes_and_one_model_only_are_said()
    {
        Assert.Equal(RankingRefusalReason.NoVotes, Refusal(new PairTable()).Reason);
        Assert.Equal(RankingRefusalReason.NoVotes, Refusal(ExampleVotes.Table().Only([2])).Reason);
    }

    [Fact]
    public void Groups_that_never_met_are_said_with_the_models_outside_the_largest()
    {
        var refusal = Refusal(Table((0, 1, 3, 3, 0), (2, 3, 2, 2, 0), (3, 4, 2, 2, 0)));
        Assert.Equal(RankingRefusalReason.Disconnected, refusal.Reason);
        Assert.Equal([0, 1], refusal.Models);
        Assert.Contains("2 groups", refusal.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_without_votes_is_a_group_of_its_own() =>
        Assert.Equal([1], Refusal(Table((0, 2, 3, 3, 0))).Models);

    [Fact]
    public void An_undefeated_and_a_winless_model_are_said_and_leaving_them_out_changes_no_other()
    {
        var table = Table((0, 1, 5, 4, 2), (1, 2, 3, 3, 1), (0, 2, 2, 3, 4), (3, 0, 7, 0, 0), (3, 1, 2, 0, 0), (4, 1, 0, 6, 0));
        var refusal = Refusal(table);
        Assert.Equal(RankingRefusalReason.Separated, refusal.Reason);
        Assert.Equal([3, 4], refusal.Models);
        var comparability = table.Comparability();
        Assert.Equal([3], comparability.Undefeated);
        Assert.Equal([4], comparability.Winless);
        Assert.Equal(3, comparability.StrongComponents);
        Assert.Equal([0, 1, 2], comparability.Largest());

        // The limit of fits in which the two get ever less of a win and of a loss is the fit without them.
        var rest = ExampleVotes.Fit(table.Only(comparability.Largest()), TieTreatment.HalfWin);
        const long million = 1_000_000;
        var nearly = Table(
            (0, 1, 5 * million, 4 * million, 2 * million), (1, 2, 3 * million, 3 * million, million), (0, 2, 2 * million, 3 * million, 4 * million),
            (3, 0, 7 * million, 1, 0), (3, 1, 2 * million, 1, 0), (4, 1, 1, 6 * million, 0));
        var limit = ExampleVotes.Fit(nearly, TieTreatment.HalfWin);
        Tolerance.Near(rest.LogStrengths[0] - rest.LogStrengths[1], limit.LogStrengths[0] - limit.LogStrengths[1], 1e-5);
        Tolerance.Near(rest.LogStrengths[0] - rest.LogStrengths[2], limit.LogStrengths[0] - limit.LogStrengths[2], 1e-5);
    }

    [Fact]
    public void Two_groups_of_which_one_always_wins_are_separated_though_nobody_is_undefeated()
    {
        var table = Table((0, 1, 3, 3, 0), (2, 3, 2, 2, 0), (0, 2, 4, 0, 0), (1, 3, 4, 0, 0));
        Assert.Equal(RankingRefusalReason.Separated, Refusal(table).Reason);
        Assert.Empty(table.Comparability().Undefeated);
        Assert.Empty(table.Comparability().Winless);
    }

    [Fact]
    public void All_ties_give_equal_strengths_as_half_wins_and_no_tie_parameter()
    {
        var table = Table((0, 1, 0, 0, 5), (1, 2, 0, 0, 7));
        Assert.All(ExampleVotes.Fit(table, TieTreatment.HalfWin).LogStrengths, strength => Tolerance.Near(0, strength, 1e-12));
        Assert.Equal(RankingRefusalReason.TiesSeparated, Refusal(table).Reason);
        Assert.False(RaoKupper.TryFit(table, out _, out var refusal));
        Assert.Equal(RankingRefusalReason.TiesSeparated, refusal.Reason);
    }

    [Fact]
    public void A_win_and_a_tie_without_a_loss_have_no_tie_parameter()
    {
        // nu and the strength grow together without end: the shares of wins and ties are met ever better, and losses become ever rarer.
        Assert.Equal(RankingRefusalReason.TiesSeparated, Refusal(Table((0, 1, 4, 0, 3))).Reason);
        Assert.True(Davidson.TryFit(Table((0, 1, 4, 1, 3)), out _, out _));
        Assert.True(Davidson.TryFit(Table((0, 1, 4, 0, 3), (1, 2, 4, 0, 3), (0, 2, 0, 1, 0)), out _, out _)); // a circle of wins
        Assert.True(Davidson.TryFit(Table((0, 1, 4, 0, 0), (1, 2, 4, 0, 0), (0, 2, 0, 0, 1)), out _, out _)); // two wins, yet a tie
    }

    [Fact]
    public void A_fit_exists_exactly_where_it_is_promised() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Enum<VoteOutcome>()).Array[1, 14].Sample(
            votes =>
            {
                var table = new PairTable();
                foreach (var (first, second, outcome) in votes.Where(vote => vote.Item1 != vote.Item2))
                {
                    table.Add(first, second, outcome);
                }

                foreach (var ties in Enum.GetValues<TieTreatment>())
                {
                    RankingRefusal? refusal;
                    RankingFit? fit;
                    var exists = ties switch
                    {
                        TieTreatment.HalfWin => BradleyTerry.TryFit(table, out fit, out refusal),
                        TieTreatment.Davidson => Davidson.TryFit(table, out fit, out refusal),
                        _ => RaoKupper.TryFit(table, out fit, out refusal),
                    };
                    Assert.Equal(exists, refusal is null);
                    Assert.NotEqual(RankingRefusalReason.NotConverged, refusal?.Reason);
                    Assert.All(fit?.LogStrengths ?? [], strength => Assert.InRange(strength, -15, 15));
                }
            },
            iter: 2_000);

    [Fact]
    public void Many_models_are_refused_before_a_matrix_is_made_of_them()
    {
        var table = new PairTable();
        for (var model = 0; model < 200_000; model++)
        {
            table.Add(model, model + 1, VoteOutcome.Tie);
        }

        var refusal = Refusal(table);
        Assert.Equal(RankingRefusalReason.TooManyModels, refusal.Reason);
        Assert.Contains("200001 models", refusal.Words, StringComparison.Ordinal);
        Assert.Equal(1, table.Comparability().StrongComponents); // and the search does not overflow the stack
    }

    [Theory]
    [InlineData(0.0, RankingRefusalReason.NotIdentified)] // no variation
    [InlineData(1.0, RankingRefusalReason.NotIdentified)] // follows from the models
    [InlineData(2.0, RankingRefusalReason.NotConverged)] // foretells every vote
    public void A_covariate_that_cannot_be_told_is_said(double kind, RankingRefusalReason reason)
    {
        var votes = new ContextualVotes(1);
        foreach (var (first, second, outcome, _, _, _) in ExampleVotes.All())
        {
            var sign = outcome switch { VoteOutcome.FirstWins => 1.0, VoteOutcome.SecondWins => -1, _ => 0 };
            votes.Add(first, second, outcome, [kind == 0 ? 0 : kind == 1 ? first - second : sign]);
        }

        Assert.False(Davidson.TryFit(votes, out _, out var refusal));
        Assert.Equal(reason, refusal.Reason);
    }

    private static RankingRefusal Refusal(PairTable table)
    {
        Assert.False(Davidson.TryFit(table, out var fit, out var refusal));
        Assert.Null(fit);
        return refusal;
    }

    private static PairTable Table(params (int First, int Second, long Wins, long Losses, long Ties)[] pairs)
    {
        var table = new PairTable();
        foreach (var (first, second, wins, losses, ties) in pairs)
        {
            table.Add(new PairCounts(first, second, wins, losses, ties));
        }

        return table;
    }
}
