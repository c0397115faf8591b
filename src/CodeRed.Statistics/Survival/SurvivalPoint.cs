namespace CodeRed.Statistics.Survival;

/// <summary>An estimated survival curve at one time.</summary>
/// <param name="Time">The time, in the unit of the follow-ups.</param>
/// <param name="AtRisk">Subjects under observation just before it, at least 1.</param>
/// <param name="Events">Events at this very time.</param>
/// <param name="Survival">Estimated chance to last beyond it, in [0, 1].</param>
/// <param name="StandardError">Greenwood's; null where the estimate is 0 or 1, at which it does not exist.</param>
/// <param name="Interval">Pointwise confidence interval for the chance, within [0, 1].</param>
public sealed record SurvivalPoint(double Time, int AtRisk, int Events, double Survival, double? StandardError, Interval Interval);
