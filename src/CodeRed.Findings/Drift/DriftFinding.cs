using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CodeRed.Findings.Drift;

/// <summary>Whether the current answers differ from the baseline's, by how much, how surely and in what manner.</summary>
/// <remarks>Everything a face shows is in here; a face computes nothing.</remarks>
public sealed record DriftFinding
{
    /// <summary>The version of this record's JSON form.</summary>
    public string Schema { get; init; } = "codered.drift/1";

    /// <summary>One target at two times, or two targets side by side.</summary>
    public required Framing Framing { get; init; }

    /// <summary>The day this was computed.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The name of the suite both runs answered.</summary>
    public required string Suite { get; init; }

    /// <summary>What is compared with.</summary>
    public required RunSummary Baseline { get; init; }

    /// <summary>What is compared.</summary>
    public required RunSummary Current { get; init; }

    /// <summary>The error rates and the seed it was computed with.</summary>
    public required DriftSettings Settings { get; init; }

    /// <summary>The headline, from the primary metric.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why nothing could be measured, or why "worse" became "changed but not worse"; else null.</summary>
    public VerdictReason? Reason { get; init; }

    /// <summary>Which answers were comparable.</summary>
    public required Pairing Pairing { get; init; }

    /// <summary>The graded metrics, the primary one first.</summary>
    public required ImmutableArray<MetricFinding> Metrics { get; init; }

    /// <summary>What every answer has besides its grade: non-answers, length, latency and so on.</summary>
    public required ImmutableArray<MeasureFinding> Measures { get; init; }

    /// <summary>In what manner the primary metric changed, the most telling first.</summary>
    public required ImmutableArray<Diagnosis> Diagnoses { get; init; }

    /// <summary>The primary metric by stratum, the largest fall first; empty where items have none.</summary>
    public required ImmutableArray<StratumFinding> Strata { get; init; }

    /// <summary>Items whose grade changed, with both answers: drawn in the seeded order, not picked.</summary>
    public required ImmutableArray<Flip> Flips { get; init; }

    /// <summary>When it changed, as far as dates can tell.</summary>
    public required Onset Onset { get; init; }

    /// <summary>What this finding cannot tell.</summary>
    public required ImmutableArray<Unknown> NotKnown { get; init; }

    /// <summary>The metric of the headline.</summary>
    [JsonIgnore]
    public MetricFinding Primary => Metrics[0];

    /// <summary>The first and the last answer of both runs; null where dates are not known.</summary>
    [JsonIgnore]
    public (DateTimeOffset First, DateTimeOffset Last)? AskedBetween =>
        Baseline is { FirstAt: { } b0, LastAt: { } b1 } && Current is { FirstAt: { } c0, LastAt: { } c1 }
            ? (b0 < c0 ? b0 : c0, b1 > c1 ? b1 : c1)
            : null;
}

/// <summary>How the two runs relate, which changes the words and nothing else.</summary>
public enum Framing
{
    /// <summary>A baseline and a current run.</summary>
    Drift,

    /// <summary>Two targets, the second compared with the first.</summary>
    Compare,
}

/// <summary>The run behind one side.</summary>
/// <param name="Id">The run's id, 64 hexadecimal digits: the evidence.</param>
/// <param name="Target">Who answered.</param>
/// <param name="Source">The name of the file it was read from.</param>
/// <param name="Samples">How many answers it holds.</param>
/// <param name="FirstAt">The earliest answer, where dates are known.</param>
/// <param name="LastAt">The latest answer, where dates are known.</param>
public sealed record RunSummary(
    string Id, string Target, string Source, long Samples, DateTimeOffset? FirstAt, DateTimeOffset? LastAt);

/// <summary>How a drift finding is computed.</summary>
/// <param name="Alpha">
/// The two-sided error rate of the headline, in (0, 1): with no change at all, a verdict of worse or better comes up in at
/// most this share of comparisons. All other verdicts of the finding share one further alpha (Holm).
/// </param>
/// <param name="Power">The chance, in (0, 1), with which the smallest detectable drop would have been seen.</param>
/// <param name="Seed">Orders the items and draws the flips that are shown.</param>
/// <param name="Flips">How many flipped items of each direction are shown.</param>
public sealed record DriftSettings(double Alpha = 0.05, double Power = 0.8, ulong Seed = 1, int Flips = 25);

/// <summary>Why a verdict is not simply that of the primary metric's test.</summary>
public enum VerdictReason
{
    /// <summary>No item has a measured answer on both sides.</summary>
    NothingMeasured,

    /// <summary>Missing answers moved, and how they would have been graded decides the verdict.</summary>
    MissingnessMoved,

    /// <summary>Raw answers are worse; without fences and wrapping they are not.</summary>
    FormatOnly,
}

/// <summary>Which answers of the two runs could be compared.</summary>
/// <param name="Items">Items with a measured answer on both sides.</param>
/// <param name="Pairs">Answers compared; more than the items where items repeat.</param>
/// <param name="OnlyBaseline">Items the current run lacks.</param>
/// <param name="OnlyCurrent">Items the baseline lacks.</param>
/// <param name="Edited">Answers to a question that the other run asks otherwise under the same id: left out.</param>
/// <param name="NotMeasuredBaseline">Answers of the baseline that are errors or absent.</param>
/// <param name="NotMeasuredCurrent">Answers of the current run that are errors or absent.</param>
public sealed record Pairing(
    long Items, long Pairs, long OnlyBaseline, long OnlyCurrent, long Edited, long NotMeasuredBaseline, long NotMeasuredCurrent);
