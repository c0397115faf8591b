namespace CodeRed.Evidence.Facts;

/// <summary>A model's result on a benchmark.</summary>
/// <param name="Series">What it may be compared with.</param>
/// <param name="Model">Id of the model.</param>
/// <param name="Value">In the benchmark's unit.</param>
/// <param name="RunnerKind">What the runner is to the model's lab.</param>
public sealed record Score(ScoreSeries Series, string Model, double Value, RunnerKind RunnerKind) : Fact
{
    /// <summary>Lower limit of the 95 % interval that the runner published.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper limit of the 95 % interval that the runner published.</summary>
    public double? Upper { get; init; }

    /// <summary>Items asked; null to take the benchmark's.</summary>
    public int? Items { get; init; }

    /// <summary>How the model was run, such as <c>no tools</c>.</summary>
    public string? Conditions { get; init; }
}
