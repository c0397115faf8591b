using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CodeRed.Evidence.Documents;

/// <summary>What a YAML value is.</summary>
public enum YamlKind
{
    /// <summary>A piece of text, a number, a truth value or null.</summary>
    Scalar,

    /// <summary>A list.</summary>
    Sequence,

    /// <summary>Keys with values.</summary>
    Mapping,
}

/// <summary>One key of a YAML mapping with its value.</summary>
/// <param name="Key">The key, never empty.</param>
/// <param name="Line">The line of the key, from 1.</param>
/// <param name="Value">What stands under it.</param>
public sealed record YamlMember(string Key, long Line, YamlNode Value);

/// <summary>A value of a YAML file that knows where it stands.</summary>
public sealed class YamlNode
{
    internal YamlNode(string path, long line, string text, bool plain)
    {
        Path = path;
        Line = line;
        Kind = YamlKind.Scalar;
        Text = text;
        IsPlain = plain;
    }

    internal YamlNode(string path, long line, ImmutableArray<YamlNode> items)
    {
        Path = path;
        Line = line;
        Kind = YamlKind.Sequence;
        Items = items;
    }

    internal YamlNode(string path, long line, ImmutableArray<YamlMember> members)
    {
        Path = path;
        Line = line;
        Kind = YamlKind.Mapping;
        Members = members;
    }

    /// <summary>A piece of text that stands in another kind of file, as a cell of a table does.</summary>
    /// <param name="path">The file as the user named it.</param>
    /// <param name="line">From 1.</param>
    /// <param name="text">The text; never taken for a number or a truth value.</param>
    public static YamlNode OfText(string path, long line, string text) => new(path, line, text, plain: false);

    /// <summary>A mapping put together from keys that stand elsewhere.</summary>
    /// <param name="path">The file as the user named it.</param>
    /// <param name="line">From 1.</param>
    /// <param name="members">No key twice.</param>
    public static YamlNode OfMembers(string path, long line, ImmutableArray<YamlMember> members) => new(path, line, members);

    /// <summary>A JSON value, so that one reader serves both.</summary>
    /// <param name="path">The file as the user named it.</param>
    /// <param name="line">The line of the whole value, from 1: JSON does not tell the lines inside it.</param>
    /// <param name="value">Any value, nested no deeper than the parser allowed.</param>
    /// <exception cref="DocumentException">A text holds half a character, a key is empty, or stands twice.</exception>
    public static YamlNode OfJson(string path, long line, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                return new(path, line, [.. value.EnumerateArray().Select(v => OfJson(path, line, v))]);
            case JsonValueKind.Object:
                var members = ImmutableArray.CreateBuilder<YamlMember>();
                foreach (var member in value.EnumerateObject())
                {
                    string key = Whole(path, line, () => member.Name);
                    if (key.Length == 0 || members.Any(m => m.Key == key))
                    {
                        throw new DocumentException(path, line, key.Length == 0 ? "a key is empty" : $"'{key}' stands here twice", key.Length == 0 ? "name it" : "keep one of the two");
                    }

                    members.Add(new(key, line, OfJson(path, line, member.Value)));
                }

                return new(path, line, members.ToImmutable());
            case JsonValueKind.String:
                return OfText(path, line, Whole(path, line, () => value.GetString()!));
            default:
                return new(path, line, value.GetRawText(), plain: true);
        }
    }

    private static string Whole(string path, long line, Func<string> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            throw new DocumentException(path, line, "a text holds half a character (a single \\uD800 to \\uDFFF)", "write the text as whole characters");
        }
    }

    /// <summary>The file as the user named it.</summary>
    public string Path { get; }

    /// <summary>From 1.</summary>
    public long Line { get; }

    /// <summary>What it is.</summary>
    public YamlKind Kind { get; }

    /// <summary>The text of a scalar without its quotes; empty for the other kinds.</summary>
    public string Text { get; } = "";

    /// <summary>Whether a scalar stands without quotes, so that <c>true</c>, <c>12</c> or <c>null</c> mean more than text.</summary>
    public bool IsPlain { get; }

    /// <summary>The elements of a sequence, in order; empty for the other kinds.</summary>
    public ImmutableArray<YamlNode> Items { get; } = [];

    /// <summary>The keys of a mapping, in order; empty for the other kinds.</summary>
    public ImmutableArray<YamlMember> Members { get; } = [];

    /// <summary>The same with other texts in its scalars; keys, lines and quotes stay.</summary>
    /// <param name="replace">Gives the new text of a scalar.</param>
    public YamlNode WithTexts(Func<string, string> replace) => Kind switch
    {
        YamlKind.Scalar => new YamlNode(Path, Line, replace(Text), IsPlain),
        YamlKind.Sequence => new YamlNode(Path, Line, [.. Items.Select(item => item.WithTexts(replace))]),
        _ => new YamlNode(Path, Line, [.. Members.Select(member => member with { Value = member.Value.WithTexts(replace) })]),
    };

    /// <summary>Whether it is an unquoted <c>null</c>, <c>~</c> or nothing at all.</summary>
    public bool IsNull => Kind == YamlKind.Scalar && IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>What it is, in words for a complaint.</summary>
    public string Description => Kind switch
    {
        YamlKind.Sequence => "a list",
        YamlKind.Mapping => "a mapping",
        _ when IsNull => "empty",
        _ => Quoted(Text),
    };

    /// <summary>A piece of text in quotes for a complaint, cut where it is long.</summary>
    public static string Quoted(string text) => $"'{(text.Length > 60 ? text[..60] + "..." : text)}'";

    /// <summary>This mapping, and of another one those members that this one does not have itself.</summary>
    /// <param name="defaults">The other mapping.</param>
    /// <param name="keys">The keys that may be taken from it.</param>
    /// <remarks>Members keep their lines, so that a complaint names the place where a value was written.</remarks>
    public YamlNode WithDefaults(YamlNode defaults, IReadOnlySet<string> keys)
    {
        var members = ImmutableArray.CreateBuilder<YamlMember>(Members.Length + defaults.Members.Length);
        members.AddRange(Members);
        foreach (var other in defaults.Members)
        {
            if (keys.Contains(other.Key) && !Holds(other.Key))
            {
                members.Add(other);
            }
        }

        return new YamlNode(Path, Line, members.ToImmutable());
    }

    private bool Holds(string key)
    {
        foreach (var member in Members)
        {
            if (member.Key == key)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The value as JSON: unquoted null, true, false and numbers by the YAML 1.2 core schema, all else text.</summary>
    /// <remarks>A number that a decimal cannot hold exactly stays text, so that the result always has a canonical spelling.</remarks>
    public JsonNode? ToJson() => Kind switch
    {
        YamlKind.Sequence => new JsonArray([.. Items.Select(i => i.ToJson())]),
        YamlKind.Mapping => new JsonObject(Members.Select(m => KeyValuePair.Create(m.Key, m.Value.ToJson()))),
        _ => ScalarToJson(),
    };

    private JsonValue? ScalarToJson()
    {
        if (IsNull)
        {
            return null;
        }

        if (!IsPlain)
        {
            return JsonValue.Create(Text);
        }

        return Text switch
        {
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            _ when Text.Count(char.IsAsciiDigit) <= 28
                && decimal.TryParse(Text, NumberFormat, CultureInfo.InvariantCulture, out decimal number)
                && (number != 0 || !Text.Any(c => c is >= '1' and <= '9')) => JsonValue.Create(number),
            _ => JsonValue.Create(Text),
        };
    }

    private const NumberStyles NumberFormat = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
}
