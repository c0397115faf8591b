namespace CodeRed.Statistics.Latent;

/// <summary>What is expected of capabilities before any score is seen: the regulariser.</summary>
public enum CapabilityPrior
{
    /// <summary>Normal around a line in the release day, its slope and spread estimated: a later model is expected to be better by as much as later models
    /// are. A model with few scores is drawn towards those released with it.</summary>
    Trend,

    /// <summary>Normal around one mean, the spread estimated. A model with few scores is drawn towards the mean of all.</summary>
    Normal,

    /// <summary>Normal, so wide (a standard deviation of 5) that it draws nothing anywhere.</summary>
    Weak,

    /// <summary>Normal with standard deviation 1, every proportion counted as of the default number of items: a fixed ridge on capabilities, scores not
    /// weighed by their size.</summary>
    Ridge,

    /// <summary>Student's t with 4 degrees of freedom around a line in the release day: one model may stand far out.</summary>
    HeavyTails,
}
