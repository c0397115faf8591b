namespace CodeRed.Interchange;

/// <summary>What a user says about the columns of a file of votes; what is null is guessed.</summary>
public sealed record VoteColumnsGiven
{
    /// <summary>The column of the model shown first.</summary>
    public string? First { get; init; }

    /// <summary>The column of the model shown second.</summary>
    public string? Second { get; init; }

    /// <summary>The column of the outcome.</summary>
    public string? Winner { get; init; }

    /// <summary>The column of the prompt, its id or its text; empty for none, so that votes on one prompt count as independent.</summary>
    public string? Prompt { get; init; }

    /// <summary>The column of the voter; empty for none, so that votes of one voter count as independent.</summary>
    public string? Voter { get; init; }

    /// <summary>Columns of numbers, each a value as seen from the first model, such as its length less that of the second.</summary>
    public IReadOnlyList<string> Covariates { get; init; } = [];

    /// <summary>One ASCII character between the fields of CSV, neither a quote nor a line break.</summary>
    public char? Delimiter { get; init; }

    /// <summary>What the words of the winner column mean, where they do not say so themselves.</summary>
    public WinnerMap? WinnerMap { get; init; }
}
