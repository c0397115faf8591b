using CodeRed.Evidence;
using CodeRed.Findings.Compare;
using CodeRed.Findings.Drift;
using CodeRed.Findings.LogDrift;
using CodeRed.Findings.Probe;
using CodeRed.Findings.Wording;
using CodeRed.Providers;
using CodeRed.Store;

namespace CodeRed.Cli;

/// <summary>Brings what the store holds to the folds, and the texts of the flips back to the finding.</summary>
internal static class Judging
{
    private const int ProgressEvery = 65_536;

    public static DriftFinding Drift(
        EvidenceStore store, Run baseline, Run current, Framing framing, DriftSettings settings, CancellationToken cancellation)
    {
        Comparable(baseline, current);
        var suite = baseline.Suite;
        // "model does better than model" would tell nobody which.
        bool twins = framing == Framing.Compare && baseline.Target == current.Target;
        var fold = new DriftFold(suite, Summary(baseline, twins), Summary(current, twins), framing, settings);
        long pairs = 0;
        for (int metric = 0; metric < suite.Metrics.Length; metric++)
        {
            foreach (var pair in store.Pairs(baseline.Id, current.Id, metric))
            {
                fold.Add(metric, pair);
                if (++pairs % ProgressEvery == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    Terminal.Progress($"Comparing: {Language.English.Count(pairs)} items");
                }
            }
        }

        Terminal.Progress("");
        var finding = fold.Finish(TimeProvider.System.GetUtcNow());
        if (finding.Pairing is { Items: 0, Edited: 0 } p && p.NotMeasuredBaseline + p.NotMeasuredCurrent == 0)
        {
            throw new UsageException(
                $"{Name(baseline)} and {Name(current)} share no items, so nothing can be compared with itself. If this is a log whose prompts never repeat, compare before and after a date: codered drift FILE --split DATE.");
        }

        return finding with
        {
            Flips =
            [
                .. finding.Flips.Select(f =>
                {
                    var before = store.Texts(f.BaselineSample);
                    return f with { Question = before.Question, BaselineAnswer = before.Answer, CurrentAnswer = store.Texts(f.CurrentSample).Answer };
                }),
            ],
        };
    }

    public static CompareFinding Compare(
        EvidenceStore store, IReadOnlyList<Run> runs, int? baseline, PriceList prices, CompareSettings settings, CancellationToken cancellation)
    {
        foreach (var run in runs.Skip(1))
        {
            Comparable(runs[0], run);
        }

        var suite = runs[0].Suite;
        var twins = runs.CountBy(r => r.Target.Name).Where(t => t.Value > 1).Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        var fold = new CompareFold(
            suite, [.. runs.Select(r => (Summary(r, twins.Contains(r.Target.Name)), store.Asked(r.Id) is var (id, at) ? new Target(ProviderCatalogue.Seller(TargetId.Parse(id), at)) : r.Target))], baseline, prices, settings, TimeProvider.System.GetUtcNow());
        long items = 0;
        foreach (var set in store.Sets([.. runs.Select(r => r.Id)], suite.Metrics.IndexOf(suite.Primary!)))
        {
            fold.Add(set);
            if (++items % ProgressEvery == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                Terminal.Progress($"Comparing: {Language.English.Count(items)} items");
            }
        }

        Terminal.Progress("");
        return fold.Finish();
    }

    public static LogDriftFinding LogDrift(
        EvidenceStore store, Run log, DateTimeOffset split, DriftSettings settings, CancellationToken cancellation)
    {
        var fold = new LogDriftFold(log.Suite, Summary(log), split, settings);
        long rows = 0;
        foreach (var entry in store.Entries(log.Id, log.Suite.Metrics.Length))
        {
            fold.Add(entry);
            if (++rows % ProgressEvery == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                Terminal.Progress($"Comparing: {Language.English.Count(rows)} rows");
            }
        }

        Terminal.Progress("");
        return fold.Finish(TimeProvider.System.GetUtcNow());
    }

    private static void Comparable(Run baseline, Run current)
    {
        if (!baseline.Suite.HasItems || !current.Suite.HasItems)
        {
            throw new UsageException(
                $"{Name(baseline.Suite.HasItems ? current : baseline)} has no item ids, so its rows cannot be paired. Name the column in the mapping (columns: item: ...), or compare before and after a date: codered drift FILE --split DATE.");
        }

        if (baseline.Suite != current.Suite)
        {
            throw new UsageException(baseline.Suite.Name == current.Suite.Name
                ? $"{Name(baseline)} and {Name(current)} were graded in different ways; import both with the same mapping."
                : $"{Name(baseline)} answered the suite '{baseline.Suite.Name}' and {Name(current)} the suite '{current.Suite.Name}': they share no items. If they are the same, give both mappings the same 'suite:' and metrics; if this is a log, use --split DATE.");
        }

        if (baseline.Suite.Primary is null)
        {
            throw new UsageException($"The suite '{baseline.Suite.Name}' has no graded metric; name one in the mapping (metrics: ...).");
        }
    }

    /// <summary>What one run came to.</summary>
    public static ProbeFinding Probe(EvidenceStore store, Run run, double alpha)
    {
        var fold = new ProbeFold(run.Suite, Summary(run), run.Target, alpha);
        for (int metric = 0; metric < run.Suite.Metrics.Length; metric++)
        {
            foreach (var set in store.Sets([run.Id], metric))
            {
                fold.Add(metric, set.Runs[0]);
            }
        }

        return fold.Finish();
    }

    private static RunSummary Summary(Run run, bool withSource = false) => new(
        run.Id.Hex, withSource ? $"{run.Target.Name} ({run.Source.Name})" : run.Target.Name, run.Source.Name, run.Samples, run.FirstAt, run.LastAt);

    private static string Name(Run run) => $"{run.Target.Name} ({run.Source.Name}, {run.Id.Short})";
}
