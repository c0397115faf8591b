namespace CodeRed.Evidence;

/// <summary>What a run, or the part of it that is durable, came to.</summary>
/// <param name="Answered">Samples with an answer.</param>
/// <param name="Failed">Samples with an error in the place of an answer.</param>
/// <param name="Cost">What the priced samples and answers cost, the judge included, in US dollars; without its anchors.</param>
/// <param name="Unpriced">Answers whose cost is not known.</param>
public readonly record struct RunTotals(long Answered, long Failed, decimal Cost, long Unpriced)
{
    /// <summary>How many samples there are.</summary>
    public long Samples => Answered + Failed;

    /// <summary>Answers that wait for their judge: they are paid for, and no samples yet.</summary>
    public long Waiting { get; init; }

    /// <summary>What asking the judge about its anchors cost this run, as far as that is known, in US dollars.</summary>
    public decimal Anchors { get; init; }

    /// <summary>What the judge said of anchors, of which the cost is not known.</summary>
    public long UnpricedAnchors { get; init; }

    /// <summary>What requests cost that left neither a sample nor a verdict, and are made again, as far as the provider counted it, in US dollars.</summary>
    public decimal Expenses { get; init; }

    /// <summary>All that was paid, as far as that is known, in US dollars.</summary>
    public decimal Spent => Cost + Anchors + Expenses;

    /// <summary>With one more sample, or one more answer that waits for its judge.</summary>
    public RunTotals With(AskedSample sample)
    {
        var others = sample.Earlier is { } earlier ? WithWaiting(earlier.Cost, earlier.JudgeCost, -1) : this;
        return sample.Waiting is null
            ? others.With(sample.Graded.Sample.Measured, sample.Graded.Sample.Cost, sample.JudgeCost)
            : others.WithWaiting(sample.Graded.Sample.Cost, sample.JudgeCost);
    }

    /// <summary>With one more sample.</summary>
    /// <param name="measured">Whether it has an answer.</param>
    /// <param name="cost">What the answer cost; null where that is unknown.</param>
    /// <param name="judgeCost">What judging it cost; null where that is unknown.</param>
    public RunTotals With(bool measured, decimal? cost, decimal? judgeCost) => this with
    {
        Answered = Answered + (measured ? 1 : 0),
        Failed = Failed + (measured ? 0 : 1),
        Cost = Cost + (cost ?? 0) + (judgeCost ?? 0),
        Unpriced = Unpriced + (measured && (cost is null || judgeCost is null) ? 1 : 0),
    };

    /// <summary>With one more answer that waits for its judge.</summary>
    /// <param name="cost">What the answer cost; null where that is unknown.</param>
    /// <param name="judgeCost">What the judge's replies so far cost; null where that is unknown.</param>
    public RunTotals WithWaiting(decimal? cost, decimal? judgeCost) => WithWaiting(cost, judgeCost, 1);

    private RunTotals WithWaiting(decimal? cost, decimal? judgeCost, int times) => this with
    {
        Waiting = Waiting + times,
        Cost = Cost + (times * ((cost ?? 0) + (judgeCost ?? 0))),
        Unpriced = Unpriced + (cost is null || judgeCost is null ? times : 0),
    };
}
