using CodeRed.Statistics.Sequential;
using CsCheck;

namespace CodeRed.Statistics.Tests.Sequential;

public class EmpiricalBernsteinConfidenceSequenceTests
{
    // numpy 1.24.2, direct transcription of theorem 2, with l = minimum(bets, .5) and m the regularised mean before each observation:
    // cumsum(l * x) / cumsum(l) -+ (log(2 / alpha) + cumsum(4 * (x - m)**2 * (-log(1 - l) - l) / 4)) / cumsum(l), then maximum.accumulate.
    // The authors' package gives the same to the last digit once m is its unregularised mean, which starts at 0.
    [Theory]
    [InlineData("golden", .95, ConfidenceBounds.Both, 10, 0, 1)]
    [InlineData("golden", .95, ConfidenceBounds.Both, 50, 0.3181519009082575, 0.6757649583773928)]
    [InlineData("golden", .95, ConfidenceBounds.Both, 1000, 0.4672981274787551, 0.5328922008252029)]
    [InlineData("golden", .95, ConfidenceBounds.Lower, 200, 0.43800042380384674, 1)]
    [InlineData("golden", .95, ConfidenceBounds.Upper, 1000, 0, 0.5300610679335076)]
    [InlineData("pass80", .95, ConfidenceBounds.Both, 200, 0.703205182125467, 0.8985091423102058)]
    [InlineData("pass80", .999, ConfidenceBounds.Both, 1000, 0.7343091336413947, 0.8650606246499837)]
    [InlineData("thirds", .999, ConfidenceBounds.Both, 50, 0.11741092133058517, 0.8576530599637535)]
    [InlineData("thirds", .95, ConfidenceBounds.Both, 1000, 0.449362458643234, 0.5474769315731536)]
    public void Bounds_agree_with_the_theorem_in_Python(string kind, double level, ConfidenceBounds bounds, int n, double lower, double upper)
    {
        var sequence = new EmpiricalBernsteinConfidenceSequence(level, bounds: bounds);
        for (var t = 1; t <= n; t++)
        {
            sequence.Add(Sequences.Golden(kind, t));
        }

        Assert.Equal(n, sequence.Count);
        Tolerance.Near(lower, sequence.Lower, 1e-12);
        Tolerance.Near(upper, sequence.Upper, 1e-12);
        Assert.Equal(new Interval(sequence.Lower, sequence.Upper), sequence.Interval);
    }

    [Fact]
    public void Bounds_never_retreat() =>
        Gen.Select(Gen.Double[0, 1].Array[1, 200], Gen.Double[.01, .999]).Sample((xs, level) =>
        {
            var sequence = new EmpiricalBernsteinConfidenceSequence(level);
            foreach (var x in xs)
            {
                var (lower, upper) = (sequence.Lower, sequence.Upper);
                sequence.Add(x);
                Assert.True(sequence.Lower >= lower && sequence.Upper <= upper);
            }
        });

    [Fact]
    public void Mirrored_or_shifted_observations_give_mirrored_or_shifted_bounds() =>
        Gen.Int[0, 1024].Array[0, 200].Sample(xs =>
        {
            var plain = Run(new(.95), xs.Select(x => x / 1024.0));
            var mirrored = Run(new(.95), xs.Select(x => 1 - (x / 1024.0)));
            var differences = Run(new(.95, -1, 1), xs.Select(x => (x / 512.0) - 1));
            Tolerance.Near(1 - plain.Lower, mirrored.Upper, 1e-12);
            Tolerance.Near(1 - plain.Upper, mirrored.Lower, 1e-12);
            Tolerance.Near((2 * plain.Lower) - 1, differences.Lower, 1e-12);
            Tolerance.Near((2 * plain.Upper) - 1, differences.Upper, 1e-12);
        });

    [Fact]
    public void One_bound_is_that_of_both_at_twice_its_error() =>
        Gen.Double[0, 1].Array[0, 200].Sample(xs =>
        {
            var both = Run(new(.95), xs);
            return Run(new(.975, bounds: ConfidenceBounds.Lower), xs).Lower == both.Lower
                && Run(new(.975, bounds: ConfidenceBounds.Upper), xs).Upper == both.Upper;
        });

    [Fact]
    public void Equal_observations_shrink_the_bounds_onto_their_value() =>
        Gen.Double[0, 1].Sample(value =>
        {
            // All bets are 1/2 and the deviations from the regularised mean (value - 1/2) / t, so that after 2,000 observations the
            // margin is at most (log 40 + (log 2 - 1/2) pi^2 / 24) / 1,000 = 0.00377.
            var interval = Run(new(.95), Enumerable.Repeat(value, 2_000)).Interval;
            Assert.True(interval is { } found && found.Contains(value) && found.Lower >= value - .00377 && found.Upper <= value + .00377);
        });

    [Theory]
    [InlineData("coins", .5)]
    [InlineData("coins", .05)]
    [InlineData("beta", .3)]
    [InlineData("calm after a pass", .3)]
    [InlineData("calm while below", .6)]
    public void At_most_alpha_of_the_sequences_ever_miss_the_mean(string kind, double mean)
    {
        // Seeded; the intersection over 400 observations covers if and only if each of the 400 bounds did.
        const int runs = 1_000;
        var random = new Random(20250703);
        var missed = 0;
        for (var run = 0; run < runs; run++)
        {
            var sequence = Run(new(.9), Sequences.OfMean(kind, mean, random, 400));
            missed += sequence.Lower <= mean && mean <= sequence.Upper ? 0 : 1;
        }

        Assert.True((double)missed / runs <= .1 + Tolerance.OfRate(.1, runs), $"missed {missed} of {runs}");
    }

    [Fact]
    public void Over_all_sequences_of_fourteen_coins_the_chance_of_ever_missing_the_mean_is_at_most_alpha()
    {
        // Exact: all 2^14 sequences, each of the same probability.
        var missed = 0;
        for (var pattern = 0; pattern < 1 << 14; pattern++)
        {
            var sequence = Run(new(.5), Enumerable.Range(0, 14).Select(t => (double)(pattern >> t & 1)));
            missed += sequence.Lower <= .5 && .5 <= sequence.Upper ? 0 : 1;
        }

        Assert.InRange(missed, 1, .5 * (1 << 14));
    }

    [Fact]
    public void A_mean_that_jumps_leaves_no_mean_to_believe_in()
    {
        var sequence = Run(new(.95), Enumerable.Repeat(0.0, 200).Concat(Enumerable.Repeat(1.0, 1_000)));
        Assert.Null(sequence.Interval);
        Assert.True(sequence.Upper < .1 && sequence.Lower > sequence.Upper);
    }

    [Fact]
    public void Arguments_outside_their_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmpiricalBernsteinConfidenceSequence(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmpiricalBernsteinConfidenceSequence(.95, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmpiricalBernsteinConfidenceSequence(.95).Add(1.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EmpiricalBernsteinConfidenceSequence(.95).Add(double.NaN));
    }

    private static EmpiricalBernsteinConfidenceSequence Run(EmpiricalBernsteinConfidenceSequence sequence, IEnumerable<double> observations)
    {
        foreach (var x in observations)
        {
            sequence.Add(x);
        }

        return sequence;
    }
}
