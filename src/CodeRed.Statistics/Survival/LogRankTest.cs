using System.Diagnostics.CodeAnalysis;
using MathNet.Numerics;

namespace CodeRed.Statistics.Survival;

/// <summary>Log-rank test that groups last equally long, stratified on request, with p-values for small samples.</summary>
/// <remarks>
/// <para>Mantel (1966), Cancer Chemotherapy Reports 50, 163-170; Peto and Peto (1972), JRSS A 135, 185-207; with delayed entry the risk sets are those under
/// observation. With 10 to 80 subjects the chi-squared distribution is doubtful: the p-value to report is that of the permutation. It permutes the statistic standardised
/// by the variance of each arrangement, and is exact where the groups of a stratum are observed in the same way; where their entries or their censoring differ it
/// is approximate (Neuhaus 1993, Annals of Statistics 21, 1760-1779).</para>
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
        var (observedExcess, observedCovariance) = (new double[count], new double[count, count]);
        sets.Accumulate(observed, observedExcess, observedCovariance);
        var (chiSquare, rank) = QuadraticForm.Of(observedExcess, observedCovariance);
        var events = new int[count];
        for (var i = 0; i < observed.Length; i++)
        {
            events[observed[i]] += subjects[i].Event ? 1 : 0;
        }

        refusal = Refusal(events, observedCovariance, rank);
        if (refusal is not null)
        {
            result = null;
            return false;
        }

        static double Lowered(double statistic) => statistic - (Rounding * Math.Max(1, statistic));
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

        result = new LogRankResult(
            [.. Enumerable.Range(0, count).Select(g => new LogRankGroup(observed.Count(label => label == g), events[g], events[g] - observedExcess[g]))],
            chiSquare,
            count - 1,
            SpecialFunctions.GammaUpperRegularized((count - 1) / 2.0, chiSquare / 2),
            ShareFrom(Lowered(chiSquare)),
            exact ? ShareFrom(Lowered(statistics.Max())) : 1.0 / statistics.Count,
            exact,
            statistics.Count,
            count == 2 ? observedCovariance[0, 0] : null);
        return true;
    }

    private static SurvivalRefusal? Refusal(int[] events, double[,] covariance, int rank)
    {
        if (events.Sum() == 0)
        {
            return new SurvivalRefusal(SurvivalRefusalReason.NoEvents, "No event was seen, so that no group can have had more of them. Wait for events.");
        }

        for (var g = 0; g < events.Length; g++)
        {
            if (covariance[g, g] == 0)
            {
                return new SurvivalRefusal(
                    SurvivalRefusalReason.NeverTogether,
                    $"Group {g} was never observed together with another group when some but not all had the event: nothing compares it. Leave it out.");
            }
        }

        return rank == events.Length - 1 ? null : new SurvivalRefusal(
            SurvivalRefusalReason.NeverTogether,
            "The groups fall into sets that were never observed together when some but not all had the event: nothing compares them. Test each set alone.");
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
