using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Findings.Drift;
using CodeRed.Statistics;
using CodeRed.Statistics.MultipleTesting;
using CodeRed.Statistics.Sequential;

namespace CodeRed.Findings.Compare;

/// <summary>Folds the answers of several runs to the same items into a <see cref="CompareFinding"/>; holds numbers, never texts.</summary>
/// <remarks>
/// <para>All runs are compared on the items that each of them answered, epochs averaged, items the unit. With m pairs judged (all of them, or those with a
/// baseline), at an error rate alpha:</para>
/// <para><b>Verdicts</b>: Holm's step-down over the m tests of <see cref="ComparisonFold"/>, so that the chance of any false verdict is at most alpha, under any
/// dependence (Holm 1979). <b>Intervals</b> of differences: Bonferroni, each at level 1 - alpha / m, so that all of them hold together with 1 - alpha. Holm is
/// the sharper of the two: an interval may reach zero where there is a verdict.</para>
/// <para><b>Best set</b>: a run is left out if some other one is better at a two-sided error rate of alpha / (k - 1), k the number of runs, so that none is left out by what would be no verdict between two. The best is left out only
/// if one of its k - 1 tests errs, so that the set holds it with at least 1 - alpha: multiple comparisons with the best (Hsu 1984, Annals of Statistics 12(3),
/// 1136-1144; 1996, Multiple Comparisons, chapter 4) with the Bonferroni inequality in place of normal theory, for any dependence between runs.</para>
/// <para><b>Front</b>: a run is called dominated only if some other is better in quality, cost and median latency, each beyond error. All three must show, which needs no
/// correction (Berger 1982, Technometrics 24(4), 295-300), and each is tested at alpha over all k (k - 1) / 2 pairs, both directions, so that the chance of any
/// run falsely called dominated is at most alpha. Two runs that cost the same on every item are not told apart by cost, which is then left out for them; quality never is. Costs are compared item by
/// item, clustered (Student t); latencies by whether distribution-free intervals of the medians lie apart.</para>
/// <para>The finding does not depend on the order of runs, nor of items.</para>
/// </remarks>
public sealed class CompareFold
{
    private readonly Suite suite;
    private readonly Metric primary;
    private readonly CompareSettings settings;
    private readonly int? baseline;
    private readonly DateTimeOffset asOf;
    private readonly RunFold[] runs;
    private readonly PairFold[] pairs;
    private readonly CommonAnswers common;
    private double[][] grades;
    private double?[][] asked;
    private double?[][] costs;
    private long items;
    private long answers;
    private long leftOut;

    /// <summary>Prepares to compare runs of one suite.</summary>
    /// <param name="suite">What all answered; it has a primary metric.</param>
    /// <param name="runs">The runs and, for each, the name of the target as its price is asked by; 2 to <see cref="CompareSettings.MostRuns"/>.</param>
    /// <param name="baseline">Place of the run that the others are held against; null to compare each with each.</param>
    /// <param name="prices">What models cost.</param>
    /// <param name="settings">Error rate and seed.</param>
    /// <param name="asOf">Now; undated answers are priced as of its day.</param>
    /// <exception cref="ArgumentException">The suite has no primary metric.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are too few or too many runs, or there is no such baseline.</exception>
    public CompareFold(
        Suite suite, IReadOnlyList<(RunSummary Run, Target Target)> runs, int? baseline, PriceList prices, CompareSettings settings, DateTimeOffset asOf)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs.Count, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(runs.Count, CompareSettings.MostRuns);
        if (baseline is { } place && (place < 0 || place >= runs.Count))
        {
            throw new ArgumentOutOfRangeException(nameof(baseline), baseline, "The baseline is one of the runs.");
        }

        this.suite = suite;
        this.settings = settings;
        this.baseline = baseline;
        this.asOf = asOf;
        primary = suite.Primary ?? throw new ArgumentException($"Suite '{suite.Name}' has no primary metric.", nameof(suite));
        int all = runs.Count * (runs.Count - 1) / 2;
        Judged = baseline is null ? all : runs.Count - 1;
        var share = new DriftSettings(Alpha: settings.Alpha / Judged, Seed: settings.Seed);
        this.runs = [.. runs.Select(r => new RunFold(r.Run, r.Target.Name, prices, DateOnly.FromDateTime(asOf.UtcDateTime)))];
        pairs =
        [
            .. from first in Enumerable.Range(0, runs.Count)
               from second in Enumerable.Range(first + 1, runs.Count - first - 1)
               select new PairFold(first, second, primary.Better, share),
        ];
        common = new CommonAnswers(runs.Count);
        grades = Buffers<double>(8);
        asked = Buffers<double?>(8);
        costs = Buffers<double?>(8);
    }

    /// <summary>How many pairs are judged.</summary>
    public int Judged { get; }

    /// <summary>Adds all answers to one item under the primary metric.</summary>
    public void Add(in ItemSet set)
    {
        common.Align(set);
        ulong key = SeededOrder.Key(settings.Seed, set.Key);
        Room(common.All[0].Count);
        AddAsked(key);
        int count = common.Measured[0].Count;
        if (count == 0)
        {
            leftOut++;
            return;
        }

        items++;
        answers += count;
        for (int run = 0; run < runs.Length; run++)
        {
            var measured = common.Measured[run];
            for (int i = 0; i < count; i++)
            {
                grades[run][i] = measured[i].Value!.Value;
            }

            runs[run].Add(measured, costs[run].AsSpan(0, count));
        }

        foreach (var pair in pairs)
        {
            pair.AddGrades(key, grades[pair.First].AsSpan(0, count), grades[pair.Second].AsSpan(0, count));
            pair.AddCosts(costs[pair.First].AsSpan(0, count), costs[pair.Second].AsSpan(0, count));
        }
    }

    /// <summary>The finding.</summary>
    public CompareFinding Finish()
    {
        // The best first, whatever the order they were given in.
        int sign = primary.Better == Better.Lower ? -1 : 1;
        int[] order =
        [
            .. Enumerable.Range(0, runs.Length).OrderByDescending(r => sign * (runs[r].Quality ?? 0))
                .ThenBy(r => runs[r].Run.Target, StringComparer.Ordinal).ThenBy(r => runs[r].Run.Id, StringComparer.Ordinal),
        ];
        var judged = Judge(order);
        var finished = Array.ConvertAll(runs, r => r.Finish(1 - settings.Alpha));
        double bestAlpha = settings.Alpha / (runs.Length - 1);
        for (int run = 0; run < runs.Length; run++)
        {
            var (front, by) = Front(run);
            finished[run] = finished[run] with
            {
                MayBeBest = Enumerable.Range(0, runs.Length).All(other => other == run || Direction(other, run, bestAlpha) >= 0),
                Front = front,
                DominatedBy = [.. order.Where(by.Contains).Select(r => runs[r].Run.Id)],
            };
        }

        var finding = new CompareFinding
        {
            AsOf = asOf,
            Suite = suite.Name,
            Metric = primary.Name,
            Better = primary.Better,
            Settings = settings,
            Verdict = CompareVerdict.CouldNotCompare,
            Baseline = baseline is { } b ? runs[b].Run.Id : null,
            Items = items,
            Answers = answers,
            LeftOut = leftOut,
            Runs = [.. order.Select(r => finished[r])],
            Pairs = judged,
            NotKnown = [],
        };
        return finding with { Verdict = Verdict(finding), NotKnown = NotKnown(finding) };
    }

    private void AddAsked(ulong key)
    {
        int count = common.All[0].Count;
        if (count == 0)
        {
            return;
        }

        for (int run = 0; run < runs.Length; run++)
        {
            runs[run].AddAsked(common.All[run]);
            for (int i = 0; i < count; i++)
            {
                asked[run][i] = common.All[run][i].Value;
            }
        }

        foreach (var pair in pairs)
        {
            pair.AddAsked(key, asked[pair.First].AsSpan(0, count), asked[pair.Second].AsSpan(0, count));
        }
    }

    private ImmutableArray<ComparedPair> Judge(int[] order)
    {
        int[] places = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            places[order[i]] = i;
        }

        var family = pairs.Where(p => baseline is not { } b || p.First == b || p.Second == b)
            .Select(p => (Pair: p, Turned: baseline is { } b ? p.Second == b : places[p.First] > places[p.Second]))
            .OrderBy(p => Math.Min(places[p.Pair.First], places[p.Pair.Second])).ThenBy(p => Math.Max(places[p.Pair.First], places[p.Pair.Second]))
            .ToList();
        double[] adjusted = Holm.Adjust([.. family.Select(p => p.Pair.Comparison.PValue ?? 1)]);
        return [.. family.Select((p, i) => Judge(p.Pair, p.Turned, adjusted[i]))];
    }

    private ComparedPair Judge(PairFold pair, bool turned, double adjusted)
    {
        var comparison = pair.Comparison.Judged(primary.Better, pair.Comparison.PValue is null ? null : adjusted, settings.Alpha);
        VerdictReason? reason = comparison.PValue is null ? VerdictReason.NothingMeasured : null;
        if (reason is null && pair.Withheld(comparison.Verdict))
        {
            comparison = comparison with { Verdict = Findings.Verdict.CouldNotMeasure };
            reason = VerdictReason.MissingnessMoved;
        }

        var cost = runs[pair.First].CostIsKnown && runs[pair.Second].CostIsKnown ? pair.Cost : null;
        double turn = turned ? -1000 : 1000;
        var interval = cost?.ConfidenceInterval(1 - (settings.Alpha / Judged));
        return new ComparedPair(
            runs[turned ? pair.Second : pair.First].Run.Id,
            runs[turned ? pair.First : pair.Second].Run.Id,
            turned ? comparison.Reversed() : comparison,
            reason,
            turn * cost?.Estimate,
            interval is { } i ? new Interval(Math.Min(turn * i.Lower, turn * i.Upper), Math.Max(turn * i.Lower, turn * i.Upper)) : null);
    }

    private PairFold Between(int one, int other) => pairs.First(p => (p.First == one && p.Second == other) || (p.First == other && p.Second == one));

    // Whether a run is worse (-1) or better (1) than another at a two-sided error rate.
    private int Direction(int from, int to, double alpha)
    {
        var pair = Between(from, to);
        int direction = pair.Direction(alpha);
        return pair.First == from ? direction : -direction;
    }

    private (FrontPlace Place, HashSet<int> By) Front(int run)
    {
        var dominating = Others(run).Where(other => Dominates(other, run)).ToHashSet();
        if (dominating.Count > 0)
        {
            return (FrontPlace.Dominated, dominating);
        }

        if (runs[run].Quality is null || !runs[run].CostIsKnown || !runs[run].LatencyIsKnown || primary.Better == Better.Neither)
        {
            return (FrontPlace.OnFrontAsFarAsKnown, []);
        }

        var maybe = Others(run).Where(other => MayDominate(other, run)).ToHashSet();
        return maybe.Count > 0 ? (FrontPlace.MayBeDominated, maybe) : (FrontPlace.OnFront, []);
    }

    private IEnumerable<int> Others(int run) => Enumerable.Range(0, runs.Length).Where(other => other != run);

    // Better beyond error in all three.
    private bool Dominates(int one, int other)
    {
        if (!runs[one].CostIsKnown || !runs[other].CostIsKnown || !runs[one].LatencyIsKnown || !runs[other].LatencyIsKnown)
        {
            return false;
        }

        double alpha = settings.Alpha / pairs.Length;
        var pair = Between(one, other);
        // Items on which two never differed do not show that they are equally good.
        if (Direction(other, one, alpha) <= 0)
        {
            return false;
        }

        if (!pair.CostsAlike)
        {
            double dearer = (pair.First == one ? 1 : -1) * (pair.Cost?.Estimate ?? 0);
            if (!(dearer > 0 && pair.Cost!.P < alpha))
            {
                return false;
            }
        }

        // Each interval may miss with half of the pair's error.
        double level = 1 - (alpha / 2);
        return runs[one].MedianInterval(level).Upper < runs[other].MedianInterval(level).Lower;
    }

    private bool MayDominate(int one, int other)
    {
        var (a, b) = (runs[one], runs[other]);
        if (a.Quality is not { } quality || b.Quality is not { } otherQuality
            || !a.CostIsKnown || !b.CostIsKnown || !a.LatencyIsKnown || !b.LatencyIsKnown)
        {
            return false;
        }

        double[] gains =
        [
            (primary.Better == Better.Lower ? -1 : 1) * (quality - otherQuality),
            b.CostPerThousand!.Value - a.CostPerThousand!.Value,
            b.MedianLatency!.Value - a.MedianLatency!.Value,
        ];
        return gains.All(g => g >= 0) && gains.Any(g => g > 0);
    }

    private CompareVerdict Verdict(CompareFinding finding)
    {
        bool undecided = finding.Pairs.Any(p => p.Comparison.Verdict == Findings.Verdict.CouldNotMeasure);
        if (baseline is not null)
        {
            return finding.Pairs.Any(p => p.Comparison.Verdict == Findings.Verdict.Worse) ? CompareVerdict.SomeWorse
                : undecided ? CompareVerdict.CouldNotCompare
                : CompareVerdict.NoneSeenWorse;
        }

        int best = finding.BestSet.Count();
        return items == 0 || finding.Pairs.All(p => p.Comparison.Verdict == Findings.Verdict.CouldNotMeasure) ? CompareVerdict.CouldNotCompare
            : best == 1 ? CompareVerdict.OneBest
            : best < runs.Length ? CompareVerdict.SeveralMayBeBest
            : CompareVerdict.NoneSeparated;
    }

    private static ImmutableArray<CompareUnknown> NotKnown(CompareFinding finding)
    {
        var unknown = ImmutableArray.CreateBuilder<CompareUnknown>();
        Note(CompareUnknownKind.Costs, finding.Runs.Count(r => !r.Cost.Complete));
        Note(CompareUnknownKind.Latencies, finding.Runs.Count(r => !r.Latency.Complete));
        Note(CompareUnknownKind.CacheDiscounts, finding.Runs.Count(r => r.Cost.Priced > 0));
        Note(CompareUnknownKind.MissingAnswers, finding.Runs.Sum(r => r.Missing));
        Note(CompareUnknownKind.LeftOutItems, finding.LeftOut);
        Note(CompareUnknownKind.Conditions, finding.Runs.Count(r => r.Latency.Recorded > 0));
        Note(CompareUnknownKind.OtherItems, finding.Items);
        return unknown.ToImmutable();

        void Note(CompareUnknownKind kind, long count)
        {
            if (count > 0)
            {
                unknown.Add(new CompareUnknown(kind, kind is CompareUnknownKind.Conditions or CompareUnknownKind.OtherItems ? null : count));
            }
        }
    }

    private void Room(int count)
    {
        if (count > grades[0].Length)
        {
            grades = Buffers<double>(2 * count);
            asked = Buffers<double?>(2 * count);
            costs = Buffers<double?>(2 * count);
        }
    }

    private T[][] Buffers<T>(int length) => [.. runs.Select(_ => new T[length])];
}
