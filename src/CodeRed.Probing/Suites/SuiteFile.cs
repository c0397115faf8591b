using System.Collections.Immutable;
using System.Globalization;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;

namespace CodeRed.Probing.Suites;

/// <summary>A suite: what is asked, how answers are graded, and what a run may take. Read from YAML that promptfoo reads too, within a subset.</summary>
/// <remarks>
/// <para>Reading goes through every test once and throws nothing away unseen: what comes back can be asked. The items of a suite of at most
/// <see cref="MostKept"/> are kept; those of a larger one are read anew each time, so that memory holds a hundred items and, while the suite is checked, eight bytes an item.</para>
/// <para>A file that is read anew may have been changed meanwhile, and an item is known by its place: nothing is handed out that was read after a change.</para>
/// <para>Items that are the same in everything, ids included, are told apart by a number: <c>id</c>, <c>id#2</c>, <c>id#3</c>.</para>
/// </remarks>
public sealed class SuiteFile
{
    /// <summary>So many items are kept in memory; reading them costs more than they take.</summary>
    private const int MostKept = 5_000;

    /// <summary>So many items are read before the files are looked at and the items handed out: few enough to hold, many enough that looking costs nothing.</summary>
    private const int AtOnce = 100;

    private readonly SuiteDraft draft;

    // The files that are read anew, as they were before they were checked.
    private readonly ImmutableArray<SourceStamp> stamps;

    // Null where there are too many.
    private readonly IReadOnlyList<ProbeItem>? kept;

    // The ids that stand more than once; usually none.
    private readonly HashSet<string> repeated;

    private SuiteFile(SuiteDraft draft, ImmutableArray<SourceStamp> stamps, SuiteTally tally, IReadOnlyList<ProbeItem>? kept)
    {
        this.draft = draft;
        this.stamps = stamps;
        this.kept = kept;
        repeated = tally.Repeated;
        ItemCount = tally.Items;
        Judgements = tally.Judgements;
        ContentHash = tally.Hash;
        Metrics = tally.Metrics();
    }

    /// <summary>The file as the user named it.</summary>
    public string Path => draft.Path;

    /// <summary>For example <c>support-tickets</c>; the file's name without its extension where the suite does not say.</summary>
    public string Name => draft.Name;

    /// <summary>What the suite says it is for; null where it says nothing.</summary>
    public string? Description => draft.Description;

    /// <summary>The targets it names, in order; empty where it names none.</summary>
    public ImmutableArray<TargetSpec> Targets => draft.Targets;

    /// <summary>How often each item is asked in a run, at least 1.</summary>
    public int Epochs => draft.Epochs;

    /// <summary>What a run may take.</summary>
    public SuiteLimits Limits => draft.Limits;

    /// <summary>The model that judges.</summary>
    public JudgeSpec Judge => draft.Judge;

    /// <summary>How many items it has, at least 1.</summary>
    public long ItemCount { get; }

    /// <summary>Whether its items are in memory; those of a long suite are read anew each time.</summary>
    public bool IsKept => kept is not null;

    /// <summary>How many judgements one answer to every item needs.</summary>
    public long Judgements { get; }

    /// <summary>Requests of one run to one target, without those to the judge.</summary>
    public long Requests => ItemCount * Epochs;

    /// <summary>What every answer is graded for.</summary>
    public SuiteMetrics Metrics { get; }

    /// <summary>
    /// The hash of every item, how it is asked and graded, and the epochs, in order. Another hash is another suite, for which a watch needs another baseline.
    /// Names, descriptions, targets, limits, comments and layout play no part.
    /// </summary>
    public ContentHash ContentHash { get; }

    /// <summary>The suite as evidence.</summary>
    public Suite ToSuite() => new(Name, Metrics.All, HasItems: true);

    /// <summary>Reads a suite and goes through all of it.</summary>
    /// <param name="path">A YAML file of at most 1 MiB; the CSV and JSONL files that it names may be of any length.</param>
    /// <exception cref="DocumentException">Something is wrong: everything that is, up to a hundred mistakes, with file and line.</exception>
    public static SuiteFile Read(string path) => Of(YamlFile.Read(path));

    /// <summary>Reads a suite from text that is already in memory.</summary>
    /// <param name="text">YAML, at most 1 MiB.</param>
    /// <param name="path">The name that appears in every complaint; files that the suite names are looked for in its folder.</param>
    /// <exception cref="DocumentException">Something is wrong.</exception>
    public static SuiteFile Parse(string text, string path) => Of(YamlFile.Parse(text, path));

    /// <summary>The same suite with each item asked so often: another suite, by its hash.</summary>
    /// <param name="epochs">At least 1.</param>
    /// <exception cref="DocumentException">A file was changed since the suite was read.</exception>
    public SuiteFile WithEpochs(int epochs) => epochs == Epochs ? this : Of(draft with { Epochs = epochs });

    /// <summary>The items, in the order of the suite.</summary>
    /// <exception cref="DocumentException">A file of a suite that is not kept was changed since it was read, so that it no longer is the suite that was checked.</exception>
    public IEnumerable<ProbeItem> Items() => Told(kept ?? Read());

    private IEnumerable<ProbeItem> Told(IEnumerable<ProbeItem> items)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            yield return repeated.Contains(item.Id) ? item with { Id = Numbered(item.Id, seen[item.Id] = seen.GetValueOrDefault(item.Id) + 1) } : item;
        }
    }

    private IEnumerable<ProbeItem> Read()
    {
        var problems = new List<DocumentProblem>();
        var tally = new SuiteTally(draft.Epochs);
        foreach (var items in draft.Items(problems).Chunk(AtOnce))
        {
            ThrowIfChanged(problems);
            foreach (var item in items)
            {
                tally.Hashed(item);
                yield return item;
            }
        }

        ThrowIfChanged(problems);
        tally.Finish();
        if (tally.Hash != ContentHash)
        {
            throw Changed(draft.Sources.FirstOrDefault(s => s.Path is not null)?.Path ?? Path, "was changed while it was in use: its tests are others than those that were checked");
        }
    }

    private void ThrowIfChanged(List<DocumentProblem> problems)
    {
        foreach (var stamp in stamps)
        {
            if (stamp.Change() is { } change)
            {
                throw Changed(stamp.Path, change);
            }
        }

        if (problems.Count > 0)
        {
            throw new DocumentException(problems);
        }
    }

    private static DocumentException Changed(string path, string change) => new(
        path, 0, change, "what was asked is kept; put the file back as it was and run the same again to go on, or run it as it is now, which is another suite and another run");

    private static SuiteFile Of(YamlNode root)
    {
        string name = System.IO.Path.GetFileNameWithoutExtension(root.Path);
        return Of(SuiteReader.Read(root, name));
    }

    private static SuiteFile Of(SuiteDraft draft)
    {
        var problems = new List<DocumentProblem>();
        var stamps = draft.Sources.Select(s => s.Path).OfType<string>().Distinct(StringComparer.Ordinal).Select(SourceStamp.Of).ToImmutableArray();
        var tally = new SuiteTally(draft.Epochs);
        var kept = new List<ProbeItem>();
        foreach (var item in draft.Items(problems))
        {
            tally.Add(item, problems);
            if (tally.Items <= MostKept)
            {
                kept.Add(item);
            }
            else
            {
                kept.Clear();
            }
        }

        tally.Finish();
        if (problems.Count == 0 && tally.Items == 0)
        {
            problems.Add(new(draft.Sources.FirstOrDefault(s => s.Path is not null)?.Path ?? draft.Path, 0, "holds no tests", "write at least one"));
        }

        return problems.Count == 0 ? new(draft, stamps, tally, tally.Items <= MostKept ? kept : null) : throw new DocumentException(problems);
    }

    private static string Numbered(string id, int time) => time == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}#{time}");
}
