namespace CodeRed.Evidence;

/// <summary>What a run, or the part of it that is durable, came to.</summary>
/// <param name="Answered">Samples with an answer.</param>
/// <param name="Failed">Samples with an error in the place of an answer.</param>
/// <param name="Cost">What the priced samples cost, the judge included, in US dollars.</param>
/// <param name="Unpriced">Answered samples whose cost is not known.</param>
public readonly record struct RunTotals(long Answered, long Failed, decimal Cost, long Unpriced)
{
    /// <summary>How many samples there are.</summary>
    public long Samples => Answered + Failed;

    /// <summary>With one more sample.</summary>
    public RunTotals With(AskedSample sample) => With(sample.Graded.Sample.Measured, sample.Graded.Sample.Cost, sample.JudgeCost);

    /// <summary>With one more sample.</summary>
    /// <param name="measured">Whether it has an answer.</param>
    /// <param name="cost">What the answer cost; null where that is unknown.</param>
    /// <param name="judgeCost">What judging it cost; null where that is unknown.</param>
    public RunTotals With(bool measured, decimal? cost, decimal? judgeCost) => new(
        Answered + (measured ? 1 : 0),
        Failed + (measured ? 0 : 1),
        Cost + (cost ?? 0) + (judgeCost ?? 0),
        Unpriced + (measured && (cost is null || judgeCost is null) ? 1 : 0));
}
