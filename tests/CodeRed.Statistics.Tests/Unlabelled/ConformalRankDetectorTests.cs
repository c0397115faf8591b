using CodeRed.Statistics.Unlabelled;
using CsCheck;

namespace CodeRed.Statistics.Tests.Unlabelled;

public class ConformalRankDetectorTests
{
    [Fact]
    public void Its_ranks_count_the_larger_and_a_random_part_of_the_equal()
    {
        var detector = new ConformalRankDetector([1, 2, 3, 3], seed: 1);
        detector.Step(3);
        Assert.InRange(detector.P!.Value, 0, .6); // none larger, three equal with itself, of five
        detector.Step(0);
        Assert.InRange(detector.P!.Value, 5.0 / 6, 1);
        detector.Step(9);
        Assert.InRange(detector.P!.Value, 0, 1.0 / 7);
    }

    [Fact]
    public void The_first_value_is_the_mean_of_the_six_densities()
    {
        // By hand: k p^(k - 1) and k (1 - p)^(k - 1) for k = 1/4, 1/2, 3/4.
        var detector = new ConformalRankDetector([1, 2, 3, 4, 5], seed: 3);
        var value = detector.Step(4.5);
        var p = detector.P!.Value;
        double[] powers = [.25, .5, .75];
        Tolerance.Relative(powers.Average(k => k * (Math.Pow(p, k - 1) + Math.Pow(1 - p, k - 1)) / 2), value, 1e-14);
    }

    [Fact]
    public void Only_the_order_matters_not_the_scale() =>
        Gen.Select(Gen.Int[-9, 9].Array[1, 20], Gen.Int[-9, 9].Array[1, 20], Gen.ULong).Sample((reference, watched, seed) =>
        {
            ConformalRankDetector plain = new([.. reference.Select(n => (double)n)], seed), scaled = new([.. reference.Select(n => Math.Exp(n))], seed);
            foreach (var score in watched)
            {
                Assert.Equal(plain.Step(score), scaled.Step(Math.Exp(score)));
                Assert.InRange(plain.P!.Value, double.Epsilon, 1);
                Assert.True(plain.Value >= 0 && double.IsFinite(plain.Value));
            }
        });

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void The_ranks_of_exchangeable_batches_are_uniform_and_unrelated(int reference)
    {
        // Seeded; tied and depending on a level shared by all batches: exchangeable, not independent.
        const int runs = 6_000;
        var random = new Random(20250831);
        int low = 0, both = 0;
        for (var run = 0; run < runs; run++)
        {
            var level = random.Next(50);
            var detector = new ConformalRankDetector([.. Enumerable.Range(0, reference).Select(_ => (double)level + random.Next(3))], (ulong)run);
            detector.Step(level + random.Next(3));
            var first = detector.P!.Value < .3;
            detector.Step(level + random.Next(3));
            low += first ? 1 : 0;
            both += first && detector.P!.Value < .3 ? 1 : 0;
        }

        Tolerance.Near(.3, (double)low / runs, Tolerance.OfRate(.3, runs));
        Tolerance.Near(.09, (double)both / runs, Tolerance.OfRate(.09, runs));
    }

    [Fact]
    public void Without_a_change_at_most_T_over_A_of_the_watches_alarm_within_T_batches_even_with_a_reference_of_ten()
    {
        // Seeded; A = 200, T = 100.
        const int runs = 2_000;
        var random = new Random(20250832);
        var alarms = 0;
        for (var run = 0; run < runs; run++)
        {
            alarms += Delay(random, reference: 10, shift: 0, threshold: 200, most: 100, (ulong)run) < 100 ? 1 : 0;
        }

        Assert.True((double)alarms / runs <= .5 + Tolerance.OfRate(.5, runs), $"{alarms} of {runs} alarmed");
    }

    [Theory]
    [InlineData(50, 10, 4, 8)] // beyond the range of the reference
    [InlineData(50, -10, 4, 8)]
    [InlineData(200, 2, 4, 15)] // two standard deviations
    public void A_change_in_either_direction_shows_after_a_few_batches(int reference, double shift, int least, int most)
    {
        // Seeded; threshold of ten years of daily batches, median of 101 watches.
        var random = new Random(20250833);
        var delays = Enumerable.Range(0, 101).Select(run => Delay(random, reference, shift, 3_650, 200, (ulong)run)).Order().ToArray();
        Assert.InRange(delays[50] + 1, least, most);
    }

    [Fact]
    public void An_empty_reference_and_numbers_that_are_not_finite_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ConformalRankDetector([], 1));
        Assert.Throws<ArgumentException>(() => new ConformalRankDetector([double.NaN], 1));
        Assert.Throws<ArgumentException>(() => new ConformalRankDetector([1], 1).Step(double.PositiveInfinity));
    }

    private static int Delay(Random random, int reference, double shift, double threshold, int most, ulong seed)
    {
        var detector = new ConformalRankDetector([.. Enumerable.Range(0, reference).Select(_ => Normal(random))], seed);
        for (var batch = 0; batch < most; batch++)
        {
            if (detector.Step(Normal(random) + shift) >= threshold)
            {
                return batch;
            }
        }

        return most;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
