namespace CodeRed.Evidence.Facts;

/// <summary>What a usage figure counts. Only figures of one measure are compared.</summary>
/// <param name="Id">Stable, for example <c>weekly-active-users</c>.</param>
/// <param name="Name">As it is shown, in English.</param>
/// <param name="NameZhHant">As it is shown, in Traditional Chinese.</param>
/// <param name="Unit">What one unit of the values is, such as <c>people</c> or <c>%</c>.</param>
/// <param name="IsShare">Whether values are shares of a whole, in percent.</param>
public sealed record UsageMeasure(string Id, string Name, string NameZhHant, string Unit, bool IsShare);
