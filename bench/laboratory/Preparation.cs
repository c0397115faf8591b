namespace CodeRed.Laboratory;

/// <summary>What a method says once it knows the baseline: a refusal, or what it can see and how to begin.</summary>
/// <param name="refusal">Why it refuses to watch with this baseline; null when it does not.</param>
/// <param name="start">Makes a watch that has seen nothing yet; called once for every watch on this baseline.</param>
/// <param name="floor">The smallest mean drop that it says it can detect, in [0, 1]; NaN when it says nothing.</param>
/// <param name="expectedDelay">The expected delay that it announces for a mean drop, in samples for draws and in rounds for rounds.</param>
internal sealed class Preparation(string? refusal, Func<Watch>? start, double floor = double.NaN, Func<double, double>? expectedDelay = null)
{
    public static Preparation Refused(string reason) => new(reason, null);

    public string? Refusal => refusal;

    public double Floor => floor;

    public double ExpectedDelay(double drop) => expectedDelay?.Invoke(drop) ?? double.NaN;

    public Watch Start() => start!();
}
