namespace CodeRed.Interchange;

/// <summary>Three columns of which exactly one is 1: the first model won, the second, or neither.</summary>
/// <param name="First">1 where the first model won.</param>
/// <param name="Second">1 where the second model won.</param>
/// <param name="Tie">1 where neither did.</param>
public sealed record WinnerColumns(string First, string Second, string Tie);

/// <summary>Which column of a file of votes means what. In JSON lines a column is a key, or a dotted path of keys.</summary>
public sealed partial record VoteColumns
{
    internal VoteColumns(VoteLayout layout, string first, string second)
    {
        Layout = layout;
        First = first;
        Second = second;
    }

    /// <summary>The model shown first.</summary>
    public string First { get; }

    /// <summary>The model shown second.</summary>
    public string Second { get; }

    /// <summary>The outcome; null exactly when <see cref="OneHot"/> is not.</summary>
    public string? Winner { get; internal init; }

    /// <summary>The outcome in three columns, as in <c>winner_model_a</c>, <c>winner_model_b</c>, <c>winner_tie</c>.</summary>
    public WinnerColumns? OneHot { get; internal init; }

    /// <summary>The prompt, its id or its whole text; null when votes are not joined by prompt.</summary>
    public string? Prompt { get; internal init; }

    /// <summary>The voter; null when votes are not joined by voter.</summary>
    public string? Voter { get; internal init; }

    /// <summary>Numbers, each a value as seen from the first model.</summary>
    public IReadOnlyList<string> Covariates { get; internal init; } = [];

    /// <summary>What the words of <see cref="Winner"/> mean, where they do not say so themselves.</summary>
    public WinnerMap? WinnerMap { get; internal init; }

    /// <summary>The kind of file.</summary>
    public VoteFormat Format => Layout.Format;

    /// <summary>What was made of the columns, each a clause without a full stop; names in it are cleaned for display.</summary>
    public IReadOnlyList<string> Notes { get; internal init; } = [];

    internal VoteLayout Layout { get; }
}
