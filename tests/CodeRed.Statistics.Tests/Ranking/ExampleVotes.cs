using CodeRed.Statistics.Ranking;

namespace CodeRed.Statistics.Tests.Ranking;

/// <summary>120 votes between four models, made of whole numbers only, so that other programs can make the same.</summary>
internal static class ExampleVotes
{
    // R: k <- 0:119; i <- k %% 4; j <- (i + 1 + (k %/% 4) %% 3) %% 4; r <- (k*k + 3*(k %/% 7) + i) %% 5, 0 and 1 the first, 2 and 3 the second,
    // 4 a tie; prompt <- k %/% 10; voter <- (7*k) %% 9; x <- ((13*k) %% 11 - 5)/5
    public static IEnumerable<(int First, int Second, VoteOutcome Outcome, int Prompt, int Voter, double X)> All()
    {
        for (var k = 0; k < 120; k++)
        {
            var first = k % 4;
            var rest = ((k * k) + (3 * (k / 7)) + first) % 5;
            yield return (
                first,
                (first + 1 + (k / 4 % 3)) % 4,
                rest < 2 ? VoteOutcome.FirstWins : rest < 4 ? VoteOutcome.SecondWins : VoteOutcome.Tie,
                k / 10,
                7 * k % 9,
                ((13 * k % 11) - 5) / 5.0);
        }
    }

    public static PairTable Table()
    {
        var table = new PairTable(2);
        foreach (var (first, second, outcome, prompt, voter, _) in All())
        {
            table.Add(first, second, outcome, prompt, voter);
        }

        return table;
    }

    public static ContextualVotes Votes()
    {
        var votes = new ContextualVotes(1, 2);
        foreach (var (first, second, outcome, prompt, voter, x) in All())
        {
            votes.Add(first, second, outcome, [x], prompt, voter);
        }

        return votes;
    }

    public static RankingFit Fit(PairTable table, TieTreatment ties)
    {
        RankingRefusal? refusal;
        RankingFit? fit;
        _ = ties switch
        {
            TieTreatment.HalfWin => BradleyTerry.TryFit(table, out fit, out refusal),
            TieTreatment.Davidson => Davidson.TryFit(table, out fit, out refusal),
            _ => RaoKupper.TryFit(table, out fit, out refusal),
        };
        Assert.Null(refusal);
        return fit!;
    }

    public static RankingFit Fit(ContextualVotes votes, TieTreatment ties)
    {
        RankingRefusal? refusal;
        RankingFit? fit;
        _ = ties switch
        {
            TieTreatment.HalfWin => BradleyTerry.TryFit(votes, out fit, out refusal),
            TieTreatment.Davidson => Davidson.TryFit(votes, out fit, out refusal),
            _ => RaoKupper.TryFit(votes, out fit, out refusal),
        };
        Assert.Null(refusal);
        return fit!;
    }
}
