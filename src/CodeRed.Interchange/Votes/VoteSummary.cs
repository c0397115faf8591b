namespace CodeRed.Interchange;

/// <summary>Rows that gave no vote, and why.</summary>
/// <param name="Reason">For example <c>length_difference is empty</c>; holds a column's name, cleaned for display.</param>
/// <param name="Rows">At least 1.</param>
public sealed record RowsLeftOut(string Reason, long Rows);

/// <summary>What a file of votes held.</summary>
/// <param name="Models">The names of the models by their number: text of a stranger, to be escaped wherever it is shown.</param>
/// <param name="Votes">Votes handed over.</param>
/// <param name="Ties">Of these, ties without those that are called both bad.</param>
/// <param name="BothBad">Of these, ties in which both were called bad.</param>
/// <param name="Prompts">Distinct prompts; 0 when no column of prompts was read.</param>
/// <param name="Voters">Distinct voters; 0 when no column of voters was read.</param>
/// <param name="WithoutPrompt">Votes whose cell of the prompt column is empty; 0 when no such column was read.</param>
/// <param name="WithoutVoter">Votes whose cell of the voter column is empty; 0 when no such column was read.</param>
/// <param name="LeftOut">Rows that gave no vote, by reason; blank lines are no rows.</param>
public sealed record VoteSummary(
    IReadOnlyList<string> Models,
    long Votes,
    long Ties,
    long BothBad,
    int Prompts,
    int Voters,
    long WithoutPrompt,
    long WithoutVoter,
    IReadOnlyList<RowsLeftOut> LeftOut);
