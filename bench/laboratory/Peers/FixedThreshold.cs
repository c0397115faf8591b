namespace CodeRed.Laboratory.Peers;

/// <summary>Alarm when a day (50 draws, or a round) passes by more than 5 points less than the baseline.</summary>
/// <remarks>The score delta of canary tools and of assertions in continuous integration.</remarks>
internal sealed class FixedThreshold : Method
{
    private const double Drop = 0.05;

    public override string Name => "5 points below";

    public override Role Role => Role.Peer;

    public override bool Suits(Scenario scenario) => !scenario.Latency;

    public override Preparation Prepare(Baseline baseline, Promise promise, Truth truth)
    {
        var limit = baseline.Mean - Drop;
        return new Preparation(null, () => new DayMean(limit, moreIsWorse: false));
    }
}
