using CodeRed.Evidence;
using CodeRed.Findings.Drift;
using CsCheck;
using static CodeRed.Findings.Tests.Drift.Answers;

namespace CodeRed.Findings.Tests.Drift;

public class DriftVerdictTests
{
    // LLMDrift (Chen, Zaharia, Zou 2023), GPT-4 on 1,000 primes questions: 840 right in March, 511 in June.
    [Fact]
    public void The_counts_of_the_primes_questions_give_worse_by_32_9_points()
    {
        var finding = Find(Table(lost: 476, gained: 147, right: 364, wrong: 13));

        Assert.Equal(Verdict.Worse, finding.Verdict);
        Assert.Equal(-0.329, finding.Primary.Raw.Effect!.Value, 12);
        Assert.Equal(0.840, finding.Primary.Raw.BaselineRate!.Value, 12);
        Assert.Equal(TestMethod.ExactMcNemar, finding.Primary.Raw.Method);
        Assert.True(finding.Primary.Raw.Interval!.Value.Upper < -0.28);
    }

    // LLMDrift, LeetCode without fences: 2 lost, 11 gained; the exact binomial p is 2 (1 + 13 + 78) / 2^13.
    [Fact]
    public void Two_lost_and_eleven_gained_give_p_0_0225()
    {
        var finding = Find(Table(lost: 2, gained: 11, right: 24, wrong: 13));

        Assert.Equal(Verdict.Better, finding.Verdict);
        Assert.Equal(184.0 / 8192, finding.Primary.Raw.PValue!.Value, 12);
    }

    [Fact]
    public void The_same_answers_twice_show_no_change_and_say_what_could_have_been_missed()
    {
        var finding = Find(Table(lost: 0, gained: 0, right: 80, wrong: 20));

        Assert.Equal(Verdict.NoChangeSeen, finding.Verdict);
        Assert.InRange(finding.Primary.Raw.SmallestDetectableDrop!.Value, 0.05, 0.12);
        Assert.Contains(finding.NotKnown, u => u.Kind == UnknownKind.SmallerDrops);
        Assert.True(finding.Primary.Raw.Interval!.Value.Width > 0);
    }

    [Fact]
    public void The_same_repeated_partial_grades_still_have_an_interval_with_a_width()
    {
        var finding = Find(Enumerable.Range(0, 40).Select(i => new ItemPair(
            $"{i}", [Graded(.5, epoch: 0), Graded(.5, epoch: 1)], [Graded(.5, epoch: 0), Graded(.5, epoch: 1)])));

        Assert.Equal(Verdict.NoChangeSeen, finding.Verdict);
        Assert.True(finding.Primary.Raw.Interval!.Value.Width > 0.05);
    }

    [Fact]
    public void A_metric_that_is_better_when_lower_is_worse_when_it_rises()
    {
        var finding = Find(Table(lost: 0, gained: 40, right: 10, wrong: 50), SuiteOf(Better.Lower));

        Assert.Equal(Verdict.Worse, finding.Verdict);
        Assert.True(finding.Primary.Raw.Effect > 0);
        Assert.True(finding.Primary.Raw.Interval!.Value.Lower > 0);
        Assert.Equal(40, finding.Primary.Raw.Lost);
    }

    [Fact]
    public void A_metric_without_a_direction_only_changes() =>
        Assert.Equal(Verdict.Changed, Find(Table(lost: 40, gained: 0, right: 10, wrong: 50), SuiteOf(Better.Neither)).Verdict);

    [Fact]
    public void Errors_on_one_side_everywhere_could_not_be_measured()
    {
        var finding = Find(Enumerable.Range(0, 50).Select(i => Pair($"{i}", 1, null)));

        Assert.Equal(Verdict.CouldNotMeasure, finding.Verdict);
        Assert.Equal(VerdictReason.NothingMeasured, finding.Reason);
        Assert.Null(finding.Primary.Raw.Effect);
        Assert.Equal(50, finding.Pairing.NotMeasuredCurrent);
    }

    [Fact]
    public void A_verdict_is_withheld_when_missing_answers_moved_and_would_decide_it()
    {
        // 20 lost of 100 measured, but 100 more answers are missing now, which all may have been right.
        var finding = Find(Table(lost: 20, gained: 0, right: 60, wrong: 20).Concat(Enumerable.Range(0, 100).Select(i => Pair($"missing {i}", 0, null))));

        Assert.Equal(Verdict.CouldNotMeasure, finding.Verdict);
        Assert.Equal(VerdictReason.MissingnessMoved, finding.Reason);
    }

    [Fact]
    public void A_verdict_that_stands_however_missing_answers_are_graded_is_told()
    {
        var finding = Find(Table(lost: 80, gained: 0, right: 10, wrong: 10).Concat(Enumerable.Range(0, 10).Select(i => Pair($"missing {i}", 0, null))));

        Assert.Equal(Verdict.Worse, finding.Verdict);
        Assert.Contains(finding.NotKnown, u => u is { Kind: UnknownKind.MissingAnswers, Count: 10 });
    }

    [Fact]
    public void Worse_in_form_only_is_changed_but_not_worse()
    {
        // The LeetCode case: 23 lost and 2 gained as they stand; stripped, 2 lost and 11 gained.
        var pairs = Enumerable.Range(0, 50).Select(i => i switch
        {
            < 21 => Pair($"{i}", Graded(1), Graded(0, normalised: 1)),
            < 23 => Pair($"{i}", Graded(1), Graded(0)),
            < 25 => Pair($"{i}", Graded(0), Graded(1)),
            < 34 => Pair($"{i}", Graded(0), Graded(0, normalised: 1)),
            < 37 => Pair($"{i}", Graded(1), Graded(1)),
            _ => Pair($"{i}", Graded(0), Graded(0)),
        });
        var finding = Find(pairs);

        Assert.Equal(Verdict.ChangedNotWorse, finding.Verdict);
        Assert.Equal(VerdictReason.FormatOnly, finding.Reason);
        Assert.Equal(DiagnosisKind.FormatOnly, finding.Diagnoses[0].Kind);
        Assert.Equal((2, 11), (finding.Primary.Normalised!.Lost, finding.Primary.Normalised.Gained));
    }

    [Fact]
    public void A_normalised_grade_that_is_merely_not_significant_does_not_excuse_a_drop()
    {
        // 12 lost as they stand, p = .0005; 2 of them in form only: 10 lost, 4 gained stripped is not significant.
        var pairs = Enumerable.Range(0, 60).Select(i => i switch
        {
            < 2 => Pair($"{i}", Graded(1), Graded(0, normalised: 1)),
            < 12 => Pair($"{i}", Graded(1), Graded(0)),
            < 16 => Pair($"{i}", Graded(0), Graded(0, normalised: 1)),
            _ => Pair($"{i}", Graded(1), Graded(1)),
        });
        var finding = Find(pairs);

        Assert.NotEqual(Verdict.Worse, finding.Primary.Normalised!.Verdict);
        Assert.Equal(Verdict.Worse, finding.Verdict);
    }

    [Fact]
    public void Wrapping_that_explains_only_half_does_not_excuse_a_drop_however_many_metrics_there_are()
    {
        // 8 lost in form, 8 for real: stripped, p = .008, which Holm over many metrics would call not significant.
        var suite = SuiteOf(Better.Higher, "a", "b", "c", "d", "e", "f");
        var fold = new DriftFold(suite, March, June, Framing.Drift, new DriftSettings());
        for (int i = 0; i < 150; i++)
        {
            fold.Add(0, Pair($"{i}", Graded(1), i < 8 ? Graded(0, normalised: 1) : i < 16 ? Graded(0) : Graded(1)));
            for (int m = 1; m < 7; m++)
            {
                fold.Add(m, Pair($"{i}", 1, 1));
            }
        }

        Assert.Equal(Verdict.Worse, fold.Finish(DateTimeOffset.UnixEpoch).Verdict);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(21)]
    public void A_few_fences_among_a_thousand_answers_are_form_only(int fenced)
    {
        var finding = Find(Enumerable.Range(0, 1000).Select(i => Pair($"{i}", Graded(1), i < fenced ? Graded(0, normalised: 1) : Graded(1))));

        Assert.Equal(Verdict.ChangedNotWorse, finding.Verdict);
        Assert.NotNull(finding.Primary.Normalised);
    }

    [Fact]
    public void Better_in_form_only_is_no_better()
    {
        var finding = Find(Enumerable.Range(0, 100).Select(i => Pair($"{i}", i < 40 ? Graded(0, normalised: 1) : Graded(1), Graded(1))));

        Assert.Equal(Verdict.ChangedNotWorse, finding.Verdict);
    }

    [Fact]
    public void Missing_answers_are_judged_by_item()
    {
        // One item of 30 times out on all of its ten repeats: nothing moved.
        var finding = Find(Enumerable.Range(0, 30).Select(i => Repeated(
            $"{i}", [.. Enumerable.Repeat<double?>(1, 10)], [.. Enumerable.Repeat<double?>(i == 0 ? null : 1, 10)])));

        Assert.Equal(Verdict.NoChangeSeen, finding.Verdict);
    }

    [Fact]
    public void No_change_stands_where_no_grade_of_the_missing_answers_would_alter_it()
    {
        var finding = Find(Table(lost: 100, gained: 100, right: 700, wrong: 94).Concat(Enumerable.Range(0, 6).Select(i => Pair($"missing {i}", 1, null))));

        Assert.Equal(Verdict.NoChangeSeen, finding.Verdict);
    }

    [Fact]
    public void Few_items_with_partial_grades_promise_to_see_nothing()
    {
        var finding = Find(Enumerable.Range(0, 5).Select(i => Pair($"{i}", .5, i % 2 == 0 ? .49 : .51)));

        Assert.Null(finding.Primary.Raw.SmallestDetectableDrop);
    }

    [Fact]
    public void Differences_without_any_spread_have_no_interval()
    {
        var raw = Find(Enumerable.Range(0, 15).Select(i => Pair($"{i}", .5, 0))).Primary.Raw;

        Assert.Equal(Verdict.Worse, raw.Verdict);
        Assert.Null(raw.Interval);
    }

    [Fact]
    public void Other_metrics_share_one_alpha_and_leave_the_headline_alone()
    {
        var suite = SuiteOf(Better.Higher, "tone", "style");
        var fold = new DriftFold(suite, March, June, Framing.Drift, new DriftSettings());
        foreach (var (pair, i) in Table(lost: 0, gained: 0, right: 50, wrong: 50).Select((p, i) => (p, i)))
        {
            fold.Add(0, pair);
            fold.Add(1, Pair(pair.Key, i < 6 ? 1 : 0, 0));
            fold.Add(2, Pair(pair.Key, i < 30 ? 1 : 0, 0));
        }

        var finding = fold.Finish(DateTimeOffset.UnixEpoch);

        Assert.Equal(Verdict.NoChangeSeen, finding.Verdict);
        var tone = finding.Metrics[1].Raw;
        Assert.Equal(2 * Math.Pow(.5, 6), tone.PValue!.Value, 12);
        Assert.True(tone.AdjustedPValue > tone.PValue);
        Assert.Equal(Verdict.NoChangeSeen, tone.Verdict);
        Assert.Equal(Verdict.Worse, finding.Metrics[2].Raw.Verdict);
    }

    [Fact]
    public void The_order_of_the_file_changes_nothing() =>
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 30], Gen.Int[0, 30], Gen.Int[0, 30], Gen.Int[0, 1000])
            .Where(t => t.Item1 + t.Item2 + t.Item3 + t.Item4 > 0)
            .Sample((lost, gained, right, wrong, seed) =>
            {
                var pairs = Table(lost, gained, right, wrong).ToArray();
                string inOrder = FindingJson.Write(Find(pairs));
                new Random(seed).Shuffle(pairs);
                Assert.Equal(inOrder, FindingJson.Write(Find(pairs)));
            }, iter: 60, seed: "0000KOIPJ2Yc");

    [Fact]
    public void A_verdict_and_its_interval_never_disagree() =>
        Gen.Select(Gen.Double[0, 1].Array[1, 60], Gen.Int[0, 100_000]).Sample((rates, seed) =>
        {
            var random = new Random(seed);
            double shift = random.NextDouble();
            var raw = Find(rates.Select((p, i) => new ItemPair(
                $"{i}",
                [Graded(random.NextDouble() < p ? 1 : 0), Graded(random.NextDouble() < p ? 1 : .5, epoch: 1)],
                [Graded(random.NextDouble() < p * shift ? 1 : 0), Graded(random.NextDouble() < p * shift ? 1 : .5, epoch: 1)]))).Primary.Raw;
            if (raw.Interval is { } interval)
            {
                Assert.Equal(raw.PValue < 0.05, !interval.Contains(0));
                Assert.True(interval.Contains(raw.Effect!.Value) || Math.Abs(raw.Effect.Value) < 1e-12);
            }
        }, iter: 60, seed: "0000KOIPJ2Yc");
}
