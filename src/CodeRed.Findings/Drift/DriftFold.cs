using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Statistics.MultipleTesting;
using CodeRed.Statistics.Paired;
using CodeRed.Statistics.Sequential;

namespace CodeRed.Findings.Drift;

/// <summary>Folds a stream of item pairs into a <see cref="DriftFinding"/>; holds numbers, never answer texts.</summary>
/// <remarks>
/// Feed it every pair of the primary metric and every pair of each other metric, in any order of items: the finding does not
/// depend on the order, because whatever is sequential runs in an order of its own, by a seeded hash of the item's id.
/// </remarks>
public sealed class DriftFold
{
    // Length counts as changed where it moved by at least a half, besides being significant.
    private const double LengthRatio = 1.5;

    // The normalised grade is told beside the raw one where it differs for more than one answer in this many.
    private const long UnwrappedShare = 100;

    private readonly Suite suite;
    private readonly Metric primary;
    private readonly RunSummary baseline;
    private readonly RunSummary current;
    private readonly DriftSettings settings;
    private readonly Framing framing;
    private readonly (ComparisonFold Raw, ComparisonFold Normalised)[] comparisons;
    private readonly long[] unwrapped;
    private readonly long[] graded;
    private readonly MeasureFold[] measures = [.. Enum.GetValues<MeasureKind>().Select(k => new MeasureFold(k))];
    private readonly MannerFold newlyWrong;
    private readonly MannerFold newlyRight;
    private readonly StratumFold strata = new();
    private readonly FlipDraw lostFlips;
    private readonly FlipDraw gainedFlips;
    private readonly ComparisonFold againstWorse;
    private readonly ComparisonFold againstBetter;
    private long items;
    private long pairs;
    private long onlyBaseline;
    private long onlyCurrent;
    private long edited;
    private long notMeasuredBaseline;
    private long notMeasuredCurrent;
    private long newlyMissing;
    private long newlyMeasured;
    private double[] baselineGrades = new double[8];
    private double[] currentGrades = new double[8];

    /// <summary>Prepares to compare two runs of one suite.</summary>
    /// <param name="suite">What both answered; it has a primary metric.</param>
    /// <param name="baseline">What is compared with.</param>
    /// <param name="current">What is compared.</param>
    /// <param name="framing">Whether this is one target over time or two side by side.</param>
    /// <param name="settings">Error rates and seed.</param>
    /// <exception cref="ArgumentException">The suite has no primary metric.</exception>
    public DriftFold(Suite suite, RunSummary baseline, RunSummary current, Framing framing, DriftSettings settings)
    {
        this.suite = suite;
        this.baseline = baseline;
        this.current = current;
        this.framing = framing;
        this.settings = settings;
        primary = suite.Primary ?? throw new ArgumentException($"Suite '{suite.Name}' has no primary metric.", nameof(suite));
        comparisons = [.. suite.Metrics.Select(m => (new ComparisonFold(m.Better, settings, betting: true), new ComparisonFold(m.Better, settings, betting: false)))];
        unwrapped = new long[comparisons.Length];
        graded = new long[comparisons.Length];
        newlyWrong = new MannerFold(primary.Better, settings);
        newlyRight = new MannerFold(primary.Better == Better.Lower ? Better.Lower : Better.Higher, settings);
        lostFlips = new FlipDraw(settings.Flips);
        gainedFlips = new FlipDraw(settings.Flips);
        againstWorse = new ComparisonFold(primary.Better, settings, betting: false);
        againstBetter = new ComparisonFold(primary.Better, settings, betting: false);
    }

    private int Sign => primary.Better == Better.Lower ? -1 : 1;

    /// <summary>Adds all answers to one item under one metric.</summary>
    /// <param name="metric">The metric's place in the suite.</param>
    /// <param name="pair">Both runs' answers.</param>
    public void Add(int metric, in ItemPair pair)
    {
        bool isPrimary = ReferenceEquals(suite.Metrics[metric], primary);
        int shared = Math.Min(pair.Baseline.Count, pair.Current.Count);
        if (shared == 0)
        {
            if (isPrimary)
            {
                onlyBaseline += pair.Current.Count == 0 ? 1 : 0;
                onlyCurrent += pair.Baseline.Count == 0 ? 1 : 0;
            }

            return;
        }

        ulong key = SeededOrder.Key(settings.Seed, pair.Key);
        AddComparison(metric, key, pair);
        if (isPrimary)
        {
            AddPrimary(key, pair, shared);
        }
    }

    /// <summary>The finding, without the texts of its flips.</summary>
    /// <param name="asOf">Now.</param>
    public DriftFinding Finish(DateTimeOffset asOf)
    {
        int first = suite.Metrics.IndexOf(primary);
        int[] order = [first, .. Enumerable.Range(0, suite.Metrics.Length).Where(m => m != first)];
        var metrics = order.Select(m =>
        {
            var raw = comparisons[m].Raw.Finish();
            var normalised = unwrapped[m] * UnwrappedShare > graded[m] ? comparisons[m].Normalised.Finish() : null;
            return new MetricFinding(suite.Metrics[m].Name, suite.Metrics[m].Better, m == first, raw, normalised);
        }).ToArray();
        var spoken = measures.Where(m => m.SaysSomething).ToArray();

        // The headline has its own alpha; all other verdicts share one more (Holm 1979).
        var others = metrics.Skip(1).Select(m => m.Raw.PValue)
            .Concat(metrics.Select(m => m.Normalised?.PValue))
            .OfType<double>()
            .Concat(spoken.Select(m => m.PValue))
            .ToArray();
        var adjusted = new Queue<double>(Holm.Adjust(others));
        metrics[0] = metrics[0] with { Raw = Judge(metrics[0].Raw, primary.Better, metrics[0].Raw.PValue) };
        for (int m = 1; m < metrics.Length; m++)
        {
            metrics[m] = metrics[m] with { Raw = Judge(metrics[m].Raw, metrics[m].Better, metrics[m].Raw.PValue is null ? null : adjusted.Dequeue()) };
        }

        for (int m = 0; m < metrics.Length; m++)
        {
            if (metrics[m].Normalised is { } n)
            {
                metrics[m] = metrics[m] with { Normalised = Judge(n, metrics[m].Better, n.PValue is null ? null : adjusted.Dequeue()) };
            }
        }

        ImmutableArray<MeasureFinding> measured = [.. spoken.Select(m => m.Finish(adjusted.Dequeue(), settings))];
        var (verdict, reason) = Headline(metrics[0]);
        var diagnoses = Diagnose(verdict, measured);
        var onset = Date(verdict);
        var finding = new DriftFinding
        {
            Framing = framing,
            AsOf = asOf,
            Suite = suite.Name,
            Baseline = baseline,
            Current = current,
            Settings = settings,
            Verdict = verdict,
            Reason = reason,
            Pairing = new Pairing(items, pairs, onlyBaseline, onlyCurrent, edited, notMeasuredBaseline, notMeasuredCurrent),
            Metrics = [.. metrics],
            Measures = measured,
            Diagnoses = diagnoses,
            Strata = strata.Finish(Sign),
            Flips = [.. lostFlips.Drawn, .. gainedFlips.Drawn],
            Onset = onset,
            NotKnown = [],
        };
        return finding with { NotKnown = NotKnown(finding) };
    }

    private void AddComparison(int metric, ulong key, in ItemPair pair)
    {
        var (raw, normalised) = comparisons[metric];
        bool same = SameQuestion(pair);
        int b = Collect(pair.Baseline, pair.Current, same, ref baselineGrades, o => o.Value);
        int c = Collect(pair.Current, pair.Baseline, same, ref currentGrades, o => o.Value);
        raw.Add(key, baselineGrades.AsSpan(0, b), currentGrades.AsSpan(0, c));

        CountUnwrapped(metric, pair.Baseline);
        CountUnwrapped(metric, pair.Current);

        b = Collect(pair.Baseline, pair.Current, same, ref baselineGrades, o => o.Normalised);
        c = Collect(pair.Current, pair.Baseline, same, ref currentGrades, o => o.Normalised);
        normalised.Add(key, baselineGrades.AsSpan(0, b), currentGrades.AsSpan(0, c));
    }

    private void CountUnwrapped(int metric, IReadOnlyList<Outcome> outcomes)
    {
        for (int i = 0; i < outcomes.Count; i++)
        {
            graded[metric]++;
            unwrapped[metric] += outcomes[i] is { Normalised: { } normalised, Value: { } value } && normalised != value ? 1 : 0;
        }
    }

    private void AddPrimary(ulong key, ItemPair pair, int shared)
    {
        bool measured = false;
        for (int i = 0; i < shared; i++)
        {
            var b = pair.Baseline[i];
            var c = pair.Current[i];
            if (b.Content != c.Content)
            {
                edited++;
                continue;
            }

            notMeasuredBaseline += b.Value is null ? 1 : 0;
            notMeasuredCurrent += c.Value is null ? 1 : 0;
            newlyMissing += b.Value is not null && c.Value is null ? 1 : 0;
            newlyMeasured += b.Value is null && c.Value is not null ? 1 : 0;
            foreach (var measure in measures)
            {
                measure.Add(b, c);
            }

            // Missing answers graded so that they speak against a verdict: it must stand even then.
            double worst = Sign > 0 ? 0 : 1;
            Fill(againstWorse, key, b.Value ?? worst, c.Value ?? 1 - worst);
            Fill(againstBetter, key, b.Value ?? 1 - worst, c.Value ?? worst);
            if (b.Value is not { } before || c.Value is not { } after)
            {
                continue;
            }

            measured = true;
            pairs++;
            newlyWrong.Add(pair.Expected, pair.Stratum, b, c);
            newlyRight.Add(pair.Expected, pair.Stratum, c, b);
            strata.Add(pair.Stratum, before, after, Sign);
            int direction = Sign * after.CompareTo(before);
            if (direction != 0)
            {
                (direction < 0 ? lostFlips : gainedFlips).Offer(key, () => new Flip(
                    pair.Key, b.Epoch, direction < 0, pair.Stratum, pair.Expected, b.Label, c.Label, b.Sample, c.Sample));
            }
        }

        items += measured ? 1 : 0;
        foreach (var measure in measures)
        {
            measure.EndItem();
        }

        static void Fill(ComparisonFold fold, ulong key, double before, double after) => fold.Add(key, [before], [after]);
    }

    private Comparison Judge(Comparison comparison, Better better, double? p) => comparison with
    {
        AdjustedPValue = p,
        Verdict = p is null ? Verdict.CouldNotMeasure
            : p >= settings.Alpha ? Verdict.NoChangeSeen
            : better == Better.Neither ? Verdict.Changed
            : (better == Better.Lower ? -comparison.Effect : comparison.Effect) < 0 ? Verdict.Worse : Verdict.Better,
    };

    private (Verdict Verdict, VerdictReason? Reason) Headline(MetricFinding metric)
    {
        var verdict = metric.Raw.Verdict;
        if (verdict == Verdict.CouldNotMeasure)
        {
            return (verdict, VerdictReason.NothingMeasured);
        }

        if (McNemarExact.TwoSided(newlyMissing, newlyMeasured) < settings.Alpha && !StandsAgainstMissing(verdict))
        {
            return (Verdict.CouldNotMeasure, VerdictReason.MissingnessMoved);
        }

        // Not significant is not the same as not worse: the wrapping must also account for most of what was lost.
        bool wrapping = newlyWrong.FormatOnly * 2 >= newlyWrong.Lost;
        return verdict == Verdict.Worse && wrapping && metric.Normalised is { Verdict: not (Verdict.Worse or Verdict.CouldNotMeasure) }
            ? (Verdict.ChangedNotWorse, VerdictReason.FormatOnly)
            : (verdict, null);
    }

    private bool StandsAgainstMissing(Verdict verdict)
    {
        if (verdict is not (Verdict.Worse or Verdict.Better))
        {
            return false;
        }

        var filled = (verdict == Verdict.Worse ? againstWorse : againstBetter).Finish();
        return Judge(filled, primary.Better, filled.PValue).Verdict == verdict;
    }

    private ImmutableArray<Diagnosis> Diagnose(Verdict verdict, ImmutableArray<MeasureFinding> measured)
    {
        var manners = verdict switch
        {
            Verdict.Worse or Verdict.ChangedNotWorse or Verdict.Changed => newlyWrong.Finish(),
            Verdict.Better => newlyRight.Finish(),
            _ => [],
        };

        // Counted with the sides exchanged: turn before and after round again.
        if (verdict == Verdict.Better)
        {
            manners = [.. manners.Select(d => d with { OfGained = true, Figures = [.. d.Figures.Select(f => f with { Before = f.After, After = f.Before })] })];
        }

        // A length is no way of being wrong, only a sign: it comes after the manners that explain a fifth or more.
        if (verdict is not Verdict.CouldNotMeasure
            && measured.FirstOrDefault(m => m.Kind == MeasureKind.Length) is { Verdict: Verdict.Changed } length
            && Math.Max(length.BaselineMean, length.CurrentMean) >= LengthRatio * Math.Min(length.BaselineMean, length.CurrentMean))
        {
            int place = manners.FindLastIndex(d => d.Share >= 0.2) + 1;
            manners.Insert(place, new Diagnosis(
                length.CurrentMean < length.BaselineMean ? DiagnosisKind.Shortened : DiagnosisKind.Lengthened, null, null, 0,
                [new DiagnosisFigure(FigureKind.MeanLength, null, length.BaselineMean, length.CurrentMean, null)]));
        }

        return [.. manners];
    }

    private Onset Date(Verdict verdict)
    {
        if (verdict is Verdict.NoChangeSeen or Verdict.CouldNotMeasure)
        {
            return new Onset(OnsetKind.NoChange, null, null);
        }

        if (baseline.Target != current.Target)
        {
            return new Onset(OnsetKind.TwoTargets, null, null);
        }

        return (baseline.LastAt, current.FirstAt) switch
        {
            (null, _) or (_, null) => new Onset(OnsetKind.NoDates, null, null),
            ({ } last, { } first) when last < first => new Onset(OnsetKind.Between, last, first),
            _ => new Onset(OnsetKind.Overlapping, null, null),
        };
    }

    private static ImmutableArray<Unknown> NotKnown(DriftFinding finding)
    {
        var unknown = ImmutableArray.CreateBuilder<Unknown>();
        bool changed = finding.Verdict is not (Verdict.NoChangeSeen or Verdict.CouldNotMeasure);
        var p = finding.Pairing;
        Note(finding.Verdict == Verdict.NoChangeSeen, UnknownKind.SmallerDrops);
        Note(changed && finding.Framing == Framing.Drift && finding.Onset.Kind != OnsetKind.Between, UnknownKind.Onset);
        Note(changed, UnknownKind.Cause);
        Note(p.NotMeasuredBaseline + p.NotMeasuredCurrent > 0, UnknownKind.MissingAnswers, p.NotMeasuredBaseline + p.NotMeasuredCurrent);
        Note(p.Edited > 0, UnknownKind.EditedItems, p.Edited);
        Note(p.OnlyBaseline + p.OnlyCurrent > 0, UnknownKind.UnpairedItems, p.OnlyBaseline + p.OnlyCurrent);
        Note(p.Items > 0 && p.Pairs == p.Items, UnknownKind.Wavering);
        Note(p.Items > 0, UnknownKind.OtherItems);
        return unknown.ToImmutable();

        void Note(bool applies, UnknownKind kind, long? count = null)
        {
            if (applies)
            {
                unknown.Add(new Unknown(kind, count));
            }
        }
    }

    private static bool SameQuestion(in ItemPair pair)
    {
        long content = pair.Baseline[0].Content;
        return Same(pair.Baseline) && Same(pair.Current);

        bool Same(IReadOnlyList<Outcome> outcomes)
        {
            for (int i = 0; i < outcomes.Count; i++)
            {
                if (outcomes[i].Content != content)
                {
                    return false;
                }
            }

            return true;
        }
    }

    // One question: every measured answer counts, also where one side has more repeats. Several questions under one id, or an
    // edited one: only answers that stand opposite each other and answer the same.
    private static int Collect(
        IReadOnlyList<Outcome> side, IReadOnlyList<Outcome> other, bool same, ref double[] grades, Func<Outcome, double?> grade)
    {
        if (grades.Length < side.Count)
        {
            grades = new double[side.Count * 2];
        }

        int count = 0;
        for (int i = 0; i < side.Count; i++)
        {
            if (grade(side[i]) is { } value && (same || (i < other.Count && other[i].Content == side[i].Content && grade(other[i]) is not null)))
            {
                grades[count++] = value;
            }
        }

        return count;
    }
}
