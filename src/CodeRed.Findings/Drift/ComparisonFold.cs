using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Statistics;
using CodeRed.Statistics.Clustered;
using CodeRed.Statistics.Paired;
using CodeRed.Statistics.Sequential;

namespace CodeRed.Findings.Drift;

/// <summary>Folds the grades of one metric, item by item, into a <see cref="Comparison"/>.</summary>
/// <remarks>
/// An item is compared by the mean difference of its paired grades and weighs as many answers as it pairs. Where every item was
/// answered once and graded 0 or 1 the counts are enough. Otherwise items are kept for the sign-flip test up to a number that it
/// can flip, and summed up beyond. For the order of the e-process 8 bytes an item are kept.
/// </remarks>
internal sealed class ComparisonFold(Better better, DriftSettings settings, bool betting)
{
    // Up to this many items their signs can be flipped ten thousand times in a fraction of a second. Beyond, a normal approximation
    // is left to do it; never below a few hundred items (Bowyer et al. 2025, arXiv 2503.01747).
    private const int ItemsToFlip = 2000;
    private readonly double[] stopAt = settings.Alpha > 0.001 ? [settings.Alpha, 0.001] : [settings.Alpha];

    private readonly List<double> differences = [];
    private readonly List<double> weights = [];
    private readonly ClusteredDifference clustered = new();
    private readonly GrowingArray<ulong> bets = new();
    private bool onceAndBinary = true;
    private bool allEqual = true;
    private double firstDifference;
    private double weight;
    private double baselineSum;
    private double currentSum;
    private long items;
    private long lost;
    private long gained;
    private long unchanged;

    // The sign that makes "more is better" of either direction.
    private int Sign => better == Better.Lower ? -1 : 1;

    /// <summary>Adds the paired grades of one item.</summary>
    /// <param name="key">Its place in the seeded order.</param>
    /// <param name="before">Grades of the baseline; at least one.</param>
    /// <param name="after">The current grade opposite each.</param>
    public void Add(ulong key, ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        double itemBefore = 0;
        double itemAfter = 0;
        for (int i = 0; i < before.Length; i++)
        {
            itemBefore += before[i];
            itemAfter += after[i];
            switch (Sign * after[i].CompareTo(before[i]))
            {
                case < 0: lost++; break;
                case > 0: gained++; break;
                default: unchanged++; break;
            }
        }

        int pairs = before.Length;
        double difference = Math.Clamp(Sign * (itemAfter - itemBefore) / pairs, -1, 1);
        onceAndBinary &= pairs == 1 && before[0] is 0 or 1 && after[0] is 0 or 1;
        firstDifference = items == 0 ? difference : firstDifference;
        allEqual &= difference == firstDifference;
        items++;
        weight += pairs;
        baselineSum += itemBefore;
        currentSum += itemAfter;
        clustered.Add(pairs, pairs * difference);
        if (items <= ItemsToFlip)
        {
            differences.Add(difference);
            weights.Add(pairs);
        }

        if (betting)
        {
            // The order in the upper 48 bits, the difference in the lower 16: one array to sort, 8 bytes an item. Whole grades are
            // exact; a partial one is rounded to three digits, alike for rises and falls, which keeps the game fair.
            bets.Add((key & ~0xFFFFUL) | BitConverter.HalfToUInt16Bits((Half)difference));
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

        var method = items <= ItemsToFlip ? TestMethod.SignFlip : TestMethod.ClusteredT;
        if (lost + gained == 0)
        {
            // Without any difference the data show no spread to build on: bound the share of items that could have changed.
            return (method, 1, MatchedProportionsInterval.From(0, 0, items, level));
        }

        if (method == TestMethod.SignFlip)
        {
            var flip = SignFlipTest.Run(differences.ToArray(), weights.ToArray(), level, settings.Seed);
            return (method, flip.P, allEqual ? null : flip.Interval);
        }

        var t = clustered.Infer()!;
        return (method, t.P, allEqual ? null : t.ConfidenceInterval(level));
    }

    private double? SmallestDrop(double p)
    {
        if (onceAndBinary)
        {
            // Answers waver both ways. With a drop seen, what wavers is what the drop does not explain.
            long churn = p < settings.Alpha ? 2 * Math.Min(lost, gained) : lost + gained;
            return PairedPower.MinimumDetectableDrop(items, (double)churn / items, settings.Alpha, settings.Power);
        }

        // Flipping n signs gives no p below 2 / 2^n.
        if (items < 2 || (items <= ItemsToFlip && Math.Pow(2, 1 - items) >= settings.Alpha))
        {
            return null;
        }

        double error = clustered.Infer()!.StandardError;
        if (error == 0)
        {
            // No spread was seen: as if whole items fell from right to wrong.
            return PairedPower.MinimumDetectableDrop(items, 0, settings.Alpha, settings.Power);
        }

        double drop = PairedPower.MinimumDetectableMeanDrop(items, error * Math.Sqrt(items), settings.Alpha, settings.Power);
        return drop <= 1 ? drop : null;
    }

    private BettingTrace Bet()
    {
        ulong[] steps = bets.ToArray();
        Array.Sort(steps);
        var process = new PairedBettingProcess(BettingHypothesis.NoChange);
        var stops = Array.ConvertAll(stopAt, alpha => new StoppingTime(alpha));
        var path = ImmutableArray.CreateBuilder<BettingPoint>();
        path.Add(new(0, 0));
        double next = 1;
        foreach (ulong step in steps)
        {
            process.Add((double)BitConverter.UInt16BitsToHalf((ushort)step));
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
}
