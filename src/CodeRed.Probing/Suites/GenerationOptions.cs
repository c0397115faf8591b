using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace CodeRed.Probing.Suites;

/// <summary>The form in which an answer is demanded of a provider.</summary>
/// <param name="Schema">The JSON schema that the answer must satisfy; null for any JSON object.</param>
/// <param name="Name">The name of the schema, which some providers want.</param>
public sealed record ResponseFormat(JsonNode? Schema, string? Name);

/// <summary>How a model is asked to generate; null where the provider's own default holds.</summary>
/// <remarks>Numbers are decimals as they were written: a float32 would change 0.9 on its way.</remarks>
public sealed record GenerationOptions
{
    /// <summary>Nothing set.</summary>
    public static GenerationOptions None { get; } = new();

    /// <summary>At least 0.</summary>
    public decimal? Temperature { get; init; }

    /// <summary>In (0, 1].</summary>
    public decimal? TopP { get; init; }

    /// <summary>The most tokens of an answer, at least 1.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>The provider's seed.</summary>
    public long? Seed { get; init; }

    /// <summary>Texts at which the answer ends; empty for none.</summary>
    public ImmutableArray<string> Stop { get; init; } = [];

    /// <summary>The form of the answer; null for text.</summary>
    public ResponseFormat? ResponseFormat { get; init; }

    /// <summary>These options, and the others' where these set nothing.</summary>
    public GenerationOptions Over(GenerationOptions others) => ReferenceEquals(this, None) ? others : ReferenceEquals(others, None) ? this : new()
    {
        Temperature = Temperature ?? others.Temperature,
        TopP = TopP ?? others.TopP,
        MaxTokens = MaxTokens ?? others.MaxTokens,
        Seed = Seed ?? others.Seed,
        Stop = Stop.IsEmpty ? others.Stop : Stop,
        ResponseFormat = ResponseFormat ?? others.ResponseFormat,
    };

    /// <summary>The options as JSON, without those that are not set.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }

        Add("temperature", Temperature);
        Add("top_p", TopP);
        Add("max_tokens", MaxTokens);
        Add("seed", Seed);
        Add("stop", Stop.IsEmpty ? null : new JsonArray([.. Stop.Select(s => JsonValue.Create(s))]));
        Add("response_format", ResponseFormat is null ? null : new JsonObject { ["name"] = ResponseFormat.Name, ["schema"] = ResponseFormat.Schema?.DeepClone() });
        return json;
    }

    /// <inheritdoc/>
    public bool Equals(GenerationOptions? other) => other is not null && JsonNode.DeepEquals(ToJson(), other.ToJson());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Temperature, TopP, MaxTokens, Seed, Stop.Length);
}
