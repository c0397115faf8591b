using CodeRed.Statistics.Distributions;

namespace CodeRed.Statistics.Watching;

/// <summary>Permutation tests on a baseline whether its rounds may be taken for repetitions of one another.</summary>
/// <remarks>Null hypothesis: the rounds are exchangeable; answers within a round may be correlated in any way. Whole rounds are permuted together,
/// p = (1 + number of orders at least as extreme) / (orders + 1), with a fixed seed. Tested are the serial product of the round means and
/// of the items' own deviations (stickiness), and the trend of the round means.</remarks>
public static class RoundExchangeability
{
    /// <summary>The fewest rounds of a baseline for rounds.</summary>
    public const int FewestRounds = 10;

    /// <summary>Level of each test.</summary>
    public const double Level = .015;

    private const int Orders = 999;

    /// <summary>The reasons not to take these rounds for repetitions of one another; empty when nothing speaks against it.</summary>
    /// <param name="baseline">Answers in the order of their rounds.</param>
    public static IReadOnlyList<BaselineRefusal> Refusals(BaselineGrades baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        var (items, rounds) = (baseline.Items, baseline.Rounds);
        var means = new double[rounds];
        var deviations = new double[rounds * items];
        for (var round = 0; round < rounds; round++)
        {
            var grades = baseline.Round(round);
            means[round] = baseline.RoundMean(grades);
            if (double.IsNaN(means[round]))
            {
                return [new(RefusalReason.TooFewRounds, $"Round {round} of the baseline has fewer than four fifths of the answers of an average round; leave it out.")];
            }

            for (var item = 0; item < items; item++)
            {
                deviations[(round * items) + item] = double.IsNaN(grades[item]) ? 0 : grades[item] - baseline.ItemMeans[item];
            }
        }

        var shared = new double[rounds * rounds]; // inner products of the rounds' deviations
        for (var a = 0; a < rounds; a++)
        {
            for (var b = 0; b < a; b++)
            {
                var sum = 0.0;
                for (var item = 0; item < items; item++)
                {
                    sum += deviations[(a * items) + item] * deviations[(b * items) + item];
                }

                shared[(a * rounds) + b] = shared[(b * rounds) + a] = sum;
            }
        }

        return Refusals(means, shared);
    }

    /// <summary>The same for a metric of whole rounds, without items.</summary>
    /// <param name="roundMeans">One value a round, finite.</param>
    public static IReadOnlyList<BaselineRefusal> Refusals(ReadOnlySpan<double> roundMeans) => Refusals(roundMeans.ToArray(), null);

    private static List<BaselineRefusal> Refusals(double[] means, double[]? shared)
    {
        var rounds = means.Length;
        if (rounds < FewestRounds)
        {
            return [new(RefusalReason.TooFewRounds, $"The baseline has {rounds} rounds; {FewestRounds} are the fewest from which the variation between rounds can be "
                + "estimated. Ask more rounds.")];
        }

        var mean = means.Average();
        var centred = Array.ConvertAll(means, value => value - mean);
        if (centred.Max(static value => Math.Abs(value)) <= 1e-12 * means.Max(static value => Math.Abs(value))) // equal up to rounding, in whatever unit
        {
            return [new(RefusalReason.NoVariation, "All rounds of the baseline have the same mean, so that nothing shows how much rounds vary by chance. "
                + "Compare two runs item by item instead.")];
        }

        double Serial(int[] order)
        {
            var sum = 0.0;
            for (var i = 1; i < order.Length; i++)
            {
                sum += centred[order[i - 1]] * centred[order[i]];
            }

            return sum;
        }

        double Sticky(int[] order)
        {
            var sum = 0.0;
            for (var i = 1; i < order.Length; i++)
            {
                sum += shared[(order[i - 1] * rounds) + order[i]];
            }

            return sum;
        }

        double Trend(int[] order)
        {
            var sum = 0.0;
            for (var i = 0; i < order.Length; i++)
            {
                sum += (i - ((rounds - 1) / 2.0)) * centred[order[i]];
            }

            return sum;
        }

        var order = new int[rounds];
        for (var i = 0; i < rounds; i++)
        {
            order[i] = i;
        }

        var (serial, sticky, trend) = (Serial(order), shared is null ? 0 : Sticky(order), Trend(order));
        var (asSerial, asSticky, asTrend) = (1, 1, 1);
        var random = new SplitMix64(0x5EED);
        const double Tie = 1 - 1e-12; // equal up to rounding counts as equal
        for (var draw = 0; draw < Orders; draw++)
        {
            for (var i = rounds - 1; i > 0; i--)
            {
                var other = (int)(random.Next() % (ulong)(i + 1));
                (order[i], order[other]) = (order[other], order[i]);
            }

            asSerial += Serial(order) >= serial - (Math.Abs(serial) * (1 - Tie)) ? 1 : 0;
            asSticky += shared is not null && Sticky(order) >= sticky - (Math.Abs(sticky) * (1 - Tie)) ? 1 : 0;
            asTrend += Math.Abs(Trend(order)) >= Math.Abs(trend) * Tie ? 1 : 0;
        }

        List<BaselineRefusal> refusals = [];
        double P(int count) => (double)count / (Orders + 1);
        var square = centred.Sum(static value => value * value);
        if (P(asSerial) < Level)
        {
            refusals.Add(new(RefusalReason.Sticky, FormattableString.Invariant(
                $"A round of the baseline resembles the round before (autocorrelation {serial / square:0.00}). Take rounds further apart, or whole cycles (a day) as one round."), P(asSerial)));
        }

        if (shared is not null && P(asSticky) < Level)
        {
            refusals.Add(new(RefusalReason.Sticky, "Items repeat their answer of the round before more often than chance permits (a cache, a sticky route). "
                + "Take rounds further apart or switch caches off.", P(asSticky)));
        }

        if (P(asTrend) < Level)
        {
            refusals.Add(new(RefusalReason.Trend, $"The baseline itself {(trend < 0 ? "falls" : "rises")} over its rounds. Find out why, and take a new baseline.", P(asTrend)));
        }

        return refusals;
    }
}
