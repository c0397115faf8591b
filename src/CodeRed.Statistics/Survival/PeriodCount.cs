namespace CodeRed.Statistics.Survival;

/// <summary>Events of one period, such as a month.</summary>
/// <param name="Events">At least 0.</param>
/// <param name="Exposure">Its length, or people times length; positive.</param>
public readonly record struct PeriodCount(long Events, double Exposure = 1);
