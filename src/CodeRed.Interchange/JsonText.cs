using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodeRed.Evidence;

namespace CodeRed.Interchange;

/// <summary>JSON of strangers as text: what is legal JSON may still hold half a character, a key twice or a number beyond any type.</summary>
internal static class JsonText
{
    /// <summary>The options under which all JSON is read: 64 deep, no comments, no trailing commas.</summary>
    public static JsonDocumentOptions Options { get; } = new() { MaxDepth = 64 };

    /// <summary>The text of a string; anything else as it is written; null for JSON null.</summary>
    /// <exception cref="FormatException">A string holds half a surrogate pair.</exception>
    public static string? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => StringOf(value),
        _ => value.GetRawText(),
    };

    /// <summary>The same value in its one spelling, so that equal values have equal text and hash.</summary>
    /// <remarks>A number that no decimal holds exactly becomes a string of its digits. Of a key that stands twice the last counts.</remarks>
    /// <exception cref="FormatException">A string holds half a surrogate pair.</exception>
    public static string Canonical(JsonElement value) => CanonicalJson.Write(Node(value));

    /// <summary>A member of an object; undefined where there is none or the value is not an object.</summary>
    public static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;

    /// <summary>The value as a node that <see cref="CanonicalJson"/> can always write.</summary>
    public static JsonNode? Node(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var member in value.EnumerateObject())
                {
                    members[NameOf(member)] = Node(member.Value);
                }

                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. value.EnumerateArray().Select(Node)]);
            case JsonValueKind.String:
                return JsonValue.Create(StringOf(value));
            case JsonValueKind.Number:
                return Exact(value.GetRawText());
            case JsonValueKind.True or JsonValueKind.False:
                return JsonValue.Create(value.GetBoolean());
            default:
                return null;
        }
    }

    private static JsonValue Exact(string digits)
    {
        var number = JsonValue.Create(JsonDocument.Parse(digits).RootElement.Clone());
        try
        {
            CanonicalJson.Write(number);
            return number!;
        }
        catch (FormatException)
        {
            return JsonValue.Create(digits);
        }
    }

    private static string StringOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"a text holds half a character (a single \\uD800 to \\uDFFF)"));
        }
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            throw new FormatException("a key holds half a character (a single \\uD800 to \\uDFFF)");
        }
    }
}
