using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Statistics.MultipleTesting;
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

    // Of a change that is form only, at most this share may be left without the wrapping.
    private const double FormShare = 0.25;

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
    private readonly MissingnessFold missingness;
    private long items;
    private long pairs;
    private long onlyBaseline;
    private long onlyCurrent;
    private long edited;
    private readonly AlignedItem aligned = new();
    private bool everyItemOnce = true;
    private double[] before = new double[8];
    private double[] after = new double[8];
    private double?[] gradesBefore = new double?[8];
    private double?[] gradesAfter = new double?[8];

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
        newlyRight = new MannerFold(primary.Better, settings);
        lostFlips = new FlipDraw(settings.Flips);
        gainedFlips = new FlipDraw(settings.Flips);
        missingness = new MissingnessFold(primary.Better, settings);
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
        aligned.Align(pair);
        var (raw, normalised) = comparisons[metric];
        AddGrades(raw, key, o => o.Value);
        AddGrades(normalised, key, o => o.Normalised);
        foreach (var (b, c) in aligned.Measured)
        {
            graded[metric] += 2;
            unwrapped[metric] += (b.Normalised is { } n && n != b.Value ? 1 : 0) + (c.Normalised is { } m && m != c.Value ? 1 : 0);
        }

        if (isPrimary)
        {
            AddPrimary(key, pair.Key);
        }
    }

    /// <summary>The finding, without the texts of its flips.</summary>
    /// <param name="asOf">Now.</param>
    public DriftFinding Finish(DateTimeOffset asOf)
    {
        int first = suite.Metrics.IndexOf(primary);
        int[] order = [first, .. Enumerable.Range(0, suite.Metrics.Length).Where(m => m != first)];
        var raw = Array.ConvertAll(order, m => comparisons[m].Raw.Finish());
        raw[0] = Judge(raw[0], primary.Better, raw[0].PValue);
        var normalised = Array.ConvertAll(order, m => unwrapped[m] > 0 ? comparisons[m].Normalised.Finish() : null);
        var (verdict, reason) = Headline(raw[0], normalised[0]);
        var metrics = order.Select((m, i) =>
        {
            bool told = unwrapped[m] * UnwrappedShare > graded[m] || (i == 0 && reason == VerdictReason.FormatOnly);
            return new MetricFinding(suite.Metrics[m].Name, suite.Metrics[m].Better, i == 0, raw[i], told ? normalised[i] : null);
        }).ToArray();
        var spoken = measures.Where(m => m.SaysSomething).ToArray();

        // The headline has its own alpha; all other verdicts share one more (Holm 1979).
        var others = metrics.Skip(1).Select(m => m.Raw.PValue)
            .Concat(metrics.Select(m => m.Normalised?.PValue))
            .OfType<double>()
            .Concat(spoken.Select(m => m.PValue))
            .ToArray();
        var adjusted = new Queue<double>(Holm.Adjust(others));
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
            Pairing = new Pairing(items, pairs, onlyBaseline, onlyCurrent, edited, missingness.NotMeasuredBaseline, missingness.NotMeasuredCurrent),
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

    private void AddGrades(ComparisonFold fold, ulong key, Func<Outcome, double?> grade)
    {
        int pairs = 0;
        foreach (var (b, c) in aligned.Measured)
        {
            if (grade(b) is { } x && grade(c) is { } y)
            {
                Grades(pairs++, x, y);
            }
        }

        if (pairs > 0)
        {
            fold.Add(key, before.AsSpan(0, pairs), after.AsSpan(0, pairs));
        }
    }

    private void Grades(int place, double baselineGrade, double currentGrade)
    {
        if (place == before.Length)
        {
            Array.Resize(ref before, place * 2);
            Array.Resize(ref after, place * 2);
        }

        (before[place], after[place]) = (baselineGrade, currentGrade);
    }

    private void AddPrimary(ulong key, string itemKey)
    {
        edited += aligned.Edited;
        everyItemOnce &= aligned.Once;
        items += aligned.Measured.Count > 0 ? 1 : 0;
        pairs += aligned.Measured.Count;
        AddMissing(key);
        foreach (var measure in measures)
        {
            foreach (var (b, c) in aligned.All)
            {
                measure.Add(b, c);
            }

            measure.EndItem();
        }

        foreach (var (b, c) in aligned.Measured)
        {
            newlyWrong.Add(b, c);
            newlyRight.Add(c, b);
            strata.Add(c.Stratum ?? b.Stratum, b.Value!.Value, c.Value!.Value, Sign);
            int direction = Sign * c.Value.Value.CompareTo(b.Value.Value);
            if (direction != 0)
            {
                (direction < 0 ? lostFlips : gainedFlips).Offer(key, () => new Flip(
                    itemKey, b.Epoch, direction < 0, c.Stratum ?? b.Stratum, c.Expected ?? b.Expected, b.Label, c.Label, b.Sample, c.Sample));
            }
        }
    }

    private void AddMissing(ulong key)
    {
        int pairs = 0;
        foreach (var (b, c) in aligned.All)
        {
            if (pairs == gradesBefore.Length)
            {
                Array.Resize(ref gradesBefore, pairs * 2);
                Array.Resize(ref gradesAfter, pairs * 2);
            }

            (gradesBefore[pairs], gradesAfter[pairs]) = (b.Value, c.Value);
            pairs++;
        }

        missingness.Add(key, gradesBefore.AsSpan(0, pairs), gradesAfter.AsSpan(0, pairs));
    }

    private Comparison Judge(Comparison comparison, Better better, double? p) => comparison.Judged(better, p, settings.Alpha);

    private (Verdict Verdict, VerdictReason? Reason) Headline(Comparison raw, Comparison? normalised)
    {
        var verdict = raw.Verdict;
        if (verdict == Verdict.CouldNotMeasure)
        {
            return (verdict, VerdictReason.NothingMeasured);
        }

        if (missingness.Moved && !missingness.Stands(verdict))
        {
            return (Verdict.CouldNotMeasure, VerdictReason.MissingnessMoved);
        }

        return normalised is not null && IsFormOnly(verdict, raw, normalised) ? (Verdict.ChangedNotWorse, VerdictReason.FormatOnly) : (verdict, null);
    }

    // Not significant is not the same as no change, so the normalised grade excuses a change only where its own p-value, adjusted for
    // nothing, does not show the same change, and the wrapping accounts for most of the answers and of the effect.
    private bool IsFormOnly(Verdict verdict, Comparison raw, Comparison normalised)
    {
        var manner = verdict switch { Verdict.Worse => newlyWrong, Verdict.Better => newlyRight, _ => null };
        return manner is not null
            && normalised is { PValue: { } p, Effect: { } effect }
            && Judge(normalised, primary.Better, p).Verdict != verdict
            && manner.FormatOnly * 2 >= manner.Lost
            && effect * Math.Sign(raw.Effect!.Value) <= FormShare * Math.Abs(raw.Effect.Value);
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

    private ImmutableArray<Unknown> NotKnown(DriftFinding finding)
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
        Note(p.Items > 0 && everyItemOnce, UnknownKind.Wavering);
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
}
