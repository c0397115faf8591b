namespace CodeRed.Findings.Wording;

/// <summary>Fixed words of a comparison of several runs.</summary>
public enum CompareLabel
{
    /// <summary>The title.</summary>
    Title,

    /// <summary>The mean grade.</summary>
    Quality,

    /// <summary>Whether it may be the best.</summary>
    MayBeBest,

    /// <summary>It may.</summary>
    Yes,

    /// <summary>It may not.</summary>
    No,

    /// <summary>Where it stands by quality, cost and latency.</summary>
    Front,

    /// <summary>What a thousand answers cost.</summary>
    CostPerThousand,

    /// <summary>Latency.</summary>
    Latency,

    /// <summary>Neither measured nor zero.</summary>
    Unknown,

    /// <summary>Which runs are better, pair by pair.</summary>
    Pairs,

    /// <summary>The run that is judged.</summary>
    Judged,

    /// <summary>The run it is held against.</summary>
    Against,

    /// <summary>A difference of quality.</summary>
    Difference,

    /// <summary>A difference of cost.</summary>
    CostDifference,

    /// <summary>Cost and latency, as a heading.</summary>
    CostAndLatency,

    /// <summary>Where costs come from.</summary>
    CostSources,

    /// <summary>Tokens of a prompt.</summary>
    InputTokens,

    /// <summary>Tokens of an answer.</summary>
    OutputTokens,

    /// <summary>Share of errors and absent answers.</summary>
    Missing,

    /// <summary>Share of answers that look like refusals.</summary>
    Refused,

    /// <summary>Share of answers in which nothing gradable was found.</summary>
    NonAnswers,

    /// <summary>Tokens and missing answers, as a heading.</summary>
    AnswersGiven,

    /// <summary>What the scatter shows.</summary>
    QualityAgainstCost,

    /// <summary>The axes of the scatter.</summary>
    ScatterAxes,
}
