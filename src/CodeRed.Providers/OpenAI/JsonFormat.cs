using System.Text.Json;
using Microsoft.Extensions.AI;

namespace CodeRed.Providers.OpenAI;

/// <summary>The members that ask for JSON.</summary>
internal static class JsonFormat
{
    /// <summary>Writes the members into the object that is open.</summary>
    /// <param name="body">Where to.</param>
    /// <param name="json">With or without a schema.</param>
    /// <param name="nested">Whether the schema's members stand in an object of their own, as in chat completions.</param>
    public static void Write(Utf8JsonWriter body, ChatResponseFormatJson json, bool nested)
    {
        if (json.Schema is not { } schema)
        {
            body.WriteString("type", "json_object");
            return;
        }

        body.WriteString("type", "json_schema");
        if (nested)
        {
            body.WriteStartObject("json_schema");
        }

        body.WriteString("name", json.SchemaName ?? "answer");
        if (json.SchemaDescription is { } description)
        {
            body.WriteString("description", description);
        }

        // Without it OpenAI takes a schema as advice.
        body.WriteBoolean("strict", true);
        body.WritePropertyName("schema");
        schema.WriteTo(body);
        if (nested)
        {
            body.WriteEndObject();
        }
    }
}
