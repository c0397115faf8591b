using CodeRed.Statistics.Ranking;
using CsCheck;

namespace CodeRed.Statistics.Tests.Ranking;

public class PairTableTests
{
    [Fact]
    public void Votes_of_a_pair_are_counted_whichever_model_comes_first()
    {
        var table = new PairTable();
        table.Add(3, 1, VoteOutcome.FirstWins);
        table.Add(1, 3, VoteOutcome.FirstWins);
        table.Add(1, 3, VoteOutcome.FirstWins);
        table.Add(3, 1, VoteOutcome.Tie);
        Assert.Equal(new PairCounts(1, 3, 2, 1, 1), Assert.Single(table.Pairs.ToArray()));
        Assert.Equal(4, table.Models);
        Assert.Equal(4, table.Votes);
        Assert.Equal(1, table.Ties);
    }

    [Fact]
    public void Counting_agrees_with_a_dictionary() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 40], Gen.Enum<VoteOutcome>()).Array[0, 3_000].Sample(
            votes =>
            {
                var table = new PairTable();
                Dictionary<(int, int, VoteOutcome), long> counts = [];
                foreach (var (first, second, outcome) in votes.Where(vote => vote.Item1 != vote.Item2))
                {
                    table.Add(first, second, outcome);
                    var key = first < second ? (first, second, outcome) : (second, first, outcome == VoteOutcome.Tie ? outcome : 1 - outcome);
                    counts[key] = counts.GetValueOrDefault(key) + 1;
                }

                Assert.Equal(counts.Values.Sum(), table.Votes);
                Assert.Equal(counts.Keys.Select(key => (key.Item1, key.Item2)).Distinct().Count(), table.Pairs.Length);
                foreach (var pair in table.Pairs)
                {
                    Assert.Equal(counts.GetValueOrDefault((pair.First, pair.Second, VoteOutcome.FirstWins)), pair.Wins);
                    Assert.Equal(counts.GetValueOrDefault((pair.First, pair.Second, VoteOutcome.SecondWins)), pair.Losses);
                    Assert.Equal(counts.GetValueOrDefault((pair.First, pair.Second, VoteOutcome.Tie)), pair.Ties);
                }
            },
            iter: 50);

    [Fact]
    public void A_vote_between_a_model_and_itself_is_an_error()
    {
        var table = new PairTable();
        Assert.Contains("Model 7 is compared with itself", Assert.Throws<ArgumentException>(() => table.Add(7, 7, VoteOutcome.Tie)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ContextualVotes(1).Add(7, 7, VoteOutcome.Tie, [0.0]));
        Assert.Throws<ArgumentException>(() => table.Add(new PairCounts(2, 2, 1, 1, 1)));
        Assert.Equal(0, table.Votes);
    }

    [Fact]
    public void Numbers_outside_their_range_are_errors_and_leave_no_trace()
    {
        var table = new PairTable(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Add(-1, 2, VoteOutcome.Tie, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Add(1, int.MaxValue, VoteOutcome.Tie, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Add(1, 2, (VoteOutcome)3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Add(1, 2, VoteOutcome.Tie, -2));
        Assert.Throws<ArgumentException>(() => table.Add(1, 2, VoteOutcome.Tie));
        Assert.Throws<ArgumentException>(() => table.Add(1, 2, VoteOutcome.Tie, 0, 0));
        Assert.Throws<InvalidOperationException>(() => table.Add(new PairCounts(1, 2, 1, 1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PairTable().Add(new PairCounts(1, 2, 1, -1, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PairTable(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ContextualVotes(1).Add(1, 2, VoteOutcome.Tie, [double.NaN]));
        Assert.Throws<ArgumentException>(() => new ContextualVotes(2).Add(1, 2, VoteOutcome.Tie, [1.0]));
        Assert.Equal(0, table.Votes);
        Assert.Equal(0, table.Models);
    }

    [Fact]
    public void Tables_filled_apart_merge_into_what_one_would_hold()
    {
        var whole = ExampleVotes.Table();
        var (one, other) = (new PairTable(2), new PairTable(2));
        foreach (var (first, second, outcome, prompt, voter, _) in ExampleVotes.All().Take(50))
        {
            one.Add(first, second, outcome, prompt, voter);
        }

        foreach (var (first, second, outcome, prompt, voter, _) in ExampleVotes.All().Skip(50))
        {
            other.Add(3 - first, 3 - second, outcome, 11 - prompt, voter); // models and prompts were met in another order
        }

        one.Merge(other, [3, 2, 1, 0], [.. Enumerable.Range(0, 12).Reverse()], [.. Enumerable.Range(0, 9)]);
        var (expected, actual) = (ExampleVotes.Fit(whole, TieTreatment.Davidson), ExampleVotes.Fit(one, TieTreatment.Davidson));
        Tolerance.Near(expected.LogStrengths[0], actual.LogStrengths[0], 1e-13);
        Tolerance.Near(expected.Clustered(0)!.StandardError(1), actual.Clustered(0)!.StandardError(1), 1e-13);
        Tolerance.Near(expected.Clustered(1)!.StandardError(1), actual.Clustered(1)!.StandardError(1), 1e-13);
        Assert.Throws<ArgumentException>(() => one.Merge(other, [0, 1], [0], [0]));
    }

    [Fact]
    public void Only_some_models_keep_their_votes_and_clusters()
    {
        var table = ExampleVotes.Table().Only([3, 1]);
        var expected = new PairTable(2);
        foreach (var (first, second, outcome, prompt, voter, _) in ExampleVotes.All().Where(vote => vote.First % 2 == 1 && vote.Second % 2 == 1))
        {
            expected.Add(first == 3 ? 0 : 1, second == 3 ? 0 : 1, outcome, prompt, voter);
        }

        Assert.Equal(expected.Pairs.ToArray(), table.Pairs.ToArray());
        Assert.Equal(
            ExampleVotes.Fit(expected, TieTreatment.Davidson).Clustered(0)!.StandardError(0, 1),
            ExampleVotes.Fit(table, TieTreatment.Davidson).Clustered(0)!.StandardError(0, 1));
        Assert.Throws<ArgumentException>(() => ExampleVotes.Table().Only([1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ExampleVotes.Table().Only([4]));
    }
}
