namespace CodeRed.Statistics.Latent;

/// <summary>Who hands the throne over.</summary>
public enum ThroneHolder
{
    /// <summary>Single models.</summary>
    Model,

    /// <summary>Labs, each by its best model released so far.</summary>
    Lab,
}

/// <summary>A change of leader, or one that the scores leave open.</summary>
/// <param name="From">Number of the old leader: of its model, or of its lab.</param>
/// <param name="To">Number of the new one.</param>
/// <param name="When">From the first day on which the new one was better with a probability of at least 0.05 and has been since, to the first with at
/// least 0.95; null where it has not come to that: unresolved.</param>
/// <param name="Probability">Posterior probability that the new one is better: on the last of these days, or on the last day of all where
/// unresolved.</param>
public sealed record Handover(int From, int To, DayRange? When, double Probability)
{
    /// <summary>Whether the handover is sure enough to be dated.</summary>
    public bool Resolved => When is not null;
}
