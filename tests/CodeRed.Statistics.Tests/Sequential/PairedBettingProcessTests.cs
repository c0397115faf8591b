using CodeRed.Statistics.Sequential;
using CsCheck;
using MathNet.Numerics;

namespace CodeRed.Statistics.Tests.Sequential;

public class PairedBettingProcessTests
{
    [Fact]
    public void Its_capital_on_losses_and_gains_is_the_Krichevsky_Trofimov_mixture()
    {
        // Closed form, in any order: 2^n B(gained + 1/2, lost + 1/2) / B(1/2, 1/2); scipy 1.10.1 gives 0.3515625 for 5 and 3.
        var process = Run(BettingHypothesis.NoChange, [-1, 1, -1, 0, -1, 1, -1, -1, 1, 0]);
        Tolerance.Near(Math.Log(0.3515625), process.LogE, 1e-14);
        Gen.Bool.Array[1, 300].Sample(gains =>
        {
            var gained = gains.Count(gain => gain);
            var expected = (gains.Length * Math.Log(2)) + LogBeta(gained + .5, gains.Length - gained + .5) - LogBeta(.5, .5);
            Tolerance.Near(expected, Run(BettingHypothesis.NoChange, gains.Select(gain => gain ? 1.0 : -1)).LogE, 1e-9);
        });
    }

    [Fact] // numpy 1.24.2: for x in [-1, 0, -1, 1, -1, -.5, .25, -1]: E *= 1 + S / (1 + A) * x; S += x; A += abs(x)
    public void Its_capital_on_graded_differences_agrees_with_the_recursion_in_Python() =>
        Tolerance.Near(0.924901185770751, Math.Exp(Run(BettingHypothesis.NoChange, [-1, 0, -1, 1, -1, -.5, .25, -1]).LogE), 1e-14);

    [Theory]
    [InlineData(BettingHypothesis.NoChange)]
    [InlineData(BettingHypothesis.NotWorse)]
    public void The_average_capital_over_all_coin_sequences_is_exactly_one(BettingHypothesis hypothesis)
    {
        // All 2^10 sign patterns of ten differences of various sizes.
        double[] sizes = [1, .5, 1, .25, 1, 0, .75, 1, 1, .1];
        double sum = 0;
        for (var pattern = 0; pattern < 1 << sizes.Length; pattern++)
        {
            sum += Math.Exp(Run(hypothesis, sizes.Select((size, i) => (pattern >> i & 1) == 0 ? size : -size)).LogE);
        }

        Tolerance.Near(1, sum / (1 << sizes.Length), 1e-12);
    }

    [Fact]
    public void Unchanged_items_are_counted_but_move_nothing() =>
        Gen.Double[-1, 1].Array[0, 50].Sample(differences =>
        {
            var plain = Run(BettingHypothesis.NoChange, differences);
            var padded = Run(BettingHypothesis.NoChange, differences.SelectMany(d => new[] { 0, d, 0 }));
            return plain.LogE == padded.LogE && padded.Items == 3 * plain.Items && plain.P is > 0 and <= 1;
        });

    [Fact]
    public void The_two_sided_process_treats_drops_and_gains_alike_and_the_one_sided_never_gains_from_gains() =>
        Gen.Double[-1, 1].Array[0, 50].Sample(differences =>
        {
            var mirrored = Run(BettingHypothesis.NoChange, differences.Select(d => -d)).LogE;
            var gainsOnly = Run(BettingHypothesis.NotWorse, differences.Select(Math.Abs));
            return Run(BettingHypothesis.NoChange, differences).LogE == mirrored && gainsOnly.LogE == 0;
        });

    [Theory]
    [InlineData(BettingHypothesis.NoChange, .05)]
    [InlineData(BettingHypothesis.NoChange, .001)]
    [InlineData(BettingHypothesis.NotWorse, .05)]
    public void Without_a_change_at_most_alpha_of_the_sequences_ever_cross(BettingHypothesis hypothesis, double alpha)
    {
        // Seeded; 1,000 items with 40 % churn, half lost and half gained, looked at after every item.
        const int runs = 4_000;
        var random = new Random(20250605);
        var crossed = 0;
        for (var run = 0; run < runs; run++)
        {
            var (process, stop) = (new PairedBettingProcess(hypothesis), new StoppingTime(alpha));
            for (var i = 0; i < 1_000 && stop.Items is null; i++)
            {
                var u = random.NextDouble();
                process.Add(u < .2 ? -1 : u < .4 ? 1 : 0);
                stop.Observe(process);
            }

            crossed += stop.Items is null ? 0 : 1;
        }

        Assert.True((double)crossed / runs <= alpha + Tolerance.OfRate(alpha, runs), $"crossed {crossed} of {runs}");
    }

    [Theory]
    [InlineData(BettingHypothesis.NoChange, .05, 38, 48)]
    [InlineData(BettingHypothesis.NoChange, .001, 84, 100)]
    [InlineData(BettingHypothesis.NotWorse, .05, 36, 46)]
    [InlineData(BettingHypothesis.NotWorse, .001, 80, 98)]
    public void The_drop_of_GPT_4_on_primes_shows_after_a_few_dozen_items(BettingHypothesis hypothesis, double alpha, int least, int most)
    {
        // Counts from LLMDrift (lchen001/LLMDrift at 4938eb7, Apache-2.0), PRIME_FULL_EVAL, gpt-4-0314 against gpt-4-0613:
        // 476 lost, 147 gained, 377 unchanged of 1,000. Median over 1,001 seeded random orders.
        double[] differences = [.. Enumerable.Repeat(-1.0, 476), .. Enumerable.Repeat(1.0, 147), .. Enumerable.Repeat(0.0, 377)];
        var random = new Random(20250606);
        var stops = new List<long>();
        for (var run = 0; run < 1_001; run++)
        {
            random.Shuffle(differences);
            var (process, stop) = (new PairedBettingProcess(hypothesis), new StoppingTime(alpha));
            foreach (var difference in differences)
            {
                process.Add(difference);
                stop.Observe(process);
                if (stop.Items is not null)
                {
                    break;
                }
            }

            stops.Add(stop.Items ?? long.MaxValue);
        }

        stops.Sort();
        Assert.InRange(stops[500], least, most);
    }

    [Fact]
    public void The_stopping_time_is_the_first_crossing_and_stays()
    {
        var (process, stop) = (new PairedBettingProcess(BettingHypothesis.NoChange), new StoppingTime(.05));
        for (var i = 0; i < 40; i++)
        {
            process.Add(i < 20 ? -1 : 1);
            stop.Observe(process);
        }

        // 2^7 B(1/2, 7.5) / B(1/2, 1/2) = 26.8 is the first to reach 20; six losses give 14.4.
        Assert.Equal(7, stop.Items);
        Assert.True(process.LogE < -Math.Log(.05));
        Tolerance.Near(Math.Exp(-process.MaxLogE), process.P, 1e-15);
    }

    [Fact]
    public void Differences_and_levels_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PairedBettingProcess(BettingHypothesis.NoChange).Add(1.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PairedBettingProcess(BettingHypothesis.NoChange).Add(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StoppingTime(0));
    }

    private static PairedBettingProcess Run(BettingHypothesis hypothesis, IEnumerable<double> differences)
    {
        var process = new PairedBettingProcess(hypothesis);
        foreach (var difference in differences)
        {
            process.Add(difference);
        }

        return process;
    }

    private static double LogBeta(double a, double b) =>
        SpecialFunctions.GammaLn(a) + SpecialFunctions.GammaLn(b) - SpecialFunctions.GammaLn(a + b);
}
