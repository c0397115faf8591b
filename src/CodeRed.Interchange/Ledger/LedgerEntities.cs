using System.Collections.Immutable;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange;

/// <summary>The labs, models, benchmarks and all else that facts name.</summary>
internal sealed class LedgerEntities
{
    private readonly ICollection<DocumentProblem> problems;
    private readonly ILookup<string, LedgerDocument> documents;

    public LedgerEntities(IReadOnlyList<LedgerDocument> documents, ICollection<DocumentProblem> problems)
    {
        this.problems = problems;
        this.documents = documents.ToLookup(document => document.Kind, StringComparer.Ordinal);
        Fill("labs", Labs, (id, lab) => new Lab(id, Named(lab), lab.Names("aliases"), lab.Flag("watched") ?? false, lab.Count("founders")));
        Fill("runners", Runners, (id, runner) => new Runner(id, Named(runner), runner.Reference("lab", Labs, required: false), runner.Words("note")));
        Fill("skills", Skills, (id, skill) => new Skill(id, Named(skill), InChinese(skill)));
        Fill("measures", Measures, (id, measure) => new UsageMeasure(
            id, Named(measure), InChinese(measure), measure.Name("unit") ?? "", measure.Flag("share") ?? false));
        Fill("products", Products, (id, product) => new Product(id, Named(product), product.Reference("lab", Labs) ?? "", product.Names("aliases")));
        Fill("people", People, (id, person) => new Person(id, Named(person), person.References("founder_of", Labs), Tenures(person)));
        Fill("models", Models, ReadModel);
        Fill("benchmarks", Benchmarks, ReadBenchmark);
        ReadAliases();
        CheckNames();
        var names = new Lazy<ModelNames>(() => new ModelNames(Models.All, Labs.All));
        Models.Meant = name => names.Value.Find(name) is { Model: { } model } ? model.Id : names.Value.Find(name).Candidates.FirstOrDefault()?.Id;
        Levels = [.. this.documents[LedgerDocument.Levels].Select(document => document.Entries)];
    }

    public LedgerNames<Lab> Labs { get; } = new("lab", "write it under labs: in labs.yaml", lab => [lab.Name, .. lab.Aliases]);

    public LedgerNames<Runner> Runners { get; } = new("runner", "write it under runners: in runners.yaml", runner => [runner.Name]);

    public LedgerNames<Skill> Skills { get; } = new("skill", "write it under skills: in skills.yaml", skill => [skill.Name, skill.NameZhHant]);

    public LedgerNames<UsageMeasure> Measures { get; } = new("measure", "write it under measures: in measures.yaml", measure => [measure.Name, measure.NameZhHant]);

    public LedgerNames<Product> Products { get; } = new("product", "write it under products: in products.yaml", product => [product.Name, .. product.Aliases]);

    public LedgerNames<Person> People { get; } = new("person", "write it under people: in people.yaml", person => [person.Name]);

    public LedgerNames<Model> Models { get; } = new("model", "write it under models: in models/LAB.yaml, or the name as an alias of the model that it is", ModelNames.NamesOf);

    public LedgerNames<Benchmark> Benchmarks { get; } = new("benchmark", "write it under benchmarks: in benchmarks/BENCHMARK.yaml", benchmark => [benchmark.Name]);

    public ImmutableArray<YamlNode> Levels { get; }

    /// <summary>Everything here, and where it stands.</summary>
    public IEnumerable<LedgerName> Names =>
        [.. Labs.Names, .. Runners.Names, .. Skills.Names, .. Measures.Names, .. Products.Names, .. People.Names, .. Models.Names, .. Benchmarks.Names];

    private void Fill<T>(string kind, LedgerNames<T> names, Func<string, LedgerFields, T> read)
        where T : class
    {
        foreach (var document in documents[kind].OrderBy(document => document.Layer))
        {
            foreach (var member in document.Entries.Members)
            {
                string named = $"{names.Kind} {YamlNode.Quoted(member.Key)}";
                CheckId(member, named);
                var entry = new LedgerFields(LedgerDocument.WithHead(member.Value, document.Root), named, problems);
                if (member.Value.Kind == YamlKind.Mapping)
                {
                    var entity = read(member.Key, entry);
                    names.Take(member.Key, entity, new LedgerPlace(document.Layer, member.Value.Path, member.Line), entry, named);
                    entry.RefuseOthers();
                }
            }
        }
    }

    private void CheckId(YamlMember member, string named)
    {
        if (!LedgerFields.IsId(member.Key))
        {
            problems.Add(new(member.Value.Path, member.Line, $"the id of {named} is no id", LedgerFields.IdForm));
        }
    }

    private static string Named(LedgerFields entry) => entry.Name("name") ?? "";

    private static string InChinese(LedgerFields entry) => entry.Name("zh-Hant") ?? "";

    private ImmutableArray<Tenure> Tenures(LedgerFields person)
    {
        var tenures = ImmutableArray.CreateBuilder<Tenure>();
        foreach (var node in List(person, "tenures"))
        {
            var tenure = new LedgerFields(node, "a tenure", problems);
            if (node.Kind == YamlKind.Mapping)
            {
                string? lab = tenure.Reference("lab", Labs);
                var from = tenure.Date("from");
                var sources = tenure.Sources();
                tenure.RefuseOthers();
                if (lab is not null && sources is [var source, ..])
                {
                    tenures.Add(new Tenure(lab, from, source));
                }
            }
        }

        return tenures.ToImmutable();
    }

    private Model ReadModel(string id, LedgerFields model) => new(
        id,
        Named(model),
        model.Reference("lab", Labs) ?? "",
        model.Id("version") ?? id,
        model.Date("released"),
        model.Names("aliases"),
        model.Flag("open_weights") ?? false);

    private Benchmark ReadBenchmark(string id, LedgerFields benchmark)
    {
        string name = Named(benchmark);
        var metrics = Children(benchmark, "metrics", "metric", (metric, fields) => new BenchmarkMetric(
            metric,
            Named(fields),
            fields.Word<ScoreScale>("scale", required: true) ?? ScoreScale.Index,
            fields.Name("unit") ?? "",
            fields.Word("better", required: true, Better.Higher, Better.Lower) ?? Better.Higher));
        if (metrics.IsEmpty)
        {
            benchmark.Note("metrics", $"benchmark '{id}' has no metric", "write metrics: with at least one, as in accuracy: {name: accuracy, scale: share, unit: \"%\", better: higher}");
        }

        var editions = Children(benchmark, "editions", "edition", (edition, fields) => new BenchmarkEdition(edition, fields.Count("items"), fields.Words("note")));
        var skills = ImmutableArray.CreateBuilder<BenchmarkSkill>();
        foreach (var member in Mapping(benchmark, "skills"))
        {
            if (Skills.Find(member.Key) is null)
            {
                var (problem, remedy) = Skills.Unknown(member.Key);
                problems.Add(new(member.Value.Path, member.Line, problem, remedy));
            }
            else if (member.Value is not { Kind: YamlKind.Scalar, Text.Length: > 0 })
            {
                problems.Add(new(member.Value.Path, member.Line, $"nothing says why the benchmark speaks for {member.Key}", "write the reason after the colon"));
            }
            else
            {
                skills.Add(new BenchmarkSkill(member.Key, member.Value.Text));
            }
        }

        var guessing = (double?)benchmark.Number("guessing");
        if (guessing is not (null or (>= 0 and < 100)))
        {
            benchmark.Note("guessing", $"guessing is said to pass {guessing} %", "write a percentage from 0 to less than 100, such as 25 for a choice of four");
            guessing = null;
        }

        return new Benchmark(id, name, metrics, benchmark.Count("items"), editions, skills.ToImmutable(), benchmark.Words("note")) 
        {
            Guessing = guessing,
            Product = benchmark.Any("product") is null ? null : benchmark.Reference("product", Products),
        };
    }

    private ImmutableArray<T> Children<T>(LedgerFields parent, string key, string name, Func<string, LedgerFields, T> read)
    {
        var children = ImmutableArray.CreateBuilder<T>();
        foreach (var member in Mapping(parent, key))
        {
            string named = $"{name} {YamlNode.Quoted(member.Key)}";
            CheckId(member, named);
            var fields = new LedgerFields(member.Value, named, problems);
            if (member.Value.Kind == YamlKind.Mapping)
            {
                children.Add(read(member.Key, fields));
                fields.RefuseOthers();
            }
        }

        return children.ToImmutable();
    }

    private static ImmutableArray<YamlMember> Mapping(LedgerFields parent, string key)
    {
        var node = parent.Any(key);
        if (node is not null && node.Kind != YamlKind.Mapping)
        {
            parent.Note(key, $"'{key}' is {node.Description}", "write an id with a colon, and its value after it");
        }

        return node?.Members ?? [];
    }

    private static ImmutableArray<YamlNode> List(LedgerFields parent, string key)
    {
        var node = parent.Any(key);
        if (node is not null && node.Kind != YamlKind.Sequence)
        {
            parent.Note(key, $"'{key}' is {node.Description}", "write a list: each entry starts with -");
        }

        return node?.Items ?? [];
    }

    private void ReadAliases()
    {
        foreach (var member in documents["aliases"].SelectMany(document => document.Entries.Members))
        {
            if (member.Value.Kind != YamlKind.Scalar)
            {
                problems.Add(new(member.Value.Path, member.Line, $"what the alias stands for is {member.Value.Description}", "write the id of a model"));
            }
            else if (member.Key.Length > 200)
            {
                problems.Add(new(member.Value.Path, member.Line, "the alias is longer than 200 characters", "shorten it"));
            }
            else if (Models.Find(member.Value.Text) is { } model)
            {
                Models.Change(model.Id, model with { Aliases = [.. model.Aliases, member.Key] });
            }
            else
            {
                var (problem, remedy) = Models.Unknown(member.Value.Text);
                problems.Add(new(member.Value.Path, member.Line, problem, remedy));
            }
        }
    }

    /// <summary>One name must not stand for two of a kind.</summary>
    private void CheckNames()
    {
        Check(Labs);
        Check(Runners);
        Check(Skills);
        Check(Measures);
        Check(Products);
        Check(People);
        Check(Models);
        Check(Benchmarks);

        void Check<T>(LedgerNames<T> names)
            where T : class
        {
            var taken = new Dictionary<string, LedgerName>(StringComparer.Ordinal);
            foreach (var named in names.Names)
            {
                foreach (string name in names.NamesOf(named.Id))
                {
                    string normal = ModelNames.Normal(name);
                    if (!taken.TryAdd(normal, named) && taken[normal] is var first && first.Id != named.Id)
                    {
                        problems.Add(new(
                            named.Path,
                            named.Line,
                            $"the name {YamlNode.Quoted(name)} stands for two of the kind {names.Kind}: {named.Id} here, and {first.Id} in {first.Path}:{first.Line}",
                            "let it stand for one of them; case, spaces, hyphens, full stops and brackets do not tell names apart"));
                    }
                }
            }
        }
    }
}
