using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CodeRed.Evidence;
using CodeRed.Evidence.Documents;
using CodeRed.Evidence.Facts;
using CodeRed.Interchange;

namespace CodeRed.Cli;

/// <summary>Something that facts name: a lab, model, benchmark, person, product, runner, measure or skill.</summary>
/// <param name="Where">Its kind, its id, and where it is written.</param>
/// <param name="Names">All that it is called.</param>
internal sealed record LedgerSubject(LedgerName Where, ImmutableArray<string> Names)
{
    /// <summary>Everything that goes by a name: one id may be that of a lab and of a runner.</summary>
    /// <exception cref="UsageException">Nothing does.</exception>
    public static ImmutableArray<LedgerSubject> Find(LedgerReading reading, string name)
    {
        var found = TryFind(reading, name);
        return found.IsEmpty ? throw new UsageException($"{name}: {NotThere(reading, name, [])}") : found;
    }

    /// <summary>Everything that goes by a name; empty where nothing does.</summary>
    public static ImmutableArray<LedgerSubject> TryFind(LedgerReading reading, string name)
    {
        var all = All(reading);
        ImmutableArray<LedgerSubject> found = [.. all.Where(subject => subject.Where.Id == name)];
        if (found.IsEmpty && new ModelNames(reading.Ledger).Find(name).Model is { } model)
        {
            return [.. all.Where(subject => subject.Where is { Kind: "model" } where && where.Id == model.Id)];
        }

        string normal = ModelNames.Normal(name);
        return found.IsEmpty ? [.. all.Where(subject => subject.Names.Any(other => ModelNames.Normal(other) == normal))] : found;
    }

    /// <summary>That there is nothing of a name, and what it might have been.</summary>
    public static string NotThere(LedgerReading reading, string name, IEnumerable<string> moreIds)
    {
        var candidates = new ModelNames(reading.Ledger).Find(name).Candidates.Select(model => model.Id).ToList();
        string? near = NearestName.To(name, [.. All(reading).SelectMany(subject => subject.Names.Append(subject.Where.Id)), .. moreIds]);
        string[] meant = [.. (near is null ? candidates : candidates.Prepend(near)).Distinct()];
        return $"the ledger has nothing of that name.{(meant.Length == 0 ? "" : $" Did you mean {string.Join(" or ", meant)}?")} 'codered ledger list' shows what it has.";
    }

    /// <summary>Whether a fact names it.</summary>
    public bool IsNamedBy(Ledger ledger, Fact fact)
    {
        string id = Where.Id;
        string LabOf(string model) => ledger.Models[model].Lab;
        return (Where.Kind, fact) switch
        {
            ("lab", Release release) => release.Lab == id,
            ("lab", Score score) => LabOf(score.Model) == id,
            ("lab", VoteTally votes) => LabOf(votes.First) == id || LabOf(votes.Second) == id,
            ("lab", Move move) => move.From == id || move.To == id,
            ("lab", Usage usage) => usage.Lab == id,
            ("lab", Price price) => LabOf(price.Model) == id,
            ("lab", Claim claim) => claim.Claimant == id || claim.About.Contains(id),
            ("model", Release release) => release.Model == id,
            ("model", Score score) => score.Model == id,
            ("model", VoteTally votes) => votes.First == id || votes.Second == id,
            ("model", Price price) => price.Model == id,
            ("benchmark", Score score) => score.Series.Benchmark == id,
            ("benchmark", VoteTally votes) => votes.Series.Benchmark == id,
            ("runner", Score score) => score.Series.Runner == id,
            ("runner", VoteTally votes) => votes.Series.Runner == id,
            ("runner", Usage usage) => usage.By == id,
            ("runner", Price price) => price.Vendor == id,
            ("runner", Claim claim) => claim.Claimant == id,
            ("person", Move move) => move.Person == id,
            ("person", Claim claim) => claim.Claimant == id,
            ("product", Usage usage) => usage.Product == id,
            ("measure", Usage usage) => usage.Measure == id,
            ("skill", Score score) => ledger.Benchmarks[score.Series.Benchmark].Skills.Any(skill => skill.Skill == id),
            _ => false,
        };
    }

    /// <summary>What is written of it, as labels and texts.</summary>
    public IEnumerable<(string Label, string Text)> Lines(Ledger ledger) => Of(ledger) switch
    {
        Lab lab => [.. Also(lab.Aliases), .. lab.Watched ? ((string, string)[])[("level", "watched")] : []],
        Model model =>
        [
            ("lab", ledger.Labs[model.Lab].Name), .. Also(model.Aliases), ("released", model.Released?.ToString() ?? "not known"), ("weights", model.OpenWeights ? "open" : "closed"),
            .. SettingsOf(ledger, model) is { Count: > 1 } settings ? ((string, string)[])[("settings", string.Join(", ", settings))] : [],
        ],
        Benchmark benchmark =>
        [
            ("metrics", string.Join("; ", benchmark.Metrics.Select(metric => $"{metric.Id} ({LedgerWords<ScoreScale>.Of(metric.Scale)}, {metric.Unit}, {LedgerWords<Better>.Of(metric.Better)} is better)"))),
            .. benchmark.Items is { } items ? ((string, string)[])[("items", Findings.Wording.Language.English.Count(items))] : [],
            .. benchmark.Editions.Select(edition => ("edition", edition.Id + (edition.Note is { } note ? $": {note}" : ""))),
            .. benchmark.Skills.Select(skill => ("skill", $"{skill.Skill}: {skill.Why}")),
            .. Note(benchmark.Note),
        ],
        Person person =>
        [
            .. person.FounderOf.Select(lab => ("founder of", ledger.Labs[lab].Name)),
            .. person.Tenures.Select(tenure => ("at", $"{ledger.Labs[tenure.Lab].Name}, from {tenure.From?.ToString() ?? "a day not known"} ({tenure.Source.Title}, {tenure.Source.Url})")),
        ],
        Product product => [("lab", ledger.Labs[product.Lab].Name), .. Also(product.Aliases)],
        Runner runner => [.. runner.Lab is { } lab ? ((string, string)[])[("lab", ledger.Labs[lab].Name)] : [], .. Note(runner.Note)],
        UsageMeasure measure => [("unit", measure.Unit), ("in Chinese", measure.NameZhHant)],
        Skill skill =>
        [
            ("in Chinese", skill.NameZhHant),
            .. ledger.Benchmarks.Values.OrderBy(benchmark => benchmark.Id, StringComparer.Ordinal)
                .SelectMany(benchmark => benchmark.Skills.Where(of => of.Skill == skill.Id).Select(of => ("benchmark", $"{benchmark.Id}: {of.Why}"))),
        ],
        _ => [],
    };

    /// <summary>The same for programs: every field is there, and null where it means nothing for the kind.</summary>
    public JsonObject ToJson(Ledger ledger)
    {
        object of = Of(ledger);
        return new JsonObject
        {
            ["kind"] = Where.Kind,
            ["id"] = Where.Id,
            ["name"] = Names[0],
            ["zh_hant"] = of switch { Skill skill => skill.NameZhHant, UsageMeasure measure => measure.NameZhHant, _ => null },
            ["aliases"] = of is Lab or Model or Product ? LedgerJson.Texts(Names.Skip(1)) : null,
            ["lab"] = of switch { Model model => model.Lab, Product product => product.Lab, Runner runner => runner.Lab, _ => null },
            ["watched"] = (of as Lab)?.Watched,
            ["version"] = (of as Model)?.Version,
            ["released"] = (of as Model)?.Released?.ToString(),
            ["open_weights"] = (of as Model)?.OpenWeights,
            ["unit"] = (of as UsageMeasure)?.Unit,
            ["share"] = (of as UsageMeasure)?.IsShare,
            ["items"] = (of as Benchmark)?.Items,
            ["metrics"] = of is not Benchmark measured ? null : LedgerJson.Array(measured.Metrics.Select(metric => new JsonObject
            {
                ["id"] = metric.Id,
                ["name"] = metric.Name,
                ["scale"] = LedgerWords<ScoreScale>.Of(metric.Scale),
                ["unit"] = metric.Unit,
                ["better"] = LedgerWords<Better>.Of(metric.Better),
            })),
            ["editions"] = of is not Benchmark edited ? null : LedgerJson.Array(edited.Editions.Select(edition => new JsonObject { ["id"] = edition.Id, ["items"] = edition.Items, ["note"] = edition.Note })),
            ["skills"] = of is not Benchmark speaks ? null : LedgerJson.Array(speaks.Skills.Select(skill => new JsonObject { ["skill"] = skill.Skill, ["why"] = skill.Why })),
            ["founder_of"] = of is Person founder ? LedgerJson.Texts(founder.FounderOf) : null,
            ["tenures"] = of is not Person person ? null : LedgerJson.Array(person.Tenures.Select(tenure => new JsonObject
            {
                ["lab"] = tenure.Lab,
                ["from"] = tenure.From?.ToString(),
                ["source"] = FactJson.Of(tenure.Source),
            })),
            ["note"] = of switch { Runner runner => runner.Note, Benchmark benchmark => benchmark.Note, _ => null },
            ["path"] = Where.Path,
            ["line"] = Where.Line,
        };
    }

    private static IEnumerable<LedgerSubject> All(LedgerReading reading) => reading.Names.Select(where => new LedgerSubject(where, NamesOf(reading.Ledger, where)));

    private object Of(Ledger ledger) => Of(ledger, Where);

    private static object Of(Ledger ledger, LedgerName where) => where.Kind switch
    {
        "lab" => ledger.Labs[where.Id],
        "model" => ledger.Models[where.Id],
        "benchmark" => ledger.Benchmarks[where.Id],
        "person" => ledger.People[where.Id],
        "product" => ledger.Products[where.Id],
        "runner" => ledger.Runners[where.Id],
        "measure" => ledger.Measures[where.Id],
        "skill" => ledger.Skills[where.Id],
        _ => throw new ArgumentException($"{where.Kind} is no kind of name."),
    };

    private static ImmutableArray<string> NamesOf(Ledger ledger, LedgerName where) => Of(ledger, where) switch
    {
        Lab lab => [lab.Name, .. lab.Aliases],
        Model model => [model.Name, .. model.Aliases],
        Product product => [product.Name, .. product.Aliases],
        Benchmark benchmark => [benchmark.Name],
        Person person => [person.Name],
        Runner runner => [runner.Name],
        UsageMeasure measure => [measure.Name],
        Skill skill => [skill.Name],
        _ => [],
    };

    private static List<string> SettingsOf(Ledger ledger, Model model) =>
        [.. ledger.Models.Values.Where(other => other.Version == model.Version).Select(other => other.Id).Order(StringComparer.Ordinal)];

    private static IEnumerable<(string, string)> Also(ImmutableArray<string> aliases) => aliases.IsEmpty ? [] : [("also", string.Join(", ", aliases))];

    private static IEnumerable<(string, string)> Note(string? note) => note is null ? [] : [("note", note)];
}
