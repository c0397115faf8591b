using CodeRed.Statistics.Survival;

namespace CodeRed.Statistics.Tests.Survival;

/// <summary>Published data, as in R's survival 3.5-3, and subjects with a constant hazard.</summary>
internal static class ExampleFollowUps
{
    /// <summary>Remission of acute myelogenous leukaemia in weeks, with maintenance (group 0) and without (1): Miller (1997), Survival Analysis, page 49; survival::aml.</summary>
    public static readonly FollowUp[] AmlMaintained =
        Of([9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]);

    public static readonly FollowUp[] AmlNotMaintained =
        Of([5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45], [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1]);

    /// <summary>Survival with ovarian cancer in days: Edmonson et al. (1979), Cancer Treatment Reports 63, 241-247; survival::ovarian.</summary>
    public static readonly FollowUp[] Ovarian = Of(
        [59, 115, 156, 421, 431, 448, 464, 475, 477, 563, 638, 744, 769, 770, 803, 855, 1040, 1106, 1129, 1206, 1227, 268, 329, 353, 365, 377],
        [1, 1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0]);

    public static readonly int[] OvarianTreatment = [1, 1, 1, 2, 1, 1, 2, 2, 1, 2, 1, 2, 2, 2, 1, 1, 1, 1, 2, 2, 2, 1, 1, 2, 2, 2];

    public static readonly int[] OvarianResidualDisease = [2, 2, 2, 2, 2, 1, 2, 2, 2, 1, 1, 1, 2, 2, 1, 1, 2, 1, 1, 2, 1, 2, 2, 1, 2, 1];

    public static readonly int[] OvarianPerformance = [1, 1, 2, 1, 1, 2, 2, 2, 1, 2, 2, 1, 2, 1, 1, 2, 2, 1, 1, 1, 2, 2, 1, 2, 1, 1];

    /// <summary>Twelve made-up subjects, some of whom enter late, and their groups.</summary>
    public static readonly FollowUp[] Late =
    [
        new(0, 3, true), new(0, 7, true), new(1, 5, false), new(2, 4, true), new(0, 10, false), new(3, 8, true),
        new(4, 9, true), new(0, 2, true), new(5, 12, false), new(2, 12, true), new(6, 11, true), new(1, 6, true),
    ];

    public static readonly int[] LateGroups = [0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0];

    public static FollowUp[] Of(double[] exits, int[] events) => [.. exits.Select((exit, i) => new FollowUp(0, exit, events[i] == 1))];

    public static SurvivalCurve Curve(ReadOnlySpan<FollowUp> subjects, double level = .95, double? from = null)
    {
        Assert.True(KaplanMeier.TryEstimate(subjects, out var curve, out var refusal, level, from), refusal?.Words);
        return curve;
    }

    /// <summary>Subjects with hazard 1 and the given hazard of censoring; a share of them enters uniformly within the first unit of time, if it lasts until then.</summary>
    public static FollowUp[] Draw(Random random, int count, double censoring, double lateShare = 0)
    {
        var subjects = new FollowUp[count];
        for (var i = 0; i < count;)
        {
            double time = Exponential(random), entry = random.NextDouble() < lateShare ? random.NextDouble() : 0;
            if (time > entry)
            {
                var censored = entry + (Exponential(random) / censoring);
                subjects[i++] = new FollowUp(entry, Math.Min(time, censored), time <= censored);
            }
        }

        return subjects;
    }

    private static double Exponential(Random random) => -Math.Log(1 - random.NextDouble());
}
