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

    public void Add(string? expected, string? stratum, in Outcome first, in Outcome second)
    {
        if (first.Value is not { } a || second.Value is not { } b)
        {
            return;
        }

        bool isLost = Sign * b.CompareTo(a) < 0;
        pairs++;
        Lost += isLost ? 1 : 0;
        rightFirst += a == 1 ? 1 : 0;
        rightSecond += b == 1 ? 1 : 0;
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
        if (stratum is not null && (strata.Count < 200 || strata.ContainsKey(stratum)))
        {
            if (!strata.TryGetValue(stratum, out var counts))
            {
                strata.Add(stratum, counts = new StratumCounts());
            }

            counts.Pairs++;
            counts.Otherwise += otherwiseLost ? 1 : 0;
            if (otherwiseLabel is not null && !labelsAreOpen)
            {
                counts.OtherwiseByLabel[otherwiseLabel] = counts.OtherwiseByLabel.GetValueOrDefault(otherwiseLabel) + 1;
            }

            counts.RightFirst += a == 1 ? 1 : 0;
            counts.RightSecond += b == 1 ? 1 : 0;
        }

        if (expected is not null && !labelsAreOpen)
        {
            AddLabels(expected.Trim(), first, second, isLost, otherwiseLost);
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
        if (Bias() is var (label, counts, truth))
        {
            left -= counts.OtherwiseLost;
            biased = label;
            Diagnose(
                DiagnosisKind.AnswerBias, label, counts.Lost,
                new DiagnosisFigure(FigureKind.LabelGiven, label, counts.First, counts.Second, pairs),
                new DiagnosisFigure(FigureKind.RightWhereLabelIsRight, label, truth.RightFirst, truth.RightSecond, truth.Pairs),
                new DiagnosisFigure(FigureKind.RightWhereLabelIsWrong, label, rightFirst - truth.RightFirst, rightSecond - truth.RightSecond, pairs - truth.Pairs));
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

    private void AddLabels(string expected, in Outcome first, in Outcome second, bool isLost, bool otherwiseLost)
    {
        // A right answer names the true label even where the expected text is an alias of it.
        string truth = first is { Value: 1, Label: { } l } ? l : second is { Value: 1, Label: { } m } ? m : expected;
        if (!truths.TryGetValue(truth, out var true1))
        {
            truths.Add(truth, true1 = new TruthCounts());
        }

        true1.Pairs++;
        true1.RightFirst += first.Value == 1 ? 1 : 0;
        true1.RightSecond += second.Value == 1 ? 1 : 0;

        bool same = string.Equals(first.Label, second.Label, StringComparison.OrdinalIgnoreCase);
        if (first.Label is { } before)
        {
            var counts = CountsOf(before);
            counts.First++;
            bool own = string.Equals(before, truth, StringComparison.OrdinalIgnoreCase);
            counts.FellOwn += !same && own ? 1 : 0;
            counts.FellOther += !same && !own ? 1 : 0;
        }

        if (second.Label is { } after)
        {
            var counts = CountsOf(after);
            counts.Second++;
            bool own = string.Equals(after, truth, StringComparison.OrdinalIgnoreCase);
            counts.RoseOwn += !same && own ? 1 : 0;
            counts.RoseOther += !same && !own ? 1 : 0;
            counts.Lost += isLost ? 1 : 0;
            counts.OtherwiseLost += otherwiseLost ? 1 : 0;
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
    private (string Label, LabelCounts Counts, TruthCounts Truth)? Bias()
    {
        if (labelsAreOpen || labels.Count < 2)
        {
            return null;
        }

        double alpha = settings.Alpha / labels.Count;
        var biased = labels
            .Where(l => l.Value.RoseOther > l.Value.FellOther && McNemarExact.TwoSided(l.Value.FellOther, l.Value.RoseOther) < alpha)
            .Where(l => l.Value.RoseOwn >= l.Value.FellOwn || McNemarExact.TwoSided(l.Value.FellOwn, l.Value.RoseOwn) >= alpha)
            .OrderByDescending(l => l.Value.Lost)
            .FirstOrDefault();
        return biased.Key is null ? null : (biased.Key, biased.Value, truths.GetValueOrDefault(biased.Key) ?? new TruthCounts());
    }

    // One stratum with clearly more than its share of what is left to explain.
    private (string Stratum, StratumCounts Counts)? Concentration(long left, string? biased)
    {
        if (strata.Count < 2 || left == 0)
        {
            return null;
        }

        var (stratum, counts) = strata.MaxBy(s => (double)s.Value.Left(biased) / s.Value.Pairs);
        long inside = counts.Left(biased);
        double share = (double)counts.Pairs / pairs;
        return inside >= 1.5 * share * left && inside * 2 >= left && BinomialTest.AtLeast(inside, left, share) < settings.Alpha / strata.Count
            ? (stratum, counts)
            : null;
    }

    private LabelCounts CountsOf(string label)
    {
        if (!labels.TryGetValue(label, out var counts))
        {
            labels.Add(label, counts = new LabelCounts());
        }

        return counts;
    }

    private sealed class LabelCounts
    {
        public long First, Second, RoseOwn, FellOwn, RoseOther, FellOther, Lost, OtherwiseLost;
    }

    private sealed class TruthCounts
    {
        public long Pairs, RightFirst, RightSecond;
    }

    private sealed class StratumCounts
    {
        public long Pairs, Otherwise, RightFirst, RightSecond;

        public Dictionary<string, long> OtherwiseByLabel { get; } = new(StringComparer.OrdinalIgnoreCase);

        public long Left(string? biased) => Otherwise - (biased is null ? 0 : OtherwiseByLabel.GetValueOrDefault(biased));
    }
}
