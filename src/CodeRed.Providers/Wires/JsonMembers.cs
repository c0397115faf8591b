using System.Text.Json;

namespace CodeRed.Providers.Wires;

/// <summary>Writes members of a request that may not be asked for.</summary>
/// <remarks>A float is written as the shortest decimal that means it: 0.9, not 0.8999999761581421.</remarks>
internal static class JsonMembers
{
    public static void WriteIfAsked(this Utf8JsonWriter body, string name, float? value)
    {
        if (value is { } number)
        {
            body.WriteNumber(name, number);
        }
    }

    public static void WriteIfAsked(this Utf8JsonWriter body, string name, long? value)
    {
        if (value is { } number)
        {
            body.WriteNumber(name, number);
        }
    }

    public static void WriteIfAsked(this Utf8JsonWriter body, string name, string? value)
    {
        if (value is not null)
        {
            body.WriteString(name, value);
        }
    }

    /// <summary>A list of texts; nothing where it is empty.</summary>
    public static void WriteIfAsked(this Utf8JsonWriter body, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        body.WriteStartArray(name);
        foreach (string value in values)
        {
            body.WriteStringValue(value);
        }

        body.WriteEndArray();
    }

    /// <summary>A member that is either there and true, or not there.</summary>
    public static void WriteIfAsked(this Utf8JsonWriter body, string name, bool asked)
    {
        if (asked)
        {
            body.WriteBoolean(name, true);
        }
    }
}
