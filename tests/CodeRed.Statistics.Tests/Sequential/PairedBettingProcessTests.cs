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
    [InlineData(.15, .25)]
    [InlineData(.1, .5)]
    public void With_more_gains_than_losses_at_most_alpha_of_the_sequences_ever_look_worse(double lost, double gained)
    {
        // Seeded; the chance of a gain also doubles after each loss, so the mean is above zero by an amount that depends on the past.
        const int runs = 2_000;
        var random = new Random(20250704);
        var crossed = 0;
        for (var run = 0; run < runs; run++)
        {
            var (process, stop) = (new PairedBettingProcess(BettingHypothesis.NotWorse), new StoppingTime(.05));
            double last = 0;
            for (var i = 0; i < 500 && stop.Items is null; i++)
            {
                var u = random.NextDouble();
                last = u < lost ? -1 : u > 1 - (last < 0 ? Math.Min(2 * gained, 1 - lost) : gained) ? 1 : 0;
                process.Add(last);
                stop.Observe(process);
            }

            crossed += stop.Items is null ? 0 : 1;
        }

        Assert.True((double)crossed / runs <= .05 + Tolerance.OfRate(.05, runs), $"crossed {crossed} of {runs}");
    }

    [Theory]
    [InlineData(.5)]
    [InlineData(.6)]
    [InlineData(.9)]
    public void Over_all_sequences_of_a_coin_for_gains_the_capital_against_not_worse_has_a_mean_of_at_most_one(double gain)
    {
        // Exact: all 2^12 sequences weighted by their probability; at .2 also the chance of ever crossing.
        double mean = 0, crossed = 0;
        for (var pattern = 0; pattern < 1 << 12; pattern++)
        {
            var process = Run(BettingHypothesis.NotWorse, Enumerable.Range(0, 12).Select(i => (pattern >> i & 1) == 0 ? -1.0 : 1));
            var gains = int.PopCount(pattern);
            var probability = Math.Pow(gain, gains) * Math.Pow(1 - gain, 12 - gains);
            mean += probability * Math.Exp(process.LogE);
            crossed += process.P <= .2 ? probability : 0;
        }

        Assert.True(mean <= 1 + 1e-12, $"mean {mean:R}");
        Assert.InRange(crossed, 1e-7, .2);
    }

    [Theory]
    [InlineData(BettingHypothesis.NoChange, 0)]
    [InlineData(BettingHypothesis.NotWorse, 0)]
    [InlineData(BettingHypothesis.NotWorse, .5)]
    public void A_suite_in_random_order_whose_differences_cancel_or_more_keeps_the_promise(BettingHypothesis hypothesis, double extra)
    {
        // Exact: all 8! orders of one suite; at .45, which three losses at the start reach.
        double[] suite = [-1, -1, -1, -.5, .5, 1, 1, 1];
        suite[3] += extra;
        var (orders, crossed) = (0, 0);
        Permute(0);
        Assert.Equal(40_320, orders);
        Assert.InRange(crossed, 1, .45 * orders);

        void Permute(int from)
        {
            if (from == suite.Length)
            {
                orders++;
                crossed += Run(hypothesis, suite).P <= .45 ? 1 : 0;
                return;
            }

            for (var i = from; i < suite.Length; i++)
            {
                (suite[from], suite[i]) = (suite[i], suite[from]);
                Permute(from + 1);
                (suite[from], suite[i]) = (suite[i], suite[from]);
            }
        }
    }

    [Theory]
    [InlineData(.8, .05, 20, 0.5262315600669575)]
    [InlineData(.8, .05, 40, 0.8832654384545138)]
    [InlineData(.65, .05, 100, 0.5345231464603416)]
    [InlineData(.8, .001, 40, 0.48438064445928397)]
    public void The_chance_of_having_seen_a_drop_is_that_of_the_Krichevsky_Trofimov_mixture(double lost, double alpha, int items, double chance)
    {
        // scipy 1.10.1: dynamic programming over the numbers of gains and losses, each state stopped as soon as
        // n log 2 + betaln(gains + .5, losses + .5) - betaln(.5, .5) >= -log(alpha).
        const int runs = 4_000;
        var random = new Random(20250705);
        var seen = 0;
        for (var run = 0; run < runs; run++)
        {
            var process = Run(BettingHypothesis.NoChange, Enumerable.Range(0, items).Select(_ => random.NextDouble() < lost ? -1.0 : 1));
            seen += process.MaxLogE >= -Math.Log(alpha) ? 1 : 0;
        }

        Tolerance.Near(chance, (double)seen / runs, Tolerance.OfRate(chance, runs));
    }

    [Fact]
    public void Evidence_beyond_the_smallest_number_leaves_a_p_value_above_zero() =>
        Assert.Equal(double.Epsilon, Run(BettingHypothesis.NotWorse, Enumerable.Repeat(-1.0, 2_000)).P);

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
