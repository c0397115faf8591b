namespace CodeRed.Statistics.Latent;

/// <summary>A date known to some precision: one of these days, any of them as likely as another.</summary>
/// <param name="First">First day, in days since any fixed date.</param>
/// <param name="Last">Last day, at least <paramref name="First"/>.</param>
public readonly record struct DayRange(int First, int Last);
