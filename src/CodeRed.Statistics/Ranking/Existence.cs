namespace CodeRed.Statistics.Ranking;

/// <summary>Whether a pair table has finite maximum-likelihood estimates.</summary>
/// <remarks>The log-likelihood is concave, so that a maximum fails to exist exactly where some direction (delta, epsilon) of the strengths and the
/// tie parameter lowers no vote's probability: delta_i - delta_j at least epsilon for each win of i over j, |delta_i - delta_j| at most epsilon for
/// each tie. With epsilon 0 that is a split of a graph that is not strongly connected (Ford 1957). With epsilon 1 it is a system of
/// difference constraints: solvable exactly where no closed walk along wins forwards, and ties either way, has more wins than ties, so that a voter
/// with a threshold could have cast every vote. (Davidson's scale has 2 epsilon in place of epsilon.)</remarks>
internal static class Existence
{
    public static RankingRefusal? Refusal(PairTable table, TieTreatment treatment)
    {
        if (table.Votes == 0)
        {
            return new RankingRefusal(RankingRefusalReason.NoVotes, "There are no votes between two models.", []);
        }

        if (table.Models > NewtonFit.MostModels)
        {
            return new RankingRefusal(
                RankingRefusalReason.TooManyModels,
                FormattableString.Invariant($"There are {table.Models} models; at most {NewtonFit.MostModels} can be ranked together. ")
                + "Leave out those with few votes, or check that the right column was read.",
                []);
        }

        var comparability = table.Comparability();
        if (comparability.Components > 1)
        {
            int[] outside = [.. Enumerable.Range(0, table.Models).Where(model => comparability.Component[model] != 0)];
            return new RankingRefusal(
                RankingRefusalReason.Disconnected,
                FormattableString.Invariant($"The votes fall into {comparability.Components} groups of models that never met; ")
                + FormattableString.Invariant($"{outside.Length} models stand outside the largest. Rank each group by itself."),
                outside);
        }

        if (comparability.StrongComponents > 1)
        {
            int[] outside = [.. Enumerable.Range(0, table.Models).Where(model => comparability.StrongComponent[model] != 0)];
            return new RankingRefusal(
                RankingRefusalReason.Separated,
                FormattableString.Invariant($"{outside.Length} models have no finite strength beside the largest group: all votes between them and it, directly or ")
                + FormattableString.Invariant($"through others, go one way ({comparability.Undefeated.Count} undefeated and {comparability.Winless.Count} winless models). ")
                + "Rank the rest without them, and say that they stand above or below it.",
                outside);
        }

        return treatment != TieTreatment.HalfWin && table.Ties > 0 && ThresholdExplainsAll(table)
            ? new RankingRefusal(
                RankingRefusalReason.TiesSeparated,
                "Every vote fits a threshold below which models tie, so that the tie parameter has no finite estimate. "
                + "Count ties as half wins, or gather more votes.",
                [])
            : null;
    }

    private static bool ThresholdExplainsAll(PairTable table)
    {
        if (HasCycleOfWins(table))
        {
            return false;
        }

        // Bellman (1958): lengths settle within as many rounds as there are models unless a negative cycle exists. Edge from j to i with d_i
        // <= d_j + length.
        var distance = new int[table.Models];
        for (var round = 0; round < table.Models; round++)
        {
            var changed = false;
            foreach (var pair in table.Pairs)
            {
                var (i, j) = (pair.First, pair.Second);
                if (pair.Wins > 0)
                {
                    changed |= Lower(distance, j, distance[i] - 1);
                }

                if (pair.Losses > 0)
                {
                    changed |= Lower(distance, i, distance[j] - 1);
                }

                if (pair.Ties > 0)
                {
                    changed |= Lower(distance, j, distance[i] + 1) | Lower(distance, i, distance[j] + 1);
                }
            }

            if (!changed)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Lower(int[] distance, int model, int to)
    {
        if (distance[model] <= to)
        {
            return false;
        }

        distance[model] = to;
        return true;
    }

    // Models without a loss that is still counted are taken away one by one (Kahn 1962); a cycle of wins is what cannot be taken away.
    private static bool HasCycleOfWins(PairTable table)
    {
        var losses = new int[table.Models];
        var beaten = new List<int>[table.Models];
        foreach (var pair in table.Pairs)
        {
            if (pair is { Wins: > 0, Losses: > 0 })
            {
                return true;
            }

            if (pair.Wins + pair.Losses > 0)
            {
                var (winner, loser) = pair.Wins > 0 ? (pair.First, pair.Second) : (pair.Second, pair.First);
                (beaten[winner] ??= []).Add(loser);
                losses[loser]++;
            }
        }

        var free = new Queue<int>(Enumerable.Range(0, table.Models).Where(model => losses[model] == 0));
        var taken = 0;
        for (; free.TryDequeue(out var model); taken++)
        {
            foreach (var loser in beaten[model] ?? [])
            {
                if (--losses[loser] == 0)
                {
                    free.Enqueue(loser);
                }
            }
        }

        return taken < table.Models;
    }
}
