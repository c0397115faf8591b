namespace CodeRed.Statistics.Survival;

/// <summary>The time by which a share of the subjects had the event.</summary>
/// <param name="Estimate">The time; null where the curve does not fall so far.</param>
/// <param name="Interval">Confidence interval; its upper end is infinite where the data set no bound.</param>
public sealed record SurvivalQuantile(double? Estimate, Interval Interval);
