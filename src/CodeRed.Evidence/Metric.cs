using System.Text.Json.Nodes;

namespace CodeRed.Evidence;

/// <summary>Which way a metric gets better.</summary>
public enum Better
{
    /// <summary>More is better, as for a pass rate.</summary>
    Higher,

    /// <summary>Less is better, as for a hallucination rate.</summary>
    Lower,

    /// <summary>A change is only a change, as for length.</summary>
    Neither,
}

/// <summary>Something every answer of a suite is graded for; each grade is a value in [0, 1].</summary>
/// <param name="Name">Unique in its suite, for example <c>correct</c>.</param>
/// <param name="Better">Which way it gets better.</param>
/// <param name="Primary">Whether the headline verdict rests on it; exactly one metric of a suite is primary.</param>
/// <param name="Grading">How it is graded, as JSON: part of the suite's identity.</param>
public sealed record Metric(string Name, Better Better, bool Primary, JsonNode Grading)
{
    /// <summary>The name of the metric that says whether an answer is well-formed.</summary>
    public const string FormatValid = "format_valid";

    /// <summary>The metric as JSON, the form that is hashed and stored.</summary>
    public JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["better"] = Better.ToString().ToLowerInvariant(),
        ["primary"] = Primary,
        ["grading"] = Grading.DeepClone(),
    };

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static Metric FromJson(JsonNode json) => new(
        (string)json["name"]!,
        Enum.Parse<Better>((string)json["better"]!, ignoreCase: true),
        (bool)json["primary"]!,
        json["grading"]!.DeepClone());
}
