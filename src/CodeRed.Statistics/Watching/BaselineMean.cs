using MathNet.Numerics.Distributions;

namespace CodeRed.Statistics.Watching;

/// <summary>How far the mean of a finite baseline may lie from the true mean: one-sided confidence limits of the mean over items of their true pass rates.</summary>
/// <remarks>The items are fixed and differ; only the answers are random, so that the variance is the mean of p(1 - p) within items, never the
/// pooled variance. Both assume independent answers.</remarks>
public static class BaselineMean
{
    /// <summary>Studentised limits with a term for the skewness of rare answers.</summary>
    /// <param name="baseline">Answers, at least two of each item.</param>
    /// <param name="eta">Chance of each limit to be wrong, in (0, 0.5).</param>
    /// <returns>Lower and upper limit in [0, 1], each wrong in about <paramref name="eta"/> of baselines.</returns>
    /// <remarks>With N answers (items times the answers of the item that has the fewest), V the estimated variance of the mean and z the normal quantile of 1 - eta, the half-width is
    /// sqrt(z^2 V + z^4 / (4 N^2)) + (z^2 + 2) / (3 N): the first-order limits for a normal mean, and close to the exact limits of a Poisson
    /// count when nearly all answers to an item agree. Not proved; its error rate is simulated for equal and very unequal
    /// items, 20 to 200 of them, and 3 to 50 answers each.</remarks>
    /// <exception cref="ArgumentException">An item has one answer only.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="eta"/> is above 0.1, where the approximation is too short.</exception>
    public static Interval Approximate(BaselineGrades baseline, double eta)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        if (Level(eta) > .1)
        {
            throw new ArgumentOutOfRangeException(nameof(eta), eta, "The approximate limits are for a chance of an unlucky baseline of at most 0.1; take the proved ones for more.");
        }

        var z = Normal.InvCDF(0, 1, 1 - eta);
        if (double.IsNaN(baseline.VarianceOfMean))
        {
            throw new ArgumentException("The variance within items needs two answers of each item.", nameof(baseline));
        }

        // An item's mean counts the same however few answers it has: one of two answers moves the mean as much as twenty of forty.
        var answers = (double)baseline.Items * baseline.FewestAnswers;
        var half = Math.Sqrt((z * z * baseline.VarianceOfMean) + (z * z * z * z / (4 * answers * answers))) + (((z * z) + 2) / (3 * answers));

        // Where no answer ever failed, the chance of that bounds the rate of failing: (1 - r)^N <= eta.
        half = Math.Max(half, -Math.Log(eta) / answers);
        return new Interval(Math.Max(0, baseline.Mean - half), Math.Min(1, baseline.Mean + half));
    }

    /// <summary>Limits with a proof, by betting against each candidate mean.</summary>
    /// <param name="baseline">Answers without a missing one.</param>
    /// <param name="eta">Chance of each limit to be wrong, in (0, 0.5).</param>
    /// <returns>Lower and upper limit in [0, 1], each wrong in at most <paramref name="eta"/> of baselines.</returns>
    /// <remarks>
    /// <para>For a candidate mean t the capital is the product over rounds r and items i of 1 + b_r (x_ir - t - c_ir), where b_r >= 0 and the
    /// control variates c_ir, which sum to zero over the items, are computed from the rounds before r. Given those, the expected product of round r
    /// is the product over items of 1 + b_r (p_i - t - c_ir), by the inequality of the geometric and arithmetic mean at most (1 + b_r (p - t))^n with p the
    /// mean of the p_i: at most 1 when p &lt;= t. So by Markov's inequality the capital reaches 1/eta with a chance of at most eta, and every t for
    /// which it does can be left out. The upper limit follows for 1 - x.</para>
    /// <para>Exact for any number of items and answers. Costs about half more width than <see cref="Approximate"/>, and up to twice as much more where items
    /// are very uneven and have few answers.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">An answer is missing.</exception>
    public static Interval Proved(BaselineGrades baseline, double eta)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        Level(eta);
        if (baseline.Missing > 0)
        {
            throw new ArgumentException($"{baseline.Missing} answers are missing; the proved limits need a baseline without gaps.", nameof(baseline));
        }

        return new Interval(ProvedLower(baseline, eta, 1), 1 - ProvedLower(baseline, eta, -1));
    }

    private static double ProvedLower(BaselineGrades baseline, double eta, int sign)
    {
        var (items, rounds) = (baseline.Items, baseline.Rounds);
        var bets = new double[rounds];
        var offsets = new double[rounds * items]; // x - c of each answer
        var sums = new double[items];
        var squares = 0.0; // of earlier answers' distances from their own prediction
        for (var round = 0; round < rounds; round++)
        {
            // A prior of one answer at the mean so far: predictions are sharp after few rounds, and never surer than the data. The first round was
            // predicted by nothing; until the second is known, answers may vary as much as their mean permits.
            var mean = round == 0 ? .5 : Mean(sums) / round;
            var most = round == 0 ? .25 : (mean * (1 - mean)) + (.25 / items);
            var variance = round == 0 ? most : (squares + most) / (((double)items * (round - 1)) + 1);
            bets[round] = Math.Min(.5, Math.Sqrt(-2 * Math.Log(eta) / (variance * items * rounds)));
            for (var item = 0; item < items; item++)
            {
                var grade = sign > 0 ? baseline[round, item] : 1 - baseline[round, item];
                var control = ((sums[item] + mean) / (round + 1)) - mean; // sums to zero over the items
                offsets[(round * items) + item] = grade - control;
                var miss = grade - mean - control;
                squares += round == 0 ? 0 : miss * miss;
            }

            for (var item = 0; item < items; item++)
            {
                sums[item] += sign > 0 ? baseline[round, item] : 1 - baseline[round, item];
            }
        }

        double LogCapital(double candidate)
        {
            var log = 0.0;
            for (var round = 0; round < rounds; round++)
            {
                var bet = bets[round];
                var product = 1.0;
                for (var item = 0; item < items; item++)
                {
                    product *= 1 + (bet * (offsets[(round * items) + item] - candidate));
                    if ((item & 31) == 31)
                    {
                        log += Math.Log(product);
                        product = 1;
                    }
                }

                log += Math.Log(product);
            }

            return log;
        }

        var (lower, upper) = (0.0, 1.0); // the capital falls as the candidate grows
        if (LogCapital(0) < -Math.Log(eta))
        {
            return 0;
        }

        while (upper - lower > 1e-7)
        {
            var middle = (lower + upper) / 2;
            (lower, upper) = LogCapital(middle) >= -Math.Log(eta) ? (middle, upper) : (lower, middle);
        }

        return lower;
    }

    private static double Mean(double[] values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    private static double Level(double eta) => eta is > 0 and < .5
        ? eta
        : throw new ArgumentOutOfRangeException(nameof(eta), eta, "The chance of an unlucky baseline lies in (0, 0.5), for example 0.05.");
}
