using System.Diagnostics.CodeAnalysis;
using CodeRed.Statistics.Distributions;
using MathNet.Numerics;

namespace CodeRed.Statistics.Survival;

/// <summary>Log-rank test that groups last equally long, stratified on request, with p-values for small samples.</summary>
/// <remarks>
/// <para>Mantel (1966), Cancer Chemotherapy Reports 50, 163-170; Peto and Peto (1972), JRSS A 135, 185-207; with delayed entry the risk sets are those under
/// observation. Three p-values, since with 10 to 80 subjects the chi-squared distribution is doubtful, and each of the others has its own assumption: see
/// <see cref="LogRankResult"/>. The permuted statistic is standardised by the variance of each arrangement (Neuhaus 1993, Annals of Statistics 21, 1760-1779), which keeps the level near
/// its promise also where follow-up differs between groups. The tables of the risk sets are taken as independent hypergeometric ones (Thomas 1975, Computers and Biomedical
/// Research 8, 423-446).</para>
/// <para>Strongest against hazards in a constant ratio; curves that cross may differ greatly and pass unseen. One look.</para>
/// </remarks>
public static class LogRankTest
{
    // Arrangements that differ from the observed one by rounding only are as extreme as it.
    private const double Rounding = 1e-9;

    /// <summary>Runs the test.</summary>
    /// <param name="subjects">One follow-up a subject.</param>
    /// <param name="groups">The group of each subject, numbered from 0 without a gap, at least two of them.</param>
    /// <param name="seed">Seed of drawn arrangements.</param>
    /// <param name="result">What it says.</param>
    /// <param name="refusal">Why it says nothing.</param>
    /// <param name="strata">The stratum of each subject: groups are compared within strata only. Empty for none.</param>
    /// <param name="draws">Random arrangements besides the observed one, at least 1; all are enumerated where there are no more.</param>
    /// <exception cref="ArgumentException">A follow-up is not one, the lengths differ, or groups are not numbered so.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="draws"/> is below 1.</exception>
    public static bool TryRun(
        ReadOnlySpan<FollowUp> subjects,
        ReadOnlySpan<int> groups,
        ulong seed,
        [NotNullWhen(true)] out LogRankResult? result,
        [NotNullWhen(false)] out SurvivalRefusal? refusal,
        ReadOnlySpan<int> strata = default,
        int draws = 9_999)
    {
        FollowUp.ThrowUnlessValid(subjects, nameof(subjects));
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        ThrowUnlessEqual(groups.Length, subjects.Length, nameof(groups));
        ThrowUnlessEqual(strata.IsEmpty ? subjects.Length : strata.Length, subjects.Length, nameof(strata));
        var count = Groups(groups);
        var sets = new RiskSets(subjects, strata, count);
        var observed = groups.ToArray();
        var tables = sets.Tables(observed).ToArray();
        refusal = Refusal(tables, count);
        if (refusal is not null)
        {
            result = null;
            return false;
        }

        var (observedExcess, observedCovariance) = (new double[count], new double[count, count]);
        sets.Accumulate(observed, observedExcess, observedCovariance);
        var (chiSquare, rank) = QuadraticForm.Of(observedExcess, observedCovariance);
        if (rank < count - 1)
        {
            refusal = new SurvivalRefusal(
                SurvivalRefusalReason.NeverTogether,
                "The groups fall into sets that were never observed together when some but not all had the event: nothing compares them. Test each set alone.");
            result = null;
            return false;
        }

        static double Lowered(double statistic) => statistic - (Rounding * Math.Max(1, statistic));
        var limit = Lowered(chiSquare);
        var arrangements = new LabelArrangements(groups, strata);
        var exact = arrangements.Count <= draws + 1.0;
        var (excess, covariance) = (new double[count], new double[count, count]);
        List<double> statistics = [];
        foreach (var labels in exact ? arrangements.All() : arrangements.Drawn(draws, seed))
        {
            sets.Accumulate(labels, excess, covariance);
            statistics.Add(QuadraticForm.Of(excess, covariance).Value);
        }

        double ShareFrom(double least) => (double)statistics.Count(statistic => statistic >= least) / statistics.Count;

        var events = new int[count];
        foreach (var (_, _, eventsOf) in tables)
        {
            for (var g = 0; g < count; g++)
            {
                events[g] += eventsOf[g];
            }
        }

        result = new LogRankResult(
            [.. Enumerable.Range(0, count).Select(g => new LogRankGroup(observed.Count(label => label == g), events[g], events[g] - observedExcess[g]))],
            chiSquare,
            count - 1,
            SpecialFunctions.GammaUpperRegularized((count - 1) / 2.0, chiSquare / 2),
            count == 2 ? RiskSetP(tables, observedExcess[0]) : RiskSetP(tables, observedCovariance, limit, draws, SplitMix64.Mix(seed)),
            ShareFrom(limit),
            exact ? ShareFrom(Lowered(statistics.Max())) : 1.0 / statistics.Count,
            exact,
            statistics.Count);
        return true;
    }

    // Two groups: the sum of the events of the first is a sum of hypergeometric numbers, whose distribution is their convolution.
    private static double RiskSetP((int Events, int[] AtRisk, int[] EventsOf)[] tables, double excess)
    {
        double[] sum = [1];
        double expected = 0;
        foreach (var (events, atRisk, _) in tables)
        {
            var all = atRisk[0] + atRisk[1];
            expected += (double)events * atRisk[0] / all;
            var one = Hypergeometric(events, atRisk[0], all);
            var next = new double[sum.Length + events];
            for (var i = 0; i < sum.Length; i++)
            {
                for (var j = 0; j <= events; j++)
                {
                    next[i + j] += sum[i] * one[j];
                }
            }

            sum = next;
        }

        double p = 0;
        for (var k = 0; k < sum.Length; k++)
        {
            p += Math.Abs(k - expected) >= Math.Abs(excess) - Rounding ? sum[k] : 0;
        }

        return Math.Min(1, p);
    }

    // More groups: the events of each time are drawn from those at risk.
    private static double RiskSetP((int Events, int[] AtRisk, int[] EventsOf)[] tables, double[,] covariance, double limit, int draws, ulong seed)
    {
        var random = new SplitMix64(seed);
        var extreme = 1;
        var excess = new double[covariance.GetLength(0)];
        for (var draw = 0; draw < draws; draw++)
        {
            Array.Clear(excess);
            foreach (var (events, atRisk, _) in tables)
            {
                var all = atRisk.Sum();
                var left = (int[])atRisk.Clone();
                for (var g = 0; g < left.Length; g++)
                {
                    excess[g] -= (double)events * atRisk[g] / all;
                }

                for (var e = 0; e < events; e++)
                {
                    var (pick, g) = (random.Below(all - e), 0);
                    for (; pick >= left[g]; g++)
                    {
                        pick -= left[g];
                    }

                    left[g]--;
                    excess[g]++;
                }
            }

            extreme += QuadraticForm.Of(excess, covariance).Value >= limit ? 1 : 0;
        }

        return (double)extreme / (draws + 1);
    }

    // The chances of 0 to all events among the first group, where events of all subjects fall on equally likely ones.
    private static double[] Hypergeometric(int events, int first, int all)
    {
        // At any chance in common; the observed share keeps the factors away from 0.
        double share = (double)events / all, rest = (double)(all - events) / all;
        var chances = new double[events + 1];
        if (events == all)
        {
            chances[first] = 1;
            return chances;
        }

        var total = RegularizedBeta.BinomialProbability(events, all, share, rest);
        for (var k = 0; k <= events; k++)
        {
            chances[k] = RegularizedBeta.BinomialProbability(k, first, share, rest)
                * RegularizedBeta.BinomialProbability(events - k, all - first, share, rest) / total;
        }

        return chances;
    }

    private static SurvivalRefusal? Refusal((int Events, int[] AtRisk, int[] EventsOf)[] tables, int groups)
    {
        if (tables.Length == 0)
        {
            return new SurvivalRefusal(SurvivalRefusalReason.NoEvents, "No event was seen, so that no group can have had more of them. Wait for events.");
        }

        for (var g = 0; g < groups; g++)
        {
            if (!tables.Any(table => table.AtRisk[g] > 0 && table.AtRisk[g] < table.AtRisk.Sum() && table.Events < table.AtRisk.Sum()))
            {
                return new SurvivalRefusal(
                    SurvivalRefusalReason.NeverTogether,
                    $"Group {g} was never observed together with another group when some but not all had the event: nothing compares it. Leave it out.");
            }
        }

        return null;
    }

    private static int Groups(ReadOnlySpan<int> groups)
    {
        var distinct = groups.ToArray().Distinct().Order().ToArray();
        return distinct.Length >= 2 && distinct[0] == 0 && distinct[^1] == distinct.Length - 1
            ? distinct.Length
            : throw new ArgumentException("Number the groups from 0 without a gap, at least two of them.", nameof(groups));
    }

    private static void ThrowUnlessEqual(int length, int subjects, string name)
    {
        if (length != subjects)
        {
            throw new ArgumentException($"There are {subjects} subjects and {length} {name}; give one of each.", name);
        }
    }
}
