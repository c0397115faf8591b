namespace CodeRed.Statistics.Growth;

/// <summary>Where a growth leads if it goes on as it was.</summary>
/// <param name="Time">The time.</param>
/// <param name="Value">The fitted curve there.</param>
/// <param name="Curve">Confidence interval for the curve.</param>
/// <param name="Figure">Prediction interval for one more figure, published like the others.</param>
/// <param name="Beyond">How far the time lies outside the dates of the figures, in their span: 1 is as far as they reach. 0 among them.</param>
public sealed record GrowthProjection(double Time, double Value, Interval Curve, Interval Figure, double Beyond);
