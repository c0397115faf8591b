using System.Text.Json.Nodes;
using CodeRed.Evidence.Facts;

namespace CodeRed.Interchange;

/// <summary>Facts as JSON: what all facts have, and under the name of its kind what only this kind has.</summary>
public static class FactJson
{
    /// <summary>The names of the kinds, each a field of every fact that is null but for one.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["release", "score", "votes", "move", "usage", "price", "claim"];

    /// <summary>The name of a fact's kind.</summary>
    public static string KindOf(Fact fact) => fact switch
    {
        Release => "release",
        Score => "score",
        VoteTally => "votes",
        Move => "move",
        Usage => "usage",
        Price => "price",
        Claim => "claim",
        _ => throw new ArgumentException($"{fact.GetType().Name} is no kind of fact."),
    };

    /// <summary>A fact, and where it stands.</summary>
    public static JsonObject Of(Fact fact)
    {
        var json = Content(fact);
        json["path"] = fact.Path;
        json["line"] = fact.Line;
        return json;
    }

    /// <summary>A fact without where it stands: two facts that say the same have the same content.</summary>
    internal static JsonObject Content(Fact fact)
    {
        var json = new JsonObject
        {
            ["id"] = fact.Id,
            ["kind"] = KindOf(fact),
            ["on"] = fact.TrueOn.ToString(),
            ["date_means"] = LedgerWords<DateMeaning>.Of(fact.DateMeans),
            ["known_by"] = fact.KnownBy?.ToString(),
            ["known_basis"] = fact.KnownBasis is { } basis ? LedgerWords<KnownBasis>.Of(basis) : null,
            ["confidence"] = LedgerWords<Confidence>.Of(fact.Confidence),
            ["note"] = fact.Note,
            ["source"] = new JsonArray([.. fact.Sources.Select(Of)]),
        };
        foreach (string kind in Kinds)
        {
            json[kind] = kind == KindOf(fact) ? Only(fact) : null;
        }

        return json;
    }

    /// <summary>A source.</summary>
    public static JsonObject Of(FactSource source) => new()
    {
        ["title"] = source.Title,
        ["url"] = source.Url,
        ["published"] = source.Published?.ToString(),
        ["read_on"] = source.ReadOn?.ToString(),
        ["first_hand"] = source.FirstHand,
        ["commit"] = source.Commit,
    };

    private static JsonObject Only(Fact fact) => fact switch
    {
        Release release => new()
        {
            ["lab"] = release.Lab,
            ["subject"] = release.Subject,
            ["kind"] = LedgerWords<ReleaseKind>.Of(release.Kind),
            ["model"] = release.Model,
            ["flagship"] = release.Flagship,
        },
        Score score => new(Series(score.Series))
        {
            ["model"] = score.Model,
            ["value"] = score.Value,
            ["interval"] = score is { Lower: { } lower, Upper: { } upper } ? new JsonArray(lower, upper) : null,
            ["items"] = score.Items,
            ["conditions"] = score.Conditions,
            ["runner_kind"] = LedgerWords<RunnerKind>.Of(score.RunnerKind),
        },
        VoteTally votes => new(Series(votes.Series))
        {
            ["first"] = votes.First,
            ["second"] = votes.Second,
            ["wins"] = votes.Wins,
            ["losses"] = votes.Losses,
            ["ties"] = votes.Ties,
        },
        Move move => new()
        {
            ["person"] = move.Person,
            ["kind"] = LedgerWords<MoveKind>.Of(move.Kind),
            ["from"] = move.From,
            ["to"] = move.To,
            ["role"] = move.Role,
        },
        Usage usage => new()
        {
            ["product"] = usage.Product,
            ["lab"] = usage.Lab,
            ["measure"] = usage.Measure,
            ["value"] = usage.Value,
            ["precision"] = LedgerWords<Precision>.Of(usage.Precision),
            ["by"] = usage.By,
        },
        Price price => new()
        {
            ["model"] = price.Model,
            ["vendor"] = price.Vendor,
            ["input"] = price.Input,
            ["output"] = price.Output,
            ["cached_input"] = price.CachedInput,
        },
        Claim claim => new()
        {
            ["claimant"] = claim.Claimant,
            ["statement"] = claim.Statement,
            ["zh_hant"] = claim.StatementZhHant,
            ["about"] = Texts(claim.About),
            ["product"] = claim.Product,
            ["of"] = claim.Of,
            ["has_condition"] = claim.Condition is not null,
            ["verdicts"] = new JsonArray([.. claim.Verdicts.Select(verdict => (JsonNode)new JsonObject
            {
                ["verdict"] = LedgerWords<ClaimVerdict>.Of(verdict.Verdict),
                ["known_by"] = verdict.KnownBy.ToString(),
                ["why"] = verdict.Why,
                ["zh_hant"] = verdict.WhyZhHant,
                ["evidence"] = Texts(verdict.Evidence),
            })]),
            ["evidence"] = Texts(claim.Evidence),
        },
        _ => throw new ArgumentException($"{fact.GetType().Name} is no kind of fact."),
    };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Series(ScoreSeries series) =>
    [
        new("benchmark", series.Benchmark), new("edition", series.Edition), new("metric", series.Metric), new("runner", series.Runner),
    ];

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
