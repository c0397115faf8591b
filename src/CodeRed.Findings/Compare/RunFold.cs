using CodeRed.Evidence;
using CodeRed.Findings.Drift;
using CodeRed.Statistics;
using CodeRed.Statistics.Clustered;
using CodeRed.Statistics.Quantiles;

namespace CodeRed.Findings.Compare;

/// <summary>Folds the answers of one run, item by item, in constant memory.</summary>
/// <remarks>
/// The item is the unit of every error: quality and cost are ratio estimates clustered by item (<see cref="ClusteredDifference"/>), and a latency's
/// interval counts the items, not the answers. A latency is one of an answer: errors and timeouts have none.
/// </remarks>
internal sealed class RunFold(RunSummary run, string target, PriceList prices, DateOnly today)
{
    private static readonly double[] Orders = [.5, .95, .99];

    private readonly MeanFold quality = new();
    private readonly ClusteredDifference costs = new();
    private readonly LogHistogram latencies = new();
    private readonly Dictionary<string, UsedPrice> used = new(StringComparer.Ordinal);
    private PriceAnswer? price;
    private DateOnly priced;
    private PriceAnswer? gap;
    private long timed;
    private (double Sum, long Count) input;
    private (double Sum, long Count) output;
    private long recordedCosts;
    private long pricedCosts;
    private long uncounted;
    private long unpriced;
    private long undated;
    private long asked;
    private long missing;
    private long refused;
    private long nonAnswers;

    public RunSummary Run => run;

    public double? Quality => quality.Mean;

    public bool CostIsKnown => recordedCosts + pricedCosts > 0 && uncounted + unpriced == 0;

    public double? CostPerThousand => costs.Clusters == 0 ? null : 1000 * costs.Mean;

    public bool LatencyIsKnown => latencies.Count > 0 && latencies.Count == quality.Answers;

    public double? MedianLatency => latencies.Quantile(.5);

    /// <summary>Adds the answers to a question that all runs were asked.</summary>
    public void AddAsked(IReadOnlyList<Outcome> all)
    {
        for (int i = 0; i < all.Count; i++)
        {
            asked++;
            missing += all[i].Value is null ? 1 : 0;
            refused += all[i].Refusal ? 1 : 0;
            nonAnswers += all[i].NonAnswer ? 1 : 0;
        }
    }

    /// <summary>Adds the measured answers to one item, and says what each cost.</summary>
    /// <param name="measured">At least one.</param>
    /// <param name="costOf">Receives the cost of each answer; null where it is not known.</param>
    public void Add(IReadOnlyList<Outcome> measured, Span<double?> costOf)
    {
        double sum = 0;
        bool binary = true;
        double cost = 0;
        int costed = 0;
        bool anyLatency = false;
        for (int i = 0; i < measured.Count; i++)
        {
            var outcome = measured[i];
            sum += outcome.Value!.Value;
            binary &= outcome.Value is 0 or 1;
            if (outcome.LatencyMilliseconds is { } latency)
            {
                latencies.Add(latency);
                anyLatency = true;
            }

            Tokens(ref input, outcome.InputTokens);
            Tokens(ref output, outcome.OutputTokens);
            costOf[i] = Cost(outcome);
            if (costOf[i] is { } dollars)
            {
                cost += dollars;
                costed++;
            }
        }

        quality.Add(measured.Count, sum, binary);
        timed += anyLatency ? 1 : 0;
        if (costed > 0)
        {
            costs.Add(costed, cost);
        }
    }

    /// <summary>The interval of the median latency, distribution-free; infinite where there are too few items.</summary>
    public Interval MedianInterval(double level) => QuantileInterval.From(latencies, timed, .5, level);

    public ComparedRun Finish(double level) => new()
    {
        Run = run,
        Quality = Quality,
        QualityInterval = quality.Interval(level),
        MayBeBest = true,
        Cost = new RunCost
        {
            PerThousand = CostPerThousand,
            Interval = costs.Infer()?.ConfidenceInterval(level) is { } i ? new Interval(Math.Max(0, 1000 * i.Lower), 1000 * i.Upper) : null,
            Recorded = recordedCosts,
            Priced = pricedCosts,
            Unknown = uncounted + unpriced,
            Uncounted = uncounted,
            Undated = undated,
            Prices = [.. used.Values.OrderBy(p => p.AsOf).ThenBy(p => p.Fact, StringComparer.Ordinal)],
            Gap = gap?.Gap ?? PriceGap.None,
            GapDate = gap?.Date,
        },
        Latency = new RunLatency(latencies.Count, quality.Answers - latencies.Count, latencies.Count == 0 ? [] :
        [
            .. Orders.Select(order => new LatencyPercentile(
                order, latencies.Quantile(order)!.Value, OpenInterval.Of(QuantileInterval.From(latencies, timed, order, level)))),
        ]),
        InputTokens = Mean(input),
        OutputTokens = Mean(output),
        Asked = asked,
        Missing = missing,
        Refused = refused,
        NonAnswers = nonAnswers,
        Front = FrontPlace.OnFrontAsFarAsKnown,
        DominatedBy = [],
    };

    // What the log states wins over what a list would have asked.
    private double? Cost(in Outcome outcome)
    {
        if (outcome.Cost is { } stated)
        {
            recordedCosts++;
            return (double)stated;
        }

        if (PriceOn(outcome.At is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : today) is not { Price: { } list } answer)
        {
            unpriced++;
            return null;
        }

        if (answer.CostOf(outcome.Usage) is not { } cost)
        {
            uncounted++;
            return null;
        }

        pricedCosts++;
        undated += outcome.At is null ? 1 : 0;
        used.TryAdd(answer.Fact!, new UsedPrice(answer.Model!, answer.Fact!, list.InputPerMillion, list.CachedInputPerMillion, list.OutputPerMillion, list.AsOf, list.Source, answer.Note));
        return (double)cost;
    }

    private PriceAnswer PriceOn(DateOnly day)
    {
        if (price is null || priced != day)
        {
            (price, priced) = (prices.PriceOf(target, day), day);
            gap ??= price.Gap == PriceGap.None ? null : price;
        }

        return price;
    }

    private static void Tokens(ref (double Sum, long Count) tokens, int? count)
    {
        if (count is { } n)
        {
            tokens = (tokens.Sum + n, tokens.Count + 1);
        }
    }

    private static double? Mean((double Sum, long Count) tokens) => tokens.Count == 0 ? null : tokens.Sum / tokens.Count;
}
