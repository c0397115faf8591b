using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Statistics;
using CodeRed.Statistics.Clustered;
using CodeRed.Statistics.Paired;
using CodeRed.Statistics.Sequential;

namespace CodeRed.Findings.Drift;

/// <summary>Folds the grades of one metric, item by item, into a <see cref="Comparison"/>.</summary>
/// <remarks>
/// An item is compared by the difference of its mean grades and weighs as many answers as it can pair. Where every item was
/// answered once and graded 0 or 1 the counts are enough. Otherwise few items are kept for the sign-flip test and many are
/// summed up. For the order of the e-process 12 bytes an item are kept.
/// </remarks>
internal sealed class ComparisonFold(Better better, DriftSettings settings, bool betting)
{
    // Below this many items a normal approximation is not trusted (Bowyer et al. 2025, arXiv 2503.01747).
    private const int FewItems = 300;
    private static readonly double[] StopAt = [0.05, 0.001];

    private readonly List<double> differences = [];
    private readonly List<double> weights = [];
    private readonly ClusteredDifference clustered = new();
    private readonly GrowingArray<ulong> order = new();
    private readonly GrowingArray<float> bets = new();
    private bool onceAndBinary = true;
    private double weight;
    private double baselineSum;
    private double currentSum;
    private long items;
    private long lost;
    private long gained;
    private long unchanged;

    // The sign that makes "more is better" of either direction.
    private int Sign => better == Better.Lower ? -1 : 1;

    public void Add(ulong key, ReadOnlySpan<double> baseline, ReadOnlySpan<double> current)
    {
        if (baseline.IsEmpty || current.IsEmpty)
        {
            return;
        }

        int pairs = Math.Min(baseline.Length, current.Length);
        double before = Mean(baseline);
        double after = Mean(current);
        double difference = Sign * (after - before);
        items++;
        weight += pairs;
        baselineSum += pairs * before;
        currentSum += pairs * after;
        onceAndBinary &= baseline.Length == 1 && current.Length == 1 && before is 0 or 1 && after is 0 or 1;
        for (int i = 0; i < pairs; i++)
        {
            switch (Sign * current[i].CompareTo(baseline[i]))
            {
                case < 0: lost++; break;
                case > 0: gained++; break;
                default: unchanged++; break;
            }
        }

        clustered.Add(pairs, pairs * difference);
        if (items <= FewItems)
        {
            differences.Add(difference);
            weights.Add(pairs);
        }

        if (betting)
        {
            order.Add(key);
            bets.Add((float)difference);
        }
    }

    /// <summary>Everything but the verdict, which needs the p-values of all comparisons.</summary>
    public Comparison Finish()
    {
        if (items == 0)
        {
            return new Comparison
            {
                Verdict = Verdict.CouldNotMeasure, Items = 0, Pairs = 0, BaselineRate = null, CurrentRate = null, Effect = null,
                Interval = null, Method = TestMethod.None, PValue = null, AdjustedPValue = null, Lost = 0, Gained = 0, Unchanged = 0,
                SmallestDetectableDrop = null, SmallestDetectableDropIsApproximate = false, Betting = null,
            };
        }

        var (method, p, interval) = Test();
        double baselineRate = baselineSum / weight;
        double currentRate = currentSum / weight;
        return new Comparison
        {
            Verdict = Verdict.CouldNotMeasure,
            Items = items,
            Pairs = (long)weight,
            BaselineRate = baselineRate,
            CurrentRate = currentRate,
            Effect = currentRate - baselineRate,
            Interval = interval is { } i ? (Sign > 0 ? i : new Interval(-i.Upper, -i.Lower)) : null,
            Method = method,
            PValue = p,
            AdjustedPValue = null,
            Lost = lost,
            Gained = gained,
            Unchanged = unchanged,
            SmallestDetectableDrop = SmallestDrop(p),
            SmallestDetectableDropIsApproximate = !onceAndBinary,
            Betting = betting ? Bet() : null,
        };
    }

    private (TestMethod Method, double P, Interval? Interval) Test()
    {
        double level = 1 - settings.Alpha;
        if (onceAndBinary)
        {
            return (TestMethod.ExactMcNemar, McNemarExact.TwoSided(lost, gained), MatchedProportionsInterval.From(lost, gained, unchanged, level));
        }

        if (items <= FewItems)
        {
            var flip = SignFlipTest.Run(differences.ToArray(), weights.ToArray(), level, settings.Seed);
            return (TestMethod.SignFlip, flip.P, flip.Interval);
        }

        var t = clustered.Infer()!;
        return (TestMethod.ClusteredT, t.P, t.ConfidenceInterval(level));
    }

    private double? SmallestDrop(double p)
    {
        if (onceAndBinary)
        {
            // Answers waver both ways. With a drop seen, what wavers is what the drop does not explain.
            long churn = p < settings.Alpha ? 2 * Math.Min(lost, gained) : lost + gained;
            return PairedPower.MinimumDetectableDrop(items, (double)churn / items, settings.Alpha, settings.Power);
        }

        if (clustered.Infer() is not { } t)
        {
            return null;
        }

        double drop = PairedPower.MinimumDetectableMeanDrop(items, t.StandardError * Math.Sqrt(items), settings.Alpha, settings.Power);
        return drop <= 1 ? drop : null;
    }

    private BettingTrace Bet()
    {
        var keys = order.ToArray();
        var steps = bets.ToArray();
        Array.Sort(keys, steps);
        var process = new PairedBettingProcess(BettingHypothesis.NoChange);
        var stops = Array.ConvertAll(StopAt, alpha => new StoppingTime(alpha));
        var path = ImmutableArray.CreateBuilder<BettingPoint>();
        path.Add(new(0, 0));
        double next = 1;
        foreach (float step in steps)
        {
            process.Add(step);
            foreach (var stop in stops)
            {
                stop.Observe(process);
            }

            // Thinned geometrically: a few hundred points draw any length.
            if (process.Items >= next || process.Items == items)
            {
                path.Add(new(process.Items, process.LogE));
                next = Math.Max(next + 1, next * 1.03);
            }
        }

        return new(process.LogE, [.. stops.Select(s => new BettingStop(s.Alpha, s.Items))], path.ToImmutable());
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
