using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Evidence.Facts;

namespace CodeRed.Findings.Tests.Claims;

/// <summary>A made-up ledger that grows fact by fact.</summary>
internal sealed class SmallLedger
{
    private readonly List<Fact> _facts = [];
    private readonly List<Person> _people = [new Person("kim", "Kim", ["two"], []), new Person("lee", "Lee", [], [])];
    private readonly Dictionary<string, int> _founders = [];
    private readonly Dictionary<string, string[]> _aliases = [];
    private readonly List<Lab> _labs = [];
    private readonly List<Model> _models = [];
    private readonly List<Product> _products = [];
    private readonly List<Benchmark> _benchmarks = [];

    public static PartialDate On(string date) => PartialDate.TryParse(date, out var parsed) ? parsed : throw new FormatException(date);

    public SmallLedger Add(Fact fact)
    {
        _facts.Add(fact);
        return this;
    }

    public SmallLedger Release(string id, string lab, string subject, string on, string? known = "", ReleaseKind kind = ReleaseKind.Model) => Add(
        new Release(lab, subject, kind, null, null) { Id = id, TrueOn = On(on), KnownBy = Known(known, on), Sources = Source(), Confidence = Confidence.High, Path = "t", Line = 1 });

    /// <summary>A person, with starts that no move tells: the lab, since when, and when its source was published.</summary>
    public SmallLedger Person(string id, string[] founded, params (string Lab, string From, string? Published)[] tenures)
    {
        _people.RemoveAll(person => person.Id == id);
        _people.Add(new Person(id, id, [.. founded], [.. tenures.Select(tenure => new Tenure(tenure.Lab, On(tenure.From), Source()[0] with { Published = tenure.Published is { } day ? On(day) : null }))]));
        return this;
    }

    /// <summary>A lab that is watched, with a model, a product and a benchmark of its own.</summary>
    public SmallLedger LabWithAll(string id, PartialDate? released = null, string? version = null, int? founders = null)
    {
        _labs.Add(new Lab(id, $"Lab {id}", [$"{id} Inc."], true, founders));
        _models.Add(new Model($"{id}-model", $"Model of {id}", id, version ?? $"{id}-model", released, [$"{id} best"], true));
        _products.Add(new Product($"{id}-app", $"App of {id}", id, [$"{id} app"]));
        _benchmarks.Add(Benchmark($"{id}-bench", ScoreScale.Share, 100, Better.Higher, speaks: true));
        return this;
    }

    /// <summary>A benchmark that speaks for reasoning, with one metric.</summary>
    public SmallLedger Bench(string id, ScoreScale scale, int? items = 100, Better better = Better.Higher)
    {
        _benchmarks.Add(Benchmark(id, scale, items, better, speaks: true));
        return this;
    }

    /// <summary>A benchmark that measures a product as its users meet it.</summary>
    public SmallLedger BenchOfProduct(string id, string product)
    {
        _benchmarks.Add(Benchmark(id, ScoreScale.Share, 100, Better.Higher, speaks: true) with { Product = product });
        return this;
    }

    /// <summary>Other names for a model.</summary>
    public SmallLedger Alias(string model, string name)
    {
        _aliases[model] = [.. _aliases.GetValueOrDefault(model, []), name];
        return this;
    }

    /// <summary>How many founded a lab.</summary>
    public SmallLedger Founders(string lab, int count)
    {
        _founders[lab] = count;
        return this;
    }

    public SmallLedger Move(string person, string? from, string? to, string on, MoveKind kind = MoveKind.Left, string? known = "") => Add(
        new Move(person, kind, from, to, null) { Id = Free($"move.{person}.{on}"), TrueOn = On(on), KnownBy = Known(known, on), Sources = Source(), Confidence = Confidence.High, Path = "t", Line = 1 });

    public SmallLedger Score(
        string id, string model, double value, string benchmark = "sums", string runner = "outsider", string on = "2025-06-01", string? known = "", double? half = null,
        RunnerKind kind = RunnerKind.Independent, string? edition = null, string? conditions = null, string metric = "accuracy") => Add(
        new Score(new ScoreSeries(benchmark, edition, runner, metric), model, value, kind)
        {
            Conditions = conditions,
            Id = id,
            TrueOn = On(on),
            KnownBy = Known(known, on),
            Sources = Source(),
            Confidence = Confidence.High,
            Path = "t",
            Line = 1,
            Lower = value - half,
            Upper = value + half,
        });

    public SmallLedger Usage(string product, double value, string on, string measure = "weekly", string? known = "", string by = "outsider", Precision precision = Precision.Rounded) => Add(
        new Usage("one", product, measure, value, precision, by)
        {
            Id = Free($"usage.{product}.{measure}.{on}"),
            TrueOn = On(on),
            KnownBy = Known(known, on),
            Sources = Source(),
            Confidence = Confidence.High,
            Path = "t",
            Line = 1,
        });

    public SmallLedger Claim(string id, Condition? condition, string on = "2025-06-30", string claimant = "one", ClaimVerdict? manual = null, string manualOn = "2025-07-01", string? known = "") => Add(
        new Claim(claimant, id)
        {
            Id = id,
            TrueOn = On(on),
            KnownBy = Known(known, on),
            Sources = Source(),
            Confidence = Confidence.High,
            Path = "t",
            Line = 1,
            Condition = condition,
            Verdicts = manual is { } verdict ? [new ManualVerdict(verdict, On(manualOn), "because", null, [])] : [],
        });

    public static ImmutableArray<FactSource> Source(params string[] hosts) =>
        [.. (hosts.Length == 0 ? ["example.org"] : hosts).Select(host => new FactSource("A page", $"https://{host}/page", null, null, true, null))];

    public Ledger Build() => new(
        _facts,
        [Lab("one", "Lab One", true), Lab("two", "Lab Two", true), Lab("three", "Lab Three", false), .. _labs],
        [
            Model("a1", "one"), Model("a2", "one"), Model("b1", "two"), Model("b2", "two"), Model("c1", "three"),
            .. _models, new Model("a3-high", "A3 (high)", "one", "a3", null, [], false), new Model("a3-low", "A3 (low)", "one", "a3", null, [], false),
        ],
        [
            Benchmark("sums", ScoreScale.Share, 100, Better.Higher), Benchmark("maps", ScoreScale.Share, 100, Better.Higher), Benchmark("third", ScoreScale.Share, 100, Better.Higher), Benchmark("errors", ScoreScale.Share, 100, Better.Lower),
            Benchmark("arena", ScoreScale.Rating, null, Better.Higher), Benchmark("bare", ScoreScale.Share, null, Better.Higher),
            .. _benchmarks,
        ],
        [new Skill("reasoning", "reasoning", "推理")],
        [new Runner("outsider", "Outsider", null, null), new Runner("one", "Lab One", "one", null), new Runner("ones-press", "Lab One's press office", "one", null)],
        [new Product("app", "App", "one", []), new Product("rival-app", "Rival app", "two", []), .. _products],
        [new UsageMeasure("weekly", "weekly users", "每週用戶", "people", false), new UsageMeasure("monthly", "monthly users", "每月用戶", "people", false)],
        [.. _people, .. _facts.OfType<Move>().Select(move => move.Person).Distinct().Where(id => !_people.Exists(person => person.Id == id)).Select(id => new Person(id, id, [], []))],
        []);

    private string Free(string id) => _facts.Exists(fact => fact.Id == id) ? $"{id}.{_facts.Count}" : id;

    private Lab Lab(string id, string name, bool watched) => new(id, name, [], watched, _founders.TryGetValue(id, out var count) ? count : null);

    private static PartialDate? Known(string? known, string on) => known is null ? null : On(known.Length == 0 ? on : known);

    private Model Model(string id, string lab) => new(id, id.ToUpperInvariant(), lab, id, null, [.. _aliases.GetValueOrDefault(id, [])], false);

    private static Benchmark Benchmark(string id, ScoreScale scale, int? items, Better better, bool speaks = false) => new(
        id, id, [new BenchmarkMetric("accuracy", "accuracy", scale, "%", better), new BenchmarkMetric("second", "second metric", scale, "%", better)], items, [], speaks || id is "sums" or "maps" or "third" ? [new BenchmarkSkill("reasoning", "it asks for it")] : [], null);
}
