using CodeRed.Evidence;
using CodeRed.Findings.Drift;
using static CodeRed.Findings.Tests.Drift.Answers;

namespace CodeRed.Findings.Tests.Drift;

public class DriftPairingTests
{
    [Fact]
    public void Repeats_weigh_as_many_answers_as_they_pair_and_count_as_one_item()
    {
        // One id with four answers a side, all lost; four ids with one answer each, all kept: half of the answers are lost.
        var repeated = new ItemPair(
            "repeated",
            [.. Enumerable.Range(0, 4).Select(e => Graded(1, epoch: e))],
            [.. Enumerable.Range(0, 4).Select(e => Graded(0, epoch: e))]);
        var finding = Find(Enumerable.Range(0, 4).Select(i => Pair($"{i}", 1, 1)).Append(repeated));

        Assert.Equal((5, 8), (finding.Pairing.Items, finding.Pairing.Pairs));
        Assert.Equal(0.5, finding.Primary.Raw.CurrentRate);
        Assert.Equal(TestMethod.SignFlip, finding.Primary.Raw.Method);
        Assert.Equal(1, finding.Primary.Raw.PValue); // one item, however often it is asked, proves nothing
    }

    [Fact]
    public void Answers_that_one_side_has_more_are_left_out()
    {
        var finding = Find([Repeated("a", [1, 1, 0, 0], [1])]);

        Assert.Equal((1L, 1L), (finding.Pairing.Pairs, finding.Primary.Raw.Unchanged));
        Assert.Equal(1, finding.Primary.Raw.BaselineRate);
    }

    [Fact]
    public void Answers_pair_past_an_error()
    {
        var finding = Find(Enumerable.Range(0, 30).Select(i => Repeated($"{i}", [1, null], [null, 0])));

        Assert.Equal((30L, 30L, 30L), (finding.Pairing.Items, finding.Pairing.Pairs, finding.Primary.Raw.Lost));
        Assert.Equal(30, finding.Diagnoses[0].Of);
    }

    [Fact]
    public void Questions_under_one_id_pair_whatever_their_order()
    {
        var pair = new ItemPair("id", [Graded(1, content: 1), Graded(0, content: 2, epoch: 1)], [Graded(0, content: 2), Graded(1, content: 1, epoch: 1)]);
        var finding = Find([pair]);

        Assert.Equal((0, 2L), (finding.Pairing.Edited, finding.Primary.Raw.Unchanged));
    }

    [Fact]
    public void An_edited_item_is_left_out_and_counted()
    {
        var finding = Find(Table(lost: 10, gained: 0, right: 10, wrong: 0).Append(Pair("edited", Graded(1, content: 1), Graded(0, content: 2))));

        Assert.Equal((20, 2), (finding.Pairing.Items, finding.Pairing.Edited));
        Assert.Equal(10, finding.Primary.Raw.Lost);
        Assert.Contains(finding.NotKnown, u => u is { Kind: UnknownKind.EditedItems, Count: 2 });
    }

    [Fact]
    public void Several_questions_under_one_id_are_compared_question_by_question()
    {
        var pair = new ItemPair(
            "id",
            [Graded(1, content: 1), Graded(0, content: 2, epoch: 1)],
            [Graded(0, content: 1), Graded(0, content: 2, epoch: 1)]);
        var finding = Find([pair]);

        Assert.Equal((1L, 1L), (finding.Primary.Raw.Lost, finding.Primary.Raw.Unchanged));
        Assert.Equal(0, finding.Pairing.Edited);
    }

    [Fact]
    public void Items_of_one_run_only_are_counted_and_not_compared()
    {
        var finding = Find(
        [
            .. Table(lost: 0, gained: 0, right: 5, wrong: 0),
            new ItemPair("old", [Graded(1)], []),
            new ItemPair("new 1", [], [Graded(0)]),
            new ItemPair("new 2", [], [Graded(0)]),
        ]);

        Assert.Equal((1, 2, 5), (finding.Pairing.OnlyBaseline, finding.Pairing.OnlyCurrent, finding.Pairing.Items));
        Assert.Contains(finding.NotKnown, u => u is { Kind: UnknownKind.UnpairedItems, Count: 3 });
    }

    [Fact]
    public void Flips_are_drawn_by_seed_and_not_in_the_order_of_the_file()
    {
        var pairs = Table(lost: 100, gained: 50, right: 0, wrong: 0).ToArray();
        var first = Find(pairs, settings: new DriftSettings(Seed: 1, Flips: 5)).Flips;

        Assert.Equal((5, 5), (first.Count(f => f.Lost), first.Count(f => !f.Lost)));
        Assert.Equal(first, Find(pairs.Reverse(), settings: new DriftSettings(Seed: 1, Flips: 5)).Flips);
        Assert.NotEqual(first, Find(pairs, settings: new DriftSettings(Seed: 2, Flips: 5)).Flips);
        Assert.NotEqual(["item 0", "item 1", "item 2", "item 3", "item 4"], first.Where(f => f.Lost).Select(f => f.Key).Order());
    }

    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("m", "m", 0, 5, 10, 15, OnsetKind.Between)]
    [InlineData("m", "m", 0, 12, 10, 15, OnsetKind.Overlapping)]
    [InlineData("m", "n", 0, 5, 10, 15, OnsetKind.TwoTargets)]
    public void An_onset_is_told_only_where_dates_support_one(string before, string after, int b0, int b1, int c0, int c1, OnsetKind kind)
    {
        var finding = Find(
            Table(lost: 50, gained: 0, right: 0, wrong: 0),
            baseline: March with { Target = before, FirstAt = Day.AddDays(b0), LastAt = Day.AddDays(b1) },
            current: June with { Target = after, FirstAt = Day.AddDays(c0), LastAt = Day.AddDays(c1) });

        Assert.Equal(kind, finding.Onset.Kind);
        Assert.Equal(kind == OnsetKind.Between ? Day.AddDays(5) : null, finding.Onset.After);
        Assert.Equal(kind != OnsetKind.Between, finding.NotKnown.Any(u => u.Kind == UnknownKind.Onset));
    }

    [Fact]
    public void Without_dates_or_without_a_change_there_is_no_onset()
    {
        Assert.Equal(OnsetKind.NoDates, Find(Table(50, 0, 0, 0), current: June with { Target = March.Target }).Onset.Kind);
        Assert.Equal(OnsetKind.NoChange, Find(Table(0, 0, 50, 0)).Onset.Kind);
    }
}
