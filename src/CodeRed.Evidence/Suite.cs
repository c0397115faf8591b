using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace CodeRed.Evidence;

/// <summary>Items that belong together and how their answers are graded.</summary>
/// <param name="Name">For example <c>llmdrift-primes</c>.</param>
/// <param name="Metrics">In the order in which they are shown; exactly one is primary, or none in a log without a score.</param>
/// <param name="HasItems">
/// Whether its items have ids of their own, so that two runs can be paired item by item. A production log whose prompts
/// never repeat has none: its rows are named by their line, and lines of two logs have nothing to do with each other.
/// </param>
public sealed record Suite(string Name, ImmutableArray<Metric> Metrics, bool HasItems)
{
    /// <summary>The identity: another name or another way of grading is another suite.</summary>
    public ContentHash Id => CanonicalJson.Hash(ToJson());

    /// <summary>The metric of the headline; null in a log without a score.</summary>
    public Metric? Primary => Metrics.FirstOrDefault(m => m.Primary);

    /// <summary>The suite as JSON, the form that is hashed and stored.</summary>
    public JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["has_items"] = HasItems,
        ["metrics"] = new JsonArray([.. Metrics.Select(m => m.ToJson())]),
    };

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static Suite FromJson(JsonNode json) => new(
        (string)json["name"]!,
        [.. json["metrics"]!.AsArray().Select(m => Metric.FromJson(m!))],
        (bool)json["has_items"]!);

    /// <inheritdoc/>
    public bool Equals(Suite? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();
}
