namespace CodeRed.Evidence;

/// <summary>How good one answer is under one metric: a value in [0, 1], or not measured.</summary>
/// <remarks>
/// <see langword="default"/> is <see cref="NotMeasured"/>, so that a forgotten grade can never pass for a zero.
/// </remarks>
public readonly record struct Grade
{
    private readonly bool measured;
    private readonly double value;

    private Grade(double value, string? label, bool nonAnswer)
    {
        measured = true;
        this.value = value;
        Label = label;
        IsNonAnswer = nonAnswer;
    }

    /// <summary>Nothing to grade: an error, or no answer at all. Not a zero.</summary>
    public static Grade NotMeasured => default;

    /// <summary>The value in [0, 1]; null when not measured.</summary>
    public double? Value => measured ? value : null;

    /// <summary>What the grader read from the answer (a choice, a number), where it reads one.</summary>
    public string? Label { get; }

    /// <summary>Whether something was answered in which nothing gradable was found. It grades 0.</summary>
    public bool IsNonAnswer { get; }

    /// <summary>A graded answer.</summary>
    /// <param name="value">In [0, 1].</param>
    /// <param name="label">What was read from the answer.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1] or not a number.</exception>
    public static Grade Of(double value, string? label = null) =>
        value is >= 0 and <= 1
            ? new(value, label, false)
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A grade lies between 0 and 1.");

    /// <summary>An answer without anything gradable in it: 0, and counted as such.</summary>
    public static Grade NonAnswer => new(0, null, true);
}
