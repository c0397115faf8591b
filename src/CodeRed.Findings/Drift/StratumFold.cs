using System.Collections.Immutable;

namespace CodeRed.Findings.Drift;

/// <summary>Sums the primary metric by stratum.</summary>
internal sealed class StratumFold
{
    // A column with a value of its own in every row is no stratum, and must not fill the memory.
    public const int Most = 200;
    private readonly Dictionary<string, Sums> strata = new(StringComparer.Ordinal);
    private bool tooMany;

    public void Add(string? stratum, double before, double after, int sign)
    {
        if (stratum is null || tooMany)
        {
            return;
        }

        if (!strata.TryGetValue(stratum, out var sums))
        {
            if (strata.Count == Most)
            {
                tooMany = true;
                strata.Clear();
                return;
            }

            strata.Add(stratum, sums = new Sums());
        }

        sums.Pairs++;
        sums.Before += before;
        sums.After += after;
        sums.Lost += sign * after.CompareTo(before) < 0 ? 1 : 0;
        sums.Gained += sign * after.CompareTo(before) > 0 ? 1 : 0;
    }

    public ImmutableArray<StratumFinding> Finish(int sign) =>
    [
        .. strata
            .Select(s => new StratumFinding(s.Key, s.Value.Pairs, s.Value.Before / s.Value.Pairs, s.Value.After / s.Value.Pairs, s.Value.Lost, s.Value.Gained))
            .OrderBy(s => sign * (s.CurrentRate - s.BaselineRate)).ThenBy(s => s.Stratum, StringComparer.Ordinal),
    ];

    private sealed class Sums
    {
        public long Pairs, Lost, Gained;
        public double Before, After;
    }
}
