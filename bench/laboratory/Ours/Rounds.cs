using CodeRed.Statistics.Watching;

namespace CodeRed.Laboratory.Ours;

/// <summary>Our detector with the round as the unit; of latencies it watches the mean logarithm.</summary>
/// <remarks>It is told the smallest drop that matters, which is 5 points (10 % of the latency), or the scenario's own where that is smaller.</remarks>
internal sealed class Rounds(bool tolerant) : Method
{
    private const int SimulatedRuns = 200;

    public override string Name => tolerant ? "rounds, 1 p" : "rounds";

    public override Role Role => tolerant ? Role.OursOther : Role.OursRounds;

    public override bool Suits(Scenario scenario) => scenario.Promise.Sampling == Sampling.Rounds && !(tolerant && scenario.Latency);

    public override string? Exclusion(Scenario scenario) =>
        scenario.Disturbance.ToleratedDrop > 0 && !tolerant ? "a drop is no change only where it is tolerated" : null;

    public override Preparation Prepare(Baseline baseline, Promise promise, Truth truth)
    {
        Func<double[], double> value;
        RoundBaseline reference;
        WatchedChange change;
        if (baseline.RealValued)
        {
            value = static round => round.Average(Math.Log);
            var values = Enumerable.Range(0, baseline.Rounds).Select(round => value(baseline.Round(round).ToArray())).ToArray();
            reference = RoundBaseline.From(values);
            change = new WatchedChange(0, Math.Log(1.1), Direction.Rise);
        }
        else
        {
            var grades = new BaselineGrades(baseline.Grades, baseline.Items);
            value = round => grades.RoundMean(round);
            reference = RoundBaseline.From(grades);
            change = new WatchedChange(tolerant ? .01 : 0, Math.Min(.05, truth.Drop));
        }

        var asked = FalseAlarmPromise.MeanTime(promise.RunLength);
        var detector = RoundDetector.Start(reference, change, asked, out var refusals);
        if (detector is null)
        {
            return refusals.All(refusal => refusal.Reason == RefusalReason.BelowFloor)
                ? SilentWatch.Preparation
                : Preparation.Refused(string.Join(' ', refusals.Select(refusal => refusal.Words)));
        }

        WatchDelay Delay(double drop, int horizon) => RoundSimulation.Delay(detector, drop, horizon, 1, SimulatedRuns);
        var within = promise.RunLength / 10; // what is not found so soon counts as not seen
        var size = baseline.RealValued ? change.Smallest : truth.Drop;
        var floor = Delay(size, within).Found >= .8 ? double.NaN : RoundSimulation.Floor(detector, within, 1) ?? 1;
        return new Preparation(null, () => new RoundWatch(detector.Fresh(), baseline.Items, value), baseline.RealValued ? double.NaN : floor,
            drop => baseline.RealValued || double.IsNaN(drop) ? double.NaN : Delay(drop, 3 * promise.RunLength).Median ?? double.PositiveInfinity);
    }
}
