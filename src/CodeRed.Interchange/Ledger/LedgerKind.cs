using System.Collections.Immutable;

namespace CodeRed.Interchange;

/// <summary>What an entry of a ledger can be, for whoever writes one.</summary>
/// <param name="Name">As <c>codered ledger add</c> calls it, such as <c>release</c>.</param>
/// <param name="Key">The key of its files, such as <c>releases</c>.</param>
/// <param name="IsNamed">Whether entries are named by the keys of a mapping, rather than stand in a list.</param>
/// <param name="Folder">The usual folder of its files; empty where one file is enough.</param>
/// <param name="FileBy">The key whose value names the usual file; null where <paramref name="Key"/> does.</param>
/// <param name="Keys">The keys of an entry.</param>
public sealed record LedgerKind(string Name, string Key, bool IsNamed, string Folder, string? FileBy, ImmutableArray<LedgerKey> Keys)
{
    private static readonly ImmutableArray<LedgerKey> Fact =
    [
        new("on", true, "when it was true: 2025-12-05, or 2025-12 or 2025 where no more is known"),
        new("known_by", false, "by when anybody could have read it; never the day of a run, nor the day we read it"),
        new("known_basis", false, "what says so: publication, snapshot or public_event; needed with known_by"),
        new("confidence", true, "low, medium or high: how far the reading is trusted"),
        new("source.title", true, "what the page, paper or file is called"),
        new("source.url", true, "its address"),
        new("source.published", false, "when it was published"),
        new("source.read_on", false, "when it was read"),
        new("source.first_hand", false, "true, or false where only an excerpt or a report of it was read"),
        new("source.commit", false, "the commit, where it is a file of a repository"),
        new("note", false, "what a reader should know besides"),
        new("id", false, "unique in the ledger; made of what it says when left out"),
        new("replaces", false, "true to put it in the place of an entry of the built-in ledger"),
    ];

    private static readonly ImmutableArray<LedgerKey> Series =
    [
        new("benchmark", true, "id of the benchmark"),
        new("edition", false, "which edition; needed where the benchmark has editions"),
        new("metric", false, "which metric; needed where the benchmark has several"),
        new("runner", true, "id of who measured"),
        new("date_means", true, "what 'on' is the date of: measured, published or model_released"),
    ];

    private static readonly LedgerKey Named = new("name", true, "as it is shown");
    private static readonly LedgerKey Chinese = new("zh-Hant", true, "its name in Traditional Chinese");
    private static readonly LedgerKey Aliases = new("aliases", false, "other names, as in [a, b]");
    private static readonly LedgerKey Id = new("id", true, "lower-case letters, digits, full stops and hyphens; stays for ever");
    private static readonly LedgerKey Replaces = Fact[^1];

    /// <summary>All kinds: facts first, then what they name.</summary>
    public static ImmutableArray<LedgerKind> All { get; } =
    [
        new("release", "releases", false, "releases", "lab",
        [
            new("lab", true, "id of the lab"), new("subject", true, "what was released"),
            new("kind", false, "model (the default), product, lab or announcement"), new("model", false, "id of the model, where the ledger has it"),
            new("flagship", false, "whether it was the lab's most capable model on that day, as the lab presented it"), .. Fact,
        ]),
        new("score", "scores", false, "scores", "benchmark",
        [
            .. Series, new("model", true, "id of the model"), new("value", true, "in the benchmark's unit; shares in percent"),
            new("interval", false, "the published 95 % interval, as in [83.0, 88.1]"), new("items", false, "items asked, where not the benchmark's number"),
            new("conditions", false, "how it was run, such as no tools"), new("runner_kind", false, "vendor, rival, independent or self, where it does not follow from the labs; needs a note"), .. Fact,
        ]),
        new("votes", "votes", false, "votes", "benchmark",
        [
            .. Series, new("first", true, "id of the one model"), new("second", true, "id of the other"), new("wins", true, "votes for the first"),
            new("losses", true, "votes for the second"), new("ties", true, "votes for neither"), .. Fact,
        ]),
        new("move", "moves", false, "moves", null,
        [
            new("person", true, "id of the person"), new("kind", true, "left, dismissed, joined, returned or role"), new("from", false, "id of the lab left; needed for left and dismissed"),
            new("to", false, "id of the lab joined; needed for joined and returned"), new("role", false, "the role, in words"), .. Fact,
        ]),
        new("usage", "usage", false, "usage", "product",
        [
            new("product", true, "id of the product"), new("measure", true, "id of what is counted"), new("value", true, "in the measure's unit; shares in percent"),
            new("precision", false, "rounded (the default), at_least or about"), new("by", true, "id of the runner or lab that counted"),
            new("date_means", false, "happened (the default), measured or published"), .. Fact,
        ]),
        new("price", "prices", false, "prices", "vendor",
        [
            new("model", true, "id of the model"), new("vendor", true, "id of the lab or runner that sells it"), new("input", true, "US dollars per million input tokens"),
            new("output", true, "US dollars per million output tokens"), new("cached_input", false, "US dollars per million input tokens read from a cache"), .. Fact,
        ]),
        new("claim", "claims", false, "", null,
        [
            new("id", true, "such as claim.openai-code-red"), new("claimant", true, "id of the person, lab or runner who said it"), new("statement", true, "what was said, in your own words"),
            new("zh-Hant", false, "the statement in Traditional Chinese"), new("about", false, "ids of labs, as in [openai, google]"), new("product", false, "id of the product it is about, as its users meet it"), new("of", false, "id of the document it is taken from, where several claims are"),
            new("when", false, "the condition that decides it"), new("verdicts", false, "what a person decided; instead of when"), new("evidence", false, "ids of facts that bear on it"),
            .. Fact.Where(key => key.Name != "id"),
        ]),
        new("conflict", "conflicts", false, "", null,
        [
            new("id", true, "such as conflict.o1-date"), new("subject", true, "what they are about"), new("sides", true, "what each says, with facts: or a source:"), new("note", false, "what is known about it"), Replaces,
        ]),
        new("model", "models", true, "models", "lab",
        [
            Id, Named, new("lab", true, "id of the lab that made it"), new("version", false, "id shared by all settings of the same weights"), new("released", false, "when it was released"),
            Aliases, new("open_weights", false, "whether its weights can be had"), Replaces,
        ]),
        new("alias", "aliases", true, "", null, [new("name", true, "the name as it is written elsewhere"), new("model", true, "id of the model that it stands for")]),
        new("benchmark", "benchmarks", true, "benchmarks", "id",
        [
            Id, Named, new("metrics", true, "what is measured, as in {accuracy: {name: accuracy, scale: share, unit: \"%\", better: higher}}"),
            new("items", false, "how many items it has"), new("guessing", false, "what guessing passes, in percent"), new("editions", false, "its editions, as in {v1: {items: 100}}"), new("skills", false, "what it speaks for and why, as in {coding: The answers are programs}"),
            new("product", false, "id of the product whose answers it measures, as its users meet it"), new("note", false, "what a reader should know"), Replaces,
        ]),
        new("lab", "labs", true, "", null, [Id, Named, Aliases, new("watched", false, "whether it has a level of its own"), Replaces]),
        new("runner", "runners", true, "", null, [Id, Named, new("lab", false, "id of the lab it belongs to"), new("note", false, "interests a reader should know of"), Replaces]),
        new("person", "people", true, "", null,
            [Id, Named, new("founder_of", false, "ids of labs, as in [openai]"), new("tenures", false, "starts that no move tells, as in [{lab: openai, from: 2021-01, source: {title: .., url: ..}}]"), Replaces]),
        new("product", "products", true, "", null, [Id, Named, new("lab", true, "id of the lab"), Aliases, Replaces]),
        new("measure", "measures", true, "", null, [Id, Named, Chinese, new("unit", true, "such as people"), new("share", false, "whether values are percent of a whole"), Replaces]),
        new("skill", "skills", true, "", null, [Id, Named, Chinese, Replaces]),
    ];

    /// <summary>The kind of a name; null where there is none.</summary>
    public static LedgerKind? Of(string name) => All.FirstOrDefault(kind => kind.Name == name);
}

/// <summary>A key of an entry.</summary>
/// <param name="Name">The key; of a mapping within the entry, with a full stop between, as in <c>source.url</c>.</param>
/// <param name="IsNeeded">Whether every entry needs it.</param>
/// <param name="Says">What its value says.</param>
public sealed record LedgerKey(string Name, bool IsNeeded, string Says);
