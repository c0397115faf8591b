using System.Collections.Immutable;
using CodeRed.Evidence.Facts;

namespace CodeRed.Evidence;

/// <summary>What the models of a ledger cost on a day, asked by the name of a target.</summary>
/// <remarks>
/// <para>A target is <c>vendor:model</c> or a model alone, by any of the model's names. Its price is the one that its vendor asks: an endpoint
/// that is not the vendor's own (a gateway, a server of one's own, a simulation) has a price only where the ledger holds one of that very
/// seller.</para>
/// <para>A price holds from its day on until a later one. Before the first it is unknown, and nothing is extended backwards. Settings of one
/// version, such as a reasoning effort, cost what the version costs. What is not known has a reason and no number.</para>
/// </remarks>
public sealed class PriceList
{
    private readonly ModelNames names;
    private readonly Dictionary<string, string> vendors = new(StringComparer.Ordinal);
    private readonly ILookup<(string Version, string Vendor), Price> prices;
    private readonly Dictionary<string, Model> models;

    /// <summary>The prices of a ledger. For what was known on a day, give <see cref="Ledger.AsOf"/> of it.</summary>
    public PriceList(Ledger ledger)
    {
        names = new ModelNames(ledger);
        models = ledger.Models.ToDictionary(StringComparer.Ordinal);
        foreach (var lab in ledger.Labs.Values)
        {
            AddVendor(lab.Id, [lab.Id, lab.Name, .. lab.Aliases]);
        }

        // "gemini:" is Google's API: a lab's product stands for the lab.
        foreach (var product in ledger.Products.Values)
        {
            AddVendor(product.Lab, [product.Id, product.Name, .. product.Aliases]);
        }

        prices = ledger.Of<Price>().ToLookup(p => (VersionOf(p.Model), p.Vendor));

        void AddVendor(string lab, ImmutableArray<string> called)
        {
            foreach (string name in called)
            {
                vendors.TryAdd(ModelNames.Normal(name), lab);
            }
        }
    }

    /// <summary>What a target's tokens cost on a day.</summary>
    /// <param name="target">As configured or as a log names it, for example <c>openai:gpt-5.1</c>, <c>openai:chat:gpt-5.1</c> or <c>gpt-5.1</c>.</param>
    /// <param name="day">The day of the request.</param>
    public PriceAnswer PriceOf(string target, DateOnly day)
    {
        var (vendor, found) = Find(target);
        if (found.Model is not { } model)
        {
            return new(target, null, null, PriceGap.NoSuchModel, null) { Candidates = [.. found.Candidates.Select(c => c.Id)] };
        }

        ImmutableArray<Price> offers = [.. prices[(model.Version, vendor ?? model.Lab)].OrderBy(p => p.TrueOn)];
        if (offers.IsEmpty)
        {
            return new(target, model.Id, null, vendor is not null && vendor != model.Lab ? PriceGap.OtherSeller : PriceGap.NoPrice, null);
        }

        // A month or a year as a date: only from its last day on it surely holds.
        ImmutableArray<Price> begun = [.. offers.Where(p => p.TrueOn.Last <= day)];
        if (begun.IsEmpty)
        {
            return new(target, model.Id, null, PriceGap.NotYet, offers[0].TrueOn);
        }

        var last = begun.Max(p => p.TrueOn);
        ImmutableArray<Price> latest = [.. begun.Where(p => p.TrueOn == last)];
        if (latest.DistinctBy(p => (p.Input, p.Output)).Count() > 1)
        {
            return new(target, model.Id, null, PriceGap.Contradicted, last);
        }

        var fact = latest.FirstOrDefault(p => p.CachedInput is not null) ?? latest[0];
        return new(target, model.Id, TokenPrice.From(fact), PriceGap.None, null) { Fact = fact.Id, Note = fact.Note };
    }

    private (string? Vendor, ModelMatch Found) Find(string target)
    {
        int question = target.IndexOf('?', StringComparison.Ordinal);
        string name = question < 0 ? target : target[..question];
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            return (null, names.Find(name));
        }

        string seller = ModelNames.Normal(name[..colon]);
        string vendor = vendors.GetValueOrDefault(seller, seller);
        // "openai:chat:gpt-5.1" names the API between vendor and model; "openai:ft:gpt-5.1:me" is a model of one's own and must not match.
        ModelMatch? first = null;
        for (string rest = name[(colon + 1)..]; ; rest = rest[(rest.IndexOf(':', StringComparison.Ordinal) + 1)..])
        {
            var found = names.Find(rest);
            first = found.Model is null && first is not null ? first : found;
            if (first.Model is not null || !Api(rest))
            {
                return (vendor, first);
            }
        }
    }

    private static bool Api(string rest) =>
        rest.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && rest[..colon] is "chat" or "completion" or "responses" or "messages" or "realtime";

    private string VersionOf(string model) => models.TryGetValue(model, out var known) ? known.Version : model;
}

/// <summary>What a price list says of a target.</summary>
/// <param name="Target">As it was asked.</param>
/// <param name="Model">The ledger's id of the model; null where the ledger does not know the name.</param>
/// <param name="Price">The price; null where it is unknown.</param>
/// <param name="Gap">Why it is unknown.</param>
/// <param name="Date">The first day of a price, for <see cref="PriceGap.NotYet"/>; the disputed one for <see cref="PriceGap.Contradicted"/>; else null.</param>
public sealed record PriceAnswer(string Target, string? Model, TokenPrice? Price, PriceGap Gap, PartialDate? Date)
{
    /// <summary>Ids of models that an unknown name might mean, at most five.</summary>
    public ImmutableArray<string> Candidates { get; init; } = [];

    /// <summary>Id of the fact that states the price; null where it is unknown.</summary>
    public string? Fact { get; init; }

    /// <summary>What the fact adds, for example up to which length of a prompt the price holds; null where nothing.</summary>
    public string? Note { get; init; }

    /// <summary>What one request cost; null where the price or the count of its tokens is unknown.</summary>
    public decimal? CostOf(TokenUsage usage) => Price?.CostOf(usage);
}

/// <summary>Why a price is unknown.</summary>
public enum PriceGap
{
    /// <summary>It is known.</summary>
    None,

    /// <summary>The ledger has no model of this name.</summary>
    NoSuchModel,

    /// <summary>The ledger has no price of this model.</summary>
    NoPrice,

    /// <summary>The ledger has no price by this seller: the model's own lab may ask another.</summary>
    OtherSeller,

    /// <summary>The first price in the ledger is of a later day.</summary>
    NotYet,

    /// <summary>Two prices of one day contradict each other.</summary>
    Contradicted,
}
