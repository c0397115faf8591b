namespace CodeRed.Laboratory;

/// <summary>How one watch of one method ended.</summary>
/// <param name="Refused">Whether it was never begun.</param>
/// <param name="AlarmAt">Samples until the alarm, at least 1; 0 when there was none up to the horizon.</param>
/// <param name="Floor">The announced smallest drop; NaN when none was.</param>
/// <param name="ExpectedDelay">The announced delay for the drop that came; NaN when none was.</param>
internal readonly record struct Outcome(bool Refused, long AlarmAt, double Floor, double ExpectedDelay);
