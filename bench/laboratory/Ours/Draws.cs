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
}

/// <summary>Our detector for random draws; latencies are ranked within their item.</summary>
/// <remarks>It is told the smallest drop that matters, which is 5 points, or the scenario's own where that is smaller: somebody who would see 2 points says so.</remarks>
internal sealed class Draws(DrawKind kind) : Method
{
    private const int SimulatedRuns = 100;

    public override string Name => kind switch
    {
        DrawKind.Default => "draws",
        DrawKind.Tolerant => "draws, 1 p tolerated",
        DrawKind.Proved => "draws, proved limits",
        _ => "draws, rates known",
    };

    public override Role Role => kind switch
    {
        DrawKind.Default => Role.OursDraws,
        DrawKind.Known => Role.OursRatesKnown,
        _ => Role.OursOther,
    };

    public override bool Suits(Scenario scenario) => scenario.Promise.Sampling == Sampling.Draws
        && (!scenario.Latency || kind == DrawKind.Default) && (kind != DrawKind.Proved || scenario.Disturbance.MissingFailed == 0);

    public override string? Exclusion(Scenario scenario) =>
        scenario.Disturbance.ToleratedDrop > 0 && kind != DrawKind.Tolerant ? "a drop is no change only where it is tolerated"
        : kind == DrawKind.Known && (scenario.MustBeRefused || scenario.Disturbance.RoundDeviation > 0) ? "without a baseline nothing shows that answers share errors"
        : null;

    public override Preparation Prepare(Baseline baseline, Promise promise, Truth truth)
    {
        var ranks = baseline.RealValued ? new RankBaseline(baseline.Grades, baseline.Items) : null;
        var reference = ranks?.Draws ?? (kind == DrawKind.Known
            ? DrawBaseline.Known(truth.Rates)
            : DrawBaseline.From(new BaselineGrades(baseline.Grades, baseline.Items), basis: kind == DrawKind.Proved ? GuaranteeBasis.Proved : GuaranteeBasis.Simulated));
        var change = new WatchedChange(kind == DrawKind.Tolerant ? .01 : 0, Math.Min(.05, truth.Drop), ranks is null ? Direction.Drop : Direction.Rise);
        var asked = FalseAlarmPromise.MeanTime(promise.RunLength);
        if (DrawDetector.Start(reference, change, asked, out var refusals) is null)
        {
            return refusals.All(refusal => refusal.Reason == RefusalReason.BelowFloor)
                ? SilentWatch.Preparation
                : Preparation.Refused(string.Join(' ', refusals.Select(refusal => refusal.Words)));
        }

        WatchDelay Delay(double drop, int horizon) => DrawSimulation.Delay(reference, change, asked, drop, horizon, 1, SimulatedRuns);
        var within = promise.RunLength / 10; // what is not found so soon counts as not seen
        var floor = Delay(truth.Drop, within).Found >= .8 ? double.NaN : DrawSimulation.Floor(reference, change, asked, within, 1) ?? 1;
        return new Preparation(null, () => new DrawWatch(DrawDetector.Start(reference, change, asked, out _)!, ranks), floor,
            drop => ranks is null ? Delay(drop, promise.RunLength).Median ?? double.PositiveInfinity : double.NaN);
    }
}
