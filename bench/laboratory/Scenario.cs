namespace CodeRed.Laboratory;

/// <summary>A world that is simulated again and again, each time with a fresh baseline.</summary>
/// <param name="Suite">The items.</param>
/// <param name="BaselineRounds">Answers an item in the baseline.</param>
/// <param name="Promise">The mean run length that every method is asked for.</param>
/// <param name="Change">What becomes worse; null when nothing does.</param>
/// <param name="Disturbance">What else is unlike independent answers.</param>
/// <param name="Latency">Whether grades are latencies instead of passes; a change then multiplies them by 1 + drop.</param>
/// <param name="LongerBy">How many promised run lengths a watch without a change lasts.</param>
internal sealed record Scenario(
    Suite Suite,
    int BaselineRounds,
    Promise Promise,
    Change? Change,
    Disturbance Disturbance,
    bool Latency = false,
    int LongerBy = 1)
{
    /// <summary>Samples in a round; in a batch, or day, of draws.</summary>
    public int RoundSize => Promise.Sampling == Sampling.Rounds ? Suite.Items : 50;

    /// <summary>Whether the baseline itself shows that no promise can be kept, so that a method should refuse it.</summary>
    public bool MustBeRefused => Disturbance.Sticky != Stickiness.None || Disturbance.BaselineDrift > 0;

    /// <summary>Samples after which a watch is given up.</summary>
    public long Horizon => Promise.Samples(Suite.Items) * (Change is null ? LongerBy : 3) + (Change?.Start ?? 0);

    /// <summary>What sets it apart from the others of its group.</summary>
    public string Name => $"{Group}: {What}, {BaselineRounds} answers an item";

    /// <summary>The heading under which the table shows it.</summary>
    public string Group =>
        $"{(Promise.Sampling == Sampling.Draws ? "draws" : "rounds")}, A {Promise.RunLength}, {(Latency ? $"latency, {Suite.Items} items" : Suite.Name)}";

    private string What
    {
        get
        {
            var change = Change switch
            {
                null when LongerBy > 1 => $"no change for {LongerBy} A",
                null => "no change",
                _ when Latency => $"{100 * Change.Drop:0} % slower",
                { Onset: Onset.Gradual } => $"{Points(Change.Drop)} over {Change.Growth} samples",
                { Onset: Onset.SomeSamples } => $"{Points(Change.Drop)} on 1 in 6 samples",
                { Onset: Onset.SomeRounds } => $"{Points(Change.Drop)} on 1 in 6 rounds",
                { Spread: Spread.Few } => $"{Points(Change.Drop)} on few items",
                { Spread: Spread.Label } => $"{Points(Change.Drop)} on one label",
                { Start: > 0 } => $"{Points(Change.Drop)} after {Change.Start} samples",
                _ => Points(Change.Drop),
            };
            List<string> parts = [change];
            if (Disturbance.RoundDeviation > 0)
            {
                parts.Add($"round sd {Disturbance.RoundDeviation:0.##}{(Disturbance.HeavyTailed ? " (t3)" : "")}");
            }

            if (Disturbance.Sticky != Stickiness.None)
            {
                parts.Add(Disturbance.Sticky == Stickiness.SingleRenewed ? "sticky, phase by item" : "sticky");
            }

            if (Disturbance.BaselineDrift > 0)
            {
                parts.Add($"baseline drifts {Points(Disturbance.BaselineDrift)}");
            }

            if (Disturbance.ToleratedDrop > 0)
            {
                parts.Add($"{Points(Disturbance.ToleratedDrop)} lower is tolerated");
            }

            if (Disturbance.DayAmplitude > 0)
            {
                parts.Add(BaselineRounds % AnswerStream.RoundsPerDay == 0 ? "day/night, whole days" : "day/night, broken days");
            }

            if (Disturbance.MissingFailed > 0)
            {
                parts.Add(Disturbance.MissingFailed == Disturbance.MissingPassed ? "5 % missing" : "missing when failing");
            }

            return string.Join(", ", parts);
        }
    }

    private static string Points(double drop) => $"{100 * drop:0.#} {(drop == 0.01 ? "point" : "points")}";
}
