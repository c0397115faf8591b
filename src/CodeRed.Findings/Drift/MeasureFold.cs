using CodeRed.Evidence;
using CodeRed.Statistics.Paired;
using CodeRed.Statistics.Quantiles;

namespace CodeRed.Findings.Drift;

/// <summary>Folds one measure over the pairs, in constant memory: means, medians, and an exact sign test over items.</summary>
internal sealed class MeasureFold(MeasureKind kind)
{
    private readonly LogHistogram baselineQuantiles = new();
    private readonly LogHistogram currentQuantiles = new();
    private long pairs;
    private long rose;
    private long fell;
    private double baselineSum;
    private double currentSum;
    private double itemDifference;

    public MeasureKind Kind => kind;

    public double BaselineMean => baselineSum / pairs;

    public double CurrentMean => currentSum / pairs;

    public bool IsEmpty => pairs == 0;

    private bool IsShare => kind is MeasureKind.NonAnswers or MeasureKind.Refusals or MeasureKind.NotMeasured or MeasureKind.Truncated;

    private Better Better => kind is MeasureKind.Length or MeasureKind.OutputTokens ? Better.Neither : Better.Lower;

    public void Add(in Outcome baseline, in Outcome current)
    {
        if (Of(baseline) is not { } before || Of(current) is not { } after)
        {
            return;
        }

        pairs++;
        baselineSum += before;
        currentSum += after;
        itemDifference += after - before;
        if (!IsShare)
        {
            baselineQuantiles.Add(before);
            currentQuantiles.Add(after);
        }
    }

    /// <summary>The item is the unit of the test: its repeats count once.</summary>
    public void EndItem()
    {
        rose += itemDifference > 0 ? 1 : 0;
        fell += itemDifference < 0 ? 1 : 0;
        itemDifference = 0;
    }

    public double PValue => McNemarExact.TwoSided(fell, rose);

    public MeasureFinding Finish(double adjusted, DriftSettings settings) => new(
        kind, Better, pairs, BaselineMean, CurrentMean, baselineQuantiles.Quantile(0.5), currentQuantiles.Quantile(0.5),
        rose, fell, PValue, adjusted,
        adjusted >= settings.Alpha ? Verdict.NoChangeSeen
            : Better == Better.Neither ? Verdict.Changed
            : rose > fell ? Verdict.Worse : Verdict.Better);

    /// <summary>Whether there is anything to say: a share that is zero on both sides says nothing.</summary>
    public bool SaysSomething => pairs > 0 && !(IsShare && baselineSum == 0 && currentSum == 0);

    private double? Of(in Outcome outcome) => kind switch
    {
        MeasureKind.NotMeasured => outcome.Value is null ? 1 : 0,
        MeasureKind.NonAnswers => outcome.Value is null ? null : outcome.NonAnswer ? 1 : 0,
        MeasureKind.Refusals => outcome.Value is null ? null : outcome.Refusal ? 1 : 0,
        MeasureKind.Truncated => outcome.Truncated is { } truncated ? (truncated ? 1 : 0) : null,
        MeasureKind.Length => outcome.Length,
        MeasureKind.OutputTokens => outcome.OutputTokens,
        _ => outcome.LatencyMilliseconds,
    };
}
