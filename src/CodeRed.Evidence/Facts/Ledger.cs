using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CodeRed.Evidence.Facts;

/// <summary>Everything that was published and written down, and what the names in it stand for.</summary>
/// <remarks>Immutable. Whoever makes one has checked that ids are unique and that every id a fact names is there.</remarks>
public sealed class Ledger
{
    private readonly FrozenDictionary<string, Fact> _byId;

    /// <summary>A ledger of these facts and entities.</summary>
    /// <exception cref="ArgumentException">Two facts or two entities of a kind have one id.</exception>
    public Ledger(
        IEnumerable<Fact> facts,
        IEnumerable<Lab> labs,
        IEnumerable<Model> models,
        IEnumerable<Benchmark> benchmarks,
        IEnumerable<Skill> skills,
        IEnumerable<Runner> runners,
        IEnumerable<Product> products,
        IEnumerable<UsageMeasure> measures,
        IEnumerable<Person> people,
        IEnumerable<LedgerConflict> conflicts)
    {
        Facts = [.. facts];
        _byId = Facts.ToDictionary(fact => fact.Id, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
        Labs = ById(labs, lab => lab.Id);
        Models = ById(models, model => model.Id);
        Benchmarks = ById(benchmarks, benchmark => benchmark.Id);
        Skills = ById(skills, skill => skill.Id);
        Runners = ById(runners, runner => runner.Id);
        Products = ById(products, product => product.Id);
        Measures = ById(measures, measure => measure.Id);
        People = ById(people, person => person.Id);
        Conflicts = [.. conflicts];
        Names = this;
    }

    private Ledger(Ledger whole, ImmutableArray<Fact> facts, DateOnly? until = null)
    {
        Facts = facts;
        _byId = facts.ToFrozenDictionary(fact => fact.Id, StringComparer.Ordinal);
        Names = whole.Names;
        (Labs, Models, Benchmarks, Skills, Runners) = (whole.Labs, whole.Models, whole.Benchmarks, whole.Skills, whole.Runners);
        (Products, Measures, People) = (whole.Products, whole.Measures, whole.People);
        if (until is { } day)
        {
            var known = new KnownEntities(whole, facts, day);
            (Labs, Models, Benchmarks) = (known.Labs, known.Models, known.Benchmarks);
            (Products, People) = (known.Products, known.People);
        }

        Conflicts = [.. whole.Conflicts.Select(conflict => KnownSides(conflict, until)).Where(conflict => conflict.Sides.Length > 1)];
    }

    /// <summary>All facts, in the order they were read.</summary>
    public ImmutableArray<Fact> Facts { get; }

    /// <summary>Labs by id.</summary>
    public FrozenDictionary<string, Lab> Labs { get; }

    /// <summary>Models by id.</summary>
    public FrozenDictionary<string, Model> Models { get; }

    /// <summary>Benchmarks by id.</summary>
    public FrozenDictionary<string, Benchmark> Benchmarks { get; }

    /// <summary>Skills by id.</summary>
    public FrozenDictionary<string, Skill> Skills { get; }

    /// <summary>Runners by id.</summary>
    public FrozenDictionary<string, Runner> Runners { get; }

    /// <summary>Products by id.</summary>
    public FrozenDictionary<string, Product> Products { get; }

    /// <summary>Usage measures by id.</summary>
    public FrozenDictionary<string, UsageMeasure> Measures { get; }

    /// <summary>People by id.</summary>
    public FrozenDictionary<string, Person> People { get; }

    /// <summary>The whole ledger, to call what a fact names by its name: whoever is named in it was not always known. Nothing is decided by it.</summary>
    public Ledger Names { get; }

    /// <summary>Conflicts that were written down.</summary>
    public ImmutableArray<LedgerConflict> Conflicts { get; }

    /// <summary>The facts of one kind, in the order they were read.</summary>
    public IEnumerable<T> Of<T>()
        where T : Fact => Facts.OfType<T>();

    /// <summary>The fact of an id; null where there is none.</summary>
    public Fact? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The name of whoever states or measures something: a person, a lab or a runner; the id where none has it.</summary>
    public string NameOf(string claimant) =>
        Names.People.GetValueOrDefault(claimant)?.Name ?? Names.Labs.GetValueOrDefault(claimant)?.Name ?? Names.Runners.GetValueOrDefault(claimant)?.Name ?? claimant;

    /// <summary>What was known at the end of a day.</summary>
    /// <param name="day">The day; null for all that is here.</param>
    /// <returns>The ledger as far as it was known, and how many facts were left out because they became known later, or because nothing says when
    /// they became known.</returns>
    /// <remarks>A lab, model, person, product or benchmark is there when something about it was known, and of it only what was (<see cref="KnownEntities"/>).
    /// A conflict stays while two of its sides were known.</remarks>
    public LedgerView AsOf(DateOnly? day)
    {
        if (day is not { } until)
        {
            return new LedgerView(this, null, 0, 0);
        }

        ImmutableArray<Fact> known = [.. Facts.Where(fact => fact.IsKnownBy(until))];
        ImmutableArray<Fact> undated = [.. Facts.Where(fact => fact.KnownBy is null)];
        var view = new Ledger(this, known, until);
        return new LedgerView(view, until, Facts.Length - known.Length - undated.Length, undated.Length)
        {
            UndatedFacts = undated,
            StartsLeftOut = Starts(this) - Starts(view),
        };
    }

    /// <summary>The same without what a lab measured of its own models or counted of its own products, or of a rival's.</summary>
    public Ledger IndependentOnly() =>
        new(this, [.. Facts.Where(fact => fact is not Score { RunnerKind: RunnerKind.Vendor or RunnerKind.Rival } && !(fact is Usage usage && IsALab(usage.By)))]);

    // A lab, or a runner that is part of one.
    private bool IsALab(string by) => Names.Labs.ContainsKey(by) || Names.Runners.GetValueOrDefault(by)?.Lab is not null;

    private static int Starts(Ledger ledger) => ledger.People.Values.Sum(person => person.Tenures.Count(tenure => tenure.From is not null));

    private LedgerConflict KnownSides(LedgerConflict conflict, DateOnly? until) => conflict with
    {
        Sides =
        [
            .. conflict.Sides
                .Select(side => side with { Facts = [.. side.Facts.Where(_byId.ContainsKey)] })
                .Where(side => !side.Facts.IsEmpty || (side.Source is { } source && (until is not { } day || source.Published is { } published && published.Last <= day))),
        ],
    };

    private static FrozenDictionary<string, T> ById<T>(IEnumerable<T> entities, Func<T, string> id) =>
        entities.ToDictionary(id, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
}

/// <summary>A ledger as it was known at the end of a day.</summary>
/// <param name="Ledger">What was known.</param>
/// <param name="AsOf">The day; null for all.</param>
/// <param name="Later">Facts left out because they became known later.</param>
/// <param name="Undated">Facts left out because nothing says when they became known.</param>
public sealed record LedgerView(Ledger Ledger, DateOnly? AsOf, int Later, int Undated)
{
    /// <summary>The facts left out because nothing says when they became known: they may have been. Empty where no day is asked of.</summary>
    public ImmutableArray<Fact> UndatedFacts { get; init; } = [];

    /// <summary>Starts at labs that were left out because nothing says that they were known.</summary>
    public int StartsLeftOut { get; init; }
}
