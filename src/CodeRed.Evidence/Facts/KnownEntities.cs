using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CodeRed.Evidence.Facts;

/// <summary>The labs, models, people, products and benchmarks of a ledger as far as they were known at the end of a day.</summary>
/// <remarks>
/// Facts carry a day on which they were known, entities carry none; so what is known of an entity is held to what is dated:
/// <list type="bullet">
/// <item>a model, product or benchmark is there when a known fact is about it; a lab, too, or when somebody was known to have founded it;</item>
/// <item>that a model was released, and that its weights can be had, from the last day of its release on;</item>
/// <item>that a person founded a lab, from the day the start there, or the lab's launch, or a move to or from it was known: that somebody founds a lab is public when it
/// happens;</item>
/// <item>that a person worked somewhere, from the publication of the source that says so;</item>
/// <item>how many founded a lab, when one of its founders is known.</item>
/// </list>
/// Skills, measures and runners are words of the ledger, not things of the world, and stay.
/// </remarks>
internal sealed class KnownEntities
{
    private readonly DateOnly _day;

    /// <summary>What was known of a ledger's entities.</summary>
    /// <param name="whole">The whole ledger.</param>
    /// <param name="facts">Its facts that were known.</param>
    /// <param name="day">The day.</param>
    public KnownEntities(Ledger whole, ImmutableArray<Fact> facts, DateOnly day)
    {
        _day = day;
        var (labs, models, products, benchmarks) = (NewSet(), NewSet(), NewSet(), NewSet());
        var moves = new HashSet<(string Person, string Lab)>();
        var launched = NewSet();
        var moved = NewSet();
        foreach (var fact in facts)
        {
            switch (fact)
            {
                case Release release:
                    labs.Add(release.Lab);
                    Add(models, release.Model);
                    if (release.Kind == ReleaseKind.Lab && release.TrueOn.First <= day)
                    {
                        launched.Add(release.Lab);
                    }

                    break;
                case Score score:
                    models.Add(score.Model);
                    benchmarks.Add(score.Series.Benchmark);
                    break;
                case VoteTally votes:
                    models.Add(votes.First);
                    models.Add(votes.Second);
                    benchmarks.Add(votes.Series.Benchmark);
                    break;
                case Usage usage:
                    labs.Add(usage.Lab);
                    products.Add(usage.Product);
                    break;
                case Price price:
                    models.Add(price.Model);
                    Add(labs, whole.Labs.ContainsKey(price.Vendor) ? price.Vendor : null);
                    break;
                case Move move:
                    moved.Add(move.Person);
                    foreach (var lab in new[] { move.From, move.To }.OfType<string>())
                    {
                        labs.Add(lab);
                        moves.Add((move.Person, lab));
                    }

                    break;
                case Claim claim:
                    labs.UnionWith(claim.About);
                    labs.Add(claim.Claimant);
                    break;
            }
        }

        People = Known(whole.People, person => person.Id, person =>
        {
            Tenure[] starts = [.. person.Tenures.Where(start => IsKnown(person, start))];
            var known = person with
            {
                Tenures = [.. starts],
                FounderOf = [.. person.FounderOf.Where(lab => launched.Contains(lab) || moves.Contains((person.Id, lab)) || starts.Any(start => start.Lab == lab))],
            };
            return moved.Contains(person.Id) || starts.Length > 0 || known.FounderOf.Length > 0 ? known : null;
        });
        var founded = People.Values.SelectMany(person => person.FounderOf).ToHashSet(StringComparer.Ordinal);
        labs.UnionWith(founded);
        labs.UnionWith(People.Values.SelectMany(person => person.Tenures).Select(start => start.Lab));
        Models = Known(whole.Models, model => model.Id, model => !models.Contains(model.Id) ? null
            : model.Released?.Last <= day ? model : model with { Released = null, OpenWeights = false });
        labs.UnionWith(Models.Values.Select(model => model.Lab));
        Products = Known(whole.Products, product => product.Id, product => products.Contains(product.Id) ? product : null);
        labs.UnionWith(Products.Values.Select(product => product.Lab));
        Benchmarks = Known(whole.Benchmarks, benchmark => benchmark.Id, benchmark => benchmarks.Contains(benchmark.Id) ? benchmark : null);
        Labs = Known(whole.Labs, lab => lab.Id, lab => !labs.Contains(lab.Id) ? null : founded.Contains(lab.Id) ? lab : lab with { Founders = null });
    }

    /// <summary>Labs by id.</summary>
    public FrozenDictionary<string, Lab> Labs { get; }

    /// <summary>Models by id.</summary>
    public FrozenDictionary<string, Model> Models { get; }

    /// <summary>Benchmarks by id.</summary>
    public FrozenDictionary<string, Benchmark> Benchmarks { get; }

    /// <summary>Products by id.</summary>
    public FrozenDictionary<string, Product> Products { get; }

    /// <summary>People by id.</summary>
    public FrozenDictionary<string, Person> People { get; }

    private bool IsKnown(Person person, Tenure start) =>
        (person.FounderOf.Contains(start.Lab) ? start.From?.Last <= _day : start.Source.Published?.Last <= _day) && !(start.From?.First > _day);

    private static HashSet<string> NewSet() => new(StringComparer.Ordinal);

    private static void Add(HashSet<string> ids, string? id)
    {
        if (id is not null)
        {
            ids.Add(id);
        }
    }

    private static FrozenDictionary<string, T> Known<T>(FrozenDictionary<string, T> all, Func<T, string> id, Func<T, T?> known)
        where T : class =>
        all.Values.Select(known).OfType<T>().ToFrozenDictionary(id, StringComparer.Ordinal);
}
