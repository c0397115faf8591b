using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CodeRed.Interchange;

/// <summary>Writes values as YAML that reads back as what they are.</summary>
public static class YamlText
{
    private const string Step = "  ";

    /// <summary>A piece of text in double quotes. What is no letter, digit or ASCII is escaped, so that an editor shows it inert.</summary>
    public static string Quoted(string text) => "\"" + string.Concat(text.EnumerateRunes().Select(r => r.Value switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        (>= ' ' and <= '~') => r.ToString(),
        _ when Rune.IsLetterOrDigit(r) => r.ToString(),
        <= 0xFFFF => string.Create(CultureInfo.InvariantCulture, $"\\u{r.Value:X4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\U{r.Value:X8}"),
    })) + "\"";

    /// <summary>A value in lines: a mapping with a key per line, a list of texts on one line, a list of mappings with an entry per dash.</summary>
    /// <param name="value">Objects, arrays and scalars.</param>
    /// <param name="indent">Spaces before each line.</param>
    /// <returns>Lines that end with a line feed.</returns>
    public static string Of(JsonObject value, int indent = 0)
    {
        var yaml = new StringBuilder();
        Members(yaml, value, new string(' ', indent), new string(' ', indent));
        return yaml.ToString();
    }

    /// <summary>A value as an entry of a list: a dash, and its keys beside and below it.</summary>
    public static string Entry(JsonObject value, int indent = 0)
    {
        var yaml = new StringBuilder();
        Members(yaml, value, new string(' ', indent) + "- ", new string(' ', indent) + Step);
        return yaml.ToString();
    }

    private static void Members(StringBuilder yaml, JsonObject value, string first, string indent)
    {
        string before = first;
        foreach (var (key, member) in value)
        {
            yaml.Append(before).Append(Scalar(key)).Append(':');
            before = indent;
            switch (member)
            {
                case JsonObject { Count: > 0 } mapping:
                    yaml.Append('\n');
                    Members(yaml, mapping, indent + Step, indent + Step);
                    break;
                case JsonArray list when list.Any(entry => entry is JsonObject { Count: > 0 }):
                    yaml.Append('\n');
                    foreach (var entry in list)
                    {
                        if (entry is JsonObject { Count: > 0 } mapping)
                        {
                            Members(yaml, mapping, indent + Step + "- ", indent + Step + Step);
                        }
                        else
                        {
                            yaml.Append(indent).Append(Step).Append("- ").Append(Flow(entry)).Append('\n');
                        }
                    }

                    break;
                default:
                    yaml.Append(' ').Append(Flow(member)).Append('\n');
                    break;
            }
        }
    }

    private static string Flow(JsonNode? value) => value switch
    {
        null => "null",
        JsonArray list => "[" + string.Join(", ", list.Select(Flow)) + "]",
        JsonObject mapping => "{" + string.Join(", ", mapping.Select(member => $"{Scalar(member.Key)}: {Flow(member.Value)}")) + "}",
        _ when value.GetValueKind() == JsonValueKind.String => Scalar(value.GetValue<string>()),
        _ => value.ToJsonString(),
    };

    private static string Scalar(string text) => IsPlain(text) ? text : Quoted(text);

    // Narrower than YAML, so that nobody has to know YAML's rules to see that it is safe, inside brackets too.
    private static bool IsPlain(string text) =>
        text.Length > 0 && text[^1] != ' ' && (Rune.TryGetRuneAt(text, 0, out var first) && Rune.IsLetterOrDigit(first))
        && text.EnumerateRunes().All(r => r.Value is ' ' or '.' or '-' or '_' or '+' or '/' or '(' or ')' or '\'' || Rune.IsLetterOrDigit(r))
        && text.ToLowerInvariant() is not ("null" or "true" or "false");
}
