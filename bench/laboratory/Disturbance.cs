namespace CodeRed.Laboratory;

/// <summary>Answers that stay as they are for five rounds.</summary>
internal enum Stickiness
{
    None,

    /// <summary>All items are asked anew in the same round.</summary>
    TogetherRenewed,

    /// <summary>Each item has its own round of being asked anew.</summary>
    SingleRenewed,
}

/// <summary>What is unlike independent answers at fixed rates, though nothing has become worse since the baseline.</summary>
/// <param name="RoundDeviation">Standard deviation of a logit shift common to a round (or to a batch of draws); for latencies, of the logarithm.</param>
/// <param name="HeavyTailed">Whether that shift has Student's t distribution with 3 degrees of freedom instead of the normal one.</param>
/// <param name="Sticky">Whether answers are frozen over five rounds.</param>
/// <param name="BaselineDrift">Points that the mean rate falls, linearly, during the baseline; the watch stays where it ended.</param>
/// <param name="DayAmplitude">Amplitude of a daily cycle of the logit, six rounds a day.</param>
/// <param name="ToleratedDrop">Points by which the mean rate lies lower in the watch than in the baseline, all of it tolerable.</param>
/// <param name="MissingPassed">Chance that a passing answer is missing.</param>
/// <param name="MissingFailed">Chance that a failing answer is missing.</param>
internal sealed record Disturbance(
    double RoundDeviation = 0,
    bool HeavyTailed = false,
    Stickiness Sticky = Stickiness.None,
    double BaselineDrift = 0,
    double DayAmplitude = 0,
    double ToleratedDrop = 0,
    double MissingPassed = 0,
    double MissingFailed = 0)
{
    public static Disturbance None { get; } = new();

    /// <summary>The rates among answers that are not missing.</summary>
    public double[] RatesWhenThere(double[] rates) => Array.ConvertAll(rates, rate =>
        rate * (1 - MissingPassed) / (rate * (1 - MissingPassed) + (1 - rate) * (1 - MissingFailed)));
}
