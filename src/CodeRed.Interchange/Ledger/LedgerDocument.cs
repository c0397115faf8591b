using System.Collections.Frozen;
using System.Collections.Immutable;
using CodeRed.Evidence.Documents;

namespace CodeRed.Interchange;

/// <summary>A ledger file: one key that says what its entries are, and at its head what holds for all of them.</summary>
/// <param name="Kind">The key, such as <c>releases</c>.</param>
/// <param name="Layer">The number of its folder, from 0.</param>
/// <param name="Root">The whole file.</param>
/// <param name="Entries">The value of the key.</param>
internal sealed record LedgerDocument(string Kind, int Layer, YamlNode Root, YamlNode Entries)
{
    /// <summary>Keys of an entry that may stand at the head of its file, or of its series.</summary>
    public static FrozenSet<string> HeadKeys { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "lab", "product", "person", "benchmark", "runner", "runner_kind", "metric", "edition", "measure", "by", "vendor", "claimant", "of", "on", "date_means",
        "known_by", "known_basis", "confidence", "conditions", "source", "precision", "kind", "from", "to");

    /// <summary>Kinds whose entries are named by keys, in the order in which they are read.</summary>
    public static ImmutableArray<string> EntityKinds { get; } = ["labs", "runners", "skills", "measures", "products", "people", "models", "benchmarks", "aliases"];

    /// <summary>Kinds whose entries are a list.</summary>
    public static ImmutableArray<string> ListKinds { get; } = ["series", "scores", "votes", "releases", "moves", "usage", "prices", "claims", "conflicts"];

    /// <summary>The kind that is read by whoever computes levels.</summary>
    public const string Levels = "levels";

    private static readonly ImmutableArray<string> Kinds = [.. EntityKinds, .. ListKinds, Levels];

    /// <summary>The entries of a list, each with what the head says for it; of a mapping, the values as they are.</summary>
    public IEnumerable<YamlNode> Rows() => Entries.Items.Select(entry => WithHead(entry, Root));

    /// <summary>An entry, and what the head of its file or series says where it says nothing itself.</summary>
    public static YamlNode WithHead(YamlNode entry, YamlNode head) => entry.Kind == YamlKind.Mapping ? entry.WithDefaults(head, HeadKeys) : entry;

    /// <summary>The key of a file that is right, and its entries.</summary>
    public static YamlMember EntriesOf(YamlNode root) => root.Members.First(member => Kinds.Contains(member.Key));

    /// <summary>Looks at the keys of a file; null, and a problem noted, where it is no ledger file.</summary>
    public static LedgerDocument? Of(YamlNode root, int layer, ICollection<DocumentProblem> problems)
    {
        var head = new YamlFields(root, "a ledger file", problems);
        if (root.Kind != YamlKind.Mapping)
        {
            return null;
        }

        var kinds = Kinds.Where(kind => root.Members.Any(member => member.Key == kind)).ToList();
        if (kinds.Count == 0)
        {
            string? meant = root.Members.Select(member => NearestName.To(member.Key, Kinds)).FirstOrDefault(near => near is not null);
            head.Note(
                root.Line,
                "no key says what the file holds",
                $"{(meant is null ? "" : $"did you mean {meant}? ")}write one of {string.Join(", ", Kinds)}");
            return null;
        }

        string kind = kinds[0];
        foreach (string second in kinds.Skip(1))
        {
            head.Note(root.Members.First(member => member.Key == second).Line, $"the file holds both '{kind}' and '{second}'", "write them into two files");
            head.Any(second);
        }

        var entries = head.Any(kind);
        bool isList = ListKinds.Contains(kind);
        if (entries is null)
        {
            head.Note(root.Line, $"'{kind}' is empty", "write an entry, or take the file away");
        }
        else if (kind != Levels && entries.Kind != (isList ? YamlKind.Sequence : YamlKind.Mapping))
        {
            head.Note(entries.Line, $"'{kind}' is {entries.Description}", isList ? "write a list: each entry starts with -" : "write an id with a colon, and its keys under it");
            entries = null;
        }

        foreach (string key in HeadKeys)
        {
            head.Any(key);
        }

        head.RefuseOthers();
        return entries is null ? null : new LedgerDocument(kind, layer, root, entries);
    }
}
