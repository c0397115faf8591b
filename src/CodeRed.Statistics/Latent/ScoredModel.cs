namespace CodeRed.Statistics.Latent;

/// <summary>A model that has scores.</summary>
/// <param name="Lab">Number of the lab that made it, at least 0.</param>
/// <param name="Released">When it was released; null where that is not known, and the model then takes no part in questions about a date.</param>
public sealed record ScoredModel(int Lab, DayRange? Released = null);
