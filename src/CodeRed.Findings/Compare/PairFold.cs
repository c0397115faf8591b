using CodeRed.Evidence;
using CodeRed.Findings.Drift;
using CodeRed.Statistics.Clustered;

namespace CodeRed.Findings.Compare;

/// <summary>Folds the answers of two of the runs, item by item.</summary>
/// <param name="first">Place of the run compared with.</param>
/// <param name="second">Place of the other.</param>
/// <param name="better">Which way the metric gets better.</param>
/// <param name="settings">With this pair's share of the error.</param>
internal sealed class PairFold(int first, int second, Better better, DriftSettings settings)
{
    private readonly ComparisonFold grades = new(better, settings, betting: false);
    private readonly MissingnessFold missingness = new(better, settings);
    private readonly ClusteredDifference cost = new();
    private bool costsEverDiffered;
    private Comparison? comparison;
    private bool? standsAsWorse;
    private bool? standsAsBetter;

    public int First => first;

    public int Second => second;

    /// <summary>The second against the first, without a verdict.</summary>
    public Comparison Comparison => comparison ??= grades.Finish();

    /// <summary>The second's cost of one answer less the first's; null with fewer than two items.</summary>
    public TInference? Cost => cost.Infer();

    /// <summary>Whether the two cost the same on every item seen.</summary>
    public bool CostsAlike => cost.Clusters > 0 && !costsEverDiffered;

    public void AddAsked(ulong key, ReadOnlySpan<double?> before, ReadOnlySpan<double?> after) => missingness.Add(key, before, after);

    public void AddGrades(ulong key, ReadOnlySpan<double> before, ReadOnlySpan<double> after) => grades.Add(key, before, after);

    /// <summary>Adds the costs of the answers to one item; they count where both are known.</summary>
    public void AddCosts(ReadOnlySpan<double?> before, ReadOnlySpan<double?> after)
    {
        double difference = 0;
        int known = 0;
        for (int i = 0; i < before.Length; i++)
        {
            if (before[i] is { } x && after[i] is { } y)
            {
                difference += y - x;
                known++;
                costsEverDiffered |= x != y;
            }
        }

        if (known > 0)
        {
            cost.Add(known, difference);
        }
    }

    /// <summary>Whether a verdict is to be withheld, because missing answers moved and decide it.</summary>
    public bool Withheld(Verdict verdict) => missingness.Moved && !(verdict switch
    {
        Verdict.Worse => standsAsWorse ??= missingness.Stands(verdict),
        Verdict.Better => standsAsBetter ??= missingness.Stands(verdict),
        _ => missingness.Stands(verdict),
    });

    /// <summary>Whether the second is worse (-1) or better (1) than the first at a two-sided error rate; 0 where that does not show.</summary>
    public int Direction(double alpha)
    {
        var verdict = Comparison.Judged(better, Comparison.PValue, alpha).Verdict;
        return verdict is Verdict.Worse or Verdict.Better && !Withheld(verdict) ? (verdict == Verdict.Better ? 1 : -1) : 0;
    }
}
