namespace CodeRed.Statistics.Latent;

/// <summary>A way in which scores contradict the model of <see cref="LatentCapability"/>.</summary>
public enum MisfitKind
{
    /// <summary>Models that do better than their capability on one benchmark do so, or do worse, on others: one number does not tell what they can.</summary>
    SecondSkill,

    /// <summary>Scores stop short of where they should go: a benchmark cannot be passed beyond some share, and is not known to be so.</summary>
    Ceiling,

    /// <summary>Weak models pass more than they should, as by guessing.</summary>
    Floor,

    /// <summary>On a benchmark later models do better, or worse, than their capability tells: it may have leaked into their training.</summary>
    Drift,

    /// <summary>On a benchmark the models of one lab do better, or worse, than their capability tells: it may have leaked into their training, or they are made
    /// for it.</summary>
    LabAdvantage,
}

/// <summary>A contradiction between scores and model: intervals may cover less than they say.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Benchmarks">Numbers of the benchmarks that contribute most, the first the most; empty for a second skill.</param>
public sealed record Misfit(MisfitKind Kind, IReadOnlyList<int> Benchmarks);
