using CodeRed.Evidence;
using CodeRed.Statistics.Paired;

namespace CodeRed.Findings.Drift;

/// <summary>Whether missing answers moved between two runs, and whether a verdict stands however they would have been graded.</summary>
/// <remarks>The item is the unit here too: an item that times out ten times over is one item.</remarks>
internal sealed class MissingnessFold(Better better, DriftSettings settings)
{
    private readonly ComparisonFold againstWorse = new(better, settings, betting: false);
    private readonly ComparisonFold againstBetter = new(better, settings, betting: false);
    private long newlyMissing;
    private long newlyMeasured;
    private double[] before = new double[8];
    private double[] after = new double[8];

    /// <summary>Answers of the baseline that are errors or absent.</summary>
    public long NotMeasuredBaseline { get; private set; }

    /// <summary>Answers of the current run that are errors or absent.</summary>
    public long NotMeasuredCurrent { get; private set; }

    /// <summary>Whether more items lost answers than won them, or the other way about, beyond error.</summary>
    public bool Moved => McNemarExact.TwoSided(newlyMissing, newlyMeasured) < settings.Alpha;

    /// <summary>Adds the grades of one item, opposite each other; null where not measured.</summary>
    public void Add(ulong key, ReadOnlySpan<double?> baseline, ReadOnlySpan<double?> current)
    {
        int missingBefore = 0;
        int missingAfter = 0;
        for (int i = 0; i < baseline.Length; i++)
        {
            missingBefore += baseline[i] is null ? 1 : 0;
            missingAfter += current[i] is null ? 1 : 0;
        }

        NotMeasuredBaseline += missingBefore;
        NotMeasuredCurrent += missingAfter;
        newlyMissing += missingAfter > missingBefore ? 1 : 0;
        newlyMeasured += missingAfter < missingBefore ? 1 : 0;

        // Missing answers graded so that they speak against a verdict: it must stand even then.
        double worst = better == Better.Lower ? 1 : 0;
        Fill(againstWorse, key, baseline, current, worst, 1 - worst);
        Fill(againstBetter, key, baseline, current, 1 - worst, worst);
    }

    /// <summary>Whether a verdict is the same however missing answers would have been graded.</summary>
    public bool Stands(Verdict verdict) =>
        (verdict == Verdict.Better || Filled(againstWorse) == verdict) && (verdict == Verdict.Worse || Filled(againstBetter) == verdict);

    private Verdict Filled(ComparisonFold fold)
    {
        var filled = fold.Finish();
        return filled.Judged(better, filled.PValue, settings.Alpha).Verdict;
    }

    private void Fill(
        ComparisonFold fold, ulong key, ReadOnlySpan<double?> baseline, ReadOnlySpan<double?> current, double missingBaseline, double missingCurrent)
    {
        if (baseline.Length > before.Length)
        {
            before = new double[2 * baseline.Length];
            after = new double[2 * baseline.Length];
        }

        for (int i = 0; i < baseline.Length; i++)
        {
            (before[i], after[i]) = (baseline[i] ?? missingBaseline, current[i] ?? missingCurrent);
        }

        if (baseline.Length > 0)
        {
            fold.Add(key, before.AsSpan(0, baseline.Length), after.AsSpan(0, baseline.Length));
        }
    }
}
