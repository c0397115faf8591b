using CodeRed.Statistics.Watching;

namespace CodeRed.Laboratory.Ours;

/// <summary>Which of our detectors for random draws.</summary>
internal enum DrawKind
{
    /// <summary>The default: approximate limits of the baseline's mean, nothing tolerated.</summary>
    Default,

    /// <summary>A drop of one point is tolerated.</summary>
    Tolerant,

    /// <summary>Proved limits of the baseline's mean.</summary>
    Proved,

    /// <summary>The true rates are told.</summary>
    Known,

    /// <summary>No item may be worse, instead of their mean.</summary>
    EachItem,

    /// <summary>No item may be worse, and the true rates are told.</summary>
    EachItemKnown,
}

/// <summary>Our detector for random draws; latencies are ranked within their item.</summary>
/// <remarks>It is told the smallest drop that matters, which is 5 points, or the scenario's own where that is smaller: somebody who would see 2 points says so.</remarks>
internal sealed class Draws(DrawKind kind) : Method
{
    private const int SimulatedRuns = 100;

    public override string Name => kind switch
    {
        DrawKind.Default => "draws",
        DrawKind.Tolerant => "draws, 1 p",
        DrawKind.Proved => "draws, proved",
        DrawKind.EachItem => "each item",
        DrawKind.EachItemKnown => "each item, known",
        _ => "draws, rates known",
    };

    public override Role Role => kind switch
    {
        DrawKind.Default => Role.OursDraws,
        DrawKind.Known => Role.OursRatesKnown,
        DrawKind.EachItem => Role.OursEachItem,
        DrawKind.EachItemKnown => Role.OursEachItemRatesKnown,
        _ => Role.OursOther,
    };

    private bool Told => kind is DrawKind.Known or DrawKind.EachItemKnown;

    public override bool Suits(Scenario scenario) => scenario.Promise.Sampling == Sampling.Draws
        && (!scenario.Latency || kind == DrawKind.Default) && (kind != DrawKind.Proved || scenario.Disturbance.MissingFailed == 0);

    public override string? Exclusion(Scenario scenario) =>
        scenario.Disturbance.ToleratedDrop > 0 && kind != DrawKind.Tolerant ? "a drop is no change only where it is tolerated"
        : scenario.Disturbance.RoundDeviation > 0 ? "answers that share errors are no single evidence: watch rounds"
        : Told && scenario.MustBeRefused ? "without a baseline nothing shows that answers share errors"
        : null;

    public override Preparation Prepare(Baseline baseline, Promise promise, Truth truth)
    {
        var ranks = baseline.RealValued ? new RankBaseline(baseline.Grades, baseline.Items) : null;
        var reference = ranks?.Draws ?? (Told
            ? DrawBaseline.Known(truth.Rates)
            : DrawBaseline.From(new BaselineGrades(baseline.Grades, baseline.Items), basis: kind == DrawKind.Proved ? GuaranteeBasis.Proved : GuaranteeBasis.Simulated));
        var change = new WatchedChange(kind == DrawKind.Tolerant ? .01 : 0, Math.Min(.05, truth.Drop), ranks is null ? Direction.Drop : Direction.Rise,
            kind is DrawKind.EachItem or DrawKind.EachItemKnown ? ToleratedDrop.OfEachItem : ToleratedDrop.OfTheMean);
        var asked = FalseAlarmPromise.MeanTime(promise.RunLength);
        var detector = DrawDetector.Start(reference, change, asked, out var refusals);
        if (detector is null)
        {
            return refusals.All(refusal => refusal.Reason == RefusalReason.BelowFloor)
                ? SilentWatch.Preparation
                : Preparation.Refused(string.Join(' ', refusals.Select(refusal => refusal.Words)));
        }

        WatchDelay Delay(double drop, int horizon) => DrawSimulation.Delay(detector, drop, horizon, 1, SimulatedRuns);
        var within = promise.RunLength / 10; // what is not found so soon counts as not seen
        var floor = Delay(truth.Drop, within).Found >= .8 ? double.NaN : DrawSimulation.Floor(detector, within, 1) ?? 1;
        return new Preparation(null, () => new DrawWatch(detector.Fresh(), ranks), floor,
            drop => ranks is null && !double.IsNaN(drop) ? Delay(drop, promise.RunLength).Median ?? double.PositiveInfinity : double.NaN);
    }
}
