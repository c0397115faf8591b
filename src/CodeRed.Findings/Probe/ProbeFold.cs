using CodeRed.Evidence;
using CodeRed.Evidence.Facts;
using CodeRed.Findings.Compare;
using CodeRed.Findings.Drift;

namespace CodeRed.Findings.Probe;

/// <summary>Folds the answers of one run, metric by metric and item by item, in constant memory.</summary>
/// <remarks>The item is the unit of every error, as it is where runs are compared.</remarks>
public sealed class ProbeFold
{
    /// <summary>What a run of ours costs is recorded with each answer; where it is not, it is not known.</summary>
    private static readonly PriceList NoPrices = new(new Ledger([], [], [], [], [], [], [], [], [], []));

    private readonly Suite suite;
    private readonly int primary;
    private readonly double alpha;
    private readonly RunFold run;
    private readonly MeanFold[] means;
    private readonly List<Outcome> measured = [];
    private double?[] costs = new double?[8];

    /// <summary>Prepares to fold a run.</summary>
    /// <param name="suite">What was asked; it has a primary metric.</param>
    /// <param name="run">The run.</param>
    /// <param name="target">Who answered.</param>
    /// <param name="alpha">One minus the level of the intervals, in (0, 1).</param>
    public ProbeFold(Suite suite, RunSummary run, Target target, double alpha)
    {
        (this.suite, this.alpha) = (suite, alpha);
        primary = suite.Metrics.IndexOf(suite.Primary ?? throw new ArgumentException($"Suite '{suite.Name}' has no primary metric.", nameof(suite)));
        this.run = new RunFold(run, target.Name, NoPrices, default);
        means = [.. suite.Metrics.Select(_ => new MeanFold())];
    }

    /// <summary>Adds all answers to one item under one metric.</summary>
    /// <param name="metric">Its place in the suite.</param>
    /// <param name="all">By epoch.</param>
    public void Add(int metric, IReadOnlyList<Outcome> all)
    {
        measured.Clear();
        measured.AddRange(all.Where(o => o.Value is not null));
        if (measured.Count > 0)
        {
            means[metric].Add(measured.Count, measured.Sum(o => o.Value!.Value), measured.All(o => o.Value is 0 or 1));
        }

        if (metric != primary)
        {
            return;
        }

        run.AddAsked(all);
        if (measured.Count > 0)
        {
            costs = costs.Length < measured.Count ? new double?[2 * measured.Count] : costs;
            run.Add(measured, costs);
        }
    }

    /// <summary>What the run came to.</summary>
    public ProbeFinding Finish() => new(run.Finish(1 - alpha), [.. suite.Metrics.Select((m, i) => new MetricMean(m.Name, means[i].Mean, means[i].Interval(1 - alpha), means[i].Answers))]);
}
