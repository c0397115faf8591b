namespace CodeRed.Findings.Talent;

/// <summary>How talent is asked for.</summary>
/// <param name="Lab">Id of the lab asked about; null for all watched ones.</param>
/// <param name="Since">Moves from this day on; null for all. Survival is always of all time.</param>
/// <param name="Until">Moves up to this day; null for all.</param>
/// <param name="Event">The day before and after which departures are compared; null for none.</param>
/// <param name="Months">How many months on either side of it, at most; at least 1.</param>
/// <param name="Level">Of every interval; in (0, 1).</param>
/// <param name="Seed">Of permutations and draws.</param>
public sealed record TalentSettings(
    string? Lab = null, DateOnly? Since = null, DateOnly? Until = null, DateOnly? Event = null, int Months = 24, double Level = 0.95, ulong Seed = 1);
