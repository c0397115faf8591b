using System.Text.Json;

namespace CodeRed.Providers.Wires;

/// <summary>Reads members of an answer that may be absent, null or of another kind than expected.</summary>
internal static class JsonFields
{
    /// <summary>A member of an object; undefined when the value is no object or has no such member.</summary>
    public static JsonElement Member(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;

    /// <summary>A member that is text; null when it is not.</summary>
    public static string? Text(this JsonElement value, string name) =>
        value.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A member that is a count; null when it is not.</summary>
    public static long? Count(this JsonElement value, string name) =>
        value.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out long count) && count >= 0 ? count : null;

    /// <summary>A member that is a number; null when it is not.</summary>
    public static double? Number(this JsonElement value, string name) =>
        value.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out double real) && double.IsFinite(real) ? real : null;

    /// <summary>The elements of a member that is a list; none when it is not.</summary>
    public static IEnumerable<JsonElement> Elements(this JsonElement value, string name) =>
        value.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
