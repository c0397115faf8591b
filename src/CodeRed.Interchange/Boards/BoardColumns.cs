namespace CodeRed.Interchange;

/// <summary>Which column of a table means what.</summary>
public sealed record BoardColumns
{
    /// <summary>The model's name.</summary>
    public string? Model { get; init; }

    /// <summary>The value.</summary>
    public string? Value { get; init; }

    /// <summary>When it was measured.</summary>
    public string? Date { get; init; }

    /// <summary>Lower limit of the 95 % interval.</summary>
    public string? Lower { get; init; }

    /// <summary>Upper limit of the 95 % interval.</summary>
    public string? Upper { get; init; }

    /// <summary>Items asked.</summary>
    public string? Items { get; init; }

    /// <summary>Only rows whose column has this value.</summary>
    public (string Column, string Value)? Only { get; init; }

    /// <summary>Whether values are fractions of 1, to be written in percent.</summary>
    public bool Fractions { get; init; }
}
