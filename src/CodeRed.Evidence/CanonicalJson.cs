using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CodeRed.Evidence;

/// <summary>One spelling for one value, so that equal content has an equal hash.</summary>
/// <remarks>
/// After RFC 8785 (keys sorted by UTF-16 code unit, no white space, minimal escapes) with one difference: numbers are
/// decimals, never binary floating point, because a float that went through a float32 (0.9 becomes 0.8999999761581421)
/// would change a hash without changing what was meant. 1, 1.0 and 10e-1 are all written 1.
/// A number beyond 28 significant digits, 28 digits after the point or the range of <see cref="decimal"/> is refused rather than rounded.
/// </remarks>
public static class CanonicalJson
{
    /// <summary>Writes a JSON value in its canonical spelling.</summary>
    /// <exception cref="FormatException">A number is not exactly representable as a decimal.</exception>
    public static string Write(JsonNode? value)
    {
        using var spelling = CanonicalWriter.Take();
        Write(spelling.Json, value);
        return Encoding.UTF8.GetString(spelling.Written);
    }

    /// <summary>The hash of the canonical spelling.</summary>
    public static ContentHash Hash(JsonNode? value)
    {
        using var spelling = CanonicalWriter.Take();
        Write(spelling.Json, value);
        return ContentHash.Of(spelling.Written);
    }

    /// <summary>A decimal in its canonical spelling: no exponent, no trailing zero, no negative zero.</summary>
    public static string Number(decimal value)
    {
        if (value == 0)
        {
            return "0";
        }

        string text = value.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    private static void Write(Utf8JsonWriter writer, JsonNode? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject members:
                writer.WriteStartObject();
                string[] names = new string[members.Count];
                ((IDictionary<string, JsonNode?>)members).Keys.CopyTo(names, 0);
                Array.Sort(names, StringComparer.Ordinal);
                foreach (string name in names)
                {
                    writer.WritePropertyName(name);
                    Write(writer, members[name]);
                }

                writer.WriteEndObject();
                break;
            case JsonArray elements:
                writer.WriteStartArray();
                foreach (var element in elements)
                {
                    Write(writer, element);
                }

                writer.WriteEndArray();
                break;
            case JsonValue scalar when scalar.GetValueKind() == JsonValueKind.Number:
                writer.WriteRawValue(Number(ExactDecimal(scalar)));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static decimal ExactDecimal(JsonValue number)
    {
        // decimal.Parse rounds silently beyond 28 digits, before or after the point: refuse instead.
        const int Digits = 28;
        string text = number.ToJsonString();
        int e = text.AsSpan().IndexOfAny('e', 'E');
        string mantissa = e < 0 ? text : text[..e];
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        string digits = mantissa.Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        string significant = digits.Trim('0');
        if (significant.Length == 0)
        {
            return 0;
        }

        int exponent = 0;
        bool small = e < 0 || int.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent);
        long afterPoint = (point < 0 ? 0 : mantissa.Length - point - 1) - (digits.Length - digits.TrimEnd('0').Length) - (long)exponent;
        return small && significant.Length <= Digits && afterPoint <= Digits
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact)
            ? exact
            : throw new FormatException($"{text} is not a number that can be written exactly.");
    }
}
