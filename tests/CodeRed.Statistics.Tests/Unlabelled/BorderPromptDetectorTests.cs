using CodeRed.Statistics.Unlabelled;
using CsCheck;

namespace CodeRed.Statistics.Tests.Unlabelled;

public class BorderPromptDetectorTests
{
    [Fact]
    public void Its_slack_is_the_sum_of_the_mean_and_the_deviation_by_hand()
    {
        // Two known answers make three cells. 20 prompts, 50 batches of one answer: sqrt(2 / 50) / 2 = 0.1; sqrt(log(100) / (2 x 50)) with batches,
        // sqrt(log(100) / (2 x 20 x 50)) with answers as the unit.
        var random = new Random(1);
        var reference = Enumerable.Range(0, 50).Select(_ => Draw(random, 20, 1, .5, alike: false)).ToArray();
        Tolerance.Near(.1 + Math.Sqrt(Math.Log(100) / 100), Detector(20, reference, 0, .01, IndependentUnit.Batch).Slack, 1e-14);
        Tolerance.Near(.1 + Math.Sqrt(Math.Log(100) / 2_000), Detector(20, reference, 0, .01, IndependentUnit.Answer).Slack, 1e-14);
    }

    [Theory]
    [InlineData(IndependentUnit.Batch, true)]
    [InlineData(IndependentUnit.Answer, false)]
    public void The_reference_lies_within_the_slack_of_its_source_as_promised(IndependentUnit unit, bool alike)
    {
        // Seeded; eta = 0.2, answers alike within a batch of 3 for batches. The true shares are a half, so the distance is |share - 1/2|.
        const int runs = 500;
        var random = new Random(20250851);
        var misled = 0;
        for (var run = 0; run < runs; run++)
        {
            var reference = Enumerable.Range(0, 20).Select(_ => Draw(random, 4, 3, .5, alike)).ToArray();
            var distance = Enumerable.Range(0, 4).Average(prompt => Math.Abs(reference.Average(batch => batch.Of(prompt).ToArray().Average()) - .5));
            misled += distance > Detector(4, reference, 0, .2, unit).Slack ? 1 : 0;
        }

        Assert.True((double)misled / runs <= .2, $"{misled} of {runs}");
    }

    [Fact]
    public void The_first_factors_agree_with_their_definition_by_hand()
    {
        // One prompt, reference 1000 batches of 0 and 1 in turn: shares 1/2, 1/2, 0. Batch 1 is all 1, so S = { 1 }. With b the slack:
        // batch 2 all 1 gives Z = 1 - (1/2 + b), c = 1/2 + b.
        CategoricalBatch[] reference = [.. Enumerable.Range(0, 1_000).Select(i => new CategoricalBatch([[i % 2]]))];
        var detector = Detector(1, reference, 0, .01, IndependentUnit.Batch);
        var c = .5 + detector.Slack;
        Tolerance.Near(1, detector.Step(new CategoricalBatch([[1, 1]])), 1e-15); // no direction yet: factor 1 on each
        double[] fractions = [.05, .1, .2, .4, .8];
        Tolerance.Near(fractions.Average(g => 2 * (1 + (g / c * (1 - c)))), detector.Step(new CategoricalBatch([[1, 1]])), 1e-12);

        // With answers as the unit the two answers multiply.
        var answers = Detector(1, reference, 0, .01, IndependentUnit.Answer);
        answers.Step(new CategoricalBatch([[1, 1]]));
        Tolerance.Near(fractions.Average(g => 2 * Math.Pow(1 + (g / c * (1 - c)), 2)), answers.Step(new CategoricalBatch([[1, 1]])), 1e-12);
    }

    [Fact]
    public void Renaming_the_answers_changes_nothing_and_unknown_ones_are_all_one() =>
        Gen.Select(Gen.Int[0, 4].Array[2].Array[2].Array[3, 12], Gen.Int[2, 9], Gen.Enum<IndependentUnit>()).Sample(
            (watch, unknown, unit) =>
            {
                var random = new Random(7);
                CategoricalBatch[] reference = [.. Enumerable.Range(0, 60).Select(_ => Draw(random, 2, 2, .5, alike: false))];
                var (plain, renamed) = (Detector(2, reference, .02, .1, unit), Detector(2, reference, .02, .1, unit));
                foreach (var rows in watch)
                {
                    var value = plain.Step(new CategoricalBatch(rows));
                    int[][] others = [.. rows.Select(row => row.Select(answer => answer > 1 ? answer + unknown : answer).ToArray())];
                    Assert.Equal(value, renamed.Step(new CategoricalBatch(others)));
                    Assert.True(value >= 0);
                }
            },
            iter: 100);

    [Theory]
    [InlineData(IndependentUnit.Batch, true)]
    [InlineData(IndependentUnit.Batch, false)]
    [InlineData(IndependentUnit.Answer, false)]
    public void The_next_value_is_at_most_one_larger_on_average_for_every_past_and_every_source_within_the_bounds(IndependentUnit unit, bool together) =>
        Gen.Select(Gen.Int[0, 2].Array[4].Array[1, 6], Gen.Int[0, 2].Array[2], Gen.Double[0, 1], Gen.Int[0, 1_000]).Sample(
            (past, towards, split, seed) =>
            {
                // Exact: all 9 next batches of one answer to 2 prompts, from sources that lie tolerance + slack from the reference sample in
                // the average, each moved towards one cell. Together: both answers from one number, the strongest dependence.
                const double tolerance = .05;
                var random = new Random(seed);
                CategoricalBatch[] reference = [.. Enumerable.Range(0, 400).Select(_ => Draw(random, 2, 1, .4, alike: false))];
                var detector = Detector(2, reference, tolerance, .1, unit);
                foreach (var answers in past)
                {
                    detector.Step(new CategoricalBatch([answers[..2], answers[2..]]));
                }

                var source = Enumerable.Range(0, 2).Select(prompt =>
                {
                    var ones = reference.Average(batch => batch.Of(prompt)[0]);
                    double[] shares = [1 - ones, ones, 0];
                    var distance = 2 * (tolerance + detector.Slack) * (prompt == 0 ? split : 1 - split);
                    var weight = Math.Min(1, distance / (1 - shares[towards[prompt]]));
                    return shares.Select((share, cell) => ((1 - weight) * share) + (cell == towards[prompt] ? weight : 0)).ToArray();
                }).ToArray();

                double mean = 0, total = 0;
                for (var outcome = 0; outcome < 9; outcome++)
                {
                    var (a, b) = (outcome / 3, outcome % 3);
                    var chance = together
                        ? Math.Max(
                            0,
                            Math.Min(source[0][..(a + 1)].Sum(), source[1][..(b + 1)].Sum()) - Math.Max(source[0][..a].Sum(), source[1][..b].Sum()))
                        : source[0][a] * source[1][b];
                    var copy = Detector(2, reference, tolerance, .1, unit);
                    foreach (var answers in past)
                    {
                        copy.Step(new CategoricalBatch([answers[..2], answers[2..]]));
                    }

                    total += chance;
                    mean += chance * copy.Step(new CategoricalBatch([[a], [b]]));
                }

                Tolerance.Near(1, total, 1e-12);
                Assert.True(mean <= (1 + detector.Value) * (1 + 1e-12), $"{mean} after {detector.Value}");
            },
            iter: 60);

    [Theory]
    [InlineData(IndependentUnit.Batch, true)]
    [InlineData(IndependentUnit.Answer, false)]
    public void Within_the_tolerance_at_most_T_over_A_and_eta_of_the_watches_alarm(IndependentUnit unit, bool alike)
    {
        // Seeded; A = 100, T = 50, eta = 0.05; the source has moved by the whole tolerance, 0.1.
        const int runs = 150;
        var random = new Random(20250852);
        var alarms = 0;
        for (var run = 0; run < runs; run++)
        {
            alarms += Delay(random, references: 100, unit, alike, tolerance: .1, eta: .05, share: .6, threshold: 100, most: 50) < 50 ? 1 : 0;
        }

        Assert.True((double)alarms / runs <= .55 + Tolerance.OfRate(.55, runs), $"{alarms} of {runs} alarmed");
    }

    [Theory]
    [InlineData(IndependentUnit.Answer, .95, 2, 4)]
    [InlineData(IndependentUnit.Batch, 1.0, 10, 40)]
    public void A_border_that_moved_away_shows(IndependentUnit unit, double share, int least, int most)
    {
        // Seeded; threshold of ten years of daily batches, 100 reference batches of 5 answers to 20 prompts. Median of 31 watches.
        var random = new Random(20250853);
        var delays = Enumerable.Range(0, 31)
            .Select(_ => Delay(random, references: 100, unit, alike: false, tolerance: .05, eta: .01, share, threshold: 3_650, most: 100))
            .Order().ToArray();
        Assert.InRange(delays[15] + 1, least, most);
    }

    [Fact]
    public void Certainty_beyond_what_a_number_holds_stays_a_number()
    {
        var random = new Random(3);
        CategoricalBatch[] reference = [.. Enumerable.Range(0, 200).Select(_ => Draw(random, 5, 5, .5, alike: false))];
        var detector = Detector(5, reference, 0, .01, IndependentUnit.Answer);
        for (var i = 0; i < 6; i++)
        {
            detector.Step(Draw(random, 5, 400, 1, alike: true));
        }

        Assert.InRange(detector.Value, 1e299, double.MaxValue);
        Assert.False(double.IsNaN(detector.Step(Draw(random, 5, 400, 0, alike: true))));
    }

    [Fact]
    public void What_could_see_nothing_or_does_not_fit_is_refused()
    {
        var random = new Random(5);
        CategoricalBatch[] reference = [.. Enumerable.Range(0, 60).Select(_ => Draw(random, 2, 2, .5, alike: false))];
        var refusal = Assert.Throws<ArgumentException>(() => Detector(2, reference[..2], 0, .01, IndependentUnit.Batch));
        Assert.Contains("no change could be seen", refusal.Message);
        Assert.Throws<ArgumentException>(() => Detector(3, reference, 0, .01, IndependentUnit.Batch));
        Assert.Throws<ArgumentException>(() => new BorderPromptDetector([[0], []], reference, 0, .01, IndependentUnit.Batch));
        Assert.Throws<ArgumentOutOfRangeException>(() => Detector(2, reference, 1, .01, IndependentUnit.Batch));
        Assert.Throws<ArgumentOutOfRangeException>(() => Detector(2, reference, 0, 0, IndependentUnit.Batch));
        var detector = Detector(2, reference, 0, .01, IndependentUnit.Answer);
        Assert.Throws<ArgumentException>(() => detector.Step(new CategoricalBatch([[1]])));
        Assert.Throws<ArgumentException>(() => detector.Step(new CategoricalBatch([[1], [1, 0]])));
    }

    private static int Delay(
        Random random, int references, IndependentUnit unit, bool alike, double tolerance, double eta, double share, double threshold, int most)
    {
        var reference = Enumerable.Range(0, references).Select(_ => Draw(random, 20, 5, .5, alike)).ToArray();
        var detector = Detector(20, reference, tolerance, eta, unit);
        for (var batch = 0; batch < most; batch++)
        {
            if (detector.Step(Draw(random, 20, 5, share, alike)) >= threshold)
            {
                return batch;
            }
        }

        return most;
    }

    private static BorderPromptDetector Detector(
        int prompts, IReadOnlyList<CategoricalBatch> reference, double tolerance, double eta, IndependentUnit unit) =>
        new([.. Enumerable.Repeat<IReadOnlyList<int>>([0, 1], prompts)], reference, tolerance, eta, unit);

    // Answers 0 and 1; alike: one draw for the whole batch.
    private static CategoricalBatch Draw(Random random, int prompts, int answers, double share, bool alike)
    {
        var common = random.NextDouble();
        return new CategoricalBatch([.. Enumerable.Range(0, prompts).Select(_ =>
            Enumerable.Range(0, answers).Select(_ => (alike ? common : random.NextDouble()) < share ? 1 : 0).ToArray())]);
    }
}
