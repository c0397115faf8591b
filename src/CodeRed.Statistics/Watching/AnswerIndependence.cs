using MathNet.Numerics.Distributions;

namespace CodeRed.Statistics.Watching;

/// <summary>Tests on a baseline whether its single answers may be taken for independent evidence.</summary>
/// <remarks>
/// <para>Null hypothesis: the answers to an item are exchangeable over the rounds, independently of the other items (which independent answers
/// with constant rates are). The permutation moments of each statistic within items are exact (Wald and Wolfowitz 1943, Ann. Math. Statist. 14, 378-388,
/// for the serial product); their sums over items are compared with a normal, the round effect with a chi-squared distribution.</para>
/// </remarks>
public static class AnswerIndependence
{
    /// <summary>The fewest changes of an item's answer from one round to the next, over all items, from which independence can be judged.</summary>
    public const int FewestChanges = 10;

    /// <summary>Level of each test.</summary>
    public const double Level = .01;

    /// <summary>The reasons not to take these answers for independent; empty when nothing speaks against it.</summary>
    /// <param name="baseline">Answers in the order of their rounds.</param>
    public static IReadOnlyList<BaselineRefusal> Refusals(BaselineGrades baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        var (items, rounds) = (baseline.Items, baseline.Rounds);
        if (rounds < 3)
        {
            return [new(RefusalReason.TooFewRounds, $"The baseline has {rounds} rounds; 3 answers of each item are the fewest from which chance within an item "
                + "can be told from change. Ask more rounds.")];
        }

        Span<double> sequence = stackalloc double[Math.Min(rounds, 1024)];
        sequence = rounds > sequence.Length ? new double[rounds] : sequence;
        var deviations = new double[rounds]; // sum over items of the deviation from the item's mean
        var (serial, serialVariance, spread) = (0.0, 0.0, 0.0);
        var changes = 0;
        for (var item = 0; item < items; item++)
        {
            var mean = baseline.ItemMeans[item];
            var count = 0;
            for (var round = 0; round < rounds; round++)
            {
                var grade = baseline[round, item];
                if (double.IsNaN(grade))
                {
                    continue;
                }

                var deviation = grade - mean;
                deviations[round] += deviation;
                if (count > 0 && deviation != sequence[count - 1])
                {
                    changes++;
                }

                sequence[count++] = deviation;
            }

            var series = sequence[..count];
            var (sum, expected, variance) = SerialProduct.Of(series);
            serial += sum - expected;
            serialVariance += variance;
            foreach (var deviation in series)
            {
                spread += deviation * deviation;
            }
        }

        List<BaselineRefusal> refusals = [];
        if (changes < FewestChanges)
        {
            refusals.Add(new(RefusalReason.NoVariation, $"Only {changes} times did an item's answer differ from the one before; below {FewestChanges} nothing shows whether "
                + "repeated answers are new ones or copies (a cache, temperature 0). Compare whole rounds instead, or ask more rounds."));
            return refusals;
        }

        if (serialVariance <= 1e-12) // two answers have the same product in either order
        {
            refusals.Add(new(RefusalReason.TooFewRounds, "So many answers are missing that no varying item has three; from fewer, chance within an item "
                + "cannot be told from change. Ask more rounds."));
            return refusals;
        }

        var sticky = Normal.CDF(0, 1, -serial / Math.Sqrt(serialVariance));
        if (sticky < Level)
        {
            refusals.Add(new(RefusalReason.Sticky, "Answers repeat those of the round before more often than chance permits. "
                + "Ask less often, switch caches off, or count whole rounds that lie further apart.", sticky));
        }

        var (total, moment, trend) = (0.0, 0.0, 0.0);
        for (var round = 0; round < rounds; round++)
        {
            var place = round - ((rounds - 1) / 2.0);
            total += deviations[round] * deviations[round];
            moment += place * place;
            trend += place * deviations[round];
        }

        var unit = spread / (rounds - 1);
        var shared = ChiSquared.CDF(rounds - 1, total / unit) is var below ? 1 - below : 1;
        if (shared < Level)
        {
            refusals.Add(new(RefusalReason.RoundEffects, "The means of whole rounds vary more than independent answers would. Count whole rounds, not single answers.", shared));
        }

        var slope = 2 * Normal.CDF(0, 1, -Math.Abs(trend) / Math.Sqrt(moment * unit));
        if (slope < Level)
        {
            refusals.Add(new(RefusalReason.Trend, $"The baseline itself {(trend < 0 ? "falls" : "rises")} over its rounds. Find out why, and take a new baseline.", slope));
        }

        return refusals;
    }
}
