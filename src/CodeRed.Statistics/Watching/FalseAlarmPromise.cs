namespace CodeRed.Statistics.Watching;

/// <summary>How a promise about false alarms is worded. The two are different promises: a mean time of a year permits an alarm in up to
/// 63 of 100 years; a chance of 5 % within a year does not.</summary>
public enum FalseAlarmKind
{
    /// <summary>The mean time until a false alarm is at least the promised number of steps.</summary>
    MeanTime,

    /// <summary>The chance of a false alarm within the promised number of steps is at most the promised chance.</summary>
    Chance,
}

/// <summary>What a watch promises about false alarms, and the threshold that keeps it.</summary>
/// <remarks>For a Shiryaev-Roberts e-detector stopped at the first M >= A: the mean time to a false alarm is at least A steps, and the chance of
/// one within T steps is at most T / A (<see cref="ShiryaevRoberts"/>). Detectors that share one budget by weights that sum to at most 1 use
/// A / weight each; then the sum of weighted statistics is itself an e-detector, so that both promises hold for the first alarm of any of them,
/// under any dependence between them: if they take their steps at the same times, or if <paramref name="Steps"/> is for each as many as it takes in
/// the same time. Each baseline has a chance eta of its own to be an unlucky one, and these chances add up.</remarks>
/// <param name="Kind">Which of the two promises.</param>
/// <param name="Steps">Promised time in steps (answers for draws, rounds for rounds), at least 1.</param>
/// <param name="ChanceWithin">Chance of a false alarm within <paramref name="Steps"/> that is permitted, in (0, 1]; 1 for a mean time.</param>
/// <param name="Weight">Share of the budget, in (0, 1].</param>
public readonly record struct FalseAlarmPromise(FalseAlarmKind Kind, double Steps, double ChanceWithin, double Weight)
{
    /// <summary>The threshold A: an alarm is given when the statistic reaches it.</summary>
    /// <exception cref="InvalidOperationException">It is not a finite number above 1, as of a promise that was never made.</exception>
    public double Threshold => Steps / ChanceWithin / Weight is > 1 and < double.PositiveInfinity and var threshold
        ? threshold
        : throw new InvalidOperationException(
            $"A promise of {Steps} steps at a chance of {ChanceWithin} and a weight of {Weight} has no threshold above 1; make it by MeanTime or Chance.");

    /// <summary>Promises a mean time to a false alarm.</summary>
    /// <param name="steps">Steps, above 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is not above 1.</exception>
    public static FalseAlarmPromise MeanTime(double steps) => new(FalseAlarmKind.MeanTime, AtLeastOne(steps), 1, 1);

    /// <summary>Promises a bounded chance of a false alarm within a time.</summary>
    /// <param name="chance">Permitted chance, in (0, 1).</param>
    /// <param name="withinSteps">Steps, above 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static FalseAlarmPromise Chance(double chance, double withinSteps) => chance is > 0 and < 1
        ? new(FalseAlarmKind.Chance, AtLeastOne(withinSteps), chance, 1)
        : throw new ArgumentOutOfRangeException(nameof(chance), chance, "A chance of a false alarm lies strictly between 0 and 1, for example 0.05.");

    /// <summary>The same promise for a detector that has only a share of the budget.</summary>
    /// <param name="weight">Share, in (0, 1]; the shares of all detectors of one budget sum to at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> is outside its range.</exception>
    public FalseAlarmPromise Share(double weight) => weight is > 0 and <= 1
        ? this with { Weight = Weight * weight }
        : throw new ArgumentOutOfRangeException(nameof(weight), weight, "A share of the false-alarm budget lies above 0 and is at most 1.");

    /// <summary>Upper bound of the chance of a false alarm within a number of steps, in [0, 1].</summary>
    /// <param name="steps">Steps, at least 0.</param>
    public double ChanceUpTo(double steps) => Math.Min(1, Math.Max(0, steps) / Threshold);

    private static double AtLeastOne(double steps) => steps is > 1 and < double.PositiveInfinity
        ? steps
        : throw new ArgumentOutOfRangeException(nameof(steps), steps, "A promised time is a finite number of steps above 1.");
}
