using CodeRed.Evidence;
using CodeRed.Interchange;
using CodeRed.Store;

namespace CodeRed.Cli;

/// <summary>A whole run as a group of test cases for a build server: each item a case, by the primary metric.</summary>
internal static class ProbeJUnit
{
    public static JUnitSuite Suite(EvidenceStore store, Run run) => new($"{run.Suite.Name}: {run.Target.Name}", () => Cases(store, run));

    private static IEnumerable<JUnitCase> Cases(EvidenceStore store, Run run)
    {
        var primary = run.Suite.Primary!;
        return store.Sets([run.Id], run.Suite.Metrics.IndexOf(primary)).Select(set => JUnitCase.OfItem(run.Target.Name, set.Key, set.Runs[0], primary.Better, 1, sample =>
        {
            var texts = store.Texts(sample);
            return (texts.Answer, texts.Error);
        }));
    }
}
