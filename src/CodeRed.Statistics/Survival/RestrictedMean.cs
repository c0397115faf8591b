namespace CodeRed.Statistics.Survival;

/// <summary>Mean time spent before the event, counted up to a horizon.</summary>
/// <param name="Until">The horizon, in the unit of the follow-ups.</param>
/// <param name="Mean">Area under the curve from its start to the horizon.</param>
/// <param name="StandardError">Its standard error; null where all that was seen happened at one time or nothing happened.</param>
/// <param name="Interval">Confidence interval, from 0 to the length of the curve up to the horizon.</param>
public sealed record RestrictedMean(double Until, double Mean, double? StandardError, Interval Interval);
