using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CodeRed.Evidence;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Drift;
using CodeRed.Statistics;

namespace CodeRed.Findings.Compare;

/// <summary>Which of several runs of one suite does best, what each costs, how fast it answers, and which of them nothing beats in all three.</summary>
/// <remarks>Everything a face shows is in here; a face computes nothing.</remarks>
public sealed record CompareFinding
{
    /// <summary>The version of this record's JSON form.</summary>
    public string Schema { get; init; } = "codered.compare/1";

    /// <summary>When this was computed; undated answers are priced as of this day.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The name of the suite that all runs answered.</summary>
    public required string Suite { get; init; }

    /// <summary>The metric that quality is.</summary>
    public required string Metric { get; init; }

    /// <summary>Which way the metric gets better.</summary>
    public required Better Better { get; init; }

    /// <summary>The error rate and the seed it was computed with.</summary>
    public required CompareSettings Settings { get; init; }

    /// <summary>The headline.</summary>
    public required CompareVerdict Verdict { get; init; }

    /// <summary>Id of the run that the others are held against; null where each is compared with each.</summary>
    public required string? Baseline { get; init; }

    /// <summary>Items that all runs have a measured answer to: what is compared.</summary>
    public required long Items { get; init; }

    /// <summary>Answers of each run to these items.</summary>
    public required long Answers { get; init; }

    /// <summary>Items left out because some run lacks them, asks them otherwise or has no measured answer.</summary>
    public required long LeftOut { get; init; }

    /// <summary>The runs, the best quality first.</summary>
    public required ImmutableArray<ComparedRun> Runs { get; init; }

    /// <summary>The pairs that are judged: all, or those with the baseline.</summary>
    public required ImmutableArray<ComparedPair> Pairs { get; init; }

    /// <summary>What this finding cannot tell.</summary>
    public required ImmutableArray<CompareUnknown> NotKnown { get; init; }

    /// <summary>The runs that may be the best.</summary>
    [JsonIgnore]
    public IEnumerable<ComparedRun> BestSet => Runs.Where(r => r.MayBeBest);

    /// <summary>The run of an id.</summary>
    public ComparedRun Run(string id) => Runs.First(r => r.Run.Id == id);
}

/// <summary>What a comparison of several runs comes to.</summary>
public enum CompareVerdict
{
    /// <summary>There was not enough to judge by.</summary>
    CouldNotCompare,

    /// <summary>One run is better than each other one.</summary>
    OneBest,

    /// <summary>Several runs may be the best, and others are not.</summary>
    SeveralMayBeBest,

    /// <summary>Nothing tells the runs apart.</summary>
    NoneSeparated,

    /// <summary>Some run is worse than the baseline.</summary>
    SomeWorse,

    /// <summary>No run was seen to be worse than the baseline.</summary>
    NoneSeenWorse,
}

/// <summary>One run among those compared. Its figures are of the common items.</summary>
public sealed record ComparedRun
{
    /// <summary>The run.</summary>
    public required RunSummary Run { get; init; }

    /// <summary>The mean grade, in [0, 1], each answer with the same weight; null when nothing was measured.</summary>
    public required double? Quality { get; init; }

    /// <summary>The interval of the mean grade at level 1 - alpha, for this run alone; null where there are too few items for one.</summary>
    public required Interval? QualityInterval { get; init; }

    /// <summary>Whether it belongs to the set that holds the best run with a confidence of 1 - alpha.</summary>
    public required bool MayBeBest { get; init; }

    /// <summary>What it costs.</summary>
    public required RunCost Cost { get; init; }

    /// <summary>How fast it answers.</summary>
    public required RunLatency Latency { get; init; }

    /// <summary>Tokens of a prompt, on average, of the answers that have a count; null without any.</summary>
    public required double? InputTokens { get; init; }

    /// <summary>Tokens of an answer, on average, of the answers that have a count; null without any.</summary>
    public required double? OutputTokens { get; init; }

    /// <summary>Answers to questions that all runs were asked, errors and absent ones included: what the following three are shares of.</summary>
    public required long Asked { get; init; }

    /// <summary>Errors and absent answers among them.</summary>
    public required long Missing { get; init; }

    /// <summary>Answers among them that look like refusals.</summary>
    public required long Refused { get; init; }

    /// <summary>Answers among them in which nothing gradable was found.</summary>
    public required long NonAnswers { get; init; }

    /// <summary>Where it stands by quality, cost and latency together.</summary>
    public required FrontPlace Front { get; init; }

    /// <summary>Ids of the runs that dominate it, or may.</summary>
    public required ImmutableArray<string> DominatedBy { get; init; }
}

/// <summary>Where a run stands by quality, cost and median latency together.</summary>
public enum FrontPlace
{
    /// <summary>No other run is as good, as cheap and as fast, by the estimates.</summary>
    OnFront,

    /// <summary>Another is, by the estimates, but not beyond error.</summary>
    MayBeDominated,

    /// <summary>Another one is better, cheaper and faster beyond error.</summary>
    Dominated,

    /// <summary>Its cost or latency is not known, so that nothing can be shown to beat it.</summary>
    OnFrontAsFarAsKnown,
}

/// <summary>What the answers to the common items cost one run: the target's alone, for what a judge costs tells nothing about the target.</summary>
public sealed record RunCost
{
    /// <summary>US dollars for a thousand answers, of those whose cost is known; null when none is.</summary>
    public required double? PerThousand { get; init; }

    /// <summary>Its interval at level 1 - alpha, for this run alone; null with fewer than two items.</summary>
    public required Interval? Interval { get; init; }

    /// <summary>Answers whose cost the log or the provider itself states.</summary>
    public required long Recorded { get; init; }

    /// <summary>Answers priced by their tokens from the ledger.</summary>
    public required long Priced { get; init; }

    /// <summary>Answers whose cost is not known.</summary>
    public required long Unknown { get; init; }

    /// <summary>Of those unknown, answers whose tokens were not counted; the others lack a price.</summary>
    public required long Uncounted { get; init; }

    /// <summary>Of those priced, answers without a date.</summary>
    public required long Undated { get; init; }

    /// <summary>The prices they were priced with.</summary>
    public required ImmutableArray<UsedPrice> Prices { get; init; }

    /// <summary>Why a price is not known; none where it is.</summary>
    public required PriceGap Gap { get; init; }

    /// <summary>The date that belongs to the gap; null where there is none.</summary>
    public required PartialDate? GapDate { get; init; }

    /// <summary>Whether the cost of every answer is known.</summary>
    [JsonIgnore]
    public bool Complete => Unknown == 0 && Recorded + Priced > 0;
}

/// <summary>A price of the ledger that answers were priced with.</summary>
/// <param name="Model">The ledger's id of the model.</param>
/// <param name="Fact">The ledger's id of the fact.</param>
/// <param name="InputPerMillion">US dollars for a million tokens of the prompt.</param>
/// <param name="CachedInputPerMillion">US dollars for a million tokens of the prompt that were read from a cache; null where the list has no price of its own for them.</param>
/// <param name="OutputPerMillion">US dollars for a million tokens of the answer.</param>
/// <param name="AsOf">From when on.</param>
/// <param name="Source">Where it can be read.</param>
/// <param name="Note">What the fact adds; null where nothing.</param>
public sealed record UsedPrice(string Model, string Fact, decimal InputPerMillion, decimal? CachedInputPerMillion, decimal OutputPerMillion, PartialDate AsOf, string Source, string? Note);

/// <summary>How fast one run answered the common items.</summary>
/// <param name="Recorded">Answers whose latency is known.</param>
/// <param name="Unknown">Answers whose latency is not.</param>
/// <param name="Percentiles">The 50th, 95th and 99th; empty where no latency is known.</param>
public sealed record RunLatency(long Recorded, long Unknown, ImmutableArray<LatencyPercentile> Percentiles)
{
    /// <summary>Whether the latency of every answer is known.</summary>
    [JsonIgnore]
    public bool Complete => Unknown == 0 && Recorded > 0;
}

/// <summary>A percentile of latency.</summary>
/// <param name="Order">In (0, 1); 0.5 is the median.</param>
/// <param name="Milliseconds">Within 1 % of the order statistic.</param>
/// <param name="Interval">Distribution-free at level 1 - alpha, for this run alone; an end is null where there are too few answers for one.</param>
public sealed record LatencyPercentile(double Order, double Milliseconds, OpenInterval Interval);

/// <summary>Two runs held against each other.</summary>
/// <param name="First">Id of the one compared with: the baseline, or the one of better quality.</param>
/// <param name="Second">Id of the other.</param>
/// <param name="Comparison">The second against the first; its interval is simultaneous with those of all pairs, its adjusted p-value Holm's.</param>
/// <param name="Reason">Why there is no verdict; null where there is one.</param>
/// <param name="CostPerThousand">The second's cost of a thousand answers less the first's, in US dollars; null where either is not wholly known.</param>
/// <param name="CostInterval">Its interval, simultaneous with those of all pairs; null where there is none.</param>
public sealed record ComparedPair(
    string First, string Second, Comparison Comparison, VerdictReason? Reason, double? CostPerThousand, Interval? CostInterval);

/// <summary>Something a comparison of several runs cannot tell, with its number where it has one.</summary>
/// <param name="Kind">What is not known.</param>
/// <param name="Count">How many items or runs it concerns; null where that does not apply.</param>
public sealed record CompareUnknown(CompareUnknownKind Kind, long? Count = null);

/// <summary>What a comparison of several runs may be unable to tell.</summary>
public enum CompareUnknownKind
{
    /// <summary>Whether it holds beyond these items.</summary>
    OtherItems,

    /// <summary>What items would show that not all runs answered.</summary>
    LeftOutItems,

    /// <summary>How errors and absent answers would have been graded.</summary>
    MissingAnswers,

    /// <summary>What some runs cost.</summary>
    Costs,

    /// <summary>How fast some runs answer.</summary>
    Latencies,

    /// <summary>What a batch discount saved, or a cache, where the log does not tell its tokens or the list no price of them.</summary>
    CacheDiscounts,

    /// <summary>Whether latencies compare, because nothing says that the runs were asked from the same place at the same time.</summary>
    Conditions,
}
