using CodeRed.Evidence;
using CodeRed.Statistics.Intervals;
using CodeRed.Statistics.Paired;

namespace CodeRed.Findings.Drift;

/// <summary>Counts in what manner answers went from right to wrong between two sides.</summary>
/// <remarks>
/// Run forwards it counts the newly wrong; with the sides exchanged it counts the newly right. Format, non-answers, truncation
/// and answer bias are ways of being wrong: an answer is put under the first that fits, in that order. What none of them
/// explains is spread, or concentrated in a stratum.
/// </remarks>
internal sealed class MannerFold(Better better, DriftSettings settings)
{
    // More labels than this are no choice among labels but free text.
    private const int MostLabels = 32;

    private readonly Dictionary<string, LabelCounts> labels = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, TruthCounts> truths = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, StratumCounts> strata = new(StringComparer.Ordinal);
    private bool labelsAreOpen;
    private bool strataAreOpen;
    private long pairs;
    private long rightFirst;
    private long rightSecond;

    private long unwrappedFirst;
    private long unwrappedSecond;
    private long nonAnswers;
    private long nonAnswersFirst;
    private long nonAnswersSecond;
    private long refusalsFirst;
    private long refusalsSecond;
    private long truncated;
    private long truncatedFirst;
    private long truncatedSecond;
    private long otherwise;

    /// <summary>Answers that went from better to worse.</summary>
    public long Lost { get; private set; }

    /// <summary>Those of them that are as good as before without their wrapping.</summary>
    public long FormatOnly { get; private set; }

    private int Sign => better == Better.Lower ? -1 : 1;

    public void Add(in Outcome first, in Outcome second)
    {
        if (first.Value is not { } a || second.Value is not { } b)
        {
            return;
        }

        bool isLost = Sign * b.CompareTo(a) < 0;
        pairs++;
        Lost += isLost ? 1 : 0;
        rightFirst += IsRight(a) ? 1 : 0;
        rightSecond += IsRight(b) ? 1 : 0;
        nonAnswersFirst += first.NonAnswer ? 1 : 0;
        nonAnswersSecond += second.NonAnswer ? 1 : 0;
        refusalsFirst += first.Refusal ? 1 : 0;
        refusalsSecond += second.Refusal ? 1 : 0;
        truncatedFirst += first.Truncated == true ? 1 : 0;
        truncatedSecond += second.Truncated == true ? 1 : 0;
        unwrappedFirst += OnlyUnwrapped(first) ? 1 : 0;
        unwrappedSecond += OnlyUnwrapped(second) ? 1 : 0;

        bool otherwiseLost = false;
        if (isLost)
        {
            if (second.Normalised is { } unwrapped && Sign * unwrapped.CompareTo(a) >= 0)
            {
                FormatOnly++;
            }
            else if ((second.NonAnswer && !first.NonAnswer) || (second.Refusal && !first.Refusal))
            {
                nonAnswers++;
            }
            else if (second.Truncated == true && first.Truncated != true)
            {
                truncated++;
            }
            else
            {
                otherwise++;
                otherwiseLost = true;
            }
        }

        string? otherwiseLabel = otherwiseLost ? second.Label : null;
        AddStratum(second.Stratum ?? first.Stratum, IsRight(a), IsRight(b), otherwiseLost, otherwiseLabel);
        if ((second.Expected ?? first.Expected) is { } expected && !labelsAreOpen)
        {
            AddLabels(expected.Trim(), first, second, otherwiseLost);
        }
    }

    /// <summary>The manners found, the most telling first; empty when nothing was lost.</summary>
    public List<Diagnosis> Finish()
    {
        var found = new List<Diagnosis>();
        if (Lost == 0)
        {
            return found;
        }

        Diagnose(DiagnosisKind.FormatOnly, null, FormatOnly, new DiagnosisFigure(FigureKind.RightOnlyUnwrapped, null, unwrappedFirst, unwrappedSecond, pairs));
        Diagnose(
            DiagnosisKind.NonAnswers, null, nonAnswers,
            [
                new DiagnosisFigure(FigureKind.NonAnswers, null, nonAnswersFirst, nonAnswersSecond, pairs),
                .. refusalsFirst + refusalsSecond > 0 ? [new DiagnosisFigure(FigureKind.Refusals, null, refusalsFirst, refusalsSecond, pairs)] : Array.Empty<DiagnosisFigure>(),
            ]);
        Diagnose(DiagnosisKind.Truncation, null, truncated, new DiagnosisFigure(FigureKind.Truncated, null, truncatedFirst, truncatedSecond, pairs));

        // What is left when the manners above have taken theirs.
        long left = otherwise;
        string? biased = null;
        if (Bias() is { } lean)
        {
            left -= lean.OtherwiseLost;
            biased = lean.Label;
            Diagnose(
                DiagnosisKind.AnswerBias, lean.Label, lean.OtherwiseLost,
                new DiagnosisFigure(FigureKind.LabelGiven, lean.Label, lean.First, lean.Second, pairs),
                new DiagnosisFigure(FigureKind.RightWhereLabelIsRight, lean.Label, lean.OwnRightFirst, lean.OwnRightSecond, lean.OwnPairs),
                new DiagnosisFigure(FigureKind.RightWhereLabelIsWrong, lean.Label, rightFirst - lean.OwnRightFirst, rightSecond - lean.OwnRightSecond, pairs - lean.OwnPairs));
        }

        if (Concentration(left, biased) is var (stratum, inside))
        {
            Diagnose(
                DiagnosisKind.Concentrated, stratum, inside.Left(biased),
                new DiagnosisFigure(FigureKind.RightInStratum, stratum, inside.RightFirst, inside.RightSecond, inside.Pairs));
        }
        else
        {
            Diagnose(DiagnosisKind.SpreadEvenly, null, left);
        }

        return [.. found.OrderByDescending(d => d.Explains).ThenBy(d => d.Kind)];

        void Diagnose(DiagnosisKind kind, string? subject, long explains, params DiagnosisFigure[] figures)
        {
            // What explains less than one in twenty is noise beside the rest.
            if (explains * 20 >= Lost && explains > 0)
            {
                found.Add(new Diagnosis(kind, subject, explains, Lost, [.. figures]));
            }
        }
    }

    private bool OnlyUnwrapped(in Outcome outcome) =>
        outcome is { Value: { } raw, Normalised: { } unwrapped } && Sign * unwrapped.CompareTo(raw) > 0;

    private bool IsRight(double value) => value == (Sign > 0 ? 1 : 0);

    private void AddStratum(string? stratum, bool rightFirst, bool rightSecond, bool otherwiseLost, string? label)
    {
        if (stratum is null || strataAreOpen)
        {
            return;
        }

        if (!strata.TryGetValue(stratum, out var counts))
        {
            if (strata.Count == StratumFold.Most)
            {
                strataAreOpen = true;
                strata.Clear();
                return;
            }

            strata.Add(stratum, counts = new StratumCounts());
        }

        counts.Pairs++;
        counts.RightFirst += rightFirst ? 1 : 0;
        counts.RightSecond += rightSecond ? 1 : 0;
        counts.Otherwise += otherwiseLost ? 1 : 0;
        if (label is not null && !labelsAreOpen)
        {
            counts.OtherwiseByLabel[label] = counts.OtherwiseByLabel.GetValueOrDefault(label) + 1;
        }
    }

    // Counted by the expected text as it is written; which label it means is learnt from the right answers, whenever one comes.
    private void AddLabels(string expected, in Outcome first, in Outcome second, bool otherwiseLost)
    {
        var truth = CountsOf(truths, expected);
        truth.Pairs++;
        truth.RightFirst += IsRight(first.Value!.Value) ? 1 : 0;
        truth.RightSecond += IsRight(second.Value!.Value) ? 1 : 0;
        truth.Label ??= IsRight(first.Value.Value) ? first.Label : IsRight(second.Value.Value) ? second.Label : null;

        bool same = string.Equals(first.Label, second.Label, StringComparison.OrdinalIgnoreCase);
        if (first.Label is { } before)
        {
            var given = CountsOf(CountsOf(labels, before).ByTruth, expected);
            given.First++;
            given.Fell += same ? 0 : 1;
        }

        if (second.Label is { } after)
        {
            var given = CountsOf(CountsOf(labels, after).ByTruth, expected);
            given.Second++;
            given.Rose += same ? 0 : 1;
            given.OtherwiseLost += otherwiseLost ? 1 : 0;
        }

        if (labels.Count > MostLabels || truths.Count > MostLabels)
        {
            labelsAreOpen = true;
            labels.Clear();
            truths.Clear();
        }
    }

    // One label given more often where it is wrong, and not less often where it is right: a lean, not a loss of ability, which
    // would take from every label where it is right.
    private Lean? Bias()
    {
        if (labelsAreOpen || labels.Count < 2)
        {
            return null;
        }

        double alpha = settings.Alpha / labels.Count;
        return labels.Select(l => LeanOf(l.Key, l.Value))
            .Where(l => l.RoseOther > l.FellOther && McNemarExact.TwoSided(l.FellOther, l.RoseOther) < alpha)
            .Where(l => l.RoseOwn >= l.FellOwn || McNemarExact.TwoSided(l.FellOwn, l.RoseOwn) >= alpha)
            .OrderByDescending(l => l.OtherwiseLost)
            .FirstOrDefault();
    }

    private Lean LeanOf(string label, LabelCounts counts)
    {
        var lean = new Lean(label);
        foreach (var (expected, given) in counts.ByTruth)
        {
            lean.First += given.First;
            lean.Second += given.Second;
            lean.OtherwiseLost += given.OtherwiseLost;
            if (Means(expected, label))
            {
                lean.RoseOwn += given.Rose;
                lean.FellOwn += given.Fell;
            }
            else
            {
                lean.RoseOther += given.Rose;
                lean.FellOther += given.Fell;
            }
        }

        foreach (var truth in truths.Where(t => Means(t.Key, label)).Select(t => t.Value))
        {
            lean.OwnPairs += truth.Pairs;
            lean.OwnRightFirst += truth.RightFirst;
            lean.OwnRightSecond += truth.RightSecond;
        }

        return lean;
    }

    private bool Means(string expected, string label) => string.Equals(truths[expected].Label ?? expected, label, StringComparison.OrdinalIgnoreCase);

    // One stratum with clearly more than its share of what is left to explain.
    private (string Stratum, StratumCounts Counts)? Concentration(long left, string? biased)
    {
        if (strata.Count < 2 || left == 0)
        {
            return null;
        }

        return strata
            .Where(s =>
            {
                long inside = s.Value.Left(biased);
                double share = (double)s.Value.Pairs / pairs;
                return inside >= 1.5 * share * left && inside * 2 >= left && BinomialTest.AtLeast(inside, left, share) < settings.Alpha / strata.Count;
            })
            .Select(s => ((string Stratum, StratumCounts Counts)?)(s.Key, s.Value))
            .MaxBy(s => s!.Value.Counts.Left(biased));
    }

    private static T CountsOf<T>(Dictionary<string, T> counts, string key)
        where T : new()
    {
        if (!counts.TryGetValue(key, out var found))
        {
            counts.Add(key, found = new T());
        }

        return found;
    }

    private sealed class LabelCounts
    {
        public Dictionary<string, GivenCounts> ByTruth { get; } = new(StringComparer.OrdinalIgnoreCase);
    }

    private sealed class GivenCounts
    {
        public long First, Second, Rose, Fell, OtherwiseLost;
    }

    private sealed class TruthCounts
    {
        public long Pairs, RightFirst, RightSecond;
        public string? Label;
    }

    private sealed class Lean(string label)
    {
        public string Label => label;

        public long First, Second, RoseOwn, FellOwn, RoseOther, FellOther, OtherwiseLost, OwnPairs, OwnRightFirst, OwnRightSecond;
    }

    private sealed class StratumCounts
    {
        public long Pairs, Otherwise, RightFirst, RightSecond;

        public Dictionary<string, long> OtherwiseByLabel { get; } = new(StringComparer.OrdinalIgnoreCase);

        public long Left(string? biased) => Otherwise - (biased is null ? 0 : OtherwiseByLabel.GetValueOrDefault(biased));
    }
}
