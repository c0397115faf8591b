namespace CodeRed.Statistics.Latent;

/// <summary>How capabilities are fitted.</summary>
public sealed record CapabilitySettings
{
    /// <summary>What is expected of capabilities before any score is seen.</summary>
    public CapabilityPrior Prior { get; init; }

    /// <summary>Items taken to stand behind a proportion that comes with neither items nor standard error; more than 0.</summary>
    public double DefaultItems { get; init; } = 200;

    /// <summary>Whether benchmarks may have ceilings and floors that nobody told of. Without, intervals hold only where all are told, and no misfit of that kind is looked for.</summary>
    public bool UntoldBounds { get; init; } = true;

    /// <summary>Draws from the posterior, at least 100.</summary>
    public int Draws { get; init; } = 1_000;

    /// <summary>Seed of the draws.</summary>
    public ulong Seed { get; init; } = 1;
}
