namespace CodeRed.Evidence.Facts;

/// <summary>Votes between two models, counted.</summary>
/// <param name="Series">Which arena, edition and counting.</param>
/// <param name="First">Id of the one model.</param>
/// <param name="Second">Id of the other.</param>
/// <param name="Wins">Votes for the first.</param>
/// <param name="Losses">Votes for the second.</param>
/// <param name="Ties">Votes for neither.</param>
public sealed record VoteTally(ScoreSeries Series, string First, string Second, long Wins, long Losses, long Ties) : Fact;
