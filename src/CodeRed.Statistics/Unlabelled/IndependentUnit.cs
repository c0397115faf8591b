namespace CodeRed.Statistics.Unlabelled;

/// <summary>What may be taken as independent: the assumption under which a comparison of answers holds.</summary>
public enum IndependentUnit
{
    /// <summary>Whole batches. Answers of one batch, to one prompt or to several, may depend on each other in any way: by a cache, by sticky
    /// routing, by the load of the hour.</summary>
    Batch,

    /// <summary>Single answers, also those of one batch. A stronger assumption, which the data do not prove.</summary>
    Answer,
}
