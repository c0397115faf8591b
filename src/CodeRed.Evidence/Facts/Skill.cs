namespace CodeRed.Evidence.Facts;

/// <summary>Something one can be good at, such as coding.</summary>
/// <param name="Id">Stable, for example <c>coding</c>.</param>
/// <param name="Name">As it is shown, in English.</param>
/// <param name="NameZhHant">As it is shown, in Traditional Chinese.</param>
public sealed record Skill(string Id, string Name, string NameZhHant);
