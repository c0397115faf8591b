using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Grading;

/// <summary>1 when the answer is JSON, or holds some, that a schema allows; otherwise 0.</summary>
/// <remarks>
/// <para>JSON is what <see cref="FormatCheck.Json"/> takes for it. Where JSON may stand inside other text, every object and list in the answer is held against the schema, from the first on,
/// until one is allowed or a thousand braces have opened no JSON. A blank answer is a non-answer. The expected text plays no part.</para>
/// </remarks>
public sealed record JsonGrader : Grader
{
    /// <summary>How many braces that open no JSON are tried: a text that is nothing but beginnings would be read again from each of them.</summary>
    private const int MostBeginnings = 1000;

    private readonly JsonSchema? schema;

    /// <summary>Makes the grader.</summary>
    /// <param name="schema">A JSON schema, as <c>docs/reference/graders.md</c> says; null where any JSON will do.</param>
    /// <param name="contained">Whether the JSON may stand inside other text.</param>
    /// <exception cref="ArgumentException">The schema is none that is understood.</exception>
    public JsonGrader(JsonNode? schema, bool contained) => (this.schema, IsContained) = (schema is null ? null : new JsonSchema(schema), contained);

    /// <summary>Whether the JSON may stand inside other text.</summary>
    public bool IsContained { get; }

    /// <inheritdoc/>
    /// <exception cref="GradingException">The schema takes too many steps on this answer, or a pattern of it too long.</exception>
    public override Grade Grade(string answer, string? expected) =>
        TextNormalisation.IsBlank(answer) ? Evidence.Grade.NonAnswer
        : Evidence.Grade.Of((IsContained ? HoldsSome(answer) : IsAllowed(answer)) ? 1 : 0);

    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["grader"] = "json",
        ["contained"] = IsContained,
        ["schema"] = schema is null ? null : JsonNode.Parse(schema.Text),
        ["maximum_depth"] = FormatCheck.MaximumDepth,
        ["reading"] = "schema-1",
    };

    /// <inheritdoc/>
    public bool Equals(JsonGrader? other) => other is not null && (schema?.Text, IsContained) == (other.schema?.Text, other.IsContained);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(schema?.Text, IsContained);

    private bool IsAllowed(string answer)
    {
        if (FormatCheck.Json.Grade(answer, null).Value != 1)
        {
            return false;
        }

        using var json = JsonDocument.Parse(answer);
        return schema is null || (IsText(json.RootElement) && schema.Allows(json.RootElement));
    }

    private bool HoldsSome(string answer)
    {
        byte[] text = Encoding.UTF8.GetBytes(answer);
        int at = 0;
        int failed = 0;
        while (failed < MostBeginnings)
        {
            int open = text.AsSpan(at).IndexOfAny((byte)'{', (byte)'[');
            if (open < 0)
            {
                return false;
            }

            at += open;
            var reader = new Utf8JsonReader(text.AsSpan(at), new JsonReaderOptions { MaxDepth = FormatCheck.MaximumDepth });
            bool whole = false;
            try
            {
                whole = reader.Read() && reader.TrySkip();
            }
            catch (JsonException)
            {
                // Braces that open no JSON.
            }

            if (!whole)
            {
                failed++;
                at++;
                continue;
            }

            int length = (int)reader.BytesConsumed;
            using var json = JsonDocument.Parse(text.AsMemory(at, length));
            if (IsText(json.RootElement) && (schema is null || schema.Allows(json.RootElement)))
            {
                return true;
            }

            at += length;
        }

        return false;
    }

    /// <summary>Whether every text in it is whole: half a surrogate pair is no text.</summary>
    private static bool IsText(JsonElement value)
    {
        try
        {
            JsonSchema.Canonical(value);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
