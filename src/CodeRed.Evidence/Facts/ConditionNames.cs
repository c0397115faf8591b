namespace CodeRed.Evidence.Facts;

/// <summary>What an id in a condition is the id of.</summary>
public enum NameKind
{
    /// <summary>A fact of any kind.</summary>
    Fact,

    /// <summary>A lab.</summary>
    Lab,

    /// <summary>A model, or a version that several models share.</summary>
    Model,

    /// <summary>A person.</summary>
    Person,

    /// <summary>A benchmark.</summary>
    Benchmark,

    /// <summary>A skill.</summary>
    Skill,

    /// <summary>A product.</summary>
    Product,

    /// <summary>A usage measure.</summary>
    Measure,

    /// <summary>A claimant: who states things.</summary>
    Runner,
}

/// <summary>An id that a condition uses.</summary>
/// <param name="Kind">What it is the id of.</param>
/// <param name="Id">The id.</param>
/// <param name="Line">The line of the condition.</param>
public sealed record ConditionName(NameKind Kind, string Id, long Line);

/// <summary>The ids that a condition uses, so that whoever reads a ledger can check that they are there.</summary>
public static class ConditionNames
{
    /// <summary>All ids of a condition and its parts.</summary>
    public static IEnumerable<ConditionName> Of(Condition condition)
    {
        ConditionName Name(NameKind kind, string id) => new(kind, id, condition.Line);
        IEnumerable<ConditionName> Named(NameKind kind, params IEnumerable<string?> ids) => ids.OfType<string>().Select(id => Name(kind, id));
        IEnumerable<ConditionName> Side(Contestant? side) => side is null ? [] : [.. Named(NameKind.Model, side.Models), .. Named(NameKind.Lab, side.Lab)];
        return condition switch
        {
            AllOf all => all.Parts.SelectMany(Of),
            AnyOf any => any.Parts.SelectMany(Of),
            Negation not => Of(not.Part),
            Reported reported => Named(NameKind.Fact, reported.Facts),
            Released released => [.. Named(NameKind.Fact, released.Release), .. Named(NameKind.Lab, released.Lab)],
            Moved moved => [Name(NameKind.Person, moved.Person), .. Named(NameKind.Lab, moved.From, moved.To)],
            FounderOf founder => [Name(NameKind.Person, founder.Person), Name(NameKind.Lab, founder.Lab)],
            LosesPeople loses => [Name(NameKind.Lab, loses.Lab)],
            MostLeaversWentTo went => [Name(NameKind.Lab, went.From), .. Named(NameKind.Lab, went.To)],
            Precedes precedes => Named(NameKind.Fact, precedes.First, precedes.Second),
            WithinMonths within => Named(NameKind.Fact, within.First, within.Second),
            ValueLies value => [Name(NameKind.Fact, value.Fact)],
            Grows grows => [Name(NameKind.Product, grows.Product), Name(NameKind.Measure, grows.Measure)],
            MoreUsed used => [.. Named(NameKind.Product, used.Product, used.Than), .. Named(NameKind.Measure, used.Measures)],
            Leads leads => [.. Side(leads.Who), .. Side(leads.Over), .. Named(NameKind.Benchmark, leads.Benchmarks), .. Named(NameKind.Skill, leads.Skill)],
            WithinOfLeader within => [.. Side(within.Who), Name(NameKind.Benchmark, within.Benchmark)],
            SeveralLeaders several => [.. Named(NameKind.Benchmark, several.Benchmarks), .. Named(NameKind.Skill, several.Skill)],
            HoldsThrone throne => [Name(NameKind.Lab, throne.Lab), Name(NameKind.Skill, throne.Skill)],
            OftenWrong wrong => Named(NameKind.Runner, wrong.Claimants),
            _ => [],
        };
    }
}
